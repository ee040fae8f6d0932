"""SARIF of a check, by the schema of its version 2.1.0."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from msgspec.structs import replace

from builder import job
from qcheck.core.rules.explained import explanation
from qcheck.model.view import CheckReport
from qcheck.render.sarif import check as sarif
from render.checked import HOSTILE, hostile, kitchen, report, short, softened


@pytest.fixture(scope="session")
def schema(samples: Path) -> Draft7Validator:
    """The schema that code scanning holds to."""
    read = json.loads((samples / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return Draft7Validator(read, format_checker=FormatChecker())


def run(of: CheckReport) -> dict[str, Any]:
    """The only run of the document, read again."""
    (only,) = json.loads(sarif(of, {}))["runs"]
    assert isinstance(only, dict)
    return only


@pytest.mark.parametrize(
    "of",
    [report(kitchen()), report(kitchen(), softened("warn")), report(job()), *map(hostile, HOSTILE)],
    ids=lambda of: short(of.checks[0].name),
)
def test_a_check_is_valid_by_the_schema(schema: Draft7Validator, of: CheckReport) -> None:
    """Of one job, of several, of one that was never opened, of hostile words."""
    assert list(schema.iter_errors(json.loads(sarif(of, {})))) == []


def test_a_result_says_what_is_wrong_where_and_what_to_do() -> None:
    """Its place is that in the repository, its fingerprints have no line in them."""
    of = replace(report(kitchen()), folder="jobs 2026/")
    first = run(of)["results"][0]
    fingerprint = of.checks[0].findings[0].fingerprint
    assert first == {
        "ruleId": "item-failed",
        "ruleIndex": 1,
        "level": "error",
        "message": {
            "text": "2 Joints sealed, no visible gap: failed (Dana Miller, Tue 1 Dec 2026 08:02): gap\n"
            "Put it right, then: qcheck tick 2"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "jobs%202026/aaaa.jsonl", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 5},
                },
                "logicalLocations": [{"fullyQualifiedName": "elm/kitchen/worktops.sealed"}],
            }
        ],
        "partialFingerprints": {"qcheck/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint}:1"},
        "suppressions": [],
    }


def test_a_waived_result_is_suppressed_with_its_reason() -> None:
    """And only a note, for systems that pass over that."""
    waived = [result for result in run(report(kitchen()))["results"] if result["suppressions"]]
    reason = "agreed (Olga Petrova, until Sun 31 Jan 2027)"
    assert [(each["level"], each["suppressions"]) for each in waived] == [
        ("note", [{"kind": "external", "status": "accepted", "justification": reason}])
    ]


def test_each_rule_that_was_met_is_explained_once() -> None:
    """In the words of `qcheck explain`; each result names its rule by its number, too."""
    only = run(report(kitchen(), softened("warn")))
    rules = only["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["handover-late", "item-failed", "item-missed"]
    assert {rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in only["results"]} == {True}
    assert rules[1]["help"]["text"] == explanation("item-failed")
    assert rules[1]["shortDescription"]["text"] == "An item that is due by this gate was checked and is not right."


def test_a_newer_document_takes_the_place_of_one_over_the_same_jobs() -> None:
    """By its category; the verdict of each job is told beside."""
    only = run(replace(report(kitchen()), every=True))
    assert only["automationDetails"] == {"id": "qcheck/all/"}
    assert only["properties"]["checks"] == [
        {"job": "elm", "gate": "handover", "verdict": "not ready", "failOn": "block", "asOf": "2026-12-06T08:06:00Z"}
    ]
