"""Heads: which events still speak, which were replaced or taken back, and what an event could have seen."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from qcheck.model.event import Attached, Event, Opened, Released, Retracted, Signed, Waived


def retractions(events: Iterable[Event]) -> frozenset[str]:
    """Ids of events that were taken back. A retraction itself is never taken back."""
    every = list(events)
    untouchable = {event.id for event in every if event.kind == "retracted"}
    return frozenset(e.body.event for e in every if isinstance(e.body, Retracted)) - untouchable


def superseded(
    events: Iterable[Event], retracted: frozenset[str], moved: Mapping[str, str] = MappingProxyType({})
) -> frozenset[str]:
    """Ids of events that a later one replaced. `moved` gives for a former subject the one it has now.

    A replacement reaches through what it replaced, so a retraction that arrives late revives nothing that its
    successor had already answered.
    """
    by_id = {event.id: event for event in events}
    edges = {e.id: _replaced(e, by_id, moved) for e in by_id.values() if e.replaces}
    starts = (i for ident, replaced in edges.items() if ident not in retracted for i in replaced)
    return frozenset(_reach(starts, edges))


def _replaced(event: Event, events: Mapping[str, Event], moved: Mapping[str, str]) -> tuple[str, ...]:
    """What an event replaces: only statements of its own kind about its own subject, and only if it is understood."""
    if event.body is None or event.kind == "retracted":
        return ()
    about = moved.get(event.about, event.about)
    named = (events[i] for i in event.replaces if i in events)
    return tuple(e.id for e in named if e.kind == event.kind and moved.get(e.about, e.about) == about)


def ancestors(heads: Iterable[str], events: Mapping[str, Event]) -> set[str]:
    """Ids of all events in the chains that end in `heads`."""
    return _reach(heads, {event.id: (event.prev,) for event in events.values()})


def effective(events: Iterable[Event]) -> dict[str, str]:
    """By id the time from which each event counts: the latest of its own and those of what it follows, replaces, or was
    said over; and nothing counts before the job was opened.
    """
    from graphlib import CycleError, TopologicalSorter  # 1 ms, only to look back

    by_id = {event.id: event for event in events}
    sources = {e.id: [i for i in (e.prev, *e.replaces, *_over(e)) if i in by_id] for e in by_id.values()}
    found: dict[str, str] = {}
    opened = min((e.at for e in by_id.values() if isinstance(e.body, Opened)), default="")
    try:
        order = list(TopologicalSorter(sources).static_order())
    except CycleError:  # needs two lines that each hold the other's SHA-256
        order = list(by_id)
    for ident in order:
        found[ident] = max([by_id[ident].at, opened, *(found.get(i, "") for i in sources[ident])])
    return found


def _over(event: Event) -> Iterable[str]:
    """The statements that a signature, a waiver, a release or evidence was given over."""
    body = event.body
    if isinstance(body, Signed):
        return (i for ids in body.seal.heads.values() for i in ids)
    return body.heads if isinstance(body, Waived | Released | Attached) else ()


def until(events: Iterable[Event], instant: str) -> list[Event]:
    """The events that count at an instant (UTC, as in the record): those whose effective time is not after it.

    So the cut never holds an answer without what was answered, nor a signature without what was signed.
    """
    every = list(events)
    since = effective(every)
    return [event for event in every if since[event.id] <= instant]


def _reach(starts: Iterable[str], edges: Mapping[str, tuple[str, ...]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        ident = waiting.pop()
        if ident not in reached:
            reached.add(ident)
            waiting.extend(edges.get(ident, ()))
    return reached
