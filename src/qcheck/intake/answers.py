"""A file that was handed out and came back filled in, as statements about punch items."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core import answerwords as words
from qcheck.core import shapes
from qcheck.core.compound import Field, Fields, ListOf
from qcheck.core.days_said import leading
from qcheck.core.message import plain
from qcheck.core.nodes import MAX_BYTES
from qcheck.core.shapes import Maybe, Text
from qcheck.core.statement import CONFIRM, LONGEST_NOTE, Reading, said_of
from qcheck.core.takein import NAME
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.takein import Statement, Unclear, Understood

MOST_PHOTOS = 20
FILLED = ("status", "note", "date", "waiting_for", "why", "photos")


class Item(Struct, frozen=True):
    """An item of the file, with what was filled in and the line it begins on."""

    line: int
    number: str
    status: str = ""
    note: str = ""
    date: str = ""
    waiting_for: str = ""
    why: str = ""
    photos: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What was filled in, on one line."""
        filled = [(name, getattr(self, name)) for name in FILLED]
        said = (f"{name}: {', '.join(v) if isinstance(v, tuple) else v}" for name, v in filled if v)
        return plain(f"{self.number} {', '.join(said)}")


class Returned(Struct, frozen=True):
    """A file that came back: the id of the job and of the person it was made for, and its items."""

    job: str
    owner: str
    items: tuple[Item, ...]


def looks_like(text: str) -> bool:
    """Whether a text is such a file and no message."""
    return bool(re.search(r"^punch:", text, re.MULTILINE) and re.search(r"^items:", text, re.MULTILINE))


def returned(source: bytes, file: str) -> tuple[Returned | None, list[Finding]]:
    """A file as it was filled in, and everything that is wrong with it."""
    held: tuple[Returned | None, list[Finding]] = shapes.read(source, file, RETURNED)
    return held


def statements(items: tuple[Item, ...], at: Reading) -> tuple[Statement, ...]:
    """What was filled in; an item in which nothing was says nothing."""
    return tuple(said for item in items if any(getattr(item, name) for name in FILLED) for said in _said(item, at))


def _said(item: Item, at: Reading) -> Iterator[Statement]:
    named = NAME.fullmatch(item.number.strip())
    said = _of(item, at) if named else f"number: “{plain(item.number)}” is no punch item, such as P7"
    if isinstance(said, str) or not named:
        yield Unclear(item.line, item.shown, str(said))
        return
    name = f"P{int(named[1])}{f'-{named[2].lower()}' if named[2] else ''}"
    yield from (replace(each, line=item.line, text=item.shown, name=name) for each in said)


def _of(item: Item, at: Reading) -> list[Understood] | str:
    """What an item says, without line and name; or why that is not clear."""
    note = plain(item.note)
    if len(note) > LONGEST_NOTE or len(plain(item.waiting_for)) > LONGEST_NOTE:
        return f"longer than {LONGEST_NOTE} characters"
    status = _status(item, at)
    if isinstance(status, str):
        return status
    dated = _dated(item, at)
    if isinstance(dated, str):
        return dated
    if status and dated:
        return "a status, and a date or what it waits for? Fill in one of them"
    if item.photos and (not status or status.what == "arrived"):
        return "photos go with status: done"
    if len(item.photos) > MOST_PHOTOS:
        return f"more than {MOST_PHOTOS} photos"
    main = [replace(each, photos=item.photos) for each in (status, dated) if each]
    return _with_note(main, note)


def _with_note(main: list[Understood], note: str) -> list[Understood] | str:
    """The note goes with what was said; where that takes none it is a remark of its own."""
    if not note:
        return main
    if main and main[0].what == "done" and words.doubtful(note):
        return words.doubted(note)
    if main and main[0].what in {"done", "promise"}:
        return [replace(main[0], note=f"{main[0].note}; {note}" if main[0].note else note)]
    return [*main, Understood(0, "", "", "note", note=note)]


def _status(item: Item, at: Reading) -> Understood | str | None:
    text = plain(item.status)
    if not text:
        return None
    said = said_of(text, "", at)
    if isinstance(said, str):
        return said if said == CONFIRM else f"status: {said}"
    return said if said.what in {"done", "dispute", "arrived"} else "status: write done, or not mine: WHY"


def _dated(item: Item, at: Reading) -> Understood | str | None:
    """The day that is promised, or what it waits for and until when."""
    day, what, why = plain(item.date), plain(item.waiting_for), plain(item.why)
    found = leading(day, "", at.now, at.calendar) if day else ("", "")
    if isinstance(found, str):
        return f"date: {found}"
    if found is None or found[1]:
        return f"date: “{day}” is not a day; write 2026-12-04, or 4 dec 17:00"
    if what:
        return "why goes with a date that moves" if why else Understood(0, "", "", "wait", awaited=what, until=found[0])
    reason = words.reason(why)
    if reason is None:
        return f"why: “{why}” is no reason; write {words.WHY}"
    if not day:
        return "why goes with a date that moves" if why else None
    return Understood(0, "", "", "promise", due=found[0], reason=reason[0], note=reason[1])


def _item(values: dict[str, Any], place: Place) -> Item:
    filled = {name: values[name] for name in FILLED if name in values}
    return Item(line=place.line, number=values["number"], **filled)


def _returned(values: dict[str, Any], _: Place) -> Returned:
    return Returned(values["job"], values["owner"], values["items"])


GIVEN = Maybe(Text(limit=MAX_BYTES, verbatim=True))

ITEM = Fields(
    build=_item,
    named="an item",
    fields={
        "number": Field(Text(), "What the punch item is called.", required=True),
        "text": Field(GIVEN, "What is to be put right; not read back."),
        "where": Field(GIVEN, "Where; not read back."),
        "fix": Field(GIVEN, "What would put it right; not read back."),
        "trade": Field(GIVEN, "Whose trade it is; not read back."),
        "due": Field(GIVEN, "By when it is promised; not read back."),
        "category": Field(GIVEN, "How long it may wait; not read back."),
        "status": Field(Maybe(), "done, or not mine: WHY."),
        "note": Field(Maybe(), "What else there is to say."),
        "date": Field(Maybe(), "By when it will be done, or when what it waits for comes."),
        "waiting_for": Field(Maybe(), "What it waits for."),
        "why": Field(Maybe(), "Why an earlier date moves."),
        "photos": Field(ListOf(Text(), lone=True), "Photos of it done: files beside this one."),
    },
)

RETURNED = Fields(
    build=_returned,
    named="a hand-out",
    fields={
        "punch": Field(GIVEN, "What the list is called; not read back."),
        "job": Field(Text(), "The job it was made for.", required=True),
        "owner": Field(Text(), "Whose items these are.", required=True),
        "items": Field(ListOf(ITEM), "The items.", required=True),
    },
)
