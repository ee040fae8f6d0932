"""SARIF 2.1.0 of a check: a result a finding, as code scanning takes them."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from qcheck import __version__
from qcheck.core.rules.explained import explanation, summary
from qcheck.core.rules.table import RULES
from qcheck.core.views.results import LEVELS, category, level, repository_place
from qcheck.model.place import Place
from qcheck.model.view import CheckReport, CheckView, FindingView
from qcheck.render.printable import lines, printable

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BASE = "%SRCROOT%"


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """All jobs in one run, since code scanning takes one of a category."""
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _run(report: CheckReport) -> dict[str, Any]:
    findings = [(view, finding) for view in report.checks for finding in view.findings]
    codes = sorted({finding.code for _, finding in findings})
    rules = {code: number for number, code in enumerate(codes)}
    return {
        "tool": {"driver": {"name": "qcheck", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "automationDetails": {"id": printable(category(report))},
        "originalUriBaseIds": {BASE: {"description": {"text": "The top folder of the repository"}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, view, finding, rules[finding.code]) for view, finding in findings],
        "properties": {"verdict": report.verdict, "checks": [_judged(view) for view in report.checks]},
    }


def _judged(view: CheckView) -> dict[str, str]:
    held = {"job": view.job, "gate": view.gate, "verdict": view.verdict, "failOn": view.fail_on, "asOf": view.as_of}
    return {name: printable(value) for name, value in held.items()}


def _rule(code: str) -> dict[str, Any]:
    text, severity = explanation(code), RULES[code].severity
    return {
        "id": code,
        "shortDescription": {"text": summary(text)},
        "fullDescription": {"text": " ".join(text.split())},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": LEVELS["info" if severity == "off" else severity]},
    }


def _result(report: CheckReport, view: CheckView, finding: FindingView, rule: int) -> dict[str, Any]:
    subject = {"fullyQualifiedName": printable(f"{view.job}/{finding.subject}")}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": level(finding),
        "message": {"text": lines("\n".join(_said(finding)))},
        "locations": [{**_physical(repository_place(report, finding.place)), "logicalLocations": [subject]}],
        # The first is ours; the second is the only one that GitHub goes by.
        "partialFingerprints": {
            "qcheck/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
        # Of all results or of none, says the standard.
        "suppressions": [_suppression(finding)] if finding.waived else [],
    }


def _said(finding: FindingView) -> Iterator[str]:
    """What is wrong, and what to do about it unless that is excused."""
    yield f"{finding.number} {finding.message}" if finding.number else finding.message
    if finding.hint and not finding.waived:
        yield finding.hint


def _suppression(finding: FindingView) -> dict[str, str]:
    return {"kind": "external", "status": "accepted", "justification": printable(finding.reason)}


def _physical(place: Place) -> dict[str, Any]:
    """A place as a location; what is about a whole file is shown at its first line, as viewers want a line."""
    region = {"startLine": place.line or 1, **({"startColumn": place.column} if place.column else {})}
    uri = quote(printable(place.file))
    return {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": BASE}, "region": region}}
