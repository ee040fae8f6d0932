"""Annotations of a check: workflow commands for GitHub, a code quality report for GitLab."""

import json
import re

import pytest
from msgspec.structs import replace

from builder import job
from qcheck.model.view import CheckReport
from qcheck.render.github import annotations
from qcheck.render.gitlab import check as gitlab
from render.checked import HOSTILE, hostile, kitchen, report, short

# As GitHub's runner reads a line, and undoes what was done to its words.
COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<held>[^:]*)::(?P<said>.*)")
DATA = (("%0D", "\r"), ("%0A", "\n"))
PROPERTY = (*DATA, ("%3A", ":"), ("%2C", ","))


def undone(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    """A word as the runner has it; the sign itself comes last."""
    for written, sign in (*signs, ("%25", "%")):
        text = text.replace(written, sign)
    return text


def read(of: CheckReport) -> list[tuple[str, dict[str, str], str]]:
    """The kind, properties and message of each command."""
    found = []
    for line in annotations(of, {}).decode().splitlines():
        command = COMMAND.fullmatch(line)
        assert command is not None, line
        held = dict(part.split("=", 1) for part in command["held"].split(","))
        held = {name: undone(value, PROPERTY) for name, value in held.items()}
        found.append((command["kind"], held, undone(command["said"], DATA)))
    return found


def test_a_finding_is_a_command_with_its_place() -> None:
    """Below the workspace's folder in the repository; red what stands in the way, a notice what is waived."""
    title = "Elm Street kitchen: "
    assert read(replace(report(kitchen()), folder="a,b: 100%/")) == [
        (
            "error",
            {"file": "a,b: 100%/aaaa.jsonl", "line": "5", "title": f"{title}item-failed"},
            (
                "2 Joints sealed, no visible gap: failed (Dana Miller, Tue 1 Dec 2026 08:02): gap\n"
                "Put it right, then: qcheck tick 2"
            ),
        ),
        (
            "warning",
            {"file": "a,b: 100%/aaaa.jsonl", "line": "3", "title": f"{title}handover-late"},
            (
                "The handover promised for Fri 4 Dec 2026 is late\n"
                "Tell the client, then: qcheck plan --handover DATE --reason …"
            ),
        ),
        (
            "notice",
            {"file": "a,b: 100%/aaaa.jsonl", "line": "7", "title": f"{title}item-failed"},
            (
                "3 Worktop level in both directions: failed (Ravi Shah, Tue 1 Dec 2026 08:04), waived: agreed "
                "(Olga Petrova, until Sun 31 Jan 2027)"
            ),
        ),
    ]


@pytest.mark.parametrize("text", [*HOSTILE, "x::error file=y::z", "\n::add-mask::x", "%0A::debug::x"], ids=short)
def test_a_hostile_text_makes_no_command_of_its_own(text: str) -> None:
    """A command stays one line, whatever its words are."""
    assert [kind for kind, _, _ in read(hostile(text))] == ["error", "error", "warning", "notice"]


def test_what_was_written_comes_out_of_the_runner_as_it_was() -> None:
    """Also what looks like the runner's own writing."""
    text = "50 % off, 100%0A done: a,b"
    ((_, held, said), *_) = read(hostile(text))
    assert (held["file"], said) == (text, f"1 {text}\n{text}")


def test_gitlab_gets_each_finding_once_with_its_place() -> None:
    """By a fingerprint of its own; what is waived only informs, and says why."""
    of = replace(report(kitchen()), folder="jobs-2026/")
    entries = json.loads(gitlab(of, {}))
    assert [(entry["severity"], entry["check_name"], entry["location"]) for entry in entries] == [
        ("blocker", "item-failed", {"path": "jobs-2026/aaaa.jsonl", "lines": {"begin": 5}}),
        ("minor", "handover-late", {"path": "jobs-2026/aaaa.jsonl", "lines": {"begin": 3}}),
        ("info", "item-failed", {"path": "jobs-2026/aaaa.jsonl", "lines": {"begin": 7}}),
    ]
    assert entries[2]["description"] == (
        "Elm Street kitchen: 3 Worktop level in both directions: failed (Ravi Shah, Tue 1 Dec 2026 08:04) "
        "(waived: agreed (Olga Petrova, until Sun 31 Jan 2027))"
    )
    assert [entry["fingerprint"] for entry in entries] == [f.fingerprint for f in of.checks[0].findings]


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_gitlab_gets_json_of_hostile_words_too(text: str) -> None:
    """Every member is a text or a number above 0."""
    for entry in json.loads(gitlab(hostile(text), {})):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["location"]["path"]
        assert entry["location"]["lines"]["begin"] > 0


def test_a_job_without_findings_gives_an_empty_report() -> None:
    """Which is a list, and no annotation at all."""
    ready = report(job().open(handover="2026-12-04").tick("1", "2", "3", "4"))
    assert (gitlab(ready, {}), annotations(ready, {})) == (b"[]\n", b"")
