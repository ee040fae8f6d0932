"""Parts that several views share: the head of a job, items, findings, sign-offs in words."""

import hashlib

from msgspec import Struct

from qcheck.core import wording
from qcheck.core.clean import clean, line
from qcheck.core.gates import due
from qcheck.core.rules.context import Context
from qcheck.core.settle import settled
from qcheck.core.verdict import stands
from qcheck.core.wording import Speaker
from qcheck.model.finding import Finding, Severity
from qcheck.model.state import Answer, ItemState, JobState, Note, SignOff, Waiver
from qcheck.model.view import (
    AnswerView,
    ClientView,
    Count,
    FindingView,
    ItemView,
    JobView,
    NoteView,
    PersonView,
    SectionView,
    SignOffView,
    WaiverView,
)

STANDINGS = {
    "open": "not checked",
    "pass": "passed",
    "fail": "FAILED",
    "na": "not applicable",
    "contested": "contested",
    "stale": "reworded since",
}
OUTCOMES = {
    "accepted": "accepted",
    "accepted_with_reservations": "accepted with reservations",
    "refused": "refused",
    "unsigned": "handed over unsigned",
}


class Told(Struct, frozen=True):
    """A job with its findings, and what is needed to put them into words."""

    state: JobState
    findings: tuple[Finding, ...]
    context: Context
    speaker: Speaker
    client: ClientView = ClientView()


def job(told: Told) -> JobView:
    """The head of a page."""
    plan, speaker = told.state.plan, told.speaker
    roles = {p.id: p.roles for p in told.context.settings.people}
    return JobView(
        id=told.state.job,
        name=line(plan.name or told.state.job),
        company=line(told.context.settings.company),
        client=ClientView(line(told.client.name), clean(told.client.site), line(told.client.contact)),
        lead=speaker.name(plan.lead),
        crew=tuple(PersonView(speaker.name(p), roles.get(p, ())) for p in plan.crew),
        handover=speaker.when(plan.handover),
        first_handover=speaker.when(plan.first_handover),
        opened=speaker.when(told.state.opened),
        lists=tuple(pin.list for pin in plan.lists),
    )


def findings(told: Told, *, waived: bool, fail_on: Severity = "block") -> tuple[FindingView, ...]:
    """The findings in words: those that stand, or those that a waiver covers."""
    numbers = {i.item.subject: i.item.number for i in told.state.items}
    shown = (f for f in told.findings if bool(f.waived) is waived)
    return tuple(_finding(told, f, fail_on, numbers.get(f.subject, 0)) for f in shown)


def _finding(told: Told, finding: Finding, fail_on: Severity, number: int) -> FindingView:
    place = finding.place
    return FindingView(
        code=finding.code,
        severity=finding.severity,
        message=wording.message(finding, told.speaker),
        hint=wording.hint(finding, told.speaker),
        subject=finding.subject,
        number=number,
        file=place.file,
        line=place.line,
        column=place.column,
        where=str(place),
        waiting_on=waiting_on(finding, told),
        fingerprint=hashlib.sha256(f"{told.state.job}\0{finding.code}\0{finding.subject}".encode()).hexdigest()[:32],
        waived=bool(finding.waived),
        stands=stands(finding, fail_on),
    )


def waiting_on(finding: Finding, told: Told) -> str:
    """The one person whose response is required now: the approver of a waiver, else the lead."""
    if finding.severity == "info":
        return ""
    approver = finding.args.get("approver") if finding.code == "waiver-pending" else None
    return told.speaker.name(approver if isinstance(approver, str) else told.state.plan.lead)


def count(of: tuple[SectionView, ...]) -> Count:
    """How many items are due by the gate, settled (waived ones among them) and left."""
    due_, done = sum(section.due for section in of), sum(section.settled for section in of)
    waived = sum(item.due and item.waived and not item.settled for section in of for item in section.items)
    return Count(due=due_, settled=done, left=due_ - done, waived=waived)


def sections(told: Told) -> tuple[SectionView, ...]:
    """All items by section, in the job's order."""
    waived = {f.subject for f in told.findings if f.waived}
    by_section: dict[str, tuple[str, list[ItemView]]] = {}
    for state in told.state.items:
        key = state.item.subject.rpartition(".")[0]
        by_section.setdefault(key, (line(state.item.section), []))[1].append(item(state, told, waived))
    return tuple(_section(title, items) for title, items in by_section.values())


def _section(title: str, items: list[ItemView]) -> SectionView:
    expected = [item for item in items if item.due]
    return SectionView(title, tuple(items), sum(item.settled or item.waived for item in expected), len(expected))


def item(state: ItemState, told: Told, waived: set[str]) -> ItemView:
    """An item in words."""
    planned, speaker = state.item, told.speaker
    shown = state.heads[-1] if state.heads else None
    covered = planned.subject in waived
    earlier = [a for a in state.history if a is not shown and (a.result == "fail" or a in state.heads)]
    return ItemView(
        number=planned.number,
        id=planned.subject,
        section=line(planned.section),
        text=line(planned.text),
        why=line(planned.why),
        accept=line(planned.accept),
        critical=planned.critical,
        gate=planned.gate,
        due=due(planned.gate, told.context.gate, told.context.settings.gates),
        standing=state.standing,
        spoken=f"waived ({STANDINGS[state.standing]})" if covered else STANDINGS[state.standing],
        settled=settled(state),
        waived=covered,
        answer=answer(shown, speaker) if shown else None,
        failures=tuple(answer(a, speaker) for a in earlier),
        notes=tuple(note(n, speaker) for n in state.notes),
    )


def answer(of: Answer, speaker: Speaker) -> AnswerView:
    """An answer in words."""
    return AnswerView(
        result=of.result,
        spoken=STANDINGS[of.result],
        note=clean(of.note),
        by=speaker.name(of.by),
        did=speaker.name(of.did),
        at=speaker.when(of.at),
        done_at=speaker.when(of.done_at) if of.done_at else "",
        retracted=of.retracted,
    )


def note(of: Note, speaker: Speaker) -> NoteView:
    """A remark in words."""
    return NoteView(clean(of.text), speaker.name(of.by), speaker.when(of.at))


def signoff(of: SignOff, speaker: Speaker) -> SignOffView:
    """A signature in words."""
    return SignOffView(
        gate=of.gate,
        outcome=of.outcome,
        spoken=OUTCOMES[of.outcome],
        person=line(of.person),
        role=line(of.role),
        by=speaker.name(of.by),
        at=speaker.when(of.at),
        revision=of.revision,
        seal=of.digest,
        comment=clean(of.comment),
        reservations=tuple(clean(r.text) for r in of.reservations),
        own_words=tuple(clean(r.text) for r in of.reservations if not r.subject),
        current=of.current,
        stale=bool(of.stale_by),
    )


def waiver(told: Told, of: Waiver) -> WaiverView:
    """A waiver in words."""
    about = next((i.item for i in told.state.items if i.item.subject == of.subject), None)
    covering = any(f.waived == of.event for f in told.findings)
    codes = {f.code for f in told.findings if f.subject == of.subject}
    return WaiverView(
        number=about.number if about else 0,
        text=line(about.text if about else of.subject),
        reason=line(of.reason),
        approver=told.speaker.name(of.approver),
        by=told.speaker.name(of.by),
        until=told.speaker.when(of.until),
        state="valid"
        if covering
        else "pending"
        if "waiver-pending" in codes
        else "expired"
        if "waiver-expired" in codes
        else "ended",
    )
