"""The view of the walk: a job's status, and what answering it item by item needs besides."""

from typing import Literal

from msgspec import Struct

from qcheck.model.event import Result
from qcheck.model.view import ItemView, StatusView

Kind = Literal["check", "number", "choice", "text", "date", "command"]


class WalkPerson(Struct, frozen=True):
    """Someone by the short name that is typed and the full name that is read."""

    id: str
    name: str


class WalkItem(Struct, frozen=True):
    """What an item's answer takes: its `kind`, the `options` of a choice, whether n/a needs a reason.

    `held` is why it cannot be answered now, in words; `release` who may release it now, if it is a hold point that
    waits for it; `witness` who is to come, if it is a witness point that nobody came to yet; `by` who may
    answer it where whoever looks may not; `mine` if what it waits for is to be done by whoever looks; `place` the name
    of its unit; `notes` the results with which a note has to be given.
    """

    kind: Kind = "check"
    options: tuple[str, ...] = ()
    na: Literal["never", "reason", "free"] = "reason"
    held: str = ""
    release: tuple[WalkPerson, ...] = ()
    witness: str = ""
    by: tuple[WalkPerson, ...] = ()
    mine: bool = False
    place: str = ""
    notes: tuple[Result, ...] = ()


class WalkView(Struct, frozen=True):
    """A job as it is walked through.

    `items` holds for each item's id what answering it takes; `until` how long there is until the handover, in words;
    `me` is whoever speaks; `approvers` are those who may approve waivers.
    """

    status: StatusView
    items: dict[str, WalkItem]
    until: str
    late: bool
    me: WalkPerson
    people: tuple[WalkPerson, ...]
    approvers: tuple[WalkPerson, ...]

    def item(self, ident: str) -> ItemView | None:
        """An item's view by its id."""
        return next((i for s in self.status.sections for i in s.items if i.id == ident), None)
