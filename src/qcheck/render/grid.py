"""Grids: rows of words in columns on a terminal of any width, or linear for a screen reader."""

import io
from collections.abc import Sequence

from msgspec import Struct
from rich.color import ColorSystem
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

NARROW = 72
WIDE = 3

Row = tuple[Text, ...]
GAP = 2


class Look(Struct, frozen=True):
    """How a terminal shows things: columns, colour or none, `plain` for linear text without
    columns, `height` in lines where the screen should fit, 0 where it may be any.
    """

    width: int = 80
    colour: bool = False
    plain: bool = False
    height: int = 0
    unicode: bool = True


def number(of: int | str, digits: int) -> Text:
    """The number or name of an item, on the right of its column; empty for 0."""
    return Text(str(of or "").rjust(digits), style="bold")


class Aligned(Struct, frozen=True):
    """Rows in columns whose widths are known beforehand: a Rich table measures each cell several times, which takes a
    thousand rows longer than all that made them.
    """

    rows: list[Row]
    widths: tuple[int, ...]

    def written(self, console: Console) -> str:
        """The rows as text of that console, a line feed after each line."""
        return "".join(self._row(row, console) for row in self.rows)

    def _row(self, row: Row, console: Console) -> str:
        cells = [_wrapped(cell, width, console) for cell, width in zip(row, self.widths, strict=True)]
        lines = ""
        for at in range(max(map(len, cells))):
            for cell, width in zip(cells, self.widths, strict=True):
                part = cell[at] if at < len(cell) else Text()
                lines += _coloured(part, console) + " " * (width + GAP - part.cell_len)
            lines += "\n"
        return lines


def _wrapped(cell: Text, width: int, console: Console) -> Sequence[Text]:
    fits = "\n" not in cell.plain and cell.cell_len <= width
    return [cell] if fits else list(cell.wrap(console, width, overflow="fold"))


def _coloured(text: Text, console: Console) -> str:
    if console.color_system is None:
        return text.plain
    if text.style and not text.spans:  # Rich leaves out the style of the whole where no part has one
        return console.get_style(text.style).render(text.plain, color_system=ColorSystem.STANDARD)
    segments = text.render(console)
    return "".join(s.style.render(s.text, color_system=ColorSystem.STANDARD) if s.style else s.text for s in segments)


def aligned(rows: list[Row], look: Look, second: int) -> RenderableType | Aligned:
    """Many rows of three columns, the second so wide, as `grid` shows them."""
    if look.plain or not rows:
        return grid(rows, look)
    first = max(row[0].cell_len for row in rows)
    if look.width < NARROW:
        return Aligned(_narrow(rows), (first, look.width - first - GAP))
    return Aligned(rows, (first, second, look.width - first - second - 2 * GAP))


def _narrow(rows: list[Row]) -> list[Row]:
    """Rows whose last column goes under the one before it."""
    return [(*row[:-2], Text("\n").join(c for c in row[-2:] if c.plain)) for row in rows]


def grid(rows: list[Row], look: Look, second: int | None = None) -> RenderableType:
    """Rows in columns; linear in plain text; on a narrow terminal the last column goes under the one before it.

    `second` is the width of the second column, so that several grids line up; by what is in it if None.
    """
    if look.plain and rows:
        return Text("\n".join(_linear(row) for row in rows))
    if look.width < NARROW and rows and len(rows[0]) >= WIDE:
        rows, second = _narrow(rows), None
    table = Table.grid(padding=(0, GAP), pad_edge=False)
    for index in range(len(rows[0]) if rows else 0):
        table.add_column(no_wrap=index == 0, overflow="fold", width=second if index == 1 else None)
    for row in rows:
        table.add_row(*row)
    return table


def _linear(row: Row) -> str:
    """A row as one statement: its number or label, then the rest, divided by semicolons."""
    first, *rest = ("; ".join(part.strip() for part in cell.plain.split("\n")) for cell in row)
    return f"{first} {'; '.join(filter(None, rest))}".strip()


def printed(parts: Sequence[RenderableType | Aligned], look: Look) -> str:
    """Parts one below the other, as the text of that look."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=look.width if not look.plain else 10_000,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        no_color=not look.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        if isinstance(part, Aligned):
            out.write(part.written(console))
        elif not isinstance(part, Table) or part.row_count:
            console.print(part, soft_wrap=look.plain)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
