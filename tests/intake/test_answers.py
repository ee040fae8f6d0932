"""A file that came back filled in: what it says, and what is wrong with it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.statement import CONFIRM, Reading
from qcheck.intake.answers import looks_like, returned, statements
from qcheck.model.takein import Statement, Unclear, Understood

AT = Reading(datetime(2026, 12, 1, 9, tzinfo=UTC))
HEAD = 'punch: list\njob: elm\nowner: ravi\nitems:\n  - number: "P7-aaa"\n    text: Scratch\n'
REASONS = (
    "one of materials, labour, weather, predecessor, access, client, information, over-commitment, quality, change"
)


def _said(filled: str) -> tuple[Statement, ...]:
    held, findings = returned((HEAD + "".join(f"    {line}\n" for line in filled.split("; "))).encode(), "back.yaml")
    assert findings == []
    assert held is not None
    assert (held.job, held.owner) == ("elm", "ravi")
    return statements(held.items, AT)


TAKEN: dict[str, list[dict[str, object]]] = {
    "status:; note:; date:; photos: []": [],
    "status: done": [{"what": "done"}],
    "status: Fertig": [{"what": "done"}],
    "status: done; note: new front; photos: [a.jpg, b.jpg]": [
        {"what": "done", "note": "new front", "photos": ("a.jpg", "b.jpg")}
    ],
    "status: done; photos: a.jpg": [{"what": "done", "photos": ("a.jpg",)}],
    'status: "not mine: was there before"': [{"what": "dispute", "note": "was there before"}],
    "status: arrived": [{"what": "arrived"}],
    "date: fri": [{"what": "promise", "due": "2026-12-04"}],
    "date: 2026-12-04 17:00; why: parts": [{"what": "promise", "due": "2026-12-04T17:00+00:00", "reason": "materials"}],
    "date: 4 dec; note: door ordered": [{"what": "promise", "due": "2026-12-04", "note": "door ordered"}],
    "waiting_for: hinge; date: 12 dec": [{"what": "wait", "awaited": "hinge", "until": "2026-12-12"}],
    "waiting_for: hinge; note: ordered": [{"what": "wait", "awaited": "hinge"}, {"what": "note", "note": "ordered"}],
    "note: door was locked": [{"what": "note", "note": "door was locked"}],
}

LEFT = {
    "status: verified": CONFIRM,
    "status: ok": CONFIRM,
    "status: fri": "status: write done, or not mine: WHY",
    "status: almost": (
        "status: not understood; write done, a day such as fri, waiting WHAT DAY, not mine: WHY, or note: …"
    ),
    "status: done; date: fri": "a status, and a date or what it waits for? Fill in one of them",
    "status: done; note: not the left one": (
        "done, or not quite (“not the left one”)? Write done alone, or a day; anything else as a line with note:"
    ),
    "date: soon": "date: “soon” is not a day; write 2026-12-04, or 4 dec 17:00",
    "date: 4.12": "date: 4.12: day and month could be either way round",
    "date: fri; why: forgot": f"why: “forgot” is no reason; write {REASONS}",
    "why: rain": "why goes with a date that moves",
    "photos: [a.jpg]": "photos go with status: done",
}


@pytest.mark.parametrize("filled", TAKEN)
def test_what_was_filled_in_is_understood(filled: str) -> None:
    """With the line that its item begins on."""
    said = _said(filled)
    assert [(s.line, s.name) for s in said if isinstance(s, Understood)] == [(5, "P7-aaa")] * len(TAKEN[filled])
    blank = Understood(0, "", "", "done")
    told = [
        {f: getattr(s, f) for f in s.__struct_fields__[3:] if f == "what" or getattr(s, f) != getattr(blank, f)}
        for s in said
    ]
    assert told == TAKEN[filled]


@pytest.mark.parametrize("filled", LEFT)
def test_what_could_mean_two_things_is_not_taken(filled: str) -> None:
    """With why, as of a message."""
    (said,) = _said(filled)
    assert isinstance(said, Unclear)
    assert (said.line, said.why) == (5, LEFT[filled])
    assert said.text.startswith("P7-aaa ")


def test_a_number_that_is_none_is_said() -> None:
    """It was typed over."""
    held, _ = returned(HEAD.replace("P7-aaa", "seven").encode() + b"    status: done\n", "back.yaml")
    assert held is not None
    assert statements(held.items, AT) == (
        Unclear(5, "seven status: done", "number: “seven” is no punch item, such as P7"),
    )


def test_what_is_wrong_with_the_file_is_all_said_with_its_place() -> None:
    """A key to confirm with does not exist."""
    source = HEAD.replace("job: elm\n", "").encode() + b"    verified: true\n    status: [done]\n"
    _, findings = returned(source, "back.yaml")
    assert [(f.code, f.place.line, f.args.get("key")) for f in findings] == [
        ("key-unknown", 6, "verified"),
        ("value-wrong", 7, "status"),
        ("key-missing", 1, "job"),
    ]


def test_a_file_is_told_from_a_message() -> None:
    """By its first keys."""
    assert looks_like(HEAD)
    assert not looks_like("P7 done\nitems: many")


@given(st.binary(max_size=300), st.text(max_size=60))
def test_no_file_raises(content: bytes, filled: str) -> None:
    """Whatever stands in it: findings, or statements."""
    held, findings = returned(content, "back.yaml")
    assert held is None or not findings or held.items is not None
    held, _ = returned((HEAD + f"    note: |-\n      x{filled}").encode("utf-8", "replace"), "back.yaml")
    if held is not None:
        assert all(s.text.isprintable() for s in statements(held.items, AT))
