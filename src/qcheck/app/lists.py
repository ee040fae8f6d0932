"""Checklists: listed, shown, copied, linted."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from qcheck.app.desk import BadFile, Caller, open_desk
from qcheck.app.shelf import Linted, Read, Shelf
from qcheck.app.shelf import copy as copy_list
from qcheck.app.shelf import lint as lint_paths
from qcheck.core import value
from qcheck.core.asking import asks
from qcheck.core.clean import line
from qcheck.core.duration import spoken
from qcheck.core.when import spoken as condition
from qcheck.model.checklist import Check, Checklist, Command, Item
from qcheck.model.settings import HANDOVER, Settings
from qcheck.store import workspace

__all__ = ["Linted", "ListLine", "ListShown", "copy", "lint", "lists", "settings_around", "show", "source", "together"]


class ListLine(Struct, frozen=True):
    """A checklist in the list of checklists."""

    name: str
    title: str
    items: int
    critical: int
    shipped: bool
    sound: bool


class ListShown(Struct, frozen=True):
    """A checklist in words: title, source, what is asked when a job is opened, and sections with rows of id, text
    and marks, a line each.
    """

    title: str
    source: str
    questions: tuple[tuple[str, str, str], ...]
    sections: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


def lists(caller: Caller) -> tuple[ListLine, ...]:
    """Every checklist there is; one that cannot be used says so in its title."""
    shelf = _shelf(caller)
    return tuple(_line(shelf.read(name)) for name in shelf.sources)


def show(caller: Caller, typed: str) -> ListShown:
    """A checklist with all it includes. Raises `NotFound`, `BadFile`."""
    checklists, settings = together(caller, typed), settings_around(caller)
    last = checklists[-1]
    sections = tuple(
        (section.title, tuple(_row(item, section.id, settings) for item in section.items))
        for c in checklists
        for section in c.sections
    )
    questions = {q.id: (line(q.id), line(q.text), line(", ".join(q.choice))) for c in checklists for q in c.ask}
    title = f"{last.title} ({last.id}, version {last.version})"
    return ListShown(title, line(last.source), tuple(questions.values()), sections)


def together(caller: Caller, typed: str) -> tuple[Checklist, ...]:
    """A checklist, last, after all it includes. Raises `NotFound`, `BadFile`."""
    shelf = _shelf(caller)
    reads = shelf.resolve([shelf.name(typed)])
    unsound = [f for read in reads if not read.sound for f in read.findings]
    if unsound:
        raise BadFile(unsound)
    return tuple(read.checklist for read in reads if read.checklist)


def settings_around(caller: Caller) -> Settings:
    """The settings of the workspace around; those of none where there is none. Raises `BadFile`."""
    return _settings(caller) or Settings()


def source(caller: Caller, typed: str) -> bytes:
    """A checklist's file. Raises `NotFound`."""
    shelf = _shelf(caller)
    return shelf.sources[shelf.name(typed)].read()


def copy(caller: Caller, typed: str) -> Path:
    """Copies a shipped list into the workspace. Raises `NotFound`, `Refused`."""
    shelf = _shelf(caller)
    return copy_list(workspace.require(caller.folder), shelf.name(typed), shelf)


def lint(caller: Caller, paths: list[Path]) -> Linted:
    """The findings of files or of all lists. Raises `NotFound`, and `BadFile` for the settings."""
    return lint_paths(caller, paths, _settings(caller))


def _settings(caller: Caller) -> Settings | None:
    return open_desk(caller).settings if workspace.find(caller.folder) else None


def _shelf(caller: Caller) -> Shelf:
    return Shelf(workspace.find(caller.folder), _settings(caller))


def _line(read: Read) -> ListLine:
    checklist = read.checklist
    items = [item for section in checklist.sections for item in section.items] if checklist else []
    title = checklist.title if checklist and read.sound else "cannot be used: qcheck lint"
    return ListLine(
        name=read.source.name,
        title=line(title),
        items=len(items),
        critical=sum(item.critical for item in items),
        shipped=read.source.shipped,
        sound=read.sound,
    )


def _row(item: Item, section: str, settings: Settings) -> tuple[str, str, str]:
    accept = f" — {item.accept}" if item.accept else ""
    marks = ["critical" if item.critical else "", *_answered(item, settings), *_ordered(item)]
    return f"{section}.{item.id}", line(item.text + accept), "\n".join(line(mark) for mark in marks if mark)


def _answered(item: Item, settings: Settings) -> Iterator[str]:
    """What an item is answered with: what is typed, photos, readings, who answers it, what a failure raises."""
    if isinstance(item.answer, Command):
        yield f"runs {' '.join(item.answer.argv)}"
    elif not isinstance(item.answer, Check):
        yield value.asked(item.answer, settings)
    yield from asks(item)
    if item.on_fail:
        trade = f", {item.on_fail.trade}" if item.on_fail.trade else ""
        yield f"a failure goes on the punch list ({item.on_fail.category}{trade})"


def _ordered(item: Item) -> Iterator[str]:
    """When an item is asked for: its gate, hold points, what comes first, its condition, its units."""
    yield f"due by {item.gate}" if item.gate != HANDOVER else ""
    yield f"{spoken(item.due)} before the handover" if item.due else ""
    if item.hold and item.hold.release:
        yield f"hold point, released by {' or '.join(item.hold.release)}"
    if item.hold and item.hold.witness:
        yield f"witness point, {' or '.join(item.hold.witness)} invited"
    yield f"after {', '.join(need.name for need in item.needs)}" if item.needs else ""
    yield f"only where {condition(item.when)}" if item.when else ""
    yield f"for each of the {item.repeat}" if item.repeat else ""
