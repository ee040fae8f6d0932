"""The record as people read it."""

from collections.abc import Callable, Iterable
from typing import Any

from qcheck.core import punch, rating, removed, revisions, signoffs, value
from qcheck.core.clean import line
from qcheck.core.life import is_clients
from qcheck.core.views import parts
from qcheck.core.views.parts import OUTCOMES, SHOWN, WHEN, Told
from qcheck.model.event import (
    JOB,
    Agreed,
    Answered,
    Attached,
    Event,
    Forgotten,
    Found,
    Kept,
    Noted,
    Opened,
    Planned,
    Released,
    Retracted,
    Signed,
    Upgraded,
    Waived,
    Witnessed,
)
from qcheck.model.punchevent import (
    Assigned,
    Completed,
    Contacted,
    Diagnosed,
    Disputed,
    Promised,
    Raised,
    Rated,
    Rejected,
    Reopened,
    Verified,
    Voided,
    Waiting,
)
from qcheck.model.state import JobItem
from qcheck.model.view import LogEntry, LogView

WITNESSED = {"invited": "invited", "attended": "came", "absent": "did not come"}


class Teller:
    """What is needed to put a job's events into words, looked up once."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.state = told.state
        self.speaker = told.speaker
        self.context = told.context
        self.items = {i.item.subject: i.item for i in told.state.items}
        self.punch = punch.names(told.state.punch)
        self.ignored = {step.event for p in told.state.punch for step in p.steps if step.ignored}
        self.events = {event.id: event for event in told.state.events}
        self.begins = {began.events[0].id: began.revision for began in revisions.begun(told.state).values()}

    def item(self, subject: str) -> JobItem | None:
        """The item that a statement is about, under the subject that it has now."""
        return self.items.get(self.state.moved.get(subject, subject))


def log(told: Told) -> LogView:
    """Every statement in the order of the record, with what became of it."""
    state, teller = told.state, Teller(told)
    return LogView(state.job, line(state.plan.name or state.job), tuple(_entry(teller, e) for e in state.events))


def what(told: Told, idents: Iterable[str]) -> tuple[str, ...]:
    """Statements of the record in words."""
    teller = Teller(told)
    return tuple(_what(teller, teller.events[ident]) for ident in idents)


def _entry(told: Teller, event: Event) -> LogEntry:
    claimed = f" (done {told.speaker.when(event.done_at)})" if event.done_at else ""
    return LogEntry(
        at=told.speaker.when(event.at),
        by=told.speaker.name(event.by),
        did=told.speaker.name(event.did) if event.did != event.by else "",
        what=_what(told, event) + claimed,
        retracted=event.id in told.state.retracted,
        superseded=event.id in told.state.superseded,
        where=str(event.place),
        begins=line(told.begins.get(event.id, "")),
    )


def _what(told: Teller, event: Event) -> str:
    say = SAID.get(type(event.body))
    return (
        say(told, event, event.body) if say else f"said something of kind {line(event.kind)} about {line(event.about)}"
    )


def _opened(_: Teller, __: Event, body: Opened) -> str:
    return f"opened {line(body.name)}"


def _planned(told: Teller, event: Event, body: Planned) -> str:
    said = body.value if isinstance(body.value, str) else ", ".join(body.value)
    field = event.about.removeprefix("plan/")
    if field.startswith("unit."):
        kind, _, ident = field.removeprefix("unit.").partition(".")
        return f"planned {line(kind)}: {line(said) or f'{line(ident)} taken away'}{_because(body.reason)}"
    if field in {"lead", "crew", "seller"}:
        people = [body.value] if isinstance(body.value, str) else body.value
        said = ", ".join(told.speaker.name(person) for person in people)
    shown = "recorded apart" if field == "client" else told.speaker.when(said) if said else "taken away"
    return f"planned {line(field)}: {shown}{_because(body.reason)}"


def _answered(told: Teller, event: Event, body: Answered) -> str:
    about = told.item(event.about)
    same = about and about.fingerprint == body.item
    measured = value.shown(about.answer, body.value, told.context.settings) if about and same else body.value
    forced = f" [overridden: {line(body.forced)}]" if body.forced else ""
    said = f"{line(measured)}, {SHOWN[body.result]}" if measured else SHOWN[body.result]
    return f"{_item(told, event.about)}: {said}{_because(body.note)}{_evidence(body.kept)}{forced}"


def _noted(told: Teller, event: Event, body: Noted) -> str:
    said = f"“{line(body.text)}”"
    if event.about == JOB:
        return said
    return f"{told.punch.get(event.about) or _item(told, event.about)}: {said}"


def _found(_: Teller, __: Event, body: Found) -> str:
    return f"found: “{line(body.text)}”{_evidence(body.kept)}"


def _agreed(told: Teller, _: Event, body: Agreed) -> str:
    dropped = f", instead of {_item(told, body.drops)}" if body.drops else ""
    return f"agreed with {line(body.client)}: {line(body.text)}{dropped}{_because(body.price)}"


def _attached(told: Teller, event: Event, body: Attached) -> str:
    return f"{_item(told, event.about)}: added{_evidence(body.kept)}"


def _released(told: Teller, event: Event, body: Released) -> str:
    """What was released: a gate by its name, a hold point as the item it is."""
    gate = event.about.removeprefix("gate/")
    what = f"gate {line(gate)}" if gate != event.about else _item(told, event.about)
    return f"{what}: released{_because(body.forced or body.note)}"


def _witnessed(told: Teller, event: Event, body: Witnessed) -> str:
    when = f" for {told.speaker.when(body.time)}" if body.time and body.outcome == "invited" else ""
    return f"{_item(told, event.about)}: {line(body.person)} {WITNESSED[body.outcome]}{when}"


def _raised(told: Teller, event: Event, body: Raised) -> str:
    what = "complaint" if body.complaint else "raised by the client" if body.client else "raised"
    where = f", {line(body.where)}" if body.where else ""
    owner = f", for {told.speaker.name(body.owner)}" if body.owner else ""
    due = f", {told.speaker.when(body.due)}" if body.due else ""
    said = f"{what} {_punch(told, event)} {line(body.text)}{where} ({WHEN[body.category]}{owner}{due})"
    return f"{said}{_evidence(body.kept)}"


def _assigned(told: Teller, event: Event, body: Assigned) -> str:
    return f"{_punch(told, event)}: now with {told.speaker.name(body.owner)}{_because(body.note)}"


def _promised(told: Teller, event: Event, body: Promised) -> str:
    why = ", ".join(filter(None, (body.reason, body.note)))
    return f"{_punch(told, event)}: promised for {told.speaker.when(body.due)}{_because(why)}"


def _waiting(told: Teller, event: Event, body: Waiting) -> str:
    if not body.text:
        return f"{_punch(told, event)}: has what it waited for"
    until = f" until {told.speaker.when(body.until)}" if body.until else ""
    return f"{_punch(told, event)}: waits for {line(body.text)}{until}{_because(body.reference)}"


def _completed(told: Teller, event: Event, body: Completed) -> str:
    extra = f"; given besides: {line(body.extra)}{_because(body.cost)}" if body.extra else ""
    return f"{_punch(told, event)}: done{_because(body.note)}{extra}{_evidence(body.kept)}{_void(told, event)}"


def _verified(told: Teller, event: Event, body: Verified) -> str:
    if body.unconfirmed:
        return f"{_punch(told, event)}: closed unconfirmed{_because(body.unconfirmed)}{_void(told, event)}"
    by = " by the client" if body.client else ""
    return f"{_punch(told, event)}: confirmed{by}{_because(body.note)}{_evidence(body.kept)}{_void(told, event)}"


def _back(told: Teller, event: Event, body: Rejected | Disputed | Voided | Reopened) -> str:
    """What sends a punch item another way, with the reason that was given."""
    by = " by the client" if is_clients(event) else ""
    kept = () if isinstance(body, Voided) else body.kept
    return f"{_punch(told, event)}: {line(event.kind)}{by}{_because(body.reason)}{_evidence(kept)}{_void(told, event)}"


def _diagnosed(told: Teller, event: Event, body: Diagnosed) -> str:
    costs = [f"{line(c)} {w} handover" for c, w in ((body.internal, "before"), (body.external, "after")) if c]
    parts_ = [f"cause: {line(body.cause)}", f"prevented by: {line(body.prevention)}" if body.prevention else "", *costs]
    return f"{_punch(told, event)}: {'; '.join(filter(None, parts_))}"


def _contacted(told: Teller, event: Event, body: Contacted) -> str:
    about = f"{_punch(told, event)}: " if event.about != JOB else ""
    said = f": “{line(body.text)}”" if body.text else ""
    return f"{about}{'client not reached' if body.missed else 'client contacted'}, {body.way}{said}"


def _rated(_: Teller, __: Event, body: Rated) -> str:
    said = f": “{line(body.text)}”" if body.text else ""
    return f"rated {body.score} of 10{said}{_because(rating.told(body.dimensions))}"


def _void(told: Teller, event: Event) -> str:
    """Marks a move that was not possible."""
    return " [not possible, changed nothing]" if event.id in told.ignored else ""


def _upgraded(_: Teller, __: Event, body: Upgraded) -> str:
    lists = ", ".join(f"{line(pin.list)} {line(pin.digest[:8])}" for pin in body.lists)
    return f"upgraded to {lists}{_because(body.reason)}"


def _waived(told: Teller, event: Event, body: Waived) -> str:
    until, approver = told.speaker.when(body.until), told.speaker.name(body.approver)
    return f"{_item(told, event.about)}: waived until {until} by {approver}{_because(body.reason)}"


def _signed(told: Teller, _: Event, body: Signed) -> str:
    part = ", ".join(parts.units(signoffs.units(body), told.told))
    only = f", for {part} only" if part else ""
    role = f" ({line(body.role)})" if body.role in told.told.state.signing else ""
    return f"{line(body.person) or 'nobody'}{role}: {OUTCOMES[body.outcome]}, revision {line(body.revision)}{only}"


def _forgotten(_: Teller, __: Event, body: Forgotten) -> str:
    return f"removed on request: {removed.what(body.private, body.evidence)}{_because(body.reason)}"


def _retracted(told: Teller, _: Event, body: Retracted) -> str:
    return f"took back: {_target(told, body)}"


SAID: dict[type, Callable[[Teller, Event, Any], str]] = {
    Opened: _opened,
    Planned: _planned,
    Answered: _answered,
    Noted: _noted,
    Found: _found,
    Agreed: _agreed,
    Attached: _attached,
    Released: _released,
    Witnessed: _witnessed,
    Raised: _raised,
    Assigned: _assigned,
    Promised: _promised,
    Waiting: _waiting,
    Completed: _completed,
    Verified: _verified,
    Rejected: _back,
    Disputed: _back,
    Voided: _back,
    Reopened: _back,
    Diagnosed: _diagnosed,
    Contacted: _contacted,
    Rated: _rated,
    Upgraded: _upgraded,
    Waived: _waived,
    Signed: _signed,
    Forgotten: _forgotten,
    Retracted: _retracted,
}


def _punch(told: Teller, event: Event) -> str:
    return told.punch.get(event.about, "a punch item")


def _evidence(kept: tuple[Kept, ...]) -> str:
    """Photos and files that came with a statement, by name."""
    names = ", ".join(line(k.name) for k in kept)
    return f" [{names}]" if names else ""


def _target(told: Teller, body: Retracted) -> str:
    target = told.events.get(body.event)
    return _what(told, target) if target and not isinstance(target.body, Retracted) else "a statement that is not here"


def _item(told: Teller, subject: str) -> str:
    item = told.item(subject)
    return f"{item.number} {line(item.text)}" if item else line(subject)


def _because(text: str) -> str:
    return f" ({line(text)})" if text else ""
