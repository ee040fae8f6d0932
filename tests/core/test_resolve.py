"""A job's items: the pinned lists one after the other, then what was promised and agreed, all numbered."""

import pytest
from msgspec.structs import replace

from builder import KITCHEN, parsed
from qcheck.core import resolve
from qcheck.core.resolve import Rostered, Stage
from qcheck.model.checklist import Checklist
from qcheck.model.place import Place
from qcheck.model.state import Change, JobItem, ScopeLine, Unit

SAFETY = "checklist: site-safety\nsections:\n  - id: site\n    items:\n      - exits: Exits kept clear\n"
ROOMS = """\
checklist: paint
title: Painting
sections:
  - id: prep
    title: Before painting
    items:
      - keys: Keys received
      - {id: walls, text: Walls sound, repeat: rooms}
      - {id: floor, text: Floor covered, repeat: rooms}
"""
PLACE = Place("aaaa.jsonl", 4)


def promise(ident: str, text: str, *, dropped: bool = False) -> ScopeLine:
    """A line of what was promised, with its place."""
    return ScopeLine(ident, text, PLACE, dropped)


def unit(ident: str, *, dropped: bool = False) -> Unit:
    """A room."""
    return Unit("rooms", ident, ident.title(), PLACE, dropped)


def change(ident: str, text: str, drops: str = "") -> Change:
    """Something agreed with the client."""
    return Change(f"agreed/change.{ident}", text, "Ann Client", "dana", "2026-12-01T08:00:00Z", PLACE, "240 EUR", drops)


def rostered(
    *lists: Checklist,
    scope: tuple[ScopeLine, ...] = (),
    units: tuple[Unit, ...] = (),
    changes: tuple[Change, ...] = (),
) -> tuple[Rostered, ...]:
    """What a job that was opened with all of that has."""
    agreed = tuple(c.id for c in changes if not c.drops)
    opened = Stage(lists, tuple(replace(u, dropped=False) for u in units), tuple(s.id for s in scope), agreed)
    return resolve.roster((opened,), units, scope, changes, "start")


def items(*lists: Checklist, scope: tuple[ScopeLine, ...] = ()) -> list[JobItem]:
    """The items of a job without units."""
    return [r.item for r in rostered(*lists, scope=scope)]


def test_items_of_several_lists_are_numbered_on_from_one_to_the_next() -> None:
    """In the order of the lists; each keeps its full id, gate and place."""
    found = items(parsed(SAFETY, "jobs/elm/checklists/site-safety.yaml"), parsed(KITCHEN))
    assert [(i.number, i.subject) for i in found] == [
        (1, "site-safety/site.exits"),
        (2, "kitchen/arrival.isolated"),
        (3, "kitchen/worktops.sealed"),
        (4, "kitchen/worktops.level"),
        (5, "kitchen/worktops.spare"),
        (6, "kitchen/worktops.called"),
    ]
    assert [i.gate for i in found] == ["handover", "start", "handover", "handover", "handover", "closeout"]
    assert [str(i.place) for i in found[:2]] == [
        "jobs/elm/checklists/site-safety.yaml:5:9",
        "jobs/elm/checklists/kitchen.yaml:9:9",
    ]


def test_an_item_keeps_what_its_list_says_of_it() -> None:
    """Every field of it, whatever it is; a job adds the number, the full id and the heading."""
    checklist = parsed(ROOMS.replace("repeat: rooms", "critical: true, role: painter, due: -2h", 1))
    listed = [item for section in checklist.sections for item in section.items][:2]
    found = items(checklist)
    assert [
        [getattr(i, name) for name in i.__struct_fields__ if name in listed[0].__struct_fields__] for i in found
    ] == [[getattr(i, name) for name in i.__struct_fields__] for i in listed]
    assert [(i.section, i.unit) for i in found] == [("Before painting", "")] * 2


def test_a_repeated_item_is_there_once_for_each_unit() -> None:
    """Item by item, with the unit in its id and its heading; a kind without units has no items."""
    found = rostered(parsed(ROOMS), units=(unit("hall"), unit("bath"), Unit("floors", "attic", "Attic", PLACE)))
    assert [(r.item.number, r.item.subject, r.item.unit, r.item.section) for r in found] == [
        (1, "paint/prep.keys", "", "Before painting"),
        (2, "paint/prep.walls@hall", "hall", "Before painting, Hall"),
        (3, "paint/prep.walls@bath", "bath", "Before painting, Bath"),
        (4, "paint/prep.floor@hall", "hall", "Before painting, Hall"),
        (5, "paint/prep.floor@bath", "bath", "Before painting, Bath"),
    ]
    assert [i.subject for i in items(parsed(ROOMS))] == ["paint/prep.keys"]


def test_the_items_of_a_dropped_unit_stay_and_say_why_they_are_not_needed() -> None:
    """What was answered for them is not lost."""
    found = rostered(parsed(ROOMS), units=(unit("hall", dropped=True), unit("bath")))
    assert [(r.item.number, r.gone) for r in found] == [
        (1, ""),
        (2, "Hall is no longer part of the job"),
        (3, ""),
        (4, "Hall is no longer part of the job"),
        (5, ""),
    ]


def test_promises_become_items_after_the_lists() -> None:
    """One to read them all back at the start, and one for each to be kept by handover; none of them may not apply."""
    scope = (promise("oak", "oak handles"), promise("tap", "new tap"))
    assert [(i.number, i.subject, i.text, i.gate, i.na) for i in items(parsed(KITCHEN), scope=scope)[5:]] == [
        (6, "scope/promise.read-back", "Read back to the client: oak handles; new tap", "start", "never"),
        (7, "scope/promise.oak", "As promised: oak handles", "handover", "never"),
        (8, "scope/promise.tap", "As promised: new tap", "handover", "never"),
    ]


def test_a_promise_says_nothing_more_than_its_words() -> None:
    """No reason, no criterion: the client knows why."""
    found = items(scope=(promise("oak", "oak handles"),))
    assert [(i.section, i.why, i.accept, i.critical) for i in found] == [("What was promised", "", "", False)] * 2


def test_a_dropped_promise_stays_with_its_number_and_is_not_read_back() -> None:
    """So that every other number stays what it was, and a failure of it is still to be seen."""
    scope = (promise("oak", "oak handles", dropped=True), promise("tap", "new tap"))
    found = items(parsed(KITCHEN), scope=scope)[5:]
    assert [(i.number, i.text) for i in found] == [
        (6, "Read back to the client: new tap"),
        (7, "As promised: oak handles"),
        (8, "As promised: new tap"),
    ]
    assert [r.gone for r in rostered(parsed(KITCHEN), scope=scope)[5:]] == ["", "no longer promised", ""]


def test_when_every_promise_was_dropped_that_is_read_back() -> None:
    """The client is to hear it."""
    found = items(scope=(promise("oak", "oak handles", dropped=True),))
    assert (found[0].number, found[0].text) == (1, "Read back to the client: nothing is left of it")


def test_a_job_without_promises_has_nothing_to_read_back() -> None:
    """No item out of nothing."""
    assert len(items(parsed(KITCHEN))) == 5


def test_what_the_client_added_becomes_an_item_by_handover() -> None:
    """After promises, with a heading of its own; what ends an item is none itself."""
    changes = (change("light", "a light"), change("", "no hinge", drops="kitchen/worktops.spare"))
    found = rostered(parsed(KITCHEN), scope=(promise("oak", "oak handles"),), changes=changes)[7:]
    assert [(r.item.number, r.item.subject, r.item.text, r.item.gate, r.item.na, r.item.section) for r in found] == [
        (8, "agreed/change.light", "As agreed: a light", "handover", "never", "Agreed changes")
    ]


def test_a_later_list_takes_over_what_it_still_has_and_numbers_on() -> None:
    """What is gone stays, with the words that it had; what is new comes after all that was."""
    old = parsed(KITCHEN)
    new = parsed(KITCHEN.replace("- sealed: Joints", "- oiled: Oak oiled\n      - joints: Joints"))
    found = resolve.roster((Stage((old,)), Stage((new,))), (), (), (), "start")
    assert [(r.item.number, r.item.subject.partition("/")[2], r.gone) for r in found] == [
        (1, "arrival.isolated", ""),
        (2, "worktops.sealed", "no longer in the list"),
        (3, "worktops.level", ""),
        (4, "worktops.spare", ""),
        (5, "worktops.called", ""),
        (6, "worktops.oiled", ""),
        (7, "worktops.joints", ""),
    ]


@pytest.mark.parametrize("former", ["worktops.sealed", "kitchen/worktops.sealed"])
def test_an_item_that_moved_keeps_its_number(former: str) -> None:
    """Named with its list or without."""
    old = parsed(KITCHEN)
    listed = f'- {{id: joints, moved_from: {former}, text: "Joints sealed, no visible gap"}}'
    moved = parsed(KITCHEN.replace("- sealed: Joints sealed, no visible gap", listed))
    found = resolve.roster((Stage((old,)), Stage((moved,))), (), (), (), "start")
    assert [(r.item.number, r.item.id, r.gone) for r in found][1] == (2, "joints", "")
    assert len(found) == 5
    assert resolve.moves((Stage((old,)), Stage((moved,))), ()) == {"kitchen/worktops.sealed": "kitchen/worktops.joints"}


def test_a_repeated_item_moves_unit_by_unit() -> None:
    """Each unit keeps what was said of it."""
    moved = parsed(ROOMS.replace("id: walls,", "id: plaster, moved_from: prep.walls,"))
    assert resolve.moves((Stage((moved,)),), (unit("hall"), unit("bath"))) == {
        "paint/prep.walls@hall": "paint/prep.plaster@hall",
        "paint/prep.walls@bath": "paint/prep.plaster@bath",
    }


def test_another_wording_is_another_item_and_white_space_is_not() -> None:
    """The fingerprint follows the meaning: text and acceptance criteria."""
    first = items(parsed(KITCHEN))
    spaced = items(parsed(KITCHEN.replace("Joints sealed,", "Joints   sealed,")))
    reworded = items(parsed(KITCHEN.replace("2 mm over 2 m", "3 mm over 2 m")))
    assert [i.fingerprint for i in first] == [i.fingerprint for i in spaced]
    differing = [a.subject for a, b in zip(first, reworded, strict=True) if a.fingerprint != b.fingerprint]
    assert differing == ["kitchen/worktops.level"]


def test_another_kind_of_answer_is_another_question() -> None:
    """A limit that moved asks again; how long a command's result holds does not."""
    made = [
        items(parsed(SAFETY.replace("exits: Exits kept clear", f"{{id: exits, text: Exits, answer: {answer}}}")))[0]
        for answer in (
            "check",
            "text",
            "{number: {unit: mm, max: 2}}",
            "{number: {unit: mm, max: 3}}",
            "{choice: [a, b]}",
            "{choice: {options: [a, b], pass: a}}",
            "{command: {run: [true], fresh: 1h}}",
            "{command: {run: [true], fresh: 2h}}",
        )
    ]
    assert [made[0].fingerprint == other.fingerprint for other in made[1:]] == [False] * 7
    assert len({i.fingerprint for i in made}) == 7
    assert made[6].fingerprint == made[7].fingerprint
