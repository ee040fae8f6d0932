"""JUnit XML of a check, by the schema of Apache Ant."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from builder import KITCHEN, JobBuilder, job, settings
from qcheck.model.view import CheckReport
from qcheck.render.junit import check as junit
from render.checked import HOSTILE, hostile, kitchen, report, short, softened


def xml(of: CheckReport) -> ET.Element:
    """The document, read again."""
    return ET.fromstring(junit(of, {}))  # noqa: S314 (our own document)


def cases(of: CheckReport) -> list[tuple[str | None, list[tuple[str, str | None]]]]:
    """Every test case by its name with what became of it; nothing where it passed."""
    return [(c.get("name"), [(r.tag, r.get("message")) for r in c]) for c in xml(of).iter("testcase")]


def counts(of: CheckReport) -> dict[str, str | None]:
    """How many cases the only suite counts, failed and skipped."""
    (suite,) = xml(of)
    return {k: suite.get(k) for k in ("tests", "failures", "errors", "skipped")}


@pytest.fixture(scope="session")
def schema(samples: Path) -> xmlschema.XMLSchema:
    """The schema of JUnit documents that CI systems hold to."""
    return xmlschema.XMLSchema(str(samples / "schemas" / "JUnit.xsd"))


def test_a_check_is_valid_by_the_schema(schema: xmlschema.XMLSchema) -> None:
    """Of one job, of several, of none that is ready."""
    ready = job().open(handover="2026-12-04").tick("1", "2", "3", "4")
    soft = (softened("warn"), softened("off"))
    for of in (
        report(kitchen()),
        report(kitchen(), ready),
        report(job()),
        report(*soft),
        report(*soft, fail_on="info"),
    ):
        schema.validate(junit(of, {}).decode())


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_a_hostile_text_keeps_the_document_valid(schema: xmlschema.XMLSchema, text: str) -> None:
    """What XML forbids shows as a mark; nothing else is lost."""
    schema.validate(junit(hostile(text), {}).decode())


def test_what_xml_forbids_shows_as_a_mark() -> None:
    """And everything it allows comes back as it was."""
    for text, shown in (("a\x00b\ud800c", "a�b�c"), ("]]> & <x/>", "]]> & <x/>"), ("🔨", "🔨")):
        failure = xml(hostile(text)).find("testsuite/testcase/failure")
        assert failure is not None
        assert failure.get("message") == shown


def test_an_item_is_a_test_case_and_a_problem_its_failure() -> None:
    """What was waived or does not apply is skipped; what is due later is not there."""
    (suite,) = xml(report(kitchen()))
    assert {k: suite.get(k) for k in ("name", "tests", "failures", "errors", "skipped", "timestamp")} == {
        "name": "elm (handover)",
        "tests": "5",
        "failures": "1",
        "errors": "0",
        "skipped": "3",
        "timestamp": "2026-12-06T08:06:00",
    }
    cases = [
        (c.get("classname"), c.get("name"), [(r.tag, r.get("message")) for r in c]) for c in suite.iter("testcase")
    ]
    assert cases == [
        ("elm.kitchen.arrival", "1 Water and power isolated", []),
        (
            "elm.kitchen.worktops",
            "2 Joints sealed, no visible gap",
            [("failure", "Joints sealed, no visible gap: failed (Dana Miller, Tue 1 Dec 2026 08:02): gap")],
        ),
        (
            "elm.kitchen.worktops",
            "3 Worktop level in both directions",
            [("skipped", "waived: agreed (Olga Petrova, until Sun 31 Jan 2027)")],
        ),
        ("elm.kitchen.worktops", "4 Spare hinge left with the client", [("skipped", "not applicable")]),
        (
            "elm.handover-late",
            "plan/handover",
            [("skipped", "warn: The handover promised for Fri 4 Dec 2026 is late")],
        ),
    ]


def test_the_text_of_a_failure_says_where_and_what_to_do() -> None:
    """`file:line: message`, and the hint below."""
    (failure,) = xml(report(kitchen())).iter("failure")
    assert failure.get("type") == "item-failed"
    assert failure.text == (
        "aaaa.jsonl:5: Joints sealed, no visible gap: failed (Dana Miller, Tue 1 Dec 2026 08:02): gap\n"
        "Put it right, then: qcheck tick 2"
    )


def test_a_suite_says_gate_verdict_and_moment() -> None:
    """So that an archived document explains itself."""
    properties = {p.get("name"): p.get("value") for p in xml(report(kitchen())).iter("property")}
    assert properties == {
        "gate": "handover",
        "verdict": "not ready",
        "fail_on": "block",
        "as_of": "2026-12-06T08:06:00Z",
    }


def test_the_same_state_gives_the_same_bytes() -> None:
    """No clock, no host name, no order of a set."""
    assert junit(report(kitchen()), {}) == junit(report(kitchen()), {})


WORKTOPS = ("3 Worktop level in both directions", "4 Spare hinge left with the client")


@pytest.mark.parametrize("severity", ["info", "warn", "off"])
def test_an_item_that_is_not_done_never_looks_passed(severity: str) -> None:
    """Where its rule was softened or switched off, it is no failure: it is skipped, with what it comes to."""
    of = report(softened(severity))
    assert cases(of) == [
        ("1 Water and power isolated", []),
        ("2 Joints sealed, no visible gap", [("skipped", "failed")]),
        *((name, [("skipped", "not checked")]) for name in WORKTOPS),
    ]
    assert counts(of) == {"tests": "4", "failures": "0", "errors": "0", "skipped": "3"}


def test_an_item_that_is_contested_or_reworded_never_looks_passed() -> None:
    """It is skipped with its standing where its rule is switched off."""
    rules = {"answer-contested": "off", "answer-stale": "off"}
    built = job(settings=settings(rules=rules)).open(handover="2026-12-04").tick("1", "4").on("bbbb").on("aaaa")
    built.tick("2", "3").on("bbbb").fail("2", by="ravi").merge()
    reworded = job(KITCHEN.replace("2 mm over 2 m", "3 mm over 2 m")).checklist
    of = report(JobBuilder(reworded, settings=built.settings, devices=built.devices))
    assert cases(of)[1:3] == [
        ("2 Joints sealed, no visible gap", [("skipped", "answered differently on two devices")]),
        (WORKTOPS[0], [("skipped", "reworded since it was answered")]),
    ]


def test_what_stands_by_the_severity_asked_for_is_a_failure() -> None:
    """With --fail-on warn a warning makes the document as red as the exit code."""
    late = job().open(handover="2026-12-04").tick("1", "2", "3", "4").later(days=5)
    said = "The handover promised for Fri 4 Dec 2026 is late"
    assert cases(report(late))[-1] == ("plan/handover", [("skipped", f"warn: {said}")])
    assert cases(report(late, fail_on="warn"))[-1] == ("plan/handover", [("failure", said)])
    assert counts(report(late, fail_on="warn")) == {"tests": "5", "failures": "1", "errors": "0", "skipped": "0"}


def test_a_softened_item_is_a_failure_where_its_severity_counts() -> None:
    """Failed and missed alike."""
    of = report(softened("warn"), fail_on="warn")
    assert [(name, [tag for tag, _ in became]) for name, became in cases(of)] == [
        ("1 Water and power isolated", []),
        ("2 Joints sealed, no visible gap", ["failure"]),
        *((name, ["failure"]) for name in WORKTOPS),
    ]
