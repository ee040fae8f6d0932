"""The keys of an item about evidence, holds, roles, failures, units and its past: read, refused in whole, defaulted."""

import pytest

from qcheck.app.told import sentences
from qcheck.core.parse import checklist
from qcheck.model.checklist import Evidence, Hold, Item, Raise, Retired

FILE = "kitchen.yaml"
HEAD = "checklist: kitchen\nsections:\n  - id: worktops\n    items:\n"
ITEM = HEAD + "      - id: level\n        text: Worktop level\n"
OCCASION = "Use one of pass, fail, answer"

BAD = {
    "evidence: photos": """7:19: block: evidence needs keys with values; this is "photos" [value-wrong]
    Change it to keys with values""",
    "evidence: {photos: 0}": """7:28: block: photos needs a whole number from 1 to 20; this is "0" [value-wrong]
    Change it to a whole number from 1 to 20""",
    "evidence: {note: yes}": f"7:26: block: note: yes is not allowed [value-unknown]\n    {OCCASION}",
    "evidence: {photos: 1, when: pas}": """7:37: block: when: pas is not allowed [value-unknown]
    Did you mean pass?""",
    "evidence: {when: fail}": """7:19: block: evidence needs the key photos or file or note [key-missing]
    Add a line photos or file or note: …""",
    "evidence: []": """7:19: block: evidence needs at least one demand [list-empty]
    Add one, or remove what it belongs to""",
    "hold: lead": """7:15: block: hold needs keys with values; this is "lead" [value-wrong]
    Change it to keys with values""",
    "hold: {}": """7:15: block: A hold needs the key release or witness [key-missing]
    Add a line release or witness: …""",
    "hold: {release: []}": """7:25: block: release needs at least one role [list-empty]
    Add one, or remove what it belongs to""",
    "role: [17]": """7:16: block: 17 is read as a number, a yes/no or nothing, so it cannot be an id [id-not-text]
    Write a word: item-17""",
    "needs: []": """7:16: block: needs needs at least one item [list-empty]
    Add one, or remove what it belongs to""",
    "needs: a b": """7:16: block: needs needs an item as section.item; this is "a b" [value-wrong]
    Change it to an item as section.item""",
    "on_fail: {}": """7:18: block: on_fail needs the key raise [key-missing]
    Add a line raise: …""",
    "on_fail: {raise: {category: D, traid: joinery}}": """7:37: block: category: D is not allowed [value-unknown]
    Use one of A, B, C
7:40: block: raise has no key traid [key-unknown]
    Did you mean trade?""",
    "repeat: [rooms]": """7:17: block: repeat needs an id; this is a list [value-wrong]
    Change it to an id""",
    "moved_from: {a: b}": """7:21: block: moved_from needs text; this is keys with values [value-wrong]
    Change it to text""",
    "deleted: []": """7:18: block: deleted needs text; this is empty [value-wrong]
    Change it to text""",
}


def read(text: str) -> tuple[tuple[Item, ...], tuple[Retired, ...]]:
    """The items of a list without findings, and those it had once."""
    found, findings = checklist(text.encode(), FILE)
    assert sentences(findings) == []
    assert found is not None
    return found.sections[0].items, found.sections[0].retired


def item(keys: str) -> Item:
    """The item with one more key."""
    (found,), _ = read(f"{ITEM}        {keys}\n")
    return found


@pytest.mark.parametrize("keys", BAD)
def test_what_is_wrong_with_a_key_of_an_item_is_told_whole(keys: str) -> None:
    """Where it stands, what it needs, and what to do."""
    _, findings = checklist(f"{ITEM}        {keys}\n".encode(), FILE)
    expected = "\n".join(line if line.startswith(" ") else f"{FILE}:{line}" for line in BAD[keys].split("\n"))
    assert "\n".join(sentences(findings)) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("evidence: {photos: 1}", (Evidence(photos=1),)),
        ("evidence: {photos: 2, file: 1, when: fail}", (Evidence(photos=2, files=1, on="fail"),)),
        ("evidence: {note: fail}", (Evidence(note=True, on="fail"),)),
        ("evidence: {photos: 1, note: fail}", (Evidence(photos=1), Evidence(note=True, on="fail"))),
        ("evidence: [{photos: 1}, {file: 1, when: pass}]", (Evidence(photos=1), Evidence(files=1, on="pass"))),
    ],
)
def test_evidence_is_asked_for_by_number_and_occasion(keys: str, expected: tuple[Evidence, ...]) -> None:
    """Photos and files with any answer unless `when` says otherwise; a note names its own occasion."""
    assert item(keys).evidence == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("hold: {release: lead}", Hold(release=("lead",))),
        ("hold: {release: [lead, inspector]}", Hold(release=("lead", "inspector"))),
        ("hold: {witness: client}", Hold(witness=("client",))),
        ("hold: {release: lead, witness: [client]}", Hold(("lead",), ("client",))),
    ],
)
def test_a_hold_names_who_releases_or_is_invited(keys: str, expected: Hold) -> None:
    """One role needs no list."""
    assert item(keys).hold == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("on_fail: {raise: {}}", Raise("A")),
        ("on_fail: {raise: {category: C}}", Raise("C")),
        ("on_fail: {raise: {category: B, trade: joinery, text: Shim it}}", Raise("B", "joinery", "Shim it")),
    ],
)
def test_a_failure_raises_what_the_list_says(keys: str, expected: Raise) -> None:
    """Category A unless it says otherwise."""
    assert item(keys).on_fail == expected


def test_items_are_named_with_their_places() -> None:
    """So that a reference that leads nowhere can be found."""
    found = item("needs: [worktops.sealed, site/gate.shut]").needs
    assert [(r.name, str(r.place)) for r in found] == [
        ("worktops.sealed", f"{FILE}:7:17"),
        ("site/gate.shut", f"{FILE}:7:34"),
    ]
    assert [r.name for r in item("moved_from: tops.flat").moved_from] == ["tops.flat"]


def test_a_retired_item_is_no_item() -> None:
    """It stands in the list to say what became of it."""
    listed = "      - {id: flat, text: Flat, deleted: two in one}\n      - {id: both, split_to: [worktops.level]}\n"
    items, retired = read(ITEM + listed)
    assert [i.id for i in items] == ["level"]
    assert [(r.id, r.deleted, [s.name for s in r.split_to]) for r in retired] == [
        ("flat", "two in one", []),
        ("both", "", ["worktops.level"]),
    ]


def test_what_is_not_said_asks_for_nothing() -> None:
    """A plain item has no evidence, no hold, no role and no past."""
    (found,), retired = read(ITEM)
    assert (found.evidence, found.hold, found.role, found.needs, found.on_fail) == ((), None, (), (), None)
    assert (found.repeat, found.moved_from, found.due, found.every, found.when) == ("", (), 0, None, None)
    assert retired == ()
