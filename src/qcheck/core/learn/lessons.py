"""Lessons: what one job shows of its items, and what went wrong in it that no item asked for."""

from collections.abc import Iterable
from decimal import Context, Decimal

from msgspec import Struct

from qcheck.core.exact import is_canonical
from qcheck.model.checklist import Item
from qcheck.model.proposal import Key
from qcheck.model.punch import Diagnosis, PunchItem
from qcheck.model.state import ItemState, JobState

# Adds any costs that a record can hold without rounding.
EXACT = Context(prec=200)


class Seen(Struct, frozen=True):
    """What a job shows of an item, all its units together: how often it failed, whether it applied nowhere, and which
    measures the job's version of it had.
    """

    failed: int
    never: bool
    has: frozenset[Key]


class Snag(Struct, frozen=True):
    """A punch item as far as one learns from it; `item` is the full id, without unit, of the item that raised it."""

    text: str
    item: str
    cause: str
    prevention: str
    cost: Decimal


class Lesson(Struct, frozen=True):
    """One job: the lists it is pinned to, its items by full id without unit, its punch items, and for former ids of
    items those they have now. Items that nobody answered are left out, and punch items that were voided.
    """

    job: str
    lists: tuple[str, ...]
    items: dict[str, Seen]
    snags: tuple[Snag, ...]
    moved: dict[str, str]


def lesson(state: JobState) -> Lesson:
    """What a job shows; of its record nothing else is kept."""
    return Lesson(
        job=state.job,
        lists=tuple(pin.list for pin in state.plan.lists),
        items=_items(state.items),
        snags=tuple(_snag(punch) for punch in state.punch if punch.standing != "voided"),
        moved={without_unit(former): without_unit(now) for former, now in state.moved.items()},
    )


def without_unit(subject: str) -> str:
    """The full id of an item without the unit it is repeated for."""
    return subject.partition("@")[0]


def measures(item: Item) -> frozenset[Key]:
    """What an item has already that keeps it from failing unseen."""
    had: dict[Key, bool] = {
        "critical": item.critical,
        "evidence": bool(item.evidence),
        "on_fail": item.on_fail is not None,
    }
    return frozenset(key for key, has in had.items() if has)


def total(costs: Iterable[Decimal]) -> Decimal:
    """The sum of costs, to the last digit."""
    added = Decimal(0)
    for cost in costs:
        added = EXACT.add(added, cost)
    return added


def together(one: Seen, other: Seen) -> Seen:
    """What is seen of two items that are one by now."""
    return Seen(one.failed + other.failed, one.never and other.never, one.has & other.has)


def _items(states: tuple[ItemState, ...]) -> dict[str, Seen]:
    seen: dict[str, Seen] = {}
    for state in states:
        if any(not answer.retracted for answer in state.history):
            key, shown = without_unit(state.item.subject), _seen(state)
            seen[key] = together(seen[key], shown) if key in seen else shown
    return seen


def _seen(state: ItemState) -> Seen:
    failed = sum(answer.result == "fail" for answer in state.history if not answer.retracted)
    return Seen(failed, state.standing == "na", measures(state.item))


def _snag(punch: PunchItem) -> Snag:
    found = punch.diagnosis or Diagnosis("", "", "", "", "", "")
    costs = [Decimal(cost) for cost in (found.internal, found.external, punch.extra_cost) if is_canonical(cost)]
    return Snag(punch.text, without_unit(punch.item), found.cause, found.prevention, total(costs))
