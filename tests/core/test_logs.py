"""Logs: whatever the bytes of a log, they are read into events and problems, and each problem is told in words."""

import re
from typing import Any

import msgspec
import pytest

from builder import JobBuilder, job
from qcheck.app.told import sentences
from qcheck.core import evaluate, events, logs
from qcheck.core.fold import fold
from qcheck.core.rules.table import RULES
from qcheck.core.verdict import verdict
from qcheck.model.finding import Finding
from qcheck.model.place import Place

FILE = "jobs/elm/record/aaaa.jsonl"
BACKUP = "    Bring the file back from a backup or another device"
UPDATE = "    Bring qcheck up to date"
MARKS = "    Delete the lines with these marks, keep all others"
COPIES = "    Both are kept; find out which copy of the folder is in use"


def _job() -> JobBuilder:
    """Lines 1 to 3 open the job, 4 passes an item, 5 fails another, 6 is a note."""
    return job().open(handover="2026-12-04").tick("sealed").fail("level").note("client asked for oak")


LINES = tuple(line + b"\n" for line in _job().devices["aaaa"].lines)
WHOLE = b"".join(LINES)


def _findings(*sources: bytes) -> list[Finding]:
    said, problems = [], []
    for log, source in zip(("aaaa", "bbbb"), sources, strict=False):
        found, wrong = logs.read(source, log, f"jobs/elm/record/{log}.jsonl")
        said += found
        problems += wrong
    built = _job()
    state = fold("elm", Place("jobs/elm"), {"d" * 64: built.checklist}, said)
    return evaluate.job(state, (*problems, *logs.missing_links(said)), built.context())


def _told(*sources: bytes) -> list[str]:
    """What is said about the record itself, in words."""
    return sentences([f for f in _findings(*sources) if RULES[f.code].stage == "record"])


def _forged(raw: bytes, **changed: Any) -> bytes:
    """A line with some members changed and an id that fits: written by another program, or a later version."""
    bare = msgspec.json.encode({**msgspec.json.decode(raw), **changed, "id": ""}, order="sorted")
    return _sealed(bare)


def _sealed(bare: bytes) -> bytes:
    ident = events.digest(bare, "").encode()
    return bare.replace(b'"id":""', b'"id":"' + ident + b'"', 1) + b"\n"


def _without(*numbers: int) -> bytes:
    return b"".join(line for number, line in enumerate(LINES, 1) if number not in numbers)


def _instead(number: int, line: bytes) -> bytes:
    return b"".join((*LINES[: number - 1], line, *LINES[number:]))


def _unreadable(line: int, reason: str) -> list[str]:
    return [f"{FILE}:{line}: block: This line of the record cannot be read: {reason} [line-unreadable]", BACKUP]


def _changed(line: int, reason: str) -> list[str]:
    return [f"{FILE}:{line}: block: The record was changed here: {reason} [chain-broken]", BACKUP]


def _torn(line: int) -> list[str]:
    return [f"{FILE}:{line}: info: A line was cut off while it was written; it was never confirmed [line-torn]"]


def _unknown(line: int, kind: str) -> list[str]:
    return [f"{FILE}:{line}: block: A statement of kind {kind} is unknown to this version [kind-unknown]", UPDATE]


def _mark(line: int, mark: str) -> list[str]:
    return [f"{FILE}:{line}: block: A merge was left unfinished here ({mark}) [merge-conflict]", MARKS]


MISSING = "the line before it is missing"
ALTERED = "it was changed after it was written"
UNANSWERED = "it answers a statement that is not in the record"

SOUND = {
    "whole": WHOLE,
    "empty": b"",
    "blank": b"\n\n  \n",
    "blank lines between": b"\n\n".join(LINES),
    "CRLF": WHOLE.replace(b"\n", b"\r\n"),
    "doubled line": WHOLE + LINES[4],
    "doubled log": WHOLE + WHOLE,
    "lines in another order": b"".join(reversed(LINES)),
    "last line feed missing": WHOLE[:-1],
    "unknown kind that says it is optional": _without(6) + _forged(LINES[5], kind="rated", optional=True),
}

BROKEN = {
    "not JSON at the end": (WHOLE + b"hello\n", _unreadable(7, "it is not JSON")),
    "not JSON in place of a line": (
        _instead(4, b"hello\n"),
        [*_unreadable(4, "it is not JSON"), *_changed(5, MISSING)],
    ),
    "not JSON in place of the first line": (
        _instead(1, b"hello\n"),
        [*_unreadable(1, "it is not JSON"), *_changed(2, MISSING)],
    ),
    "not JSON in place of the last line": (_instead(6, b"hello\n"), _unreadable(6, "it is not JSON")),
    "torn tail": (WHOLE + LINES[5][:90], _torn(7)),
    "torn, then continued": (_without(6) + LINES[5][:90] + b"\n" + LINES[5], _torn(6)),
    "torn twice, then continued": (
        _without(6) + LINES[5][:90] + b"\n" + LINES[5][:9] + b"\n" + LINES[5],
        [*_torn(6), *_torn(7)],
    ),
    "torn where a line is missing": (
        _instead(4, LINES[3][:90] + b"\n"),
        [*_unreadable(4, "it is not JSON"), *_changed(5, MISSING)],
    ),
    "NUL bytes at the end, after a power cut": (WHOLE + b"\0" * 512, _torn(7)),
    "NUL bytes in place of a line": (
        _instead(5, b"\0" * 300 + b"\n"),
        [*_unreadable(5, "it is not JSON"), *_changed(6, MISSING)],
    ),
    "altered line": (WHOLE.replace(b'"result":"fail"', b'"result":"pass"'), _changed(5, ALTERED)),
    "altered last line": (WHOLE.replace(b"for oak", b"for ash"), _changed(6, ALTERED)),
    "altered first line": (WHOLE.replace(b"Elm Street", b"Oak Street"), _changed(1, ALTERED)),
    "altered id": (
        WHOLE.replace(re.findall(rb'"id":"(.{64})"', LINES[4])[0], b"0" * 64, 1),
        [*_changed(5, ALTERED), *_changed(6, MISSING)],
    ),
    "invalid UTF-8 in a text": (WHOLE.replace(b"oak", b"\xffak"), _changed(6, ALTERED)),
    "invalid UTF-8": (WHOLE + b"\xff\xfe\n", _unreadable(7, "it is not JSON")),
    "removed line": (_without(4), _changed(4, MISSING)),
    "removed first line": (_without(1), _changed(1, MISSING)),
    "two removed lines": (_without(2, 5), [*_changed(2, MISSING), *_changed(4, MISSING)]),
    "lines glued together": (
        _instead(4, LINES[3].rstrip()),
        [*_unreadable(4, "it is not JSON"), *_changed(5, MISSING)],
    ),
    "unknown kind": (_instead(6, _forged(LINES[5], kind="rated")), _unknown(6, "rated")),
    "unknown kind that says it is not optional": (
        _instead(6, _forged(LINES[5], kind="rated", optional=False)),
        _unknown(6, "rated"),
    ),
    "terminal control in an unknown kind": (
        _instead(6, _forged(LINES[5], kind="ra\x1b[2Jted")),
        _unknown(6, "ra\ufffd[2Jted"),
    ),
    "version of later": (_instead(6, _forged(LINES[5], v=2)), _unknown(6, "noted")),
    "field of later": (_instead(6, _forged(LINES[5], body={"text": "oak", "mood": "good"})), _unknown(6, "noted")),
    "body that is a list": (_instead(6, _forged(LINES[5], body=[])), _unknown(6, "noted")),
    "text that is a number": (_instead(6, _forged(LINES[5], body={"text": 1})), _unknown(6, "noted")),
    "result that there is not": (
        _instead(4, _forged(LINES[3], body={"item": "v1:1", "result": "maybe"})),
        [*_unknown(4, "answered"), *_changed(5, MISSING)],
    ),
    "`at` that is no time": (_instead(6, _forged(LINES[5], at="2026-12-03")), _unreadable(6, "`at` is not valid")),
    "`at` in another zone": (
        _instead(6, _forged(LINES[5], at="2026-12-03T10:00:00+01:00")),
        _unreadable(6, "`at` is not valid"),
    ),
    "`done_at` that is no time": (
        _instead(6, _forged(LINES[5], done_at="yesterday")),
        _unreadable(6, "`done_at` is not valid"),
    ),
    "negative seq": (_instead(6, _forged(LINES[5], seq=-1)), _unreadable(6, "`seq` is not valid")),
    "seq of none": (_instead(6, _forged(LINES[5], seq=0)), _unreadable(6, "`seq` is not valid")),
    "seq beyond what JSON counts": (_instead(6, _forged(LINES[5], seq=2**53)), _unreadable(6, "`seq` is not valid")),
    "id that is no digest": (
        WHOLE + re.sub(rb'"id":".{64}"', b'"id":"x"', LINES[5]),
        _unreadable(7, "`id` is not valid"),
    ),
    "merge conflict": (
        b"".join((*LINES[:3], b"<<<<<<< HEAD\n", *LINES[3:5], b"=======\n", LINES[5], b">>>>>>> other\n")),
        [*_mark(4, "<<<<<<<"), *_mark(7, "======="), *_mark(9, ">>>>>>>")],
    ),
    "merge conflict in three parts": (WHOLE + b"||||||| merged common ancestors\n", _mark(7, "|||||||")),
    "fork": (
        WHOLE + _forged(LINES[5], body={"text": "client asked for ash"}),
        [
            f"{FILE}:7: warn: The log goes on in two ways: it and another line both follow the same one [log-forked]",
            COPIES,
        ],
    ),
    "second beginning": (
        WHOLE + _forged(LINES[5], prev=""),
        [
            f"{FILE}:7: warn: The log goes on in two ways: it and another line both follow the same one [log-forked]",
            COPIES,
        ],
    ),
    "answer to nothing": (_instead(6, _forged(LINES[5], replaces=["0" * 64])), _changed(6, UNANSWERED)),
    "waiver over nothing": (
        _instead(
            6,
            _forged(
                LINES[5],
                kind="waived",
                body={
                    "rule": "item-failed",
                    "heads": ["0" * 64],
                    "reason": "r",
                    "approver": "o",
                    "until": "2027-01-01",
                },
            ),
        ),
        _changed(6, UNANSWERED),
    ),
}


@pytest.mark.parametrize("source", SOUND.values(), ids=list(SOUND))
def test_what_is_sound_is_not_complained_of(source: bytes) -> None:
    """Blank lines, line ends of Windows, doubled lines and any order of lines lose nothing, so nothing is said."""
    assert _told(source) == []


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_told_with_its_line_and_what_to_do(case: str) -> None:
    """Every kind of damage has its sentence, its place and its advice, and nothing else is said."""
    source, expected = BROKEN[case]
    assert _told(source) == expected


@pytest.mark.parametrize("case", BROKEN)
def test_only_a_torn_line_or_a_fork_leaves_a_job_ready(case: str) -> None:
    """Damage blocks the gate, unless nothing that was confirmed can be lost by it."""
    source, _ = BROKEN[case]
    damage = [f for f in _findings(source) if RULES[f.code].stage == "record"]
    harmless = case.startswith(("torn tail", "torn, then", "torn twice", "NUL bytes at the end", "fork", "second"))
    assert verdict(damage) == ("ready" if harmless else "not ready")


NO_EVENTS = {
    "array": b"[1]",
    "null": b"null",
    "number": b"1",
    "text": b'"about"',
    "no members": b"{}",
    "subject that is a number": LINES[5].replace(b'"about":"job"', b'"about":1'),
    "kind that is a number": LINES[5].replace(b'"noted"', b"7"),
    "seq that is text": LINES[5].replace(b'"seq":6', b'"seq":"6"'),
    "seq that is a fraction": LINES[5].replace(b'"seq":6', b'"seq":6.5'),
    "seq of forty digits": LINES[5].replace(b'"seq":6', b'"seq":' + b"6" * 40),
    "replaces that is text": LINES[5].replace(b'"replaces":[]', b'"replaces":"x"'),
    "a name in bytes that are no text": LINES[5].replace(b'"by":"dana"', b'"by":"d\xffna"'),
    "half a character": LINES[5].replace(b'"by":"dana"', b'"by":"\\ud800"'),
    "brackets of 100,000 levels": b"[" * 100_000 + b"]" * 100_000,
    "a subject of 100,000 levels": b'{"about":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a body of 100,000 levels": re.sub(rb'"body":{.*?}', b'"body":' + b"[" * 100_000 + b"]" * 100_000, LINES[5]),
    "members of 100,000 levels": b'{"about":' * 100_000 + b"1" + b"}" * 100_000,
}


@pytest.mark.parametrize("line", NO_EVENTS.values(), ids=list(NO_EVENTS))
def test_a_line_that_is_no_event_blocks_and_everything_else_is_read(line: bytes) -> None:
    """Whatever stands in one line, the lines around it are read, and the gate stays shut."""
    found, problems = logs.read(WHOLE + line.rstrip() + b"\n", "aaaa", FILE)
    assert [event.place.line for event in found] == [1, 2, 3, 4, 5, 6]
    assert [(p.kind, p.place) for p in problems] == [("line-unreadable", Place(FILE, 7))]


def test_a_lost_log_is_noticed_by_what_answers_it() -> None:
    """Where a whole log is gone, what another device said about it names lines that are nowhere."""
    both = _job()
    both.on("bbbb").tick("level")
    expected = [
        f"jobs/elm/record/bbbb.jsonl:1: block: The record was changed here: {UNANSWERED} [chain-broken]",
        BACKUP,
    ]
    assert _told(both.log("aaaa"), both.log("bbbb")) == []
    assert _told(b"", both.log("bbbb")) == expected


def test_both_ways_of_a_fork_are_kept() -> None:
    """Two lines that follow the same one both count."""
    other = _forged(LINES[5], body={"text": "client asked for ash"})
    found, _ = logs.read(WHOLE + other, "aaaa", FILE)
    assert [event.place.line for event in found] == [1, 2, 3, 4, 5, 6, 7]


def test_what_a_damaged_log_still_holds_keeps_its_place() -> None:
    """Lines are counted as an editor counts them, with blank and unreadable ones."""
    found, _ = logs.read(b"\n" + LINES[0] + b"hello\n\n" + LINES[1], "aaaa", FILE)
    assert [(event.kind, event.place.line) for event in found] == [("opened", 2), ("planned", 5)]
