"""Telling: findings of files in words where there is no job to tell them by, and any view as JSON."""

from datetime import UTC
from typing import Any

from qcheck.app.desk import BadFile
from qcheck.core.clean import clean
from qcheck.core.wording import Speaker, hint, message
from qcheck.errors import QcheckError
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


def told(error: QcheckError) -> str:
    """An error on a screen: message and hint, or the first finding of a file that cannot be used."""
    if isinstance(error, BadFile):
        return clean(" ".join(line.strip() for line in sentences(error.findings)[:2]))
    return clean(f"{error.message} {error.hint}".strip())


def as_json(view: Any) -> bytes:
    """A view as indented JSON."""
    return render("any", "json", view, {})
