"""The fold: a job's events and pinned lists into what they come to. Total, free of order, proof against doubles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from qcheck.core import resolve
from qcheck.core.gates import due
from qcheck.core.heads import ancestors, retractions, superseded
from qcheck.model.checklist import Checklist
from qcheck.model.event import Answered, Event, Noted, Opened, Planned, Retracted, Signed, Waived
from qcheck.model.place import Place
from qcheck.model.settings import DEFAULT_GATES
from qcheck.model.state import (
    Answer,
    ItemState,
    JobItem,
    JobState,
    Note,
    Plan,
    ScopeLine,
    SignOff,
    Standing,
    Waiver,
)

REOPENING = ("answered", "planned", "opened")


def fold(
    job: str,
    place: Place,
    lists: Mapping[str, Checklist],
    said: Iterable[Event],
    gates: tuple[str, ...] = DEFAULT_GATES,
) -> JobState:
    """What a record comes to. `lists` are the pinned checklists by digest; `place` is the job's folder."""
    events = _ordered(said)
    retracted = retractions(events)
    replaced = superseded(events, retracted)
    live = [e for e in events if e.id not in retracted and e.id not in replaced]
    opened = [e for e in live if isinstance(e.body, Opened)]
    plan = _plan(opened, events, live, retracted, lists)
    pinned = tuple(lists[pin.digest] for pin in plan.lists if pin.digest in lists)
    items = resolve.items(pinned, plan.scope, gates[0])
    subjects = {item.subject for item in items} | resolve.promised(plan.scope)
    return JobState(
        job=job,
        place=place,
        opened=opened[0].at if opened else "",
        plan=plan,
        items=_item_states(items, events, live, retracted),
        waivers=tuple(_waiver(e, e.body) for e in live if isinstance(e.body, Waived)),
        signoffs=_signoffs(items, events, {e.id for e in live}, retracted, gates),
        notes=tuple(_note(e, e.body) for e in live if isinstance(e.body, Noted)),
        events=tuple(events),
        retracted=retracted,
        superseded=replaced,
        strays=tuple(e for e in live if isinstance(e.body, Answered | Waived) and e.about not in subjects),
    )


def _ordered(said: Iterable[Event]) -> list[Event]:
    """Each event once, in the order of (seq, at, id); of a doubled line the first in reading order of places."""
    unique: dict[str, Event] = {}
    for event in said:
        known = unique.get(event.id)
        if known is None or event.place < known.place:
            unique[event.id] = event
    return sorted(unique.values(), key=lambda e: (e.seq, e.at, e.id))


def _plan(
    opened: list[Event],
    events: list[Event],
    live: list[Event],
    retracted: frozenset[str],
    lists: Mapping[str, Checklist],
) -> Plan:
    fields: dict[str, list[Event]] = defaultdict(list)
    for event in live:
        if isinstance(event.body, Planned):
            fields[event.about].append(event)
    values = {about: heads[-1].body.value for about, heads in fields.items() if isinstance(heads[-1].body, Planned)}
    start = opened[0].body if opened and isinstance(opened[0].body, Opened) else Opened("", ())
    lead, crew = values.get("plan/lead", ""), values.get("plan/crew", ())
    contested = [about for about, heads in fields.items() if len({_value(e) for e in heads}) > 1]
    if len({e.body for e in opened}) > 1:
        contested.append("plan/lists")
    return Plan(
        name=start.name,
        lists=start.lists,
        client=_one(values.get("plan/client", "")),
        handover=_one(values.get("plan/handover", "")),
        first_handover=_first([e for e in events if e.id not in retracted], "plan/handover"),
        lead=_one(lead),
        crew=(crew,) if isinstance(crew, str) else crew,
        facts={
            about.removeprefix("plan/fact."): _one(v) for about, v in values.items() if about.startswith("plan/fact.")
        },
        scope=_scope(events, values, fields),
        questions=tuple(q for pin in start.lists if pin.digest in lists for q in lists[pin.digest].ask),
        places={
            "plan/lists": opened[0].place if opened else Place(""),
            **{a: h[-1].place for a, h in fields.items()},
        },
        contested=tuple(sorted(contested)),
    )


def _value(event: Event) -> str | tuple[str, ...]:
    return event.body.value if isinstance(event.body, Planned) else ""


def _one(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _first(events: list[Event], about: str) -> str:
    return next((_one(v) for e in events if e.about == about and (v := _value(e))), "")


def _scope(
    events: list[Event], values: dict[str, str | tuple[str, ...]], heads: dict[str, list[Event]]
) -> tuple[ScopeLine, ...]:
    """Promises in the order they were first made; one that was taken away keeps its text and its number."""
    prefix = "plan/scope."
    abouts = dict.fromkeys(e.about for e in events if e.about.startswith(prefix) and isinstance(e.body, Planned))
    first = {e.about: e.place for e in reversed(events)}
    return tuple(
        ScopeLine(
            id=about.removeprefix(prefix),
            text=_one(values.get(about, "")) or _first(events, about),
            place=heads[about][-1].place if about in heads else first[about],
            dropped=not values.get(about),
        )
        for about in abouts
    )


def _item_states(
    items: tuple[JobItem, ...], events: list[Event], live: list[Event], retracted: frozenset[str]
) -> tuple[ItemState, ...]:
    ids = {event.id for event in live}
    history: dict[str, list[Answer]] = defaultdict(list)
    notes: dict[str, list[Note]] = defaultdict(list)
    for event in events:
        if isinstance(event.body, Answered):
            history[event.about].append(_answer(event, event.body, retracted=event.id in retracted))
        elif isinstance(event.body, Noted) and event.id in ids:
            notes[event.about].append(_note(event, event.body))
    return tuple(_item_state(i, tuple(history[i.subject]), tuple(notes[i.subject]), ids) for i in items)


def _item_state(item: JobItem, history: tuple[Answer, ...], notes: tuple[Note, ...], live: set[str]) -> ItemState:
    heads = tuple(answer for answer in history if answer.event in live)
    return ItemState(item, _standing(item, heads), heads, history, notes)


def _standing(item: JobItem, heads: tuple[Answer, ...]) -> Standing:
    if not heads:
        return "open"
    if len({answer.result for answer in heads}) > 1:
        return "contested"
    if all(answer.fingerprint != item.fingerprint for answer in heads):
        return "stale"
    return heads[-1].result


def _signoffs(
    items: tuple[JobItem, ...],
    events: list[Event],
    live: set[str],
    retracted: frozenset[str],
    gates: tuple[str, ...],
) -> tuple[SignOff, ...]:
    by_id = {event.id: event for event in events}
    gate_of = {item.subject: item.gate for item in items}
    signoffs = []
    for event in events:
        if isinstance(event.body, Signed) and event.id not in retracted:
            stale = _reopened(event, event.body, by_id, gate_of, gates)
            signoffs.append(_signoff(event, event.body, stale, current=event.id in live))
    return tuple(signoffs)


def _reopened(
    event: Event, signed: Signed, events: dict[str, Event], gate_of: dict[str, str], gates: tuple[str, ...]
) -> tuple[str, ...]:
    """The events that a signature did not see and that touch what it was given for."""
    covered = ancestors((i for ids in signed.seal.heads.values() for i in ids), events)
    reserved = {reservation.subject for reservation in signed.reservations}
    undone = {e.body.event for e in events.values() if isinstance(e.body, Retracted)} - covered
    return tuple(
        later.id
        for later in events.values()
        if later.id not in covered
        and _target(later, events).kind in REOPENING
        and _target(later, events).id not in undone
        and later.about not in {*reserved, "plan/client"}  # personal data is corrected, not agreed anew
        and due(gate_of.get(later.about, gates[0]), signed.gate, gates)
        and later.id != event.id
    )


def _target(event: Event, events: dict[str, Event]) -> Event:
    """The event that a retraction takes back; any other event itself."""
    return events.get(event.body.event, event) if isinstance(event.body, Retracted) else event


def _answer(event: Event, body: Answered, *, retracted: bool) -> Answer:
    return Answer(
        event=event.id,
        result=body.result,
        note=body.note,
        by=event.by,
        did=event.did,
        at=event.at,
        done_at=event.done_at,
        fingerprint=body.item,
        place=event.place,
        retracted=retracted,
    )


def _waiver(event: Event, body: Waived) -> Waiver:
    return Waiver(
        event=event.id,
        subject=event.about,
        rule=body.rule,
        heads=body.heads,
        reason=body.reason,
        approver=body.approver,
        by=event.by,
        at=event.at,
        until=body.until,
        place=event.place,
    )


def _note(event: Event, body: Noted) -> Note:
    return Note(event.id, event.about, body.text, event.by, event.at, event.place)


def _signoff(event: Event, body: Signed, stale: tuple[str, ...], *, current: bool) -> SignOff:
    return SignOff(
        event=event.id,
        gate=body.gate,
        outcome=body.outcome,
        person=body.person,
        role=body.role,
        by=event.by,
        at=event.at,
        revision=body.revision,
        digest=body.digest,
        place=event.place,
        reservations=body.reservations,
        comment=body.comment,
        current=current,
        stale_by=stale,
    )
