"""TAP of a check, read by a parser of it, and its blocks by one of YAML."""

import re
from typing import Any

import pytest
import yaml
from msgspec.structs import replace
from tap.line import Plan, Result, Version  # type: ignore[import-untyped]
from tap.parser import Parser  # type: ignore[import-untyped]

from qcheck.model.view import CheckReport
from qcheck.render.tap import check as tap
from render.checked import HOSTILE, hostile, kitchen, report, short, softened

BLOCK = re.compile(r"^  ---\n(.*?)^  \.\.\.\n", re.MULTILINE | re.DOTALL)


def read(of: CheckReport) -> list[tuple[bool, str, str]]:
    """Whether each point is ok, its description and its directive; the version and the plan fit."""
    lines = list(Parser().parse_text(tap(of, {}).decode()))
    (version,) = [line for line in lines if isinstance(line, Version)]
    (plan,) = [line for line in lines if isinstance(line, Plan)]
    points = [line for line in lines if isinstance(line, Result)]
    assert version.version == 14
    assert [point.number for point in points] == list(range(1, plan.expected_tests + 1))
    return [(point.ok, point.description, point.directive.text) for point in points]


def blocks(of: CheckReport) -> list[dict[str, Any]]:
    """What stands below each point."""
    return [yaml.safe_load(block) for block in BLOCK.findall(tap(of, {}).decode())]


def test_a_result_is_a_test_point() -> None:
    """What is waived or does not apply is skipped with its reason; what does not stand in the way is to do."""
    assert read(report(kitchen())) == [
        (True, "- Elm Street kitchen: 1 Water and power isolated", ""),
        (False, "- Elm Street kitchen: 2 Joints sealed, no visible gap", ""),
        (
            True,
            "- Elm Street kitchen: 3 Worktop level in both directions",
            "SKIP waived: agreed (Olga Petrova, until Sun 31 Jan 2027)",
        ),
        (True, "- Elm Street kitchen: 4 Spare hinge left with the client", "SKIP not applicable"),
        (
            False,
            "- Elm Street kitchen: plan/handover",
            "TODO warn: The handover promised for Fri 4 Dec 2026 is late",
        ),
    ]


def test_the_block_of_a_point_tells_place_rule_and_what_to_do() -> None:
    """In YAML that every parser reads."""
    found = blocks(report(kitchen()))
    assert [each["at"]["file"] for each in found] == [
        "jobs/elm/checklists/kitchen.yaml",
        "aaaa.jsonl",
        "jobs/elm/checklists/kitchen.yaml",
        "jobs/elm/checklists/kitchen.yaml",
        "aaaa.jsonl",
    ]
    assert {key: found[1][key] for key in ("message", "hint", "rules", "at")} == {
        "message": "Joints sealed, no visible gap: failed (Dana Miller, Tue 1 Dec 2026 08:02): gap",
        "hint": "Put it right, then: qcheck tick 2",
        "rules": "item-failed",
        "at": {"file": "aaaa.jsonl", "line": 5, "column": 0},
    }


@pytest.mark.parametrize("text", [*HOSTILE, "x # SKIP", "x\\# TODO y", "x \\\\# SKIP", "Bail out! x\nok 9"], ids=short)
def test_a_hostile_text_makes_no_point_pass(text: str) -> None:
    """A failure stays one, without a directive, and what is in its block comes back."""
    found = read(hostile(text))
    assert [(ok, directive.partition(" ")[0]) for ok, _, directive in found] == [
        (False, ""),
        (True, "SKIP"),
        (False, ""),
        (False, "TODO"),
    ]
    assert len(blocks(hostile(text))) == 4


def test_texts_come_back_from_their_block() -> None:
    """Also those whose signs mean something on the line above."""
    text = "#1 \\ of: 'two' \"2\" 水 🔨"
    assert blocks(hostile(text))[0]["message"] == text


def test_several_jobs_are_counted_through() -> None:
    """And none at all gives an empty plan."""
    assert len(read(report(kitchen(), softened("warn")))) == 9
    of = report(kitchen())
    assert read(replace(of, checks=(replace(of.checks[0], items=(), findings=()),))) == []
