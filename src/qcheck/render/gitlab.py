"""GitLab code quality report of a check: a JSON list, an entry a finding, as merge requests show it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from qcheck.core.views.results import level, repository_place
from qcheck.model.view import CheckReport, CheckView, FindingView
from qcheck.render.printable import printable

# The format has no word for what is excused: it only informs.
SEVERITIES = {"error": "blocker", "warning": "minor", "note": "info"}


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """Every finding of every job."""
    entries = [_entry(report, view, finding) for view in report.checks for finding in view.findings]
    return msgspec.json.format(msgspec.json.encode(entries), indent=2) + b"\n"


def _entry(report: CheckReport, view: CheckView, finding: FindingView) -> dict[str, Any]:
    place = repository_place(report, finding.place)
    return {
        "description": printable(f"{view.name}: {_said(finding)}"),
        "check_name": finding.code,
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[level(finding)],
        # The format knows no whole file: that is its first line.
        "location": {"path": printable(place.file), "lines": {"begin": place.line or 1}},
    }


def _said(finding: FindingView) -> str:
    number = f"{finding.number} " if finding.number else ""
    return f"{number}{finding.message}" + (f" (waived: {finding.reason})" if finding.waived else "")
