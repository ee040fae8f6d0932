"""Punch items: raised, completed and verified, folded from their events."""

from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from qcheck.model.checklist import Category
from qcheck.model.event import Completed, Event, Raised, Verified
from qcheck.model.state import ItemState, PunchItem

TAG_LENGTH = 3


def punch(events: list[Event], retracted: frozenset[str], moved: Mapping[str, str]) -> tuple[PunchItem, ...]:
    """The punch items of a job, in the order they were raised. `moved` gives for a former item the one it is now.

    One is numbered by its place among those of its log, those taken back counted, so that no number ever moves.
    """
    counts: Counter[str] = Counter()
    items: dict[str, PunchItem] = {}
    for event in events:
        body = event.body
        if isinstance(body, Raised):
            counts[event.log] += 1
            if event.id not in retracted:
                about = moved.get(body.item, body.item)
                items.setdefault(event.about, _raised(event, replace(body, item=about), counts[event.log]))
        elif event.about in items and event.id not in retracted:
            items[event.about] = _moved(items[event.about], event)
    return tuple(items.values())


def name(item: PunchItem, every: tuple[PunchItem, ...]) -> str:
    """What people call a punch item: `P7`, or `P7-k3f` where two devices gave the number."""
    return names(every)[item.subject]


def names(every: tuple[PunchItem, ...]) -> dict[str, str]:
    """What people call each of them, by subject."""
    counts = Counter(item.number for item in every)
    return {i.subject: f"P{i.number}-{i.tag}" if counts[i.number] > 1 else f"P{i.number}" for i in every}


def _raised(event: Event, body: Raised, number: int) -> PunchItem:
    return PunchItem(
        subject=event.about,
        number=number,
        tag=event.log[:TAG_LENGTH],
        text=body.text,
        category=body.category,
        by=event.by,
        at=event.at,
        place=event.place,
        item=body.item,
        trade=body.trade,
        owner=body.owner,
        due=body.due,
    )


def _moved(item: PunchItem, event: Event) -> PunchItem:
    """A punch item after what was said of it. A move that is not possible is kept in the record and changes nothing."""
    if isinstance(event.body, Completed) and item.standing == "open":
        return replace(item, standing="completed", completed_by=event.did, completed_at=event.at)
    if isinstance(event.body, Verified) and (item.standing == "completed" or item.self_verified):
        own = item.completed_by in {event.by, event.did}
        return replace(item, standing="verified", verified_by=event.by, verified_at=event.at, self_verified=own)
    return item


def category(item: PunchItem, failed: ItemState | None) -> Category:
    """How much a punch item may wait: no longer than the item whose failure raised it says in the list that holds now.

    One whose item raises nothing by itself, or does so no more, is put right before the handover.
    """
    if failed is None or failed.standing != "fail":
        return item.category
    listed = failed.item.on_fail.category if failed.item.on_fail else "A"
    return min(item.category, listed)
