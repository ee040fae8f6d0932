"""The heading of a grid: which row names the columns, and what each of them holds."""

from collections.abc import Iterator

from msgspec import Struct

from qcheck.core.clean import line
from qcheck.core.meaning import tidy
from qcheck.core.rules.table import found
from qcheck.intake.columns import KNOWN, NUMBER, key
from qcheck.intake.grid import Row
from qcheck.model.finding import Finding
from qcheck.model.place import Place

LOOKED_AT = 30
# Keys that several columns may make up together: floor and room, photo 1 and 2.
JOINED = frozenset({"where", "photos"})
SHOWN = 40


class Heading(Struct, frozen=True):
    """Which row it is, counted from 0; the key of every column that is read, by column from 0; and every column that
    has a name.
    """

    at: int
    columns: dict[int, str]
    named: frozenset[int]


def keys(row: Row) -> dict[int, str]:
    """The columns of a row whose names are known."""
    return {column: named for column, cell in row.cells.items() if (named := key(cell.text))}


def score(rows: list[Row]) -> int:
    """How many columns are known in the row of these that knows most, if one of them is the text."""
    return max((len(known) for row in rows if "text" in (known := keys(row)).values()), default=0)


def heading(rows: list[Row], file: str) -> tuple[Heading | None, list[Finding]]:
    """The row that names the columns: the first that names the text and another, else the first that names the text."""
    known = [keys(row) for row in rows[:LOOKED_AT]]
    named = [at for at, columns in enumerate(known) if "text" in columns.values()]
    if not named:
        return None, [found("columns-unnamed", rows[0].place, file)]
    at = next((at for at in named if len(known[at]) > 1), named[0])
    columns = _settled(known[at], rows[at + 1 :])
    wrong = [*_above(rows[:at]), *_unknown(rows[at], columns), *_doubled(rows[at], columns)]
    return Heading(at, columns, frozenset(rows[at].cells)), wrong


def title(rows: list[Row]) -> str:
    """What a list is called: the only cell of its first row above the names of its columns."""
    first = list(rows[0].cells.values()) if rows else []
    return line(tidy(first[0].text)) if len(first) == 1 else ""


def _settled(columns: dict[int, str], below: list[Row]) -> dict[int, str]:
    """The columns where of several that could be the text (`Item`, `Description`) those of figures are numbers."""
    texts = [column for column, named in columns.items() if named == "text"]
    figures = {c for c in texts if all(r.cells[c].text.strip().isdecimal() for r in below if c in r.cells)}
    if len(texts) == 1 or len(figures) == len(texts):
        return columns
    return {column: NUMBER if column in figures else named for column, named in columns.items()}


def _above(rows: list[Row]) -> Iterator[Finding]:
    """Rows above the names of the columns, a title alone excepted."""
    left = rows[1:] if title(rows) else rows
    if left:
        words = "; ".join(", ".join(tidy(c.text) for c in row.cells.values()) for row in left)
        yield found("lines-above", left[0].place, left[0].place.file, count=len(left), text=words)


def _unknown(row: Row, columns: dict[int, str]) -> Iterator[Finding]:
    for column, cell in row.cells.items():
        if column not in columns:
            named = line(tidy(cell.text))[:SHOWN]
            yield found("column-unknown", cell.place, cell.place.file, name=named, known=KNOWN)


def _doubled(row: Row, columns: dict[int, str]) -> Iterator[Finding]:
    first: dict[str, tuple[str, Place]] = {}
    for column, named in columns.items():
        cell = row.cells[column]
        if named in first and named not in JOINED and named != NUMBER:
            other, place = first[named]
            yield found(
                "column-double",
                cell.place,
                cell.place.file,
                name=tidy(cell.text),
                other=f"{other} ({place})",
                key=named,
            )
        first.setdefault(named, (tidy(cell.text), cell.place))
