"""JUnit XML of a check: a test suite a job, a test case an item, as CI systems show them."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from qcheck.model.view import CheckedItem, CheckReport, CheckView, FindingView

# What an item comes to that is no failure and no success either.
SKIPPED = {
    "waived": "waived",
    "na": "not applicable",
    "open": "not checked",
    "fail": "failed",
    "stale": "reworded since it was answered",
    "contested": "answered differently on two devices",
}

# What XML 1.0 forbids, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """All jobs as one document, valid by the JUnit schema of Apache Ant."""
    root = ET.Element("testsuites")
    for number, view in enumerate(report.checks):
        _suite(root, number, view)
    ET.indent(root)
    document: bytes = b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"
    return document


def _suite(root: ET.Element, number: int, view: CheckView) -> None:
    subjects = {item.id for item in view.items if item.due}
    by_subject: dict[str, list[FindingView]] = {}
    others: list[FindingView] = []
    numbers = {item.number: item.id for item in view.items if item.due}
    for finding in view.findings:
        about = (
            numbers.get(finding.number, finding.subject) if finding.subject.startswith("punch/") else finding.subject
        )
        (by_subject.setdefault(about, []) if about in subjects else others).append(finding)
    suite = ET.SubElement(root, "testsuite", {})
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("gate", view.gate),
        ("verdict", view.verdict),
        ("fail_on", view.fail_on),
        ("as_of", view.as_of),
    ):
        ET.SubElement(properties, "property", {"name": name, "value": value})
    cases = [_item(suite, view, item, by_subject.get(item.id, [])) for item in view.items if item.due]
    cases += [_other(suite, view, finding) for finding in others]
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    suite.attrib |= {
        "package": "qcheck",
        "id": str(number),
        "name": _text(f"{view.job} ({view.gate})"),
        "timestamp": view.as_of.removesuffix("Z"),
        "hostname": "localhost",
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
        "time": "0",
    }


def _item(suite: ET.Element, view: CheckView, item: CheckedItem, findings: list[FindingView]) -> ET.Element:
    section = item.id.rpartition(".")[0].replace("/", ".")
    case = _case(suite, f"{item.number} {item.text}", f"{view.job}.{section}")
    standing = [f for f in findings if f.stands]
    if standing:
        _failure(case, standing)
    elif item.standing != "pass":
        ET.SubElement(case, "skipped", {"message": SKIPPED[item.standing]})
    return case


def _other(suite: ET.Element, view: CheckView, finding: FindingView) -> ET.Element:
    case = _case(suite, finding.subject, f"{view.job}.{finding.code}")
    if finding.stands:
        _failure(case, [finding])
    else:
        ET.SubElement(case, "skipped", {"message": _text(f"{finding.severity}: {finding.message}")})
    return case


def _case(suite: ET.Element, name: str, classname: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", {"name": _text(name), "classname": _text(classname), "time": "0"})


def _failure(case: ET.Element, findings: list[FindingView]) -> None:
    """One failure a case, which is all that the schema allows; its text names every finding with its place."""
    message = "; ".join(f.message for f in findings)
    element = ET.SubElement(case, "failure", {"message": _text(message), "type": findings[0].code})
    element.text = _text("\n".join(f"{f.where}: {f.message}\n{f.hint}".rstrip() for f in findings))


def _text(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
