"""The record as people read it."""

from collections.abc import Callable
from typing import Any

from qcheck.core import punch, value
from qcheck.core.clean import line
from qcheck.core.views.parts import OUTCOMES, WHEN, Told
from qcheck.model.event import (
    JOB,
    Agreed,
    Answered,
    Attached,
    Completed,
    Event,
    Found,
    Kept,
    Noted,
    Opened,
    Planned,
    Raised,
    Released,
    Retracted,
    Signed,
    Upgraded,
    Verified,
    Waived,
    Witnessed,
)
from qcheck.model.view import LogEntry, LogView

WITNESSED = {"invited": "invited", "attended": "came", "absent": "did not come"}
VERBS = {"pass": "passed", "fail": "FAILED", "na": "not applicable"}


def log(told: Told) -> LogView:
    """Every statement in the order of the record, with what became of it."""
    state = told.state
    return LogView(state.job, line(state.plan.name or state.job), tuple(_entry(told, event) for event in state.events))


def _entry(told: Told, event: Event) -> LogEntry:
    claimed = f" (done {told.speaker.when(event.done_at)})" if event.done_at else ""
    return LogEntry(
        at=told.speaker.when(event.at),
        by=told.speaker.name(event.by),
        did=told.speaker.name(event.did) if event.did != event.by else "",
        what=_what(told, event) + claimed,
        retracted=event.id in told.state.retracted,
        superseded=event.id in told.state.superseded,
        where=str(event.place),
    )


def _what(told: Told, event: Event) -> str:
    say = SAID.get(type(event.body))
    return (
        say(told, event, event.body) if say else f"said something of kind {line(event.kind)} about {line(event.about)}"
    )


def _opened(_: Told, __: Event, body: Opened) -> str:
    return f"opened {line(body.name)}"


def _planned(told: Told, event: Event, body: Planned) -> str:
    said = body.value if isinstance(body.value, str) else ", ".join(body.value)
    field = event.about.removeprefix("plan/")
    if field.startswith("unit."):
        kind, _, ident = field.removeprefix("unit.").partition(".")
        return f"planned {line(kind)}: {line(said) or f'{line(ident)} taken away'}{_because(body.reason)}"
    if field in {"lead", "crew"}:
        people = [body.value] if isinstance(body.value, str) else body.value
        said = ", ".join(told.speaker.name(person) for person in people)
    shown = "recorded apart" if field == "client" else told.speaker.when(said) if said else "taken away"
    return f"planned {line(field)}: {shown}{_because(body.reason)}"


def _answered(told: Told, event: Event, body: Answered) -> str:
    about = next((i.item for i in told.state.items if i.item.subject == event.about), None)
    measured = value.shown(about.answer, body.value, told.context.settings) if about else body.value
    forced = f" [overridden: {line(body.forced)}]" if body.forced else ""
    said = f"{line(measured)}, {VERBS[body.result]}" if measured else VERBS[body.result]
    return f"{_item(told, event.about)}: {said}{_because(body.note)}{_evidence(body.kept)}{forced}"


def _noted(told: Told, event: Event, body: Noted) -> str:
    said = f"“{line(body.text)}”"
    return said if event.about == JOB else f"{_item(told, event.about)}: {said}"


def _found(_: Told, __: Event, body: Found) -> str:
    return f"found: “{line(body.text)}”{_evidence(body.kept)}"


def _agreed(told: Told, _: Event, body: Agreed) -> str:
    dropped = f", instead of {_item(told, body.drops)}" if body.drops else ""
    return f"agreed with {line(body.client)}: {line(body.text)}{dropped}{_because(body.price)}"


def _attached(told: Told, event: Event, body: Attached) -> str:
    return f"{_item(told, event.about)}: added{_evidence(body.kept)}"


def _released(told: Told, event: Event, body: Released) -> str:
    """What was released: a gate by its name, a hold point as the item it is."""
    gate = event.about.removeprefix("gate/")
    what = f"gate {line(gate)}" if gate != event.about else _item(told, event.about)
    return f"{what}: released{_because(body.forced or body.note)}"


def _witnessed(told: Told, event: Event, body: Witnessed) -> str:
    when = f" for {told.speaker.when(body.time)}" if body.time and body.outcome == "invited" else ""
    return f"{_item(told, event.about)}: {line(body.person)} {WITNESSED[body.outcome]}{when}"


def _raised(told: Told, event: Event, body: Raised) -> str:
    return f"raised {_punch(told, event)} {line(body.text)} ({WHEN[body.category]})"


def _completed(told: Told, event: Event, body: Completed) -> str:
    return f"{_punch(told, event)}: done{_because(body.note)}"


def _verified(told: Told, event: Event, body: Verified) -> str:
    return f"{_punch(told, event)}: confirmed{_because(body.note)}"


def _upgraded(_: Told, __: Event, body: Upgraded) -> str:
    lists = ", ".join(f"{line(pin.list)} {line(pin.digest[:8])}" for pin in body.lists)
    return f"upgraded to {lists}{_because(body.reason)}"


def _waived(told: Told, event: Event, body: Waived) -> str:
    until, approver = told.speaker.when(body.until), told.speaker.name(body.approver)
    return f"{_item(told, event.about)}: waived until {until} by {approver}{_because(body.reason)}"


def _signed(_: Told, __: Event, body: Signed) -> str:
    part = f", for {line(body.units)} only" if body.units != "all" else ""
    return f"{line(body.person) or 'nobody'}: {OUTCOMES[body.outcome]}, revision {body.revision}{part}"


def _retracted(told: Told, _: Event, body: Retracted) -> str:
    return f"took back: {_target(told, body)}"


SAID: dict[type, Callable[[Told, Event, Any], str]] = {
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
    Completed: _completed,
    Verified: _verified,
    Upgraded: _upgraded,
    Waived: _waived,
    Signed: _signed,
    Retracted: _retracted,
}


def _punch(told: Told, event: Event) -> str:
    item = next((p for p in told.state.punch if p.subject == event.about), None)
    return punch.name(item, told.state.punch) if item else "a punch item"


def _evidence(kept: tuple[Kept, ...]) -> str:
    """Photos and files that came with a statement, by name."""
    names = ", ".join(line(k.name) for k in kept)
    return f" [{names}]" if names else ""


def _target(told: Told, body: Retracted) -> str:
    target = next((e for e in told.state.events if e.id == body.event), None)
    return _what(told, target) if target and not isinstance(target.body, Retracted) else "a statement that is not here"


def _item(told: Told, subject: str) -> str:
    item = next((i.item for i in told.state.items if i.item.subject == subject), None)
    return f"{item.number} {line(item.text)}" if item else line(subject)


def _because(text: str) -> str:
    return f" ({line(text)})" if text else ""
