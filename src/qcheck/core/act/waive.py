"""Waivers: a permitted exception, with reason, approver and end date."""

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.select import select
from qcheck.core.meaning import excused
from qcheck.core.punch import name
from qcheck.core.rules.table import RULES
from qcheck.model.event import Draft, Waived
from qcheck.model.finding import Finding
from qcheck.model.state import ItemState, JobState, Waiver


def waive(
    state: JobState,
    findings: list[Finding],
    words: tuple[str, ...],
    terms: tuple[str, str, str],
    actor: Actor,
    today: str,
) -> list[Draft] | Refusal:
    """A waiver for each finding that stands about the items named; `terms` are reason, approver and last day.

    An approver who repeats a pending waiver confirms it: reason and day are then taken from it where they are empty.
    """
    selection = select(state, words)
    if isinstance(selection, Refusal):
        return selection
    drafts: list[Draft] = []
    for item in selection.items:
        made = _waive(state, findings, item, terms, actor, today)
        if isinstance(made, Refusal):
            return made
        drafts += made
    return drafts


def _waive(
    state: JobState,
    findings: list[Finding],
    item: ItemState,
    terms: tuple[str, str, str],
    actor: Actor,
    today: str,
) -> list[Draft] | Refusal:
    subject, named = item.item.subject, f"{item.item.number} {item.item.text}"
    about = [f for f in findings if f.subject == subject and RULES[f.code].stage == "job" and f.severity == "block"]
    fixed = [f.code for f in about if not RULES[f.code].waivable]
    if fixed:
        return Refusal(f"{named}: {fixed[0]} cannot be waived.", f"How to make it go away: qcheck explain {fixed[0]}")
    open_findings = [f for f in findings if f.subject == subject and RULES[f.code].waivable and not f.waived]
    punch = next((p for p in state.punch if p.item == subject and p.standing != "verified"), None)
    if not open_findings and punch:
        called = name(punch, state.punch)
        return Refusal(
            f"{named}: {called} is open for it, and is put right, not waived.",
            f"qcheck punch done {called}; what may wait until after the handover has category B in the list.",
        )
    if not open_findings:
        return Refusal(f"{named}: nothing about it is in the way, so there is nothing to waive.")
    drafts = []
    for finding in open_findings:
        earlier = tuple(w for w in state.waivers if (w.subject, w.rule) == (subject, finding.code))
        reason, approver, until = _terms(terms, earlier)
        refusal = _refused(named, reason, approver, until, item, actor, today)
        if refusal:
            return refusal
        heads = tuple(answer.event for answer in item.heads)
        over = excused(item.item.fingerprint, finding.args)
        body = Waived(rule=finding.code, heads=heads, reason=reason, approver=approver, until=until, over=over)
        drafts.append(actor.draft(subject, "waived", body, tuple(w.event for w in earlier)))
    return drafts


def _terms(terms: tuple[str, str, str], earlier: tuple[Waiver, ...]) -> tuple[str, str, str]:
    reason, approver, until = terms
    if earlier:
        return reason or earlier[-1].reason, approver or earlier[-1].approver, until or earlier[-1].until
    return reason, approver, until


def _refused(
    named: str, reason: str, approver: str, until: str, item: ItemState, actor: Actor, today: str
) -> Refusal | None:
    missing = [
        option for value, option in ((reason, "--reason"), (approver, "--approved-by"), (until, "--until")) if not value
    ]
    if missing:
        return Refusal(f"{named}: a waiver needs {', '.join(missing)}.", _EXAMPLE.format(number=item.item.number))
    if until < today:
        return Refusal(f"{named}: {until} is past; a waiver's last day lies ahead.")
    policy = actor.settings.policy
    if policy.crew_of_one:
        return None
    if any(approver in (answer.by, answer.did) for answer in item.heads):
        return Refusal(
            f"{named}: {actor.name(approver)} gave the answer, so cannot approve the waiver.",
            "Have someone else approve it; a firm of one sets crew_of_one: true in qcheck.yaml.",
        )
    roles = next((p.roles for p in actor.settings.people if p.id == approver), ())
    if policy.waiver_roles and not set(roles) & set(policy.waiver_roles):
        return Refusal(
            f"{named}: {actor.name(approver)} may not approve waivers.",
            f"Who may: {', '.join(policy.waiver_roles)}.",
        )
    return None


_EXAMPLE = (
    'For example: qcheck waive {number} --reason "plinth on back-order, client agreed" '
    '--approved-by olga --until "18 dec"'
)
