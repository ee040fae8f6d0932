"""Checklist: a reusable list of items, in sections, versioned."""

from typing import Literal

from msgspec import Struct

from qcheck.model.place import Place

Na = Literal["never", "reason", "free"]


class Item(Struct, frozen=True):
    """One thing that must be true.

    `accept` is its acceptance criteria, `gate` the gate it is due by, `na` whether "not applicable" is allowed
    and needs a reason. `fingerprint` is the digest of its meaning: a reworded item turns its answers stale.
    """

    id: str
    text: str
    gate: str
    place: Place
    fingerprint: str
    why: str = ""
    accept: str = ""
    critical: bool = False
    na: Na = "reason"


class Section(Struct, frozen=True):
    """Items that are checked together, under a title."""

    id: str
    title: str
    items: tuple[Item, ...]
    place: Place


class Question(Struct, frozen=True):
    """A fact asked once, when a job is opened; no `choice` means any text will do."""

    id: str
    text: str
    place: Place
    choice: tuple[str, ...] = ()


class Reference(Struct, frozen=True):
    """Something named that stands elsewhere: a checklist that is included, a gate."""

    name: str
    place: Place


class Checklist(Struct, frozen=True):
    """A checklist as parsed from one YAML file. `gate` is that of items that name none; the sections of lists in
    `include` come before its own.
    """

    id: str
    title: str
    place: Place
    gate: Reference
    version: int = 1
    source: str = ""
    include: tuple[Reference, ...] = ()
    ask: tuple[Question, ...] = ()
    sections: tuple[Section, ...] = ()
