"""Whether an item needs nothing more."""

from qcheck.model.state import ItemState, JobState


def settled(item: ItemState) -> bool:
    """Passed, or not applicable in the way its list allows."""
    if item.standing == "na":
        return item.item.na == "free" or (item.item.na == "reason" and bool(item.heads[-1].note))
    return item.standing == "pass"


def deferred(state: JobState) -> set[str]:
    """The items that failed and are put right after the handover: their punch items are of category B or C."""
    later = {p.item for p in state.punch if p.item and p.standing != "verified" and p.category != "A"}
    return {i.item.subject for i in state.items if i.standing == "fail" and i.item.subject in later} if later else set()
