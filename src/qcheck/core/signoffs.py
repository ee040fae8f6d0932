"""Sign-offs: every signature that was given, and what was said since that reopens it."""

from msgspec.structs import replace

from qcheck.core import planned
from qcheck.core.gates import due
from qcheck.core.heads import ancestors
from qcheck.model.event import Agreed, Event, Retracted, Signed
from qcheck.model.punchevent import Raised
from qcheck.model.state import ItemState, JobItem, SignOff

# Personal data is corrected, not agreed anew; who sold the job changes nothing of it.
PERSONAL = ("plan/client", "plan/seller")
REOPENING = ("answered", "planned", "opened", "agreed", "upgraded", "raised")


def signoffs(
    items: list[ItemState],
    events: list[Event],
    live: set[str],
    retracted: frozenset[str],
    gates: tuple[str, ...],
    moved: dict[str, str],
) -> tuple[SignOff, ...]:
    """The signatures that were not taken back, oldest first. `moved` gives for a former subject the one it has now."""
    by_id = {event.id: event for event in events}
    known = {i.item.subject: i.item for i in items}
    agreed = {r.subject for e in events if isinstance(e.body, Signed) for r in e.body.reservations}
    found = []
    for event in events:
        if isinstance(event.body, Signed) and event.id not in retracted:
            current = event.id in live
            after = None if current else _successor(event, events)
            seen = by_id if current else _seen(after, by_id)
            since = _reopened(event, event.body, seen, known, (gates, moved, agreed))
            signoff = _signoff(event, event.body, since if current else (), current=current)
            later = after.body.revision if after and isinstance(after.body, Signed) else ""
            found.append(replace(signoff, reopened_by=since, superseded_by=later))
    return tuple(found)


def _successor(event: Event, events: list[Event]) -> Event | None:
    """The signature that took the place of one."""
    return next((e for e in events if isinstance(e.body, Signed) and event.id in e.replaces), None)


def _seen(successor: Event | None, events: dict[str, Event]) -> dict[str, Event]:
    """What was known when a signature took the place of one before: what came later reopened only the later one."""
    if successor is None or not isinstance(successor.body, Signed):
        return {}
    heads = (i for ids in successor.body.seal.heads.values() for i in ids)
    return {ident: events[ident] for ident in ancestors(heads, events) if ident in events}


def _reopened(
    event: Event,
    signed: Signed,
    events: dict[str, Event],
    known: dict[str, JobItem],
    terms: tuple[tuple[str, ...], dict[str, str], set[str]],
) -> tuple[str, ...]:
    """The events that a signature did not see and that touch what it was given for; `terms` are the gates, the subjects
    that moved, and what any signature was given with reservations about.
    """
    gates, moved, agreed = terms
    covered = ancestors((i for ids in signed.seal.heads.values() for i in ids), events)
    reserved = {r.subject for r in signed.reservations}
    raised = (e for e in events.values() if isinstance(e.body, Raised) and e.about in reserved)
    reserved = {moved.get(s, s) for s in (*reserved, *(_raised_by(e) for e in raised))}
    undone = {e.body.event for e in events.values() if isinstance(e.body, Retracted)} - covered
    part = units(signed)
    return tuple(
        later.id
        for later in events.values()
        if later.id not in covered
        and _target(later, events).kind in REOPENING
        and _target(later, events).id not in undone
        and later.about not in PERSONAL
        and not _complains(_target(later, events))
        and not (isinstance(_target(later, events).body, Raised) and later.about in agreed)
        and moved.get(later.about, later.about) not in reserved
        and _touches(_subject(later, moved), signed.gate, part, known, gates)
        and later.id != event.id
    )


def _complains(event: Event) -> bool:
    """Whether an event is a complaint: it is dealt with after the handover and takes back no signature."""
    return isinstance(event.body, Raised) and event.body.complaint


def _raised_by(event: Event) -> str:
    """The item whose failure raised a punch item: what is reserved is put right by answering it again."""
    return event.body.item if isinstance(event.body, Raised) else ""


def _subject(event: Event, moved: dict[str, str]) -> str:
    """What an event is about in the end: the item that raised a punch item, or that an agreed change drops."""
    about = event.about
    if isinstance(event.body, Raised | Agreed):
        about = (event.body.item if isinstance(event.body, Raised) else event.body.drops) or about
    return moved.get(about, about)


def _touches(about: str, gate: str, part: tuple[str, ...], known: dict[str, JobItem], gates: tuple[str, ...]) -> bool:
    """Whether something is about what was signed for: due by that gate, and of one of the units if only some were."""
    item = known.get(about)
    unit = item.unit if item else about.rpartition(".")[2] if about.startswith(planned.UNIT) else ""
    if part and (item or unit) and unit not in part:
        return False
    return due(item.gate if item else gates[0], gate, gates)


def units(signed: Signed) -> tuple[str, ...]:
    """The units that were signed for; none means the whole job."""
    return () if signed.units == "all" else tuple(unit.removeprefix("@") for unit in signed.units.split(","))


def _target(event: Event, events: dict[str, Event]) -> Event:
    """The event that a retraction takes back; any other event itself."""
    return events.get(event.body.event, event) if isinstance(event.body, Retracted) else event


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
        units=units(body),
        keyed=bool(body.signature),
    )
