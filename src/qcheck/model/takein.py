"""What someone who does not use this program answered about their punch items, read from a message or a file."""

from typing import Literal

from msgspec import Struct

from qcheck.model.punchevent import Reason

What = Literal["done", "promise", "wait", "arrived", "dispute", "note"]


class Understood(Struct, frozen=True):
    """One statement about one punch item: `name` is what it was called, `text` the line as it was written.

    `due` is the day promised, `reason` why an earlier one moves; `awaited` what it waits for, `until` when that comes.
    `note` is what was said besides, of `note` and `dispute` the whole of it. `photos` are names of files.
    """

    line: int
    text: str
    name: str
    what: What
    note: str = ""
    due: str = ""
    reason: Reason | Literal[""] = ""
    awaited: str = ""
    until: str = ""
    photos: tuple[str, ...] = ()


class Unclear(Struct, frozen=True):
    """A line that is not taken, and why: in part of a sentence that says what to write instead. 0 is no line."""

    line: int
    text: str
    why: str


class Passed(Struct, frozen=True):
    """A line that says nothing of a punch item, and need not: a greeting, what was handed out and came back."""

    line: int
    text: str


Statement = Understood | Unclear | Passed
