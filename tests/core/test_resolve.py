"""A job's items: the pinned lists one after the other, then what was promised, all numbered."""

from builder import KITCHEN, parsed
from qcheck.core import resolve
from qcheck.model.place import Place
from qcheck.model.state import ScopeLine

SAFETY = "checklist: site-safety\nsections:\n  - id: site\n    items:\n      - exits: Exits kept clear\n"


def promise(ident: str, text: str, *, dropped: bool = False) -> ScopeLine:
    """A line of what was promised, with its place."""
    return ScopeLine(ident, text, Place("aaaa.jsonl", 4), dropped)


def test_items_of_several_lists_are_numbered_on_from_one_to_the_next() -> None:
    """In the order of the lists; each keeps its full id, gate and place."""
    lists = (parsed(SAFETY, "jobs/elm/checklists/site-safety.yaml"), parsed(KITCHEN))
    items = resolve.items(lists, (), "start")
    assert [(i.number, i.subject) for i in items] == [
        (1, "site-safety/site.exits"),
        (2, "kitchen/arrival.isolated"),
        (3, "kitchen/worktops.sealed"),
        (4, "kitchen/worktops.level"),
        (5, "kitchen/worktops.spare"),
        (6, "kitchen/worktops.called"),
    ]
    assert [i.gate for i in items] == ["handover", "start", "handover", "handover", "handover", "closeout"]
    assert [str(i.place) for i in items[:2]] == [
        "jobs/elm/checklists/site-safety.yaml:5:9",
        "jobs/elm/checklists/kitchen.yaml:9:9",
    ]


def test_an_item_keeps_what_its_list_says_of_it() -> None:
    """Text, acceptance criteria, whether it is critical and whether it may not apply."""
    item = resolve.items((parsed(KITCHEN),), (), "start")[0]
    assert (item.section, item.text, item.accept) == ("Arrival", "Water and power isolated", "0 V on every terminal")
    assert (item.critical, item.na) == (True, "never")


def test_promises_become_items_after_the_lists() -> None:
    """One to read them all back at the start, and one for each to be kept by handover; none of them may not apply."""
    scope = (promise("oak", "oak handles"), promise("tap", "new tap"))
    items = resolve.items((parsed(KITCHEN),), scope, "start")[5:]
    assert [(i.number, i.subject, i.text, i.gate, i.na) for i in items] == [
        (6, "scope/promise.read-back", "Read back to the client: oak handles; new tap", "start", "never"),
        (7, "scope/promise.oak", "As promised: oak handles", "handover", "never"),
        (8, "scope/promise.tap", "As promised: new tap", "handover", "never"),
    ]


def test_a_promise_says_nothing_more_than_its_words() -> None:
    """No reason, no criterion: the client knows why."""
    items = resolve.items((), (promise("oak", "oak handles"),), "start")
    assert [(i.section, i.why, i.accept, i.critical) for i in items] == [("What was promised", "", "", False)] * 2


def test_a_dropped_promise_is_no_item_and_leaves_its_number_unused() -> None:
    """So that every other number stays what it was; what is read back is what is left."""
    scope = (promise("oak", "oak handles", dropped=True), promise("tap", "new tap"))
    items = resolve.items((parsed(KITCHEN),), scope, "start")[5:]
    assert [(i.number, i.text) for i in items] == [(6, "Read back to the client: new tap"), (8, "As promised: new tap")]


def test_when_every_promise_was_dropped_that_is_read_back() -> None:
    """The client is to hear it."""
    items = resolve.items((), (promise("oak", "oak handles", dropped=True),), "start")
    assert [(i.number, i.text) for i in items] == [(1, "Read back to the client: nothing is left of it")]


def test_a_job_without_promises_has_nothing_to_read_back() -> None:
    """No item out of nothing."""
    assert len(resolve.items((parsed(KITCHEN),), (), "start")) == 5


def test_another_wording_is_another_item_and_white_space_is_not() -> None:
    """The fingerprint follows the meaning: text and acceptance criteria."""
    first = resolve.items((parsed(KITCHEN),), (), "start")
    spaced = resolve.items((parsed(KITCHEN.replace("Joints sealed,", "Joints   sealed,")),), (), "start")
    reworded = resolve.items((parsed(KITCHEN.replace("2 mm over 2 m", "3 mm over 2 m")),), (), "start")
    assert [i.fingerprint for i in first] == [i.fingerprint for i in spaced]
    differing = [a.subject for a, b in zip(first, reworded, strict=True) if a.fingerprint != b.fingerprint]
    assert differing == ["kitchen/worktops.level"]
