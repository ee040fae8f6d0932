"""Punch items: raised, completed and verified, folded from their events."""

from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from qcheck.model.event import Completed, Event, Raised, Verified
from qcheck.model.state import PunchItem

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
    doubled = sum(other.number == item.number for other in every) > 1
    return f"P{item.number}-{item.tag}" if doubled else f"P{item.number}"


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
    if isinstance(event.body, Verified) and item.standing == "completed":
        return replace(item, standing="verified", verified_by=event.by, verified_at=event.at)
    return item
