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
from qcheck.model.event import Seal, Signed
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


def _id(line: bytes) -> str:
    return str(msgspec.json.decode(line)["id"])


def _sealed(bare: bytes) -> bytes:
    ident = events.digest(bare, "").encode()
    return bare.replace(b'"id":""', b'"id":"' + ident + b'"', 1) + b"\n"


def _signature(**heads: tuple[str, ...]) -> Signed:
    """Ann's acceptance over logs that ended in those lines."""
    seal = Seal(heads, "1" * 64, ("d" * 64,), "2" * 64, "3" * 64)
    return Signed("handover", "accepted", "Ann Client", "client", "A", seal, "4" * 64)


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
    return [f"{FILE}:{line}: block: A statement ({kind}) is not understood by this version [kind-unknown]", UPDATE]


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
    "signature over all that is there": (
        WHOLE
        + _forged(
            LINES[5],
            about="gate/handover",
            kind="signed",
            prev=_id(LINES[5]),
            seq=7,
            body=_signature(aaaa=(_id(LINES[5]),)),
        )
    ),
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
    "`at` on a day that there is not": (
        _instead(6, _forged(LINES[5], at="2026-02-30T10:00:00Z")),
        _unreadable(6, "`at` is not valid"),
    ),
    "`at` in the thirteenth month": (
        _instead(6, _forged(LINES[5], at="2026-13-01T10:00:00Z")),
        _unreadable(6, "`at` is not valid"),
    ),
    "`at` at 24 o'clock": (
        _instead(6, _forged(LINES[5], at="2026-12-03T24:00:00Z")),
        _unreadable(6, "`at` is not valid"),
    ),
    "`at` by the week": (
        _instead(6, _forged(LINES[5], at="2026-W49-4T10:00:00Z")),
        _unreadable(6, "`at` is not valid"),
    ),
    "`at` in the year nought": (
        _instead(6, _forged(LINES[5], at="0000-01-01T00:00:00Z")),
        _unreadable(6, "`at` is not valid"),
    ),
    "`done_at` in the 25th hour": (
        _instead(6, _forged(LINES[5], done_at="2026-11-30T25:00:00Z")),
        _unreadable(6, "`done_at` is not valid"),
    ),
    "line feed of the last line that was spoilt": (WHOLE[:-1] + b"X", _unreadable(6, "it is not JSON")),
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
    "signature over a log that is lost": (
        _without(6) + _forged(LINES[5], about="gate/handover", kind="signed", body=_signature(bbbb=("b" * 64,))),
        _changed(6, UNANSWERED),
    ),
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
    "array": (b"[1]", "it is not an object"),
    "null": (b"null", "it is not an object"),
    "number": (b"1", "it is not an object"),
    "text": (b'"about"', "it is not an object"),
    "no members": (b"{}", "`about` is missing"),
    "subject that is a number": (
        LINES[5].replace(b'"about":"job"', b'"about":1'),
        "`about` is not as it must be",
    ),
    "kind that is a number": (
        LINES[5].replace(b'"noted"', b"7"),
        "`kind` is not as it must be",
    ),
    "seq that is text": (
        LINES[5].replace(b'"seq":6', b'"seq":"6"'),
        "`seq` is not as it must be",
    ),
    "seq that is a fraction": (
        LINES[5].replace(b'"seq":6', b'"seq":6.5'),
        "`seq` is not as it must be",
    ),
    "seq of forty digits": (LINES[5].replace(b'"seq":6', b'"seq":' + b"6" * 40), "`seq` is not valid"),
    "replaces that is text": (
        LINES[5].replace(b'"replaces":[]', b'"replaces":"x"'),
        "`replaces` is not as it must be",
    ),
    "a name in bytes that are no text": (LINES[5].replace(b'"by":"dana"', b'"by":"d\xffna"'), "it is not UTF-8"),
    "half a character": (LINES[5].replace(b'"by":"dana"', b'"by":"\\ud800"'), "it is not JSON"),
    "brackets of 100,000 levels": (
        b"[" * 100_000 + b"]" * 100_000,
        "it is not an object",
    ),
    "a subject of 100,000 levels": (
        b'{"about":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "`about` is not as it must be",
    ),
    "a body of 100,000 levels": (
        re.sub(rb'"body":{.*?}', b'"body":' + b"[" * 100_000 + b"]" * 100_000, LINES[5]),
        "it is nested too deep",
    ),
    "members of 100,000 levels": (
        b'{"about":' * 100_000 + b"1" + b"}" * 100_000,
        "`about` is not as it must be",
    ),
}


@pytest.mark.parametrize(("line", "reason"), NO_EVENTS.values(), ids=list(NO_EVENTS))
def test_a_line_that_is_no_event_blocks_and_everything_else_is_read(line: bytes, reason: str) -> None:
    """Whatever stands in one line, the lines around it are read, and the gate stays shut with its reason in words."""
    source = WHOLE + line.rstrip() + b"\n"
    found, _ = logs.read(source, "aaaa", FILE)
    assert [event.place.line for event in found] == [1, 2, 3, 4, 5, 6]
    assert _told(source) == _unreadable(7, reason)


LEAF = _forged(LINES[5], body={"text": "client asked for ash"})


@pytest.mark.parametrize("byte", [b"X", b"\0", b"}"])
def test_a_spoilt_byte_in_a_way_that_nothing_follows_blocks(byte: bytes) -> None:
    """The last line of one way of a fork is missed by no line after it, and is told all the same."""
    source = b"".join(LINES[:5])
    untold = []
    # What ends a line (`"v":1}` and the line feed) is in the next test.
    for where in range(len(LEAF) - 8):
        if LEAF[where : where + 1] != byte:
            _, problems = logs.read(source + LEAF[:where] + byte + LEAF[where + 1 :] + LINES[5], "aaaa", FILE)
            untold += [where] * ([p.kind for p in problems] not in (["line-unreadable"], ["chain-broken"]))
    assert untold == []


@pytest.mark.parametrize("byte", [b"X", b"\0", b" ", b"{"])
def test_a_spoilt_line_feed_between_two_ways_blocks(byte: bytes) -> None:
    """Two whole lines that became one are no line that was torn: both may say that something failed."""
    source = b"".join(LINES[:5]) + LEAF[:-1] + byte + LINES[5]
    assert _told(source) == _unreadable(6, "it is not JSON")


def test_a_line_that_was_cut_off_long_ago_is_torn_however_it_ends() -> None:
    """A fragment that got its line feed from a merge or an editor is known by its missing end."""
    for cut in range(1, len(LINES[5]) - 1):
        _, problems = logs.read(b"".join((*LINES[:5], LINES[5][:cut], b"\n", LINES[5])), "aaaa", FILE)
        assert [(p.kind, p.place.line) for p in problems] == [("line-torn", 6)], cut


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


def test_a_signature_over_a_log_that_is_gone_is_told() -> None:
    """Dana signed over what Ravi's device had said; without its log the signature is over lines nobody has."""
    both = _job().on("bbbb").note("gap at the wall").on("aaaa").merge()
    heads = {"aaaa": (both.devices["aaaa"].prev,), "bbbb": (both.devices["bbbb"].prev,)}
    both.say([both.actor().draft("gate/handover", "signed", _signature(**heads))])
    assert _told(both.log("aaaa"), both.log("bbbb")) == []
    assert _told(both.log("aaaa")) == _changed(7, UNANSWERED)


SPOILT = LINES[4].replace(b'"fail"', b'"pass"')
TORN = LINES[5][:60]


@pytest.mark.parametrize(
    ("source", "known", "told"),
    [
        pytest.param(WHOLE, b"", [], id="whole"),
        pytest.param(b"".join(LINES[:4]), WHOLE, [], id="shorter than what is known"),
        pytest.param(b"".join((*LINES[:4], SPOILT, LINES[5])), WHOLE, [(5, "chain-broken")], id="changed"),
        pytest.param(b"".join((*LINES[:4], SPOILT, LINES[5])), SPOILT, [], id="changed and known so"),
        pytest.param(WHOLE + b"garbage{\n", WHOLE, [(7, "line-unreadable")], id="no line"),
        pytest.param(WHOLE + TORN, WHOLE, [], id="torn off at the end"),
        pytest.param(b"".join(LINES[:4]) + TORN, WHOLE, [], id="torn off, and shorter than what is known"),
        pytest.param(b"".join(LINES[:5]) + TORN + b"\n" + LINES[5], b"", [], id="torn off and gone on with"),
        pytest.param(WHOLE.replace(b"\n", b"\r\n"), WHOLE, [], id="line ends of Windows"),
        pytest.param(WHOLE + b"=======\n", WHOLE, [(7, "line-unreadable")], id="mark of a merge"),
    ],
)
def test_lines_that_nobody_wrote_like_that_are_told(source: bytes, known: bytes, told: list[tuple[int, str]]) -> None:
    """But for those that were known already, and what was torn off, which the chain does without."""
    assert [(p.place.line, p.kind) for p in logs.unsound(source, known, "aaaa", FILE)] == told
