"""Rules about waivers, and how a waiver covers a finding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from qcheck.core.rules.context import Context
from qcheck.core.rules.table import RULES, found
from qcheck.core.waived import Waived, pending
from qcheck.model.finding import Finding
from qcheck.model.state import JobState, Waiver


def waiver_expired(findings: list[Finding], state: JobState, context: Context) -> Iterator[Finding]:
    """A waiver's end date has passed and what it excused still stands.

    Put it right, or ask the approver for a new date with `qcheck waive`.
    """
    for waiver, stands in _standing(findings, state, _waived(state, context)):
        if stands and waiver.until < context.today:
            yield found("waiver-expired", waiver.place, waiver.subject, until=waiver.until, approver=waiver.approver)


def waiver_pending(findings: list[Finding], state: JobState, context: Context) -> Iterator[Finding]:
    """A waiver names an approver who has not confirmed it.

    Whoever spoke for them recorded it; it counts once the approver says so: `qcheck waive ITEM` under their own name.
    """
    for waiver, stands in _standing(findings, state, _waived(state, context)):
        if stands and pending(waiver) and waiver.until >= context.today:
            yield found("waiver-pending", waiver.place, waiver.subject, approver=waiver.approver, by=waiver.by)


def waiver_self_approved(findings: list[Finding], state: JobState, context: Context) -> Iterator[Finding]:
    """A waiver was approved by someone who gave the answer that it excuses, or who may not approve waivers.

    Nobody approves their own work. Have another person approve it; a firm of one sets `crew_of_one` in its policy.
    """
    waived = _waived(state, context)
    for waiver, stands in _standing(findings, state, waived):
        if stands and not waived.independent(waiver):
            yield found("waiver-self-approved", waiver.place, waiver.subject, approver=waiver.approver)


def waiver_unused(findings: list[Finding], state: JobState, context: Context) -> Iterator[Finding]:
    """A waiver excuses something that no longer stands, or that was answered again since.

    Nothing to mend; a new answer ends a waiver.
    """
    for waiver, stands in _standing(findings, state, _waived(state, context)):
        if not stands:
            yield found("waiver-unused", waiver.place, waiver.subject, approver=waiver.approver)


def cover(findings: Iterable[Finding], state: JobState, context: Context) -> list[Finding]:
    """The findings, those marked that a valid waiver covers. A waived finding stays and is shown; it does not block."""
    waived = _waived(state, context)
    held: dict[tuple[str, str], list[Waiver]] = defaultdict(list)
    for waiver in state.waivers:
        if waived.holds(waiver):
            held[waiver.rule, waiver.subject].append(waiver)
    return [replace(f, waived=_covering(f, held.get((f.code, f.subject), ()), waived)) if held else f for f in findings]


def _covering(finding: Finding, waivers: Iterable[Waiver], waived: Waived) -> str:
    if not RULES[finding.code].waivable:
        return ""
    return next((w.event for w in waivers if waived.over(w, finding)), "")


def _standing(findings: list[Finding], state: JobState, waived: Waived) -> Iterator[tuple[Waiver, bool]]:
    """Every waiver, and whether what it excuses is found now."""
    found_: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings if state.waivers else ():
        found_[finding.code, finding.subject].append(finding)
    for waiver in state.waivers:
        yield waiver, any(waived.over(waiver, f) for f in found_.get((waiver.rule, waiver.subject), ()))


def _waived(state: JobState, context: Context) -> Waived:
    return Waived(state, context.settings, context.today)
