"""JSON of a check, by its own schema."""

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from builder import JobBuilder, job
from qcheck.core.schemas import schemas
from qcheck.core.views.check import check
from qcheck.model.finding import Severity
from qcheck.model.view import CheckReport
from qcheck.render.json import view

SCHEMA = json.loads(schemas()["check"])


def kitchen() -> JobBuilder:
    """A job with a failure, a waiver and a warning."""
    return job().open(handover="2026-12-04").tick("1").fail("2", note="gap").fail("3").waive("3").later(days=5)


def report(built: JobBuilder) -> CheckReport:
    """The check of a job."""
    of = check(built.told(), "block")
    return CheckReport(of.verdict, (of,))


def test_the_schema_of_a_check_is_a_schema() -> None:
    """By the dialect that it names."""
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("built", [kitchen, job, lambda: job().open().tick("1", "2", "3", "4")])
def test_a_check_is_valid_by_its_schema(built: Callable[[], JobBuilder]) -> None:
    """Whatever state the job is in."""
    document = json.loads(view(report(built()), {}))
    assert list(Draft202012Validator(SCHEMA).iter_errors(document)) == []


def test_the_schema_refuses_what_is_no_check() -> None:
    """A missing verdict and an unknown severity are noticed."""
    document = json.loads(view(report(kitchen()), {}))
    del document["verdict"]
    document["checks"][0]["findings"][0]["severity"] = "fatal"
    assert len(list(Draft202012Validator(SCHEMA).iter_errors(document))) == 2


def test_a_finding_has_its_place_its_words_and_its_fingerprint() -> None:
    """Members that scripts rely on."""
    finding = json.loads(view(report(kitchen()), {}))["checks"][0]["findings"][0]
    assert {k: finding[k] for k in ("code", "severity", "subject", "number", "where", "waiting_on", "waived")} == {
        "code": "item-failed",
        "severity": "block",
        "subject": "kitchen/worktops.sealed",
        "number": 2,
        "where": "aaaa.jsonl:5",
        "waiting_on": "Dana Miller",
        "waived": False,
    }


def test_texts_come_back_as_they_were_said() -> None:
    """Quotes, markup and letters of any script; what could move a cursor shows as a mark."""
    built = job().open(handover="2026-12-04").fail("2", note='<b>"größer"</b> \\ 水\x1b')
    findings = json.loads(view(report(built), {}))["checks"][0]["findings"]
    message = next(f["message"] for f in findings if f["code"] == "item-failed")
    assert message.endswith(': <b>"größer"</b> \\ 水�')


def test_the_same_state_gives_the_same_bytes_that_end_with_a_line_feed() -> None:
    """Ready to be compared and committed."""
    first = view(report(kitchen()), {})
    assert first == view(report(kitchen()), {})
    assert first.endswith(b"}\n")


def test_a_check_says_what_it_fails_on_and_which_findings_stand() -> None:
    """A script needs no knowledge of severities."""
    told = job().open(handover="2026-12-04").tick("1", "2", "3", "4").later(days=5).told()
    cases: list[tuple[Severity, str, bool]] = [("block", "ready", False), ("warn", "not ready", True)]
    for fail_on, verdict, stands in cases:
        of = check(told, fail_on)
        document = json.loads(view(CheckReport(of.verdict, (of,)), {}))
        assert list(Draft202012Validator(SCHEMA).iter_errors(document)) == []
        (job_,) = document["checks"]
        assert (job_["fail_on"], job_["verdict"]) == (fail_on, verdict)
        assert [(f["code"], f["stands"]) for f in job_["findings"]] == [("handover-late", stands)]
