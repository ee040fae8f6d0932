"""The results of a check: an item that is due each, then each finding about something else."""

from typing import Literal

from qcheck.model.checkresult import CheckResult, Outcome
from qcheck.model.finding import Severity
from qcheck.model.place import Place
from qcheck.model.view import CheckedItem, CheckReport, CheckView, FindingView

# What an item comes to that is no failure and no success either.
SAID = {
    "waived": "waived",
    "na": "not applicable",
    "open": "not checked",
    "fail": "failed",
    "stale": "reworded since it was answered",
    "contested": "answered differently on two devices",
}
# Of those, what is left to do though it does not stand in the way.
NOT_RIGHT = frozenset({"fail", "stale", "contested"})
LATER = "put right after the handover"

Level = Literal["error", "warning", "note"]
LEVELS: dict[Severity, Level] = {"block": "error", "warn": "warning", "info": "note"}


def results(view: CheckView) -> tuple[CheckResult, ...]:
    """All that was checked of one job. What is hidden or not due yet is left out."""
    due = {item.id: item for item in view.items if item.due}
    numbers = {item.number: item.id for item in due.values()}
    about: dict[str, list[FindingView]] = {subject: [] for subject in due}
    others: list[FindingView] = []
    for finding in view.findings:
        punch = finding.subject.startswith("punch/")
        subject = numbers.get(finding.number, "") if punch else finding.subject
        about.get(subject, others).append(finding)
    items = (_item(item, tuple(about[subject])) for subject, item in due.items())
    return (*items, *map(_other, others))


def level(finding: FindingView) -> Level:
    """How loud a format for machines is about a finding: what is waived only tells, whatever its rule's severity."""
    return "error" if finding.stands else "note" if finding.waived else LEVELS[finding.severity]


def category(report: CheckReport) -> str:
    """What was looked at: a newer report of the same takes the place of an older one. It ends in a slash."""
    jobs = "all" if report.every else "+".join(view.job for view in report.checks)
    return f"qcheck/{report.folder}{jobs}/"


def repository_place(report: CheckReport, place: Place) -> Place:
    """A place of the workspace as one of the repository it is in, which is what CI systems go by."""
    return Place(f"{report.folder}{place.file}", place.line, place.column)


def _item(item: CheckedItem, findings: tuple[FindingView, ...]) -> CheckResult:
    outcome, reason = _came_to(item, findings)
    place = next((finding.place for finding in findings if finding.stands), item.place)
    name = f"{item.number} {item.text}"
    group = item.id.rpartition(".")[0]
    return CheckResult(item.id, name, group, outcome, reason, place, item.fingerprint, findings, item)


def _came_to(item: CheckedItem, findings: tuple[FindingView, ...]) -> tuple[Outcome, str]:
    if any(finding.stands for finding in findings):
        return "failed", ""
    if item.standing == "pass":
        return "passed", ""
    outcome: Outcome = "todo" if item.standing in NOT_RIGHT else "skipped"
    return outcome, ": ".join(part for part in (SAID[item.standing], _why(item, findings)) if part)


def _why(item: CheckedItem, findings: tuple[FindingView, ...]) -> str:
    if item.standing == "waived":
        return "; ".join(dict.fromkeys(finding.reason for finding in findings if finding.waived))
    if item.standing == "na":
        return item.note
    return LATER if item.deferred else ""


def _other(finding: FindingView) -> CheckResult:
    said = f"{finding.severity}: {finding.message}"
    outcome, reason = _other_came_to(finding, said)
    subject, place = finding.subject, finding.place
    name = finding.message.partition(": ")[0] if subject.startswith("punch/") else subject  # as people call it
    return CheckResult(subject, name, finding.code, outcome, reason, place, finding.fingerprint, (finding,))


def _other_came_to(finding: FindingView, said: str) -> tuple[Outcome, str]:
    if finding.stands:
        return "failed", ""
    if finding.waived:
        return "skipped", f"waived: {finding.reason}"
    return ("todo" if finding.severity == "warn" else "skipped"), said
