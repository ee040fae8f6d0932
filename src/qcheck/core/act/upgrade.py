"""Upgrading: a job goes on with other versions of its lists."""

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.planned import LISTS
from qcheck.model.event import Draft, Pin, Upgraded
from qcheck.model.state import JobState


def upgrade(state: JobState, pins: tuple[Pin, ...], reason: str, actor: Actor) -> list[Draft] | Refusal:
    """The job's lists replaced by these; nothing is recorded where they are the same."""
    contested = LISTS in state.plan.contested
    if pins == state.plan.lists and not contested:
        return []
    if not reason:
        return Refusal("An upgrade needs a reason.", 'Say why: --reason "new limits from the maker"')
    gone = state.retracted | state.superseded
    heads = tuple(e.id for e in state.events if e.kind == "upgraded" and e.id not in gone)
    return [actor.draft(LISTS, "upgraded", Upgraded(pins, reason), heads)]
