"""What was removed on request: by its digests, and in words."""

from collections.abc import Iterable

from qcheck.core.heads import ancestors
from qcheck.core.phrase import counted, listed, phrase
from qcheck.model.event import Event, Forgotten, Kept, Planned, Signed

CLIENT = "plan/client"


def private(events: Iterable[Event]) -> frozenset[str]:
    """The digests of private data that was removed. That was so for good: no later line brings it back."""
    return frozenset(digest for e in events if isinstance(e.body, Forgotten) for digest in e.body.private)


def evidence(events: Iterable[Event]) -> frozenset[str]:
    """The digests of photos that were removed."""
    return frozenset(digest for e in events if isinstance(e.body, Forgotten) for digest in e.body.evidence)


def clients(events: Iterable[Event]) -> tuple[str, ...]:
    """The digests of all private data that a record ever named, corrected data too."""
    named = (e.body.value for e in events if e.about == CLIENT and isinstance(e.body, Planned))
    return tuple(dict.fromkeys(digest for digest in named if isinstance(digest, str) and digest))


def kept(events: Iterable[Event]) -> tuple[Kept, ...]:
    """All photos and files that a record ever named."""
    return tuple(dict.fromkeys(each for e in events for each in getattr(e.body, "kept", ())))


def revisions(events: Iterable[Event], removal: str) -> frozenset[str]:
    """The revisions that were signed by who had not heard of a removal, which is named by the id of its line."""
    every = {event.id: event for event in events}
    signed = ((e.body, e.body.seal.heads.values()) for e in every.values() if isinstance(e.body, Signed))
    seen = ((body, ancestors((i for ids in heads for i in ids), every)) for body, heads in signed)
    return frozenset(body.revision for body, before in seen if removal not in before)


def what(private_: tuple[str, ...], photos: tuple[str, ...]) -> str:
    """What was removed, in words: `the client's data and 3 photos`."""
    parts: list[str] = [phrase("the client's data")] if private_ else []
    parts += [counted("{count} photo", "{count} photos", len(photos))] if photos else []
    return listed(" and ", parts) or phrase("nothing")
