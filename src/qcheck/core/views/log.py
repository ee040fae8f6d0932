"""The record as people read it."""

from qcheck.core.clean import line
from qcheck.core.views.parts import OUTCOMES, Told
from qcheck.model.event import JOB, Answered, Event, Noted, Opened, Planned, Retracted, Signed, Waived
from qcheck.model.view import LogEntry, LogView

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
    item = _item(told, event.about)
    match event.body:
        case Opened(name=name):
            return f"opened {line(name)}"
        case Planned(value=value, reason=reason):
            said = value if isinstance(value, str) else ", ".join(value)
            field = event.about.removeprefix("plan/")
            if field in {"lead", "crew"}:
                said = ", ".join(told.speaker.name(person) for person in ([value] if isinstance(value, str) else value))
            shown = "recorded apart" if field == "client" else told.speaker.when(said) if said else "taken away"
            return f"planned {line(field)}: {shown}{_because(reason)}"
        case Answered(result=result, note=note):
            return f"{item}: {VERBS[result]}{_because(note)}"
        case Noted(text=text):
            return f"{item}: “{line(text)}”" if event.about != JOB else f"“{line(text)}”"
        case Waived(reason=reason, approver=approver, until=until):
            return f"{item}: waived until {told.speaker.when(until)} by {told.speaker.name(approver)}{_because(reason)}"
        case Signed(person=person, outcome=outcome, revision=revision):
            return f"{line(person) or 'nobody'}: {OUTCOMES[outcome]}, revision {revision}"
        case Retracted():
            return f"took back: {_target(told, event.body)}"
        case _:
            return f"said something of kind {line(event.kind)} about {line(event.about)}"


def _target(told: Told, body: Retracted) -> str:
    target = next((e for e in told.state.events if e.id == body.event), None)
    return _what(told, target) if target and not isinstance(target.body, Retracted) else "a statement that is not here"


def _item(told: Told, subject: str) -> str:
    item = next((i.item for i in told.state.items if i.item.subject == subject), None)
    return f"{item.number} {line(item.text)}" if item else line(subject)


def _because(text: str) -> str:
    return f" ({line(text)})" if text else ""
