"""Checklists: listed, shown, copied, linted."""

from pathlib import Path

from msgspec import Struct

from qcheck.app.desk import BadFile, Caller, open_desk
from qcheck.app.shelf import Linted, Read, Shelf
from qcheck.app.shelf import copy as copy_list
from qcheck.app.shelf import lint as lint_paths
from qcheck.core.clean import line
from qcheck.model.checklist import Item
from qcheck.model.settings import Settings
from qcheck.store import workspace

__all__ = ["Linted", "ListLine", "ListShown", "copy", "lint", "lists", "show", "source"]


class ListLine(Struct, frozen=True):
    """A checklist in the list of checklists."""

    name: str
    title: str
    items: int
    critical: int
    shipped: bool
    sound: bool


class ListShown(Struct, frozen=True):
    """A checklist in words: title, source, and sections with rows of id, text and marks."""

    title: str
    source: str
    sections: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


def lists(caller: Caller) -> tuple[ListLine, ...]:
    """Every checklist there is; one that cannot be used says so in its title."""
    shelf = _shelf(caller)
    return tuple(_line(shelf.read(name)) for name in shelf.sources)


def show(caller: Caller, typed: str) -> ListShown:
    """A checklist with all it includes. Raises `NotFound`, `BadFile`."""
    shelf = _shelf(caller)
    reads = shelf.resolve([shelf.name(typed)])
    unsound = [f for read in reads if not read.sound for f in read.findings]
    if unsound:
        raise BadFile(unsound)
    checklists = [read.checklist for read in reads if read.checklist]
    last = checklists[-1]
    sections = tuple(
        (section.title, tuple(_row(item, section.id) for item in section.items))
        for c in checklists
        for section in c.sections
    )
    return ListShown(f"{last.title} ({last.id}, version {last.version})", line(last.source), sections)


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
    title = checklist.title if checklist else "cannot be read: qcheck lint"
    return ListLine(
        name=read.source.name,
        title=line(title),
        items=len(items),
        critical=sum(item.critical for item in items),
        shipped=read.source.shipped,
        sound=read.sound,
    )


def _row(item: Item, section: str) -> tuple[str, str, str]:
    accept = f" — {item.accept}" if item.accept else ""
    marks = ", ".join(
        filter(None, ["critical" if item.critical else "", f"by {item.gate}" if item.gate != "handover" else ""])
    )
    return f"{section}.{item.id}", line(item.text + accept), marks
