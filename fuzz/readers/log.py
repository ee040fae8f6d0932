"""Logs: any bytes come to events and problems, these to a state, findings, views and words."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC

import punchlines
import removedlines
from builder import SETTINGS, parsed
from core.test_events import FROZEN_RECORD, WHOLE_ITEM_LIST, WHOLE_ITEM_NEWER, WHOLE_ITEM_RECORD
from qcheck.core import evaluate, events, logs, sides
from qcheck.core.fold import fold
from qcheck.core.rules.context import Context
from qcheck.core.verdict import verdict
from qcheck.core.views import check, handover, log, punchlist, status
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.model.event import Answered, Draft, Event, Line, Noted
from qcheck.model.place import Place
from qcheck.model.problem import Problem

WORDS = [
    b'"v":1}',
    b'"kind":"',
    b'"replaces":[',
    b'"body":{',
    b'"about":"punch/',
    b'"optional":true,',
    b"<<<<<<<",
    b"\n",
]
LISTS = {"d" * 64: parsed(WHOLE_ITEM_LIST), f"{1:064x}": parsed(WHOLE_ITEM_NEWER)}
AT, NOW = "2026-12-01T08:00:00Z", "2026-12-20T08:00:00Z"
_ID = re.compile(rb'"id":"([0-9a-f]{64})",')


def seeds() -> Iterator[bytes]:
    """Records of every kind of event, whole and by the line."""
    for record in (WHOLE_ITEM_RECORD, punchlines.RECORD, removedlines.RECORD, *FROZEN_RECORD.values()):
        yield "\n".join(record).encode()
        yield from (f"{line}\n".encode() for line in record)


def large() -> Iterator[bytes]:
    """A megabyte of sound lines after a record: remarks, and answers that each replace the one before."""
    record = "".join(f"{line}\n" for line in WHOLE_ITEM_RECORD).encode()
    tip = WHOLE_ITEM_RECORD[-1].partition('"id":"')[2][:64]
    notes = [Draft("job", AT, f"b{n}", Noted(f"remark {n}"), "dana", "dana", "noted") for n in range(2800)]
    yield record + b"".join(events.encode(line) + b"\n" for line in events.chain(notes, tip, 100))
    lines: list[Line] = []
    for n in range(2200):
        before = (lines[-1].id,) if lines else ()
        said = Answered("v1:0", "pass", f"n{n}")
        draft = Draft("drain/trench.pipe", AT, f"b{n}", said, "dana", "dana", "answered", "", before)
        lines += events.chain([draft], before[0] if before else tip, 100 + n)
    yield record + b"".join(events.encode(line) + b"\n" for line in lines)


def one(source: bytes) -> None:
    """Reads bytes as a log as they are, and once more with ids that fit: else most changes end at the digest."""
    _judged(source)
    fitting = _fitting(source)
    if fitting != source:
        _judged(fitting)
    both = sides.union(source, fitting)
    if sides.lacks(both, source) or sides.lacks(both, fitting):
        raise AssertionError("a line was lost where two sides were put together")


def _fitting(source: bytes) -> bytes:
    """The same lines with the ids that belong to their bytes, also where others name them."""
    lines = []
    new: dict[bytes, bytes] = {}
    for line in source.split(b"\n"):
        named = re.sub(rb"[0-9a-f]{64}", lambda found: new.get(found[0], found[0]), line)
        own = _ID.search(named)
        if own:
            fits = hashlib.sha256(named.replace(own[0], b"", 1)).hexdigest().encode()
            new[own[1]] = fits
            named = named.replace(own[0], b'"id":"' + fits + b'",', 1)
        lines.append(named)
    return b"\n".join(lines)


def _judged(source: bytes) -> None:
    said, problems = logs.read(source, "aaaa", "jobs/elm/record/aaaa.jsonl")
    if source.strip(b"\r\n \t\v\f") and not said and not problems:
        raise AssertionError("bytes were passed over in silence")
    _told(said, [*problems, *logs.missing_links(said)])


def _told(said: list[Event], problems: list[Problem]) -> None:
    state = fold("elm", Place("jobs/elm"), LISTS, said, SETTINGS.gates)
    if said != list(reversed(said)) and fold("elm", state.place, LISTS, reversed(said), SETTINGS.gates) != state:
        raise AssertionError("the order of lines made a difference")
    at = Context(NOW, NOW[:10], "handover", SETTINGS)
    findings = evaluate.job(state, tuple(problems), at)
    if problems and verdict(findings) == "ready" and any(p.kind == "line-unreadable" for p in problems):
        raise AssertionError("ready, with a line that could not be read")
    told = Told(state, tuple(findings), at, Speaker(SETTINGS, UTC))
    status.status(told)
    check.check(told, "block")
    handover.handover(told, ())
    log.log(told)
    punchlist.punch_list(told, "person")
