"""Grids: rows of words in columns on a terminal of any width, or sentences for a screen reader."""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from qcheck.core.cells import isolated, steady, width
from qcheck.core.folding import fold
from qcheck.core.signs import sayable
from qcheck.render.columns import GAP, MEASURE, STACKED, Row, columns

__all__ = [
    "GAP", "NARROW", "Grid", "Look", "Part", "Row", "fitted", "flowed", "grid", "grids", "number", "printed", "said_by",
    "sentences",
]  # fmt: skip

NARROW = 72


class Look(Struct, frozen=True):
    """How a terminal shows things: columns, colour or none, `plain` for sentences without columns, `height` in lines
    where the screen should fit, 0 where it may be any, and the encoding that signs have to be in.
    """

    width: int = 80
    colour: bool = False
    plain: bool = False
    height: int = 0
    encoding: str = "utf-8"

    @property
    def unicode(self) -> bool:
        """Whether it has signs beside ASCII and letters."""
        return self.encoding.lower().replace("-", "").startswith("utf")


class Grid(Struct, frozen=True):
    """Rows in columns of such widths; with `under` all but the first cell stand below it."""

    rows: list[Row]
    widths: tuple[int, ...]
    indent: int = 0
    under: bool = False


Part = Text | Grid


def number(of: int | str, digits: int) -> Text:
    """The number or name of an item, on the right of its column; empty for 0."""
    return Text(str(of or "").rjust(digits), style="bold")


def grid(rows: Iterable[Row], look: Look, indent: int = 0) -> Grid:
    """Rows in columns as wide as they need to be, or may be."""
    return grids([list(rows)], look, indent)[0]


def grids(sets: Sequence[list[Row]], look: Look, indent: int = 0) -> list[Grid]:
    """Several grids whose columns line up."""
    shown = [[tuple(fitted(cell, look) for cell in row) for row in rows] for rows in sets]
    if look.width < NARROW and not look.plain:
        shown = [[_stacked(row) for row in rows] for rows in shown]
    widths, under = columns([row for rows in shown for row in rows], look.width - indent)
    return [Grid(rows, widths, indent, under) for rows in shown]


def flowed(facts: list[Text], look: Look) -> Text:
    """Facts side by side, in as many lines as they need; none is torn that fits on a line."""
    gap = " " * (GAP + 1)
    text = Text()
    used = 0
    for fact in (fitted(fact, look) for fact in facts):
        wide = width(fact.plain)
        begins = used and used + len(gap) + wide > look.width
        between = f"\n{gap}" if begins else gap if used else ""
        text.append(between).append(fact)
        used = (0 if begins else used) + len(gap if used else "") + wide
    return text


def printed(parts: Iterable[Part], look: Look, names: Iterable[str] = ()) -> str:
    """Parts one below the other, as the text of that look; names of people stay whole where a line has room."""
    whole = tuple(sorted(set(names)))
    lines = [line for part in parts for line in _lines(part, look, whole)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def sentences(cells: Iterable[str]) -> str:
    """What stands side by side on a screen, as sentences one after the other."""
    said = [part.strip(" ,;") for cell in cells for part in cell.split("\n")]
    return " ".join(f"{_capital(part)}{'' if part[-1] in '.?!:' else '.'}" for part in said if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lines(part: Part, look: Look, names: tuple[str, ...]) -> Iterable[str]:
    if isinstance(part, Text):
        text = fitted(part, look)
        return text.plain.split("\n") if look.plain else _folded(text, look, names)
    if look.plain:
        return [_linear(row) for row in part.rows]
    return [line for row in part.rows for line in (_below if part.under else _beside)(row, part, look, names)]


def _folded(text: Text, look: Look, names: tuple[str, ...]) -> Iterable[str]:
    """A text of its own, with what goes on in the next line set in by a step."""
    for line in text.split("\n", allow_blank=True):
        deep = min(len(line.plain) - len(line.plain.lstrip(" ")) + GAP, look.width // 2)
        for at, (start, end) in enumerate(fold(line.plain, look.width, names, deep)):
            yield (" " * deep if at else "") + _part(line, start, end, look)


def _beside(row: Row, of: Grid, look: Look, names: tuple[str, ...]) -> Iterable[str]:
    cells = [_cell(cell, wide, look, names) for cell, wide in zip(row, of.widths, strict=True)]
    for at in range(max(map(len, cells))):
        line = " " * of.indent
        for cell, wide in zip(cells, of.widths, strict=True):
            said, long = cell[at] if at < len(cell) else ("", 0)
            line += said + " " * (wide + GAP - long)
        yield line


def _below(row: Row, of: Grid, look: Look, names: tuple[str, ...]) -> Iterable[str]:
    first, *rest = row
    for cell, wide, deep in ((first, of.widths[0], 0), *((each, of.widths[1], GAP) for each in rest)):
        for said, _ in _cell(cell, wide, look, names) if cell.plain.strip() else ():
            yield " " * (of.indent + deep) + said


def _cell(cell: Text, wide: int, look: Look, names: tuple[str, ...]) -> list[tuple[str, int]]:
    """The lines of a cell, each with how wide it is. In one of several statements what goes on is set in."""
    plain = cell.plain
    deep = min(GAP, wide // 3) if "\n" in plain else 0
    lines = []
    for start, end in fold(plain, wide, names, deep):
        inset = deep if start and plain[start - 1] != "\n" else 0
        lines.append((" " * inset + _part(cell, start, end, look), inset + width(plain[start:end])))
    return lines


def _part(text: Text, start: int, end: int, look: Look) -> str:
    """A part of a text; it is taken out of its letters where there is no colour, which is ten times sooner."""
    if not look.colour:
        return isolated(text.plain[start:end]) if look.unicode else text.plain[start:end]
    return _coloured(text if (start, end) == (0, len(text)) else text[start:end], look)


def said_by(words: Text, by: str, look: Look) -> tuple[Text, ...]:
    """What was said and by whom: in a column of its own, or behind the words where there is no room for one."""
    if look.plain:
        return words, Text(f"by {by}")
    return (words.append(f" ({by})", style="dim"),) if look.width < NARROW else (words, Text(by))


def _linear(row: Row) -> str:
    """A row as sentences, the first of them after its number or label."""
    label, *rest = (cell.plain.strip() for cell in row)
    begins = f"Item {label}: " if label.isdigit() else f"{label}: " if label and any(rest) else label
    first, _, more = "\n".join(rest).strip().partition("\n")
    return sentences([begins + first, more])


def _stacked(row: Row) -> Row:
    """A row whose last column goes under the one before it."""
    return row if len(row) < STACKED else (*row[:-2], Text("\n").join(cell for cell in row[-2:] if cell.plain))


def fitted(cell: Text, look: Look) -> Text:
    """What the encoding can hold, as wide on every terminal; as it was written for a screen reader."""
    if cell.plain.isascii() and "\t" not in cell.plain:
        return cell
    spans = [(s.text, s.style) for s in cell.render(_console(), end="")] if look.colour else [(cell.plain, None)]
    return Text.assemble(*((_sayable(text, look), style or "") for text, style in spans))


def _sayable(text: str, look: Look) -> str:
    return sayable(text if look.plain else steady(text.replace("\t", " ")), look.encoding)


def _coloured(text: Text, look: Look) -> str:
    said = isolated if look.unicode else str
    if text.style and not text.spans:  # Rich leaves out the style of the whole where no part has one
        return _console().get_style(text.style).render(said(text.plain), color_system=ColorSystem.STANDARD)
    segments = text.render(_console(), end="")
    return "".join(
        s.style.render(said(s.text), color_system=ColorSystem.STANDARD) if s.style else said(s.text) for s in segments
    )


@lru_cache(1)
def _console() -> Console:
    """Looks up styles; nothing is printed on it."""
    return Console(file=io.StringIO(), color_system="standard", width=MEASURE, legacy_windows=False, _environ={})
