"""Proposal: a change to a checklist that the jobs of a firm speak for, with what speaks for it."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

Key = Literal["critical", "evidence", "on_fail"]
Kind = Literal["failing", "prevention", "unasked", "never-applied"]


class Sharpened(Struct, frozen=True, tag="sharpened"):
    """An item that gets one key more, at the value that `core.learn.change` has for it."""

    section: str
    item: str
    key: Key


class NewItem(Struct, frozen=True, tag="new"):
    """An item at the end of a section; its gate is the list's own."""

    section: str
    id: str
    text: str
    why: str = ""


class Version(Struct, frozen=True, tag="version"):
    """The list's version."""

    number: int


Change = Sharpened | NewItem | Version


class Grounds(Struct, frozen=True):
    """What speaks for a proposal: the jobs in which it happened, `of` how many that could tell, how many times, and
    what it cost before and after the handover; 0 where nothing was recorded.
    """

    jobs: tuple[str, ...]
    of: int
    times: int
    cost: Decimal = Decimal(0)


class Proposal(Struct, frozen=True):
    """What should change in a list. `subject` is the item it is about, `section.item`; `reason` why and `asks` what,
    in words; `change` is None where a person has to decide how.
    """

    list: str
    kind: Kind
    subject: str
    reason: str
    asks: str
    grounds: Grounds
    change: Change | None = None
