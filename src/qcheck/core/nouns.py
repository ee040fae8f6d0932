"""Nouns: what single events come to in a job's state."""

from collections.abc import Iterable

from qcheck.model.event import Agreed, Answered, Attached, Event, Forgotten, Found, Noted, Released, Waived, Witnessed
from qcheck.model.punch import Contact, Rating
from qcheck.model.punchevent import Contacted, Rated
from qcheck.model.state import Answer, AsFound, Change, Note, Release, Removal, Waiver, Witness


def answered(event: Event, body: Answered, attached: Iterable[Attached] = (), *, retracted: bool = False) -> Answer:
    """An answer with its evidence: what was attached to it later, or before any answer was given, among it."""
    first = not event.replaces
    later = [a.kept for a in attached if event.id in a.heads or (first and not a.heads)] if attached else []
    return Answer(
        event=event.id,
        result=body.result,
        by=event.by,
        did=event.did,
        at=event.at,
        fingerprint=body.item,
        place=event.place,
        seq=event.seq,
        note=body.note,
        done_at=event.done_at,
        value=body.value,
        kept=(*body.kept, *(kept for each in later for kept in each)) if later else body.kept,
        forced=body.forced,
        retracted=retracted,
    )


def as_found(event: Event, body: Found) -> AsFound:
    return AsFound(event.id, body.text, event.by, event.at, event.place, body.kept)


def release(event: Event, body: Released) -> Release:
    return Release(
        event=event.id,
        subject=event.about,
        by=event.by,
        at=event.at,
        seq=event.seq,
        place=event.place,
        heads=body.heads,
        role=body.role,
        note=body.note,
        forced=body.forced,
    )


def witness(event: Event, body: Witnessed) -> Witness:
    return Witness(
        event.id, event.about, body.outcome, body.person, event.by, event.at, event.place, body.time, event.seq
    )


def change(event: Event, body: Agreed, moved: dict[str, str], *, retracted: bool) -> Change:
    return Change(
        id=event.about,
        text=body.text,
        client=body.client,
        by=event.by,
        at=event.at,
        place=event.place,
        price=body.price,
        drops=moved.get(body.drops, body.drops),
        retracted=retracted,
    )


def waiver(event: Event, body: Waived, moved: dict[str, str]) -> Waiver:
    return Waiver(
        event=event.id,
        subject=moved.get(event.about, event.about),
        rule=body.rule,
        heads=body.heads,
        reason=body.reason,
        approver=body.approver,
        by=event.by,
        at=event.at,
        until=body.until,
        place=event.place,
        over=body.over,
    )


def note(event: Event, body: Noted) -> Note:
    return Note(event.id, event.about, body.text, event.by, event.at, event.place)


def contact(event: Event, body: Contacted) -> Contact:
    by, did, at = event.by, event.did, event.at
    return Contact(event.id, event.about, body.way, body.text, body.missed, by, did, at, event.place, event.seq)


def rating(event: Event, body: Rated) -> Rating:
    return Rating(event.id, body.score, body.text, body.dimensions, event.by, event.at, event.place, event.seq)


def removal(event: Event, body: Forgotten) -> Removal:
    return Removal(event.id, body.private, body.evidence, body.reason, event.by, event.at, event.place)
