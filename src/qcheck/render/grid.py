"""Grids: rows of words in columns on a terminal of any width, or linear for a screen reader."""

import io

from msgspec import Struct
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

NARROW = 72
WIDE = 3

Row = tuple[Text, ...]


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


def grid(rows: list[Row], look: Look, second: int | None = None) -> RenderableType:
    """Rows in columns; linear in plain text; on a narrow terminal the last column goes under the one before it.

    `second` is the width of the second column, so that several grids line up; by what is in it if None.
    """
    if look.plain and rows:
        return Text("\n".join(_linear(row) for row in rows))
    if look.width < NARROW and rows and len(rows[0]) >= WIDE:
        rows = [(*row[:-2], Text("\n").join(c for c in row[-2:] if c.plain)) for row in rows]
        second = None
    table = Table.grid(padding=(0, 2), pad_edge=False)
    for index in range(len(rows[0]) if rows else 0):
        table.add_column(no_wrap=index == 0, overflow="fold", width=second if index == 1 else None)
    for row in rows:
        table.add_row(*row)
    return table


def _linear(row: Row) -> str:
    """A row as one statement: its number or label, then the rest, divided by semicolons."""
    first, *rest = ("; ".join(part.strip() for part in cell.plain.split("\n")) for cell in row)
    return f"{first} {'; '.join(filter(None, rest))}".strip()


def printed(parts: list[RenderableType], look: Look) -> str:
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
        if not isinstance(part, Table) or part.row_count:
            console.print(part, soft_wrap=look.plain)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
