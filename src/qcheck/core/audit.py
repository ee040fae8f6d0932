"""Audit of logs: what their lines show beside what a reader has to know, and what the record speaks of."""

from collections.abc import Iterable, Mapping

from qcheck.core.names import is_digest
from qcheck.model.event import Event, Kept, Planned
from qcheck.model.place import Place
from qcheck.model.problem import Problem

CLIENT = "plan/client"
SPOILT = frozenset({"chain-broken", "line-unreadable", "merge-conflict"})


def lines(events: Iterable[Event]) -> list[Problem]:
    """The lines of one log that stand there twice, or before the one they follow."""
    every = list(events)
    first: dict[str, Place] = {}
    for event in every:
        first.setdefault(event.id, event.place)
    return [
        *(Problem("line-doubled", e.place) for e in every if e.place != first[e.id]),
        *(Problem("line-moved", e.place) for e in every if e.place == first[e.id] < first.get(e.prev, e.place)),
    ]


def shortened(tips: Mapping[Place, str], events: Iterable[Event], problems: Iterable[Problem]) -> list[Problem]:
    """The logs whose last line, as this installation wrote it, is nowhere in the record. `tips` gives it by the place
    of the last line that is there. Where a log was spoilt otherwise, that is told already.
    """
    ids = {event.id for event in events}
    spoilt = {p.place.file for p in problems if p.kind in SPOILT}
    return [
        Problem("log-shortened", place, f"this machine wrote a later one, {tip[:12]}")
        for place, tip in tips.items()
        if tip and tip not in ids and place.file not in spoilt
    ]


def kept(events: Iterable[Event]) -> dict[Kept, Place]:
    """All evidence that was ever spoken of, taken back or not, with the first line that does."""
    found: dict[Kept, Place] = {}
    for event in events:
        held: tuple[Kept, ...] = getattr(event.body, "kept", ())
        for each in held:
            found[each] = min(found.get(each, event.place), event.place)
    return found


def clients(events: Iterable[Event]) -> set[str]:
    """The digests of all private data that was ever recorded."""
    said = (e.body.value for e in events if isinstance(e.body, Planned) and e.about == CLIENT)
    return {value for value in said if isinstance(value, str) and is_digest(value)}
