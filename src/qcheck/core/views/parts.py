"""Parts that several views share: the head of a job, findings, evidence, people and waivers in words."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC

from msgspec import Struct

from qcheck.core import gates, roles, wording
from qcheck.core.ball import ball
from qcheck.core.clean import clean, line
from qcheck.core.phrase import phrase
from qcheck.core.roles import CLIENT
from qcheck.core.rules.context import Context
from qcheck.core.scoped import scoped
from qcheck.core.standings import STANDINGS
from qcheck.core.verdict import stands
from qcheck.core.wording import Speaker, when
from qcheck.model.checklist import Hold
from qcheck.model.event import Kept
from qcheck.model.finding import Finding, Severity
from qcheck.model.punchview import EvidenceView
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState, Note, Release, Waiver
from qcheck.model.view import (
    ChangeView,
    ClientView,
    FindingView,
    FoundView,
    JobView,
    NoteView,
    PersonView,
    ReleaseView,
    WaiverView,
)

# As on a page: a failure is not overlooked.
SHOWN = {**STANDINGS, "fail": phrase("FAILED")}
WAITING = {"waiver-pending": "approver", "seller-silent": "by"}
WHEN = {"A": phrase("before handover"), "B": phrase("after handover"), "C": phrase("cosmetic")}
OUTCOMES = {
    "accepted": phrase("accepted"),
    "accepted_with_reservations": phrase("accepted with reservations"),
    "refused": phrase("refused"),
    "unsigned": phrase("handed over unsigned"),
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
        client=_client(told),
        lead=speaker.name(plan.lead),
        crew=tuple(dict.fromkeys(person(speaker.name(p), roles.get(p, ())) for p in plan.crew)),
        handover=speaker.when(plan.handover),
        first_handover=speaker.when(plan.first_handover),
        opened=speaker.when(told.state.opened),
        lists=tuple(line(pin.list) for pin in plan.lists),
        units=tuple(line(unit.name) for unit in plan.units if not unit.dropped),
        releases=tuple(_gate(r, speaker) for r in told.state.gates),
    )


def person(name: str, roles_: tuple[str, ...]) -> PersonView:
    """Someone by name and roles; of one who is called by a role, that alone."""
    return PersonView(name, () if name in roles_ else roles_)


def terms(told: Told) -> dict[str, str]:
    """The trade's own words by term."""
    return {term: line(word) for term, word in told.context.settings.terminology.items()}


def _client(told: Told) -> ClientView:
    """The client's data, or when it was removed on request."""
    removed = next((r.at for r in told.state.removals if told.state.plan.client in r.private), "")
    if removed:
        return ClientView(removed=told.speaker.when(removed))
    return ClientView(line(told.client.name), clean(told.client.site), line(told.client.contact))


def _gate(of: Release, speaker: Speaker) -> ReleaseView:
    """A gate that was released, in words."""
    gate = line(of.subject.removeprefix("gate/"))
    return ReleaseView(gate, speaker.name(of.by), speaker.when(of.at), line(of.note), line(of.forced))


def findings(told: Told, *, waived: bool, fail_on: Severity = "block") -> tuple[FindingView, ...]:
    """The findings in words: those that stand, or those that a waiver covers."""
    numbers = {i.item.subject: i.item.number for i in told.state.items}
    numbers |= {p.subject: numbers.get(p.item, 0) for p in told.state.punch}
    shown = [(f, n) for f, n in _counted(told.findings) if bool(f.waived) is waived]
    about = {f.subject for f, _ in shown}
    lead, settings = told.state.plan.lead, told.context.settings
    held = {p.subject: ball(p, lead, settings).person for p in told.state.punch if p.subject in about}
    return tuple(_finding(told, f, n, fail_on, numbers.get(f.subject, 0), held.get(f.subject, "")) for f, n in shown)


def _counted(of: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each finding, and which of those it is that have its rule and subject."""
    met: Counter[tuple[str, str]] = Counter()
    for finding in of:
        met[finding.code, finding.subject] += 1
        yield finding, met[finding.code, finding.subject]


def fingerprint(*of: str) -> str:
    """A short digest that tells what is the same from one run to the next; no line or column is in it."""
    return hashlib.sha256("\0".join(of).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _finding(told: Told, finding: Finding, nth: int, fail_on: Severity, number: int, held: str) -> FindingView:
    place = finding.place
    which = () if nth == 1 else (str(nth),)
    return FindingView(
        code=finding.code,
        severity=finding.severity,
        message=wording.message(finding, told.speaker),
        hint=wording.hint(finding, told.speaker),
        subject=line(finding.subject),
        number=number,
        file=line(place.file),
        line=place.line,
        column=place.column,
        where=line(str(place)),
        waiting_on=_waiting_on(finding, told, held),
        fingerprint=fingerprint(told.state.job, finding.code, finding.subject, *which),
        waived=bool(finding.waived),
        stands=stands(finding, fail_on),
        reason=_reason(finding, told),
    )


def _reason(finding: Finding, told: Told) -> str:
    """Why a finding is waived, who approved that and until when."""
    held = next((w for w in told.state.waivers if w.event == finding.waived), None) if finding.waived else None
    if held is None:
        return ""
    speaker = told.speaker
    who, day = speaker.name(held.approver), speaker.when(held.until)
    return speaker.say(phrase("{reason} ({who}, until {day})", reason=line(held.reason), who=who, day=day))


def _waiting_on(finding: Finding, told: Told, held: str) -> str:
    """The one person whose response is required now: the approver of a waiver, whoever may release a hold point, who
    has the punch item that it is about (`held`), else the lead.
    """
    if finding.severity == "info":
        return ""
    if finding.code == "hold-not-released":
        return releaser(next((i.item.hold for i in told.state.items if i.item.subject == finding.subject), None), told)
    named = WAITING.get(finding.code, "")
    person = finding.args.get(named) if named else None
    return who(person if isinstance(person, str) else held or told.state.plan.lead, told)


def who(person: str, told: Told) -> str:
    """A person by their full name; the client as the trade calls them."""
    return (
        line(told.context.settings.terminology.get(CLIENT) or told.speaker.say(phrase("the client")))
        if person == CLIENT
        else told.speaker.name(person)
    )


def releaser(hold: Hold | None, told: Told) -> str:
    """Who may release a hold point, by name if only one person may."""
    wanted, settings, lead = (hold.release if hold else ()), told.context.settings, told.state.plan.lead
    people = [p.id for p in settings.people if roles.may(p.id, wanted, settings, lead)]
    return told.speaker.name(people[0]) if len(people) == 1 else told.speaker.say(roles.named(wanted))


def evidence(kept: tuple[Kept, ...], speaker: Speaker) -> tuple[EvidenceView, ...]:
    """Photos and files in words."""
    return tuple(
        EvidenceView(k.digest, line(k.name), k.kind, speaker.say(_taken(k.taken)), k.width, k.height, k.shot)
        for k in kept
    )


def _taken(clock: str) -> str:
    """When a photo was taken, as its camera's clock had it: that knows no zone, and is told as it stands."""
    return when(f"{clock.removesuffix('Z')}Z", UTC) if clock else ""


def note(of: Note, speaker: Speaker) -> NoteView:
    """A remark in words."""
    return NoteView(clean(of.text), speaker.name(of.by), speaker.when(of.at))


def awaited(told: Told) -> tuple[str, ...]:
    """The roles that have still to sign for the whole job, once one has."""
    state = told.state
    roles_ = gates.awaited(state, HANDOVER) if gates.holding(state, HANDOVER) else ()
    return () if told.context.units else tuple(line(told.speaker.say(roles.KNOWN.get(role, role))) for role in roles_)


def units(ids: Iterable[str], told: Told) -> tuple[str, ...]:
    """The names of units, in the plan's order; one that the plan does not have by its id."""
    known = {unit.id: unit.name for unit in told.state.plan.units}
    wanted = set(ids)
    return tuple(line(name) for name in (*(n for i, n in known.items() if i in wanted), *sorted(wanted - set(known))))


def found(told: Told) -> tuple[FoundView, ...]:
    """How things were before we came."""
    speaker = told.speaker
    return tuple(
        FoundView(clean(f.text), speaker.name(f.by), speaker.when(f.at), evidence(f.kept, speaker))
        for f in told.state.found
    )


def changes(told: Told) -> tuple[ChangeView, ...]:
    """What the client agreed to add or drop."""
    speaker = told.speaker
    items = {
        i.item.subject: f"{i.item.number} {line(speaker.say(scoped(i.item.subject, i.item.text)))}"
        for i in told.state.items
    }
    return tuple(
        ChangeView(
            text=clean(c.text),
            client=line(c.client),
            price=line(c.price),
            drops=items.get(c.drops, line(c.drops)),
            by=speaker.name(c.by),
            at=speaker.when(c.at),
        )
        for c in told.state.changes
    )


def waiver(told: Told, of: Waiver) -> WaiverView:
    """A waiver in words."""
    about = next((i.item for i in told.state.items if i.item.subject == of.subject), None)
    covering = any(f.waived == of.event for f in told.findings)
    codes = {f.code for f in told.findings if f.subject == of.subject}
    return WaiverView(
        number=about.number if about else 0,
        text=line(told.speaker.say(scoped(about.subject, about.text)) if about else of.subject),
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
