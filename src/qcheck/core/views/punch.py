"""Punch items in words: how each stands, who has it, by when, and how it came there."""

from collections import defaultdict
from collections.abc import Iterator

from qcheck.core.ball import ball
from qcheck.core.clean import clean, line
from qcheck.core.promises import passed
from qcheck.core.punch import category, closed, names, unanswered
from qcheck.core.views.parts import WHEN, Told, evidence, who
from qcheck.core.wording import when
from qcheck.model.state import Awaited, ItemState, Note, Promise, PunchItem, Step
from qcheck.model.view import PunchView, StepView

STANDS = {
    "open": "to be put right",
    "disputed": "disputed",
    "completed": "done, to be confirmed",
    "verified": "put right and confirmed",
    "voided": "not one",
}
TO = {"": "", "fix": "put it right", "settle": "settle it", "confirm": "confirm it", "agree": "say that it is good"}
MOVED = {
    "completed": "done",
    "verified": "confirmed",
    "rejected": "rejected",
    "disputed": "disputed",
    "voided": "voided",
    "reopened": "reopened",
}


def punch(told: Told) -> tuple[PunchView, ...]:
    """The punch items in words, in the order they were raised."""
    items = {i.item.subject: i for i in told.state.items}
    every = names(told.state.punch)
    remarks: dict[str, list[Note]] = defaultdict(list)
    for note in told.state.notes:
        remarks[note.subject].append(note)
    return tuple(_item(p, every[p.subject], items.get(p.item), remarks[p.subject], told) for p in told.state.punch)


def _item(of: PunchItem, name: str, about: ItemState | None, remarks: list[Note], told: Told) -> PunchView:
    wanted = category(of, about)
    has = ball(of, told.state.plan.lead, told.context.settings)
    done = closed(of)
    return PunchView(
        name=name,
        text=line(of.text),
        category=wanted,
        when=WHEN[wanted],
        standing=of.standing,
        spoken=_spoken(of),
        number=about.item.number if about else 0,
        trade=line(of.trade),
        waiting_on=who(has.person, told) if has.person else "",
        id=line(of.subject),
        where=line(of.where),
        fix=line(of.fix),
        owner=told.speaker.name(of.owner or told.state.plan.lead),
        to=TO[has.to],
        due=_day(of.due, told) if of.due else "",
        due_date=line(of.due[:10]),
        first_due=_day(of.promises[0].due, told) if of.promises and of.promises[0].due != of.due else "",
        overdue=of.standing in {"open", "disputed"} and passed(of.due, told.context.now, told.context.today),
        awaits=_awaits(of.awaited, told) if of.awaited and of.standing == "open" else "",
        raised_by=told.speaker.name(of.by),
        raised_at=told.speaker.when(of.at),
        client=of.client,
        complaint=of.complaint,
        closed=done,
        contested=bool(of.contested),
        cause=line(of.diagnosis.cause) if of.diagnosis else "",
        prevention=line(of.diagnosis.prevention) if of.diagnosis else "",
        extra=line(of.extra),
        evidence=evidence(of.kept),
        done_evidence=evidence(tuple(k for s in of.steps if s.kind == "completed" and not s.ignored for k in s.kept)),
        history=tuple(_history(of, remarks, told)),
    )


def _spoken(of: PunchItem) -> str:
    """How it stands, in a few words."""
    if of.contested:
        return "contested"
    if unanswered(of):
        return "made good, the client has not said so"
    if of.unconfirmed:
        return "closed, not confirmed by the client"
    if of.standing == "verified" and of.self_verified:
        return "confirmed by whoever did it"
    if of.standing == "verified" and of.complaint:
        return "made good, confirmed by the client"
    last = next((s for s in reversed(of.steps) if not s.ignored), None)
    if of.standing == "open" and last and last.kind in {"rejected", "reopened"}:
        return f"{last.kind}, to be put right"
    return STANDS[of.standing]


def _day(due: str, told: Told) -> str:
    """A date as it is said: without the year while it is this one."""
    return when(due, told.speaker.zone, year=due[:4] != told.context.today[:4])


def _awaits(of: Awaited, told: Told) -> str:
    reference = f" ({line(of.reference)})" if of.reference else ""
    until = f", {_day(of.until, told)}" if of.until else ""
    return f"{line(of.text)}{reference}{until}"


def _history(of: PunchItem, remarks: list[Note], told: Told) -> Iterator[StepView]:
    """Moves, promises and remarks by time, as they were recorded."""
    said: list[tuple[str, StepView]] = [(s.at, _step(s, told)) for s in of.steps]
    said += [(p.at, _promise(p, told)) for p in of.promises]
    said += [(n.at, _remark(n, told)) for n in remarks]
    yield from (view for _, view in sorted(said, key=lambda pair: pair[0]))


def _step(of: Step, told: Told) -> StepView:
    client = f" by {who('client', told)}" if of.client else ""
    text = f": {clean(of.text)}" if of.text else ""
    speaker = told.speaker
    did = speaker.name(of.did) if of.did != of.by else ""
    return StepView(
        speaker.when(of.at), speaker.name(of.by), did, f"{MOVED[of.kind]}{client}{text}", of.ignored, evidence(of.kept)
    )


def _remark(of: Note, told: Told) -> StepView:
    return StepView(told.speaker.when(of.at), told.speaker.name(of.by), "", f"noted: {line(of.text)}", ignored=False)


def _promise(of: Promise, told: Told) -> StepView:
    why = f" ({', '.join(filter(None, (of.reason, line(of.note))))})" if of.reason or of.note else ""
    words = f"promised for {_day(of.due, told)}{why}"
    return StepView(told.speaker.when(of.at), told.speaker.name(of.by), "", words, ignored=False)
