"""Seals worked out anew: what a sign-off names, compared with what the record comes to up to there."""

import hashlib
from collections.abc import Mapping

from qcheck.core.act.sign import seal, seal_digest
from qcheck.core.heads import ancestors
from qcheck.model.event import Event, Signed
from qcheck.model.punchevent import Raised
from qcheck.model.state import JobState

NAMED = {"heads": "the last lines of the logs", "plan": "the plan", "pins": "the pinned lists"}


def covered(signed: Signed, events: Mapping[str, Event]) -> list[Event] | None:
    """The events that a sign-off was given over; None if some of them are not in the record, or were changed."""
    over = ancestors((ident for ids in signed.seal.heads.values() for ident in ids), events) - {""}
    return None if over - events.keys() else [event for ident, event in events.items() if ident in over]


def differences(event: Event, signed: Signed, state: JobState, events: Mapping[str, Event]) -> list[str]:
    """What of a sign-off's seal does not fit the state that was folded from what it covers, each in words."""
    again = seal(state, signed.seal.policy, b"", signed.seal.made)
    wrong = [] if seal_digest(signed.seal) == signed.digest else ["its own digest"]
    wrong += [words for part, words in NAMED.items() if getattr(again, part) != getattr(signed.seal, part)]
    over = {each.id for each in state.events}
    before = (events[i] for i in ancestors([event.prev], events) if i in events)
    left_out = [e for e in before if e.id not in over and not _of_its_own(e, event)]
    return [*wrong, *(["a line before it that it leaves out"] if left_out else [])]


def _of_its_own(earlier: Event, event: Event) -> bool:
    """Whether a line came with a sign-off: the reservations that it was given with, as punch items."""
    return isinstance(earlier.body, Raised) and earlier.batch == event.batch


def chain(event: Event, events: Mapping[str, Event]) -> list[Event]:
    """An event and all those before it in its log."""
    return [events[ident] for ident in ancestors([event.id], events) if ident in events]


def view_differs(signed: Signed, view: bytes) -> bool:
    """Whether what the page says is another than was sealed."""
    return hashlib.sha256(view).hexdigest() != signed.seal.view
