"""Telling: findings of files in words where there is no job to tell them by, and any view as JSON."""

from datetime import UTC
from typing import Any

from qcheck.core.wording import Speaker, hint, message
from qcheck.model.finding import Finding
from qcheck.model.settings import Settings
from qcheck.render.table import render


def sentences(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    """`file:line:column: severity: message [rule]`, with what to do below each."""
    speaker = Speaker(Settings(), UTC)
    lines = []
    for finding in findings:
        lines.append(f"{finding.place}: {finding.severity}: {message(finding, speaker)} [{finding.code}]")
        advice = hint(finding, speaker)
        lines += [f"    {advice}"] if advice else []
    return lines


def as_json(view: Any) -> bytes:
    """A view as indented JSON."""
    return render("any", "json", view, {})
