"""The verdict, computed once, and the exit code that follows from it."""

import pytest

from qcheck.core.settle import settled
from qcheck.core.verdict import exit_code, verdict
from qcheck.model.checklist import Na
from qcheck.model.finding import Finding, Severity, Verdict
from qcheck.model.place import Place
from qcheck.model.state import Answer, ItemState, JobItem


def finding(severity: Severity, waived: str = "") -> Finding:
    """A finding of that severity, waived or not."""
    return Finding("item-missed", severity, Place("x"), "x", waived=waived)


@pytest.mark.parametrize(
    ("findings", "fail_on", "expected"),
    [
        ([], "block", "ready"),
        ([], "info", "ready"),
        ([finding("info"), finding("warn")], "block", "ready"),
        ([finding("warn")], "warn", "not ready"),
        ([finding("info")], "warn", "ready"),
        ([finding("info")], "info", "not ready"),
        ([finding("block")], "block", "not ready"),
        ([finding("block")], "warn", "not ready"),
        ([finding("block", "w")], "block", "ready with waivers"),
        ([finding("block", "w")], "info", "ready with waivers"),
        ([finding("block", "w"), finding("block")], "block", "not ready"),
        ([finding("block", "w"), finding("warn")], "block", "ready with waivers"),
    ],
)
def test_the_verdict_follows_from_what_stands(findings: list[Finding], fail_on: Severity, expected: Verdict) -> None:
    """What is at least as severe as asked and not waived stands in the way; what is waived is told."""
    assert verdict(findings, fail_on) == expected


@pytest.mark.parametrize(
    ("verdicts", "strict", "code"),
    [
        (["ready"], False, 0),
        (["ready", "ready with waivers"], False, 0),
        (["ready", "ready with waivers"], True, 1),
        (["ready", "not ready"], False, 1),
        (["ready"], True, 0),
    ],
)
def test_the_exit_code_is_one_if_any_job_is_not_ready(verdicts: list[Verdict], strict: bool, code: int) -> None:
    """A waiver counts as not ready only where that was asked for."""
    assert exit_code(verdicts, strict=strict) == code


@pytest.mark.parametrize(
    ("na", "note", "done"), [("reason", "", False), ("reason", "no gas", True), ("free", "", True)]
)
def test_not_applicable_settles_an_item_only_as_its_list_allows(na: Na, note: str, done: bool) -> None:
    """A record may hold an answer that the strict writer would have refused."""
    place = Place("kitchen.yaml", 1)
    item = JobItem("b", "Text", "handover", place, "v1:0", na=na, number=1, subject="kitchen/a.b", section="A")
    answer = Answer("e1", "na", "dana", "dana", "2026-12-01T08:00:00Z", "v1:0", place, note=note)
    assert settled(ItemState(item, "na", (answer,), (answer,))) is done
