"""JUnit XML of a check: a test suite a job, a test case an item, as CI systems show them."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from qcheck.core.views.results import results
from qcheck.model.checkresult import CheckResult
from qcheck.model.view import CheckReport, CheckView
from qcheck.render.printable import lines, printable


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """All jobs as one document, valid by the JUnit schema of Apache Ant."""
    root = ET.Element("testsuites")
    for number, view in enumerate(report.checks):
        _suite(root, number, view)
    ET.indent(root)
    document: bytes = b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"
    return document


def _suite(root: ET.Element, number: int, view: CheckView) -> None:
    suite = ET.SubElement(root, "testsuite", {})
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("gate", view.gate),
        ("verdict", view.verdict),
        ("fail_on", view.fail_on),
        ("as_of", view.as_of),
    ):
        ET.SubElement(properties, "property", {"name": name, "value": printable(value)})
    cases = [_case(suite, view, result) for result in results(view)]
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    suite.attrib |= {
        "package": "qcheck",
        "id": str(number),
        "name": printable(f"{view.job} ({view.gate})"),
        "timestamp": view.as_of.removesuffix("Z"),
        "hostname": "localhost",
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
        "time": "0",
    }


def _case(suite: ET.Element, view: CheckView, result: CheckResult) -> ET.Element:
    classname = f"{view.job}.{result.group.replace('/', '.')}"
    named = {"name": printable(result.name), "classname": printable(classname), "time": "0"}
    case = ET.SubElement(suite, "testcase", named)
    if result.outcome == "failed":
        _failure(case, result)
    elif result.outcome != "passed":
        ET.SubElement(case, "skipped", {"message": printable(result.reason)})
    return case


def _failure(case: ET.Element, result: CheckResult) -> None:
    """One failure a case, which is all that the schema allows; its text names every finding with its place."""
    standing = result.standing
    message = printable("; ".join(finding.message for finding in standing))
    element = ET.SubElement(case, "failure", {"message": message, "type": standing[0].code})
    element.text = lines("\n".join(f"{f.where}: {f.message}\n{f.hint}".rstrip() for f in standing))
