"""Difference: what an upgrade of its lists changes in a job, item by item."""

from typing import Literal

from msgspec import Struct

from qcheck.core.resolve import GONE
from qcheck.model.state import ItemState, JobState

Kind = Literal["added", "removed", "moved", "reworded", "changed"]


class Difference(Struct, frozen=True):
    """One item that is not what it was. `before` and `after` are its texts, `note` what else is to be known;
    `asks_again` if its answer no longer holds.
    """

    kind: Kind
    number: int
    subject: str
    before: str
    after: str
    note: str = ""
    asks_again: bool = False


def differences(before: JobState, after: JobState) -> tuple[Difference, ...]:
    """How a job differs from what it was before an upgrade, by number."""
    old = {i.item.number: i for i in before.items if not i.hidden.startswith(GONE)}
    new = {i.item.number: i for i in after.items if not i.hidden.startswith(GONE)}
    gone = {i.item.number: i.hidden.removeprefix(GONE).removeprefix(": ") for i in after.items}
    found = [
        _difference(old.get(number), new.get(number), gone.get(number, ""))
        for number in sorted(old.keys() | new.keys())
    ]
    return tuple(difference for difference in found if difference)


def _difference(old: ItemState | None, new: ItemState | None, reason: str) -> Difference | None:
    if old is None and new is not None:
        return Difference("added", new.item.number, new.item.subject, "", new.item.text)
    if old is not None and new is None:
        return Difference("removed", old.item.number, old.item.subject, old.item.text, "", reason)
    return _changed(old, new) if old is not None and new is not None else None


def _changed(old: ItemState, new: ItemState) -> Difference | None:
    item, was = new.item, old.item
    asks_again = bool(new.heads) and new.standing == "stale" and old.standing != "stale"
    moved = f"was {was.subject.partition('/')[2]}" if item.subject != was.subject else ""
    kind: Kind = "changed"
    if item.fingerprint != was.fingerprint:
        kind = "reworded"
    elif moved:
        kind = "moved"
    elif not _how(old, new):
        return None
    note = "; ".join(filter(None, (moved, _how(old, new))))
    return Difference(kind, item.number, item.subject, was.text, item.text, note, asks_again)


# What may change about an item without its meaning another thing, in the words of the list.
HOW = (
    "answer",
    "gate",
    "critical",
    "na",
    "evidence",
    "hold",
    "due",
    "every",
    "role",
    "needs",
    "when",
    "on_fail",
    "repeat",
)


def _how(old: ItemState, new: ItemState) -> str:
    """The keys of an item that say something else now; where things stand in the file is no difference."""
    return ", ".join(key for key in HOW if plain(getattr(old.item, key)) != plain(getattr(new.item, key)))


def plain(value: object) -> object:
    """A value without the places in it, as it is compared."""
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    if isinstance(value, Struct):
        fields = (name for name in value.__struct_fields__ if name != "place")
        return (type(value).__name__, *(plain(getattr(value, name)) for name in fields))  # `all` is not `any`
    return value
