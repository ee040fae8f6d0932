"""Units in a plan: added, dropped, named, and refused with the whole text of why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.act.actor import Refusal
from qcheck.core.act.unitid import unit_id
from qcheck.core.act.units import kinds, missing, unit_changes
from qcheck.core.parse import checklist
from qcheck.model.place import Place
from qcheck.model.state import Plan, Unit

ROOMS = ("rooms",)


def plan(*units: Unit, contested: tuple[str, ...] = ()) -> Plan:
    """A plan with these units."""
    return Plan(units=units, contested=contested)


def unit(ident: str, name: str, kind: str = "rooms", *, dropped: bool = False) -> Unit:
    return Unit(kind, ident, name, Place("x"), dropped)


KITCHEN, PANTRY = unit("kitchen", "Kitchen"), unit("pantry", "Pantry")
ATTIC = unit("attic", "Attic", dropped=True)


def rooms(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple(("rooms", name) for name in names)


def test_the_kinds_are_those_that_items_are_repeated_over() -> None:
    """Each once, in the order of the lists."""
    source = (
        "checklist: a\nsections:\n  - id: s\n    items:\n      - x: Plain\n"
        "      - {id: a, text: A, repeat: rooms}\n      - {id: b, text: B, repeat: floors}\n"
        "      - {id: c, text: C, repeat: rooms}\n"
    )
    read, _ = checklist(source.encode(), "a.yaml")
    assert read is not None
    assert kinds([read, read]) == ("rooms", "floors")


def test_units_get_ids_from_their_names() -> None:
    """In the order given, white space tidied."""
    assert unit_changes(Plan(), ROOMS, rooms("Kitchen", " Room   12\t", "12"), ()) == {
        "plan/unit.rooms.kitchen": "Kitchen",
        "plan/unit.rooms.room-12": "Room 12",
        "plan/unit.rooms.rooms-12": "12",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kitchen", "kitchen"),
        ("Room 12", "room-12"),
        ("12", "rooms-12"),
        ("1.10", "rooms-1-10"),
        ("1-10", "rooms-1-10"),
        ("1e5", "rooms-1e5"),
        ("Küche Süd", "kuche-sud"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Køkken", "køkken"),
        ("Кухня 1", "кухня-1"),
        ("キッチン", "キッチン"),
        ("Building A, floor 2, room 12", "building-a-floor-2-room-12"),
        ("!!!", "rooms"),
        ("x" * 61, f"{'x' * 51}-c508e75f"),
    ],
)
def test_an_id_is_made_of_the_whole_name(name: str, expected: str) -> None:
    """In any letters; never a number by itself, since that means the number of an item."""
    assert unit_id("rooms", name) == expected


@given(st.text(max_size=100))
def test_any_name_makes_an_id_that_can_be_typed_and_joined(name: str) -> None:
    """Words of letters and digits, joined by hyphens, the same for the same name in other capitals."""
    ident = unit_id("rooms", name)
    assert ident
    assert all(part and (part.isalnum()) for part in ident.split("-"))
    assert not ident.replace("-", "").isnumeric()
    assert len(ident) <= 66
    assert unit_id("rooms", f" {name} ") == ident


def test_names_that_come_to_one_id_are_units_of_their_own() -> None:
    """Nothing is dropped because it looks alike."""
    assert unit_changes(plan(KITCHEN), ROOMS, rooms("Kitchen!", "Kitchen?", "Kitchen 2"), ()) == {
        "plan/unit.rooms.kitchen-2": "Kitchen!",
        "plan/unit.rooms.kitchen-3": "Kitchen?",
        "plan/unit.rooms.kitchen-2-2": "Kitchen 2",
    }


def test_a_unit_that_is_there_already_is_no_change() -> None:
    """By its name or its id, whatever its case, so that a file can be loaded again; one typed twice counts once."""
    there = plan(KITCHEN, unit("big-hall", "Big hall"))
    changes = unit_changes(there, ROOMS, rooms("KITCHEN", "big-hall", "Loft", "Bath", "loft"), ())
    assert isinstance(changes, dict)
    assert list(changes.items()) == [("plan/unit.rooms.loft", "Loft"), ("plan/unit.rooms.bath", "Bath")]


def test_loading_the_same_names_again_changes_nothing() -> None:
    """Also where two of them differ only in their signs."""
    names = ("Kitchen", "Kitchen!", "12", "12.", "Кухня")
    first = unit_changes(Plan(), ROOMS, rooms(*names), ())
    assert isinstance(first, dict)
    held = plan(*(unit(about.removeprefix("plan/unit.rooms."), str(name)) for about, name in first.items()))
    assert len(first) == 5
    assert unit_changes(held, ROOMS, rooms(*names), ()) == {}


def test_a_dropped_unit_comes_back_under_the_id_it_had() -> None:
    """With its answers and numbers, in its own spelling."""
    assert unit_changes(plan(ATTIC), ROOMS, rooms("attic"), ()) == {"plan/unit.rooms.attic": "Attic"}


@pytest.mark.parametrize("typed", ["pantry", "PANTRY", " Pantry "])
def test_a_unit_is_dropped_by_its_name_or_id(typed: str) -> None:
    """Whatever its case; the kind likewise."""
    assert unit_changes(plan(KITCHEN, PANTRY), ROOMS, (), (("Rooms", typed),)) == {"plan/unit.rooms.pantry": ""}


def test_units_of_a_kind_that_is_no_longer_repeated_over_can_be_dropped_and_not_added() -> None:
    """The lists may have been exchanged for others."""
    old = plan(unit("cellar", "Cellar", "floors"))
    assert unit_changes(old, ROOMS, (), (("floors", "Cellar"),)) == {"plan/unit.floors.cellar": ""}
    assert unit_changes(old, ROOMS, (("floors", "Roof"),), ()) == Refusal(
        "floors: the checklist does not repeat over that.", "It repeats over rooms."
    )


def test_kinds_that_differ_only_in_capitals_are_told_apart() -> None:
    """The one that is typed exactly goes before one that only looks like it."""
    assert unit_changes(Plan(), ("Rooms", "rooms"), (("rooms", "A"), ("Rooms", "A")), ()) == {
        "plan/unit.Rooms.a": "A",
        "plan/unit.rooms.a": "A",
    }


def test_a_unit_that_two_devices_disagree_about_is_settled_by_naming_it_again() -> None:
    """Whichever of the two is shown."""
    disputed = ("plan/unit.rooms.kitchen", "plan/unit.rooms.attic")
    there = plan(KITCHEN, ATTIC, contested=disputed)
    assert unit_changes(there, ROOMS, rooms("Kitchen"), rooms("Attic")) == {
        "plan/unit.rooms.kitchen": "Kitchen",
        "plan/unit.rooms.attic": "",
    }


def test_a_kind_that_no_list_repeats_over_is_refused_once() -> None:
    """With the one that was meant, or all there are."""
    message = "{}: the checklist does not repeat over that."
    add = (("room", "A"), ("room", "B"))
    assert unit_changes(Plan(), ROOMS, add, ()) == Refusal(message.format("room"), "Did you mean rooms?")
    assert unit_changes(Plan(), ("rooms", "floors"), (("zzz", "A"),), ()) == Refusal(
        message.format("zzz"), "It repeats over rooms, floors."
    )
    assert unit_changes(Plan(), (), (), rooms("A")) == Refusal(
        message.format("rooms"), "It repeats over nothing, so the job has no units."
    )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """Nobody mends one thing to hear of the next; each hint once."""
    add = (*rooms("x" * 101, " ", "Kit\u200bchen", "Bath\r", "Hall\x00", "Pantry"), ("walls", "North"))
    drop = rooms("Pantry", "Cellar", "Kitchn")
    assert unit_changes(plan(KITCHEN, PANTRY, ATTIC), ROOMS, add, drop) == Refusal(
        "walls: the checklist does not repeat over that.\n"
        "rooms=Pantry: added and dropped at once.\n"
        f"rooms={'x' * 40}…: a name has at most 100 characters; this has 101.\n"
        "rooms: a unit needs a name.\n"
        "rooms=Kit\u200bchen: the invisible character U+200B stands in it.\n"
        "rooms=Hall\x00: the invisible character U+0000 stands in it.\n"
        "rooms=Cellar: there is no such unit.\n"
        "rooms=Kitchn: there is no such unit.",
        "It repeats over rooms.\n"
        "Leave out one of the two.\n"
        "For example: rooms=Pantry\n"
        "Type the name anew.\n"
        "There are: Kitchen, Pantry.\n"
        "Did you mean Kitchen?",
    )


def test_a_dropped_unit_cannot_be_dropped_again() -> None:
    """It is not among those there are."""
    assert unit_changes(plan(ATTIC), ROOMS, (), rooms("Attic")) == Refusal(
        "rooms=Attic: there is no such unit.", "There are no rooms."
    )


def test_of_very_many_units_the_first_are_offered() -> None:
    """A message stays readable."""
    many = plan(*(unit(f"u-{n}", f"U{n}") for n in range(30)))
    refusal = unit_changes(many, ROOMS, (), rooms("Zzzz"))
    assert isinstance(refusal, Refusal)
    assert refusal.hint == f"There are: {', '.join(f'U{n}' for n in range(20))}, and 10 more."


def test_a_name_that_several_units_have_is_not_guessed() -> None:
    """The ids tell them apart."""
    twins = plan(unit("hall-2", "Hall"), unit("hall-3", "HALL"))
    assert unit_changes(twins, ROOMS, (), rooms("hall")) == Refusal(
        "rooms=hall: that could be hall-2, hall-3.", "Name it by its id."
    )
    assert unit_changes(twins, ROOMS, (), rooms("hall-3")) == {"plan/unit.rooms.hall-3": ""}


def test_a_kind_has_at_most_2000_units() -> None:
    """Dropped ones do not count, those that come back do."""
    full = plan(ATTIC, *(unit(f"u-{n}", f"U {n}") for n in range(1999)))
    assert unit_changes(full, ROOMS, rooms("Loft"), ()) == {"plan/unit.rooms.loft": "Loft"}
    assert unit_changes(full, ROOMS, rooms("Attic", "Loft"), ()) == Refusal(
        "rooms: that would be 2001 units; a job has at most 2000 of a kind.", "Split the job."
    )


def test_a_job_without_a_unit_of_a_kind_that_is_repeated_over_is_refused() -> None:
    """There would be nothing to check, and the gate would say that all is well."""
    assert missing(("rooms", "floors", "walls"), ["plan/unit.floors.1", "plan/unit.rooms-2.x"]) == Refusal(
        "The checklist repeats over rooms, and none was given.\nThe checklist repeats over walls, and none was given.",
        "Name each: --unit rooms=NAME --unit walls=NAME, or one a line in a file: --units rooms=FILE",
    )
    assert missing(ROOMS, ["plan/unit.rooms.a"]) is None


NAMES = st.text(max_size=8) | st.sampled_from(["Kitchen", "kitchen", "Kitchen!", "12", "rooms", "kitchen-2", "\x00"])


@given(
    st.lists(st.tuples(st.sampled_from(["rooms", "ROOMS", "x", ""]), NAMES)),
    st.lists(st.tuples(st.just("rooms"), NAMES)),
)
def test_anything_typed_is_changes_or_a_refusal(add: list[tuple[str, str]], drop: list[tuple[str, str]]) -> None:
    """Never an exception; every change is about a unit of a kind there is, and says its name or nothing."""
    changes = unit_changes(plan(KITCHEN, PANTRY, ATTIC), ROOMS, tuple(add), tuple(drop))
    if isinstance(changes, Refusal):
        assert changes.message
        return
    for about, value in changes.items():
        assert about.startswith("plan/unit.rooms.")
        assert len(about) > len("plan/unit.rooms.")
        assert isinstance(value, str)
