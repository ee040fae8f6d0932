"""Logs that nobody sound wrote: any bytes and any members come to a state or problems, never to an exception."""

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import punchlines
import removedlines
from builder import KITCHEN, job
from core.test_events import FROZEN_RECORD, WHOLE_ITEM_RECORD
from qcheck.core import evaluate, events, logs
from qcheck.core.fold import fold
from qcheck.core.verdict import verdict
from qcheck.core.views import check, handover, log, status
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.model.place import Place

LINES = (
    *WHOLE_ITEM_RECORD,
    *punchlines.RECORD,
    *removedlines.RECORD,
    *(line for each in FROZEN_RECORD.values() for line in each),
)
PIECES = st.sampled_from(
    [b"\n", b"\r\n", b"<<<<<<< ", b'{"about":"', b'"v":1}', b',"seq":', b"{}", b"[[[[", b"\xff", b"\0"]
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.sampled_from(
        [
            "",
            "fri",
            "2026-13-45",
            "9999-12-31T23:59:59Z",
            "\x1b[2J",
            "\u202e",
            "../../x",
            "job",
            "gate/handover",
            "punch/a",
        ]
    ),
    st.just([]),
    st.just({}),
    st.lists(st.text(max_size=3), max_size=2),
)


def _fitting(said: dict[str, Any]) -> bytes:
    """An event's line with the id that belongs to its bytes."""
    raw = json.dumps({**said, "id": ""}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    without = raw.replace('"id":"",', "", 1)
    ident = events.digest(without.encode("utf-8", "replace"), "none")
    return raw.replace('"id":"",', f'"id":"{ident}",', 1).encode("utf-8", "replace")


def _looked_at(source: bytes) -> str:
    """The verdict over a log of these bytes, with every view made of it."""
    built = job(KITCHEN)
    said, problems = logs.read(source, "aaaa", "jobs/elm/record/aaaa.jsonl")
    state = fold("elm", Place("jobs/elm"), {"d" * 64: built.checklist}, said, built.settings.gates)
    findings = evaluate.job(state, (*problems, *logs.missing_links(said)), built.context(now="2026-12-20T08:00:00Z"))
    told = Told(state, tuple(findings), built.context(), Speaker(built.settings, built.now.tzinfo or None))  # type: ignore[arg-type]
    for view in (status.status(told), check.check(told, "block"), handover.handover(told, ()), log.log(told)):
        assert msgspec.json.encode(view)
    return verdict(findings)


@given(st.binary() | st.lists(PIECES | st.binary(max_size=4)).map(b"".join))
def test_any_bytes_are_events_or_problems_at_lines_of_the_file(source: bytes) -> None:
    """Reading never raises, passes over nothing but empty lines, and no such log makes a job ready."""
    said, problems = logs.read(source, "aaaa", "aaaa.jsonl")
    assert not said
    assert {problem.place.line for problem in problems} == {
        number for number, line in enumerate(source.split(b"\n"), 1) if line.rstrip(b"\r").strip()
    }
    assert _looked_at(source) == "not ready"


@given(st.sampled_from(LINES), st.data())
@hypothesis_settings(max_examples=300)
def test_a_line_with_any_member_changed_is_a_state_or_a_problem(line: str, data: st.DataObject) -> None:
    """Its id fits, as one who means harm would make it fit; nothing raises, and the job is not ready by it."""
    said = json.loads(line)
    where = said["body"] if data.draw(st.booleans()) and said["body"] else said
    member = data.draw(st.sampled_from(sorted(where)))
    where[member] = data.draw(ODD)
    others = data.draw(st.lists(st.sampled_from(LINES), max_size=3))
    source = b"\n".join([*(other.encode() for other in others), _fitting(said), b""])
    assert "it was changed after it was written" not in [p.detail for p in logs.read(source, "aaaa", "a.jsonl")[1]]
    assert _looked_at(source) == "not ready"
