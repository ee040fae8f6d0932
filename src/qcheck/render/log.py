"""The record on a terminal: who said what, when, and what became of it, by day."""

from collections.abc import Iterable
from itertools import groupby

from rich.text import Text

from qcheck.model.view import LogEntry, LogView
from qcheck.render.grid import Look, Part, Row, grid, grids, printed, said_by


def log(view: LogView, look: Look) -> str:
    """Oldest first; what was taken back or answered again says so."""
    names = {name for entry in view.entries for name in (entry.by, entry.did)}
    if look.plain:
        return printed([grid([_row(entry, entry.at, look) for entry in view.entries], look)], look, names)
    days = [(day, list(held)) for day, held in groupby(view.entries, lambda entry: _at(entry)[0])]
    shown = grids([[_row(entry, _at(entry)[1], look) for entry in held] for _, held in days], look)
    parts: list[Part] = []
    for (day, _), held in zip(days, shown, strict=True):
        parts += [*([Text()] if parts else []), Text(day, style="bold"), held]
    return printed(parts, look, names)


def _at(entry: LogEntry) -> tuple[str, str]:
    """The day and the time of day of a statement."""
    day, _, time = entry.at.rpartition(" ")
    return day, time


def _row(entry: LogEntry, at: str, look: Look) -> Row:
    words = Text(entry.what, style="dim" if entry.retracted or entry.superseded else "")
    words.append("".join(f" [{each}]" for each in _fate(entry)))
    did = f", done by {entry.did}" if entry.did else ""
    return Text(at), *said_by(words, f"{entry.by}{did}", look)


def _fate(entry: LogEntry) -> Iterable[str]:
    if entry.retracted:
        yield "taken back"
    elif entry.superseded:
        yield "answered again since"
    if entry.begins:
        yield f"revision {entry.begins} begins"
