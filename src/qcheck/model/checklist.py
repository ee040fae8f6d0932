"""Checklist: a reusable list of items, in sections, versioned."""

from typing import Literal

from msgspec import Struct

from qcheck.model.place import Place

Na = Literal["never", "reason", "free"]
Category = Literal["A", "B", "C"]
Relation = Literal["is", "at_least", "at_most", "over", "under", "before", "after"]


class Reference(Struct, frozen=True):
    """Something named that stands elsewhere: a checklist that is included, a gate, an item."""

    name: str
    place: Place


class Check(Struct, frozen=True, tag="check"):
    """Answered by pass, fail or n/a."""


class Number(Struct, frozen=True, tag="number", omit_defaults=True):
    """Answered by a measured value: decimal text in `unit`; it passes from `least` to `most`, both inclusive."""

    unit: str = ""
    least: str = ""
    most: str = ""


class Choice(Struct, frozen=True, tag="choice"):
    """Answered by one of `options`; those in `passing` pass, the others fail."""

    options: tuple[str, ...]
    passing: tuple[str, ...]


class Words(Struct, frozen=True, tag="text"):
    """Answered by text of at least `least` characters."""

    least: int = 1


class Day(Struct, frozen=True, tag="date", omit_defaults=True):
    """Answered by a date; it passes from `after` to `before`, both inclusive: an ISO date, `today` or `handover`."""

    after: str = ""
    before: str = ""


class Command(Struct, frozen=True, tag="command"):
    """Answered by running a program: exit code 0 passes. `limit` is its time and `fresh` how long its result
    holds, both in seconds; a `fresh` of 0 holds for good.
    """

    argv: tuple[str, ...]
    limit: int = 60
    fresh: int = 0


AnswerType = Check | Number | Choice | Words | Day | Command
CHECK = Check()


class Evidence(Struct, frozen=True, omit_defaults=True):
    """What has to be kept with an answer: so many photos and files, a note; `on` a pass, a failure or either."""

    photos: int = 0
    files: int = 0
    note: bool = False
    on: Literal["answer", "pass", "fail"] = "answer"


class Hold(Struct, frozen=True):
    """A hold point, where work may not go on before one of the roles in `release` releases it; or a witness point,
    to which one of the parties in `witness` is invited.
    """

    release: tuple[str, ...] = ()
    witness: tuple[str, ...] = ()


class Raise(Struct, frozen=True):
    """The punch item that a failure raises by itself; `text` is the item's own where it is empty."""

    category: Category = "A"
    trade: str = ""
    text: str = ""


class Every(Struct, frozen=True):
    """A reading is repeated each `interval` seconds, for `span` seconds from the first one, or until handover if 0."""

    interval: int
    span: int = 0


class Test(Struct, frozen=True, tag="test"):
    """A comparison: `subject` is `fact.NAME` or `item.SECTION.ITEM`; `is` holds for any of `values`."""

    subject: str
    relation: Relation
    values: tuple[str, ...]
    place: Place


class AllOf(Struct, frozen=True, tag="all"):
    """Holds where every part does."""

    parts: tuple["Condition", ...]


class AnyOf(Struct, frozen=True, tag="any"):
    """Holds where one part does."""

    parts: tuple["Condition", ...]


class Not(Struct, frozen=True, tag="not"):
    """Holds where its part does not."""

    part: "Condition"


Condition = Test | AllOf | AnyOf | Not


class Item(Struct, frozen=True, omit_defaults=True):
    """One thing that must be true.

    `accept` is its acceptance criteria, `gate` the gate it is due by, `na` whether "not applicable" is allowed
    and needs a reason. `fingerprint` is the digest of its meaning: a reworded item turns its answers stale.
    `due` is in seconds before the handover; `role` are the roles that may answer, any if empty; `needs` are items
    that come first; `repeat` is a kind of unit; `moved_from` are ids that it had before.
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
    answer: AnswerType = CHECK
    evidence: tuple[Evidence, ...] = ()
    hold: Hold | None = None
    due: int = 0
    every: Every | None = None
    role: tuple[str, ...] = ()
    needs: tuple[Reference, ...] = ()
    when: Condition | None = None
    on_fail: Raise | None = None
    repeat: str = ""
    moved_from: tuple[Reference, ...] = ()


class Retired(Struct, frozen=True):
    """An item that the list had once: `deleted` says why it is gone, `split_to` which items took its place."""

    id: str
    place: Place
    deleted: str = ""
    split_to: tuple[Reference, ...] = ()


class Section(Struct, frozen=True):
    """Items that are checked together, under a title; `retired` are those that it had once."""

    id: str
    title: str
    items: tuple[Item, ...]
    place: Place
    retired: tuple[Retired, ...] = ()


class Question(Struct, frozen=True):
    """A fact asked once, when a job is opened; no `choice` means any text will do."""

    id: str
    text: str
    place: Place
    choice: tuple[str, ...] = ()


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
