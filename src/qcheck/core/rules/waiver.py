"""Rules about waivers, and how a waiver covers a finding."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from qcheck.core.rules.context import Context
from qcheck.core.rules.table import RULES, found
from qcheck.model.finding import Finding
from qcheck.model.settings import Settings
from qcheck.model.state import JobState, Standing, Waiver

# What stands in the way of an item that is not settled, by what it comes to.
UNSETTLED: dict[Standing, tuple[str, ...]] = {
    "open": ("item-missed",),
    "fail": ("item-failed",),
    "stale": ("answer-stale",),
    "na": ("na-without-reason", "na-not-allowed"),
}


def waiver_expired(findings: list[Finding], state: JobState, context: Context) -> Iterator[Finding]:
    """A waiver's end date has passed and what it excused still stands.

    Put it right, or ask the approver for a new date with `qcheck waive`.
    """
    for waiver in state.waivers:
        if _stands(waiver, findings, state) and waiver.until < context.today:
            yield found("waiver-expired", waiver.place, waiver.subject, until=waiver.until, approver=waiver.approver)


def waiver_pending(findings: list[Finding], state: JobState, context: Context) -> Iterator[Finding]:
    """A waiver names an approver who has not confirmed it.

    Whoever spoke for them recorded it; it counts once the approver says so: `qcheck waive ITEM` under their own name.
    """
    for waiver in state.waivers:
        if _stands(waiver, findings, state) and _pending(waiver) and waiver.until >= context.today:
            yield found("waiver-pending", waiver.place, waiver.subject, approver=waiver.approver, by=waiver.by)


def waiver_self_approved(findings: list[Finding], state: JobState, context: Context) -> Iterator[Finding]:
    """A waiver was approved by someone who gave the answer that it excuses, or who may not approve waivers.

    Nobody approves their own work. Have another person approve it; a firm of one sets `crew_of_one` in its policy.
    """
    for waiver in state.waivers:
        if _stands(waiver, findings, state) and not _independent(waiver, state, context):
            yield found("waiver-self-approved", waiver.place, waiver.subject, approver=waiver.approver)


def waiver_unused(findings: list[Finding], state: JobState, _: Context) -> Iterator[Finding]:
    """A waiver excuses something that no longer stands, or that was answered again since.

    Nothing to mend; a new answer ends a waiver.
    """
    for waiver in state.waivers:
        if not _stands(waiver, findings, state):
            yield found("waiver-unused", waiver.place, waiver.subject, approver=waiver.approver)


def cover(findings: Iterable[Finding], state: JobState, context: Context) -> list[Finding]:
    """The findings, those marked that a valid waiver covers. A waived finding stays and is shown; it does not block."""
    valid = [w for w in state.waivers if _valid(w, state, context)]
    return [replace(f, waived=_covering(f, valid, state)) for f in findings]


def excused(state: JobState, settings: Settings, today: str) -> set[str]:
    """The items that are open, failed, stale or said not to apply, and that a valid waiver excuses from that."""
    context = Context("", today, "", settings)
    items = {i.item.subject: i for i in state.items}
    valid = (w for w in state.waivers if w.subject in items and _valid(w, state, context))
    return {
        w.subject
        for w in valid
        if w.rule in UNSETTLED.get(items[w.subject].standing, ()) and w.heads == _heads(state, w.subject)
    }


def _covering(finding: Finding, waivers: list[Waiver], state: JobState) -> str:
    if not RULES[finding.code].waivable:
        return ""
    return next((w.event for w in waivers if _matches(w, finding, state)), "")


def _valid(waiver: Waiver, state: JobState, context: Context) -> bool:
    return waiver.until >= context.today and not _pending(waiver) and _independent(waiver, state, context)


def _matches(waiver: Waiver, finding: Finding, state: JobState) -> bool:
    return (waiver.rule, waiver.subject) == (finding.code, finding.subject) and waiver.heads == _heads(
        state, finding.subject
    )


def _stands(waiver: Waiver, findings: list[Finding], state: JobState) -> bool:
    return any(_matches(waiver, finding, state) for finding in findings)


def _pending(waiver: Waiver) -> bool:
    return waiver.by != waiver.approver


def _independent(waiver: Waiver, state: JobState, context: Context) -> bool:
    policy = context.settings.policy
    if policy.crew_of_one:
        return True
    roles = next((p.roles for p in context.settings.people if p.id == waiver.approver), ())
    allowed = not policy.waiver_roles or bool(set(roles) & set(policy.waiver_roles))
    answers = next((i.heads for i in state.items if i.item.subject == waiver.subject), ())
    return allowed and all(waiver.approver not in (a.by, a.did) for a in answers)


def _heads(state: JobState, subject: str) -> tuple[str, ...]:
    return next((tuple(a.event for a in i.heads) for i in state.items if i.item.subject == subject), ())
