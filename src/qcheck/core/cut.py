"""Cuts: which statements of a record made a state that somebody signed, and what they had not seen of it."""

from collections.abc import Iterable

from msgspec import Struct

from qcheck.core.heads import ancestors, effective
from qcheck.model.event import Event, Signed


class Cut(Struct, frozen=True):
    """The statements that a signature covers, itself among them, in the order of the record; `absent` is how many lines
    it is known to cover that are not in the record.
    """

    events: tuple[Event, ...]
    absent: int = 0


def signed(signature: Event, events: Iterable[Event]) -> Cut:
    """Exactly what was there when a signature was recorded: what it seals, and the lines before it in its own log."""
    every = list(events)
    by_id = {event.id: event for event in every}
    covered = ancestors((signature.id, *_heads(signature)), by_id) - {""}
    return Cut(tuple(event for event in every if event.id in covered), len(covered - by_id.keys()))


def unseen(signature: Event, events: Iterable[Event]) -> tuple[Event, ...]:
    """What counts by its time when a signature was recorded, and had not reached the device where that was done."""
    every = list(events)
    seen = {event.id for event in signed(signature, every).events}
    since = effective(every)
    return tuple(e for e in every if e.id not in seen and since[e.id] <= since[signature.id])


def _heads(signature: Event) -> Iterable[str]:
    body = signature.body
    return (i for ids in body.seal.heads.values() for i in ids) if isinstance(body, Signed) else ()
