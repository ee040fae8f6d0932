"""Whether an item needs nothing more."""

from qcheck.model.state import ItemState


def settled(item: ItemState) -> bool:
    """Passed, or not applicable in the way its list allows."""
    if item.standing == "na":
        return item.item.na == "free" or (item.item.na == "reason" and bool(item.heads[-1].note))
    return item.standing == "pass"
