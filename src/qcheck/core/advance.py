"""Advancing: a job's state moved on by the answers that were just given, without folding the whole record again."""

from msgspec.structs import replace

from qcheck.core.fold import standing
from qcheck.core.nouns import answered
from qcheck.core.refer import Index
from qcheck.core.when import tests
from qcheck.model.event import Answered, Event
from qcheck.model.state import ItemState, JobState


def brief(state: JobState) -> JobState:
    """A state without its past: what answering the next item needs, and no more. Where evidence is asked for, that is
    the answers before, since a failure's photo serves no other.
    """
    items = tuple(replace(i, history=i.history if i.item.evidence else (), notes=()) for i in state.items)
    return replace(
        state, items=items, events=(), notes=(), strays=(), retracted=frozenset(), superseded=frozenset(), found=()
    )


def advance(state: JobState, said: tuple[Event, ...]) -> JobState | None:
    """A brief state after what was said since; the same as folding everything and making that brief.

    None where only that tells: something else than answers was said, a condition depends on one of them, a signature
    may be reopened, or an answer did not see all that stands.
    """
    if state.signoffs:
        return None
    places = {i.item.subject: n for n, i in enumerate(state.items)}
    items = list(state.items)
    for event in said:
        place = places.get(event.about)
        moved = _moved(items[place], event) if place is not None else None
        if place is None or moved is None:
            return None
        items[place] = moved
    if _conditional({event.about for event in said}, state):
        return None
    return replace(state, items=tuple(items))


def _moved(state: ItemState, event: Event) -> ItemState | None:
    """An item after an answer that replaces all that stood; None if it is another statement, or does not."""
    heads = {answer.event for answer in state.heads}
    if not isinstance(event.body, Answered) or set(event.replaces) != heads or state.waiting:
        return None
    if state.hidden or state.undecided:
        return None
    head = (answered(event, event.body),)
    history = (*state.history, *head) if state.item.evidence else ()
    return replace(state, heads=head, history=history, standing=standing(state.item, head))


def _conditional(subjects: set[str], state: JobState) -> bool:
    """Whether the condition of any item speaks of one of these."""
    named = [
        (test.subject.removeprefix("item."), i.item.subject.partition("/")[0])
        for i in state.items
        if i.item.when is not None
        for test in tests(i.item.when)
        if test.subject.startswith("item.")
    ]
    if not named:
        return False
    index = Index([i.item.subject for i in state.items])
    return any(subjects & set(index.find(name, own)) for name, own in named)
