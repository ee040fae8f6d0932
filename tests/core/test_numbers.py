"""Numbers of items: given once and never moved; and the words by which items of several units are named."""

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from builder import JobBuilder, job
from qcheck.core.act.actor import Refusal
from qcheck.core.act.select import select

PAINT = """\
checklist: paint
title: Painting
sections:
  - id: prep
    title: Before painting
    items:
      - keys: Keys received
      - {id: walls, text: Walls sound, repeat: rooms}
      - {id: floor, text: Floor covered, repeat: rooms}
  - id: coat
    title: Painting
    items:
      - {id: walls, text: Walls painted, repeat: rooms}
      - {id: stairs, text: Steps safe, repeat: flights}
      - clean: Site clean
"""
LESS = PAINT.replace("      - {id: floor, text: Floor covered, repeat: rooms}\n", "")
MORE = PAINT.replace(
    "      - keys: Keys received\n", "      - alarm: Alarm off\n      - keys: Keys received\n"
).replace("      - {id: stairs", "      - {id: doors, text: Doors painted, repeat: rooms}\n      - {id: stairs")
MOVED = PAINT.replace("- clean: Site clean", "- {id: swept, text: Site clean, moved_from: coat.clean}").replace(
    "{id: floor, text: Floor", "{id: sheets, moved_from: prep.floor, text: Floor"
)
VERSIONS = (PAINT, LESS, MORE, MOVED)
SAME = (
    {"paint/coat.clean", "paint/coat.swept"},
    *({f"paint/prep.floor@{room}", f"paint/prep.sheets@{room}"} for room in "abcd"),
)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("unit"), st.sampled_from(["rooms.a", "rooms.b", "rooms.c", "rooms.d", "flights.a"])),
        st.tuples(st.just("drop"), st.sampled_from(["unit.rooms.a", "unit.rooms.c", "scope.oak", "scope.tap"])),
        st.tuples(st.just("scope"), st.sampled_from(["oak", "tap"])),
        st.tuples(st.just("agree"), st.sampled_from(["A light", "A shelf"])),
        st.tuples(st.just("end"), st.sampled_from(["1", "3", "5", "7"])),
        st.tuples(st.just("upgrade"), st.sampled_from(VERSIONS)),
        st.tuples(st.sampled_from(["tick", "fail"]), st.sampled_from(["1", "2", "4", "6"])),
        st.tuples(st.just("undo"), st.just("")),
    ),
    max_size=12,
)


def painting(**units: tuple[str, ...]) -> JobBuilder:
    """An opened job with these rooms and flights of stairs."""
    return job(PAINT).open(handover="2026-12-04", units=units)


def five() -> JobBuilder:
    """Three rooms and two flights."""
    return painting(rooms=("Hall", "Pantry", "Room 3"), flights=("Front", "Pantry"))


def step(built: JobBuilder, what: str, word: str) -> None:
    """One command of those that change what a job consists of, or not."""
    match what:
        case "unit" | "scope":
            built.plan("more", **{f"{what}.{word}": word.rpartition(".")[2].title()})
        case "drop":
            built.plan("less", **{word: ""})
        case "agree":
            built.agree(word)
        case "end":
            built.agree("not wanted", drop=word)
        case "upgrade":
            built.upgrade(word)
        case "undo":
            built.undo()
        case _:
            built.answer("pass" if what == "tick" else "fail", word)


def numbers(built: JobBuilder) -> dict[str, int]:
    """The number of every item, by its subject."""
    return {i.item.subject: i.item.number for i in built.state().items}


@given(STEPS)
@examples(max_examples=150)
def test_a_number_that_was_given_never_moves(script: list[tuple[str, str]]) -> None:
    """Whatever is added, dropped, agreed, taken back or exchanged, in any order."""
    built = painting(rooms=("A",), flights=("A",))
    known = numbers(built)
    owners: dict[int, set[str]] = {number: {subject} for subject, number in known.items()}
    for what, word in script:
        step(built, what, word)
        now = numbers(built)
        assert len(set(now.values())) == len(now) == len(built.state().items)
        assert [s for s in now if s in known and known[s] != now[s]] == []
        known |= now
        for subject, number in now.items():
            owners.setdefault(number, set()).add(subject)
    assert [owner for owner in owners.values() if len(owner) > 1 and owner not in SAME] == []


@given(STEPS, st.permutations(["aaaa", "bbbb"]))
@examples(max_examples=60)
def test_all_devices_come_to_the_same_numbers(script: list[tuple[str, str]], order: list[str]) -> None:
    """Once they have met: each number is given once."""
    built = painting(rooms=("A",), flights=("A",)).on("bbbb").on("aaaa")
    for count, (what, word) in enumerate(script):
        step(built.on(order[count % 2]), what, word)
    built.merge()
    found = numbers(built)
    assert len(set(found.values())) == len(built.state().items)
    assert numbers(built.on("aaaa")) == numbers(built.on("bbbb")) == found


def test_what_is_added_comes_after_all_that_was_there() -> None:
    """A room, a promise, a change, a newer list, each after the one before it."""
    built = painting(rooms=("A",), flights=("A",))
    assert list(numbers(built).values()) == [1, 2, 3, 4, 5, 6]
    built.plan(**{"unit.rooms.b": "B"}).plan(**{"scope.oak": "Oak"}).agree("A light").upgrade(MORE)
    assert [s for s, number in numbers(built).items() if number > 6] == [
        "paint/prep.walls@b",
        "paint/prep.floor@b",
        "paint/coat.walls@b",
        "scope/promise.read-back",
        "scope/promise.oak",
        next(s for s in numbers(built) if s.startswith("agreed/")),
        "paint/prep.alarm",
        "paint/coat.doors@a",
        "paint/coat.doors@b",
    ]
    assert list(numbers(built).values()) == list(range(1, 16))


def test_the_number_of_what_was_dropped_stays_unused() -> None:
    """A room and a promise that are gone keep numbers that nothing else gets; they come back with the same."""
    built = painting(rooms=("A",), flights=("A",)).plan(**{"unit.rooms.b": "B", "scope.oak": "Oak"})
    before = numbers(built)
    built.plan("no time", **{"unit.rooms.b": "", "scope.oak": ""}).plan(**{"unit.rooms.c": "C"})
    after = numbers(built)
    assert after["scope/promise.oak"] == before["scope/promise.oak"]
    assert [after[f"paint/{item}@c"] for item in ("prep.walls", "prep.floor", "coat.walls")] == [12, 13, 14]
    assert [(i.standing, i.hidden) for i in built.state().items if i.hidden] == [
        *[("hidden", "B is no longer part of the job")] * 3,
        ("hidden", "no longer promised"),
    ]
    built.plan("after all", **{"unit.rooms.b": "B", "scope.oak": "Oak"})
    assert {s: n for s, n in numbers(built).items() if s in before} == before
    assert {i.standing for i in built.state().items} == {"open"}


def test_the_number_of_what_was_taken_back_stays_unused() -> None:
    """Somebody may have written it down."""
    built = painting(rooms=("A",), flights=("A",)).plan(**{"unit.rooms.b": "B"}).undo()
    assert len([i for i in built.state().items if not i.hidden]) == 6
    assert numbers(built.agree("A light"))[built.state().items[-1].item.subject] == 10


def test_answers_of_a_dropped_room_come_back_with_it() -> None:
    """They were given about that room."""
    built = five().tick("prep@pantry").plan("sold", **{"unit.rooms.pantry": ""})
    assert {i.standing for i in built.state().items if i.item.unit == "pantry" and "stairs" not in i.item.subject} == {
        "hidden"
    }
    built.plan("bought back", **{"unit.rooms.pantry": "Pantry"})
    assert [i.standing for i in built.state().items if "prep.walls" in i.item.subject] == ["open", "pass", "open"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("floor", [5, 6, 7]),
        ("prep.floor", [5, 6, 7]),
        ("floor@pantry", [6]),
        ("FLOOR@Pantry", [6]),
        ("paint/prep.floor@pantry", [6]),
        ("floor@hall..pantry", [5, 6]),
        ("floor@hall..room-3", [5, 6, 7]),
        ("prep@pantry", [3, 6]),
        ("prep.walls@room-3", [4]),
        ("@hall", [2, 5, 8]),
        ("@pantry", [3, 6, 9, 12]),
        ("stairs@pantry", [12]),
        ("@hall..pantry", [2, 3, 5, 6, 8, 9, 12]),
        ("keys", [1]),
        ("coat", [8, 9, 10, 11, 12, 13]),
    ],
)
def test_items_of_units_are_named_by_item_and_unit(word: str, expected: list[int]) -> None:
    """One, a range of units, all of one unit, or all units of an item by its bare name."""
    chosen = select(five().state(), (word,))
    assert not isinstance(chosen, Refusal), chosen
    assert [i.item.number for i in chosen.items] == expected
    assert (chosen.grouped == frozenset(expected)) is (len(expected) > 1)


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("floor@attic", "floor@attic: there is no attic here.", "It is repeated for: hall, pantry, room-3."),
        (
            "floor@hall..attic",
            "floor@hall..attic: there is no attic here.",
            "It is repeated for: hall, pantry, room-3.",
        ),
        ("@attic", "@attic: there is no attic here.", "It is repeated for: hall, pantry, room-3, front."),
        ("keys@hall", "keys@hall: there is no hall here.", "qcheck status --all lists the items with their units."),
        ("flor@hall", "flor@hall: there is no hall here.", "qcheck status --all lists the items with their units."),
        ("floor@pantry..hall", "floor@pantry..hall: a range goes from the earlier unit to the later one.", ""),
        (
            "walls@hall",
            "walls@hall: that could be paint/coat.walls, paint/prep.walls.",
            "Use the number, or more of the name.",
        ),
        ("floor@", "floor@: there is no unit named here.", "It is repeated for: hall, pantry, room-3."),
        ("@", "@: there is no unit named here.", "It is repeated for: hall, pantry, room-3, front."),
        ("floor@hall..", "floor@hall..: there is no unit named here.", "It is repeated for: hall, pantry, room-3."),
        ("floor@..hall", "floor@..hall: there is no unit named here.", "It is repeated for: hall, pantry, room-3."),
    ],
)
def test_a_unit_that_is_not_meant_is_refused_with_those_there_are(word: str, message: str, hint: str) -> None:
    """Whole messages."""
    assert select(five().state(), (word,)) == Refusal(message, hint)


def test_a_bare_name_answers_what_is_open_in_each_unit() -> None:
    """A failure in one of them has to be named to be answered again."""
    built = five().fail("floor@pantry").tick("floor")
    assert [i.standing for i in built.state().items[4:7]] == ["pass", "fail", "pass"]
    assert built.tick("floor@pantry").state().items[5].standing == "pass"


def test_units_beyond_five_are_not_all_offered() -> None:
    """A hint is no list."""
    built = painting(rooms=tuple(f"Room {n}" for n in range(1, 9)), flights=("A",))
    refusal = select(built.state(), ("floor@attic",))
    assert refusal == Refusal(
        "floor@attic: there is no attic here.", "It is repeated for: room-1, room-2, room-3, room-4, room-5 …."
    )
