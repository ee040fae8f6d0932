"""JUnit XML of a check, by the schema of Apache Ant."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from builder import JobBuilder, job
from qcheck.core.views.check import check
from qcheck.model.view import CheckedItem, CheckReport, CheckView, Count, FindingView
from qcheck.render.junit import check as junit

HOSTILE = (
    "]]> <!-- & <x/> -->",
    "\x00\x01\x08\x0b\x1f\x7f",
    "lone \ud800 and \udfff surrogates",
    "not a character: \ufffe\uffff",
    "x" * 2000,
    "\"quotes\" and 'quotes'\nand a line\r\tand a tab",
    "🔨 beyond the basic plane",
    "",
)


def report(*built: JobBuilder) -> CheckReport:
    """The check of some jobs."""
    return CheckReport("not ready", tuple(check(b.told(), "block") for b in built))


def xml(of: CheckReport) -> ET.Element:
    """The document, read again."""
    return ET.fromstring(junit(of, {}))  # noqa: S314 (our own document)


def kitchen() -> JobBuilder:
    """One item passed, one failed, one not applicable, one waived; the last is due later."""
    built = job().open(handover="2026-12-04").tick("1").fail("2", note="gap").na("4").fail("3", by="ravi")
    return built.waive("3").later(days=9)


def hostile(text: str) -> CheckReport:
    """A check in which every word is that text."""
    finding = FindingView("item-failed", "block", text, text, text, 1, text, 3, 1, text, text, "f" * 32)
    of_item = FindingView("item-failed", "block", text, text, "a/b.c", 1, text, 3, 1, text, text, "f" * 32)
    warning = FindingView("handover-late", "warn", text, text, text, 0, text, 3, 1, text, text, "f" * 32)
    item = CheckedItem("a/b.c", 1, text, "fail", due=True, file=text, line=1, column=1)
    view = CheckView(
        text,
        text,
        "handover",
        "not ready",
        "2026-12-01T08:00:00Z",
        Count(1, 0, 1),
        (finding, of_item, warning),
        (item,),
    )
    return CheckReport("not ready", (view,))


@pytest.fixture(scope="session")
def schema(samples: Path) -> xmlschema.XMLSchema:
    """The schema of JUnit documents that CI systems hold to."""
    return xmlschema.XMLSchema(str(samples / "schemas" / "JUnit.xsd"))


def test_a_check_is_valid_by_the_schema(schema: xmlschema.XMLSchema) -> None:
    """Of one job, of several, of none that is ready."""
    ready = job().open(handover="2026-12-04").tick("1", "2", "3", "4")
    for of in (report(kitchen()), report(kitchen(), ready), report(job())):
        schema.validate(junit(of, {}).decode())


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
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
        "timestamp": "2026-12-10T08:06:00",
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
        ("elm.kitchen.worktops", "3 Worktop level in both directions", [("skipped", "waived")]),
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
    assert properties == {"gate": "handover", "verdict": "not ready", "as_of": "2026-12-10T08:06:00Z"}


def test_the_same_state_gives_the_same_bytes() -> None:
    """No clock, no host name, no order of a set."""
    assert junit(report(kitchen()), {}) == junit(report(kitchen()), {})
