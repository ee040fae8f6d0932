"""Lines of figures on a terminal: a label, the number, a bar beside it, and what it was taken over."""

from msgspec import Struct
from rich.text import Text

from qcheck.core.cells import width
from qcheck.render.grid import GAP, NARROW, Grid, Look, Part, Row, fitted

CELLS = 10
LEAST = 12
ALL = 1000
FULL, REST = "█", "░"
FULL_ASCII, REST_ASCII = "#", "."
NOTHING = "nothing to count yet"


class Widths(Struct, frozen=True):
    """How wide labels and numbers are, and whether bars stand beside them."""

    label: int
    number: int
    bars: bool = True


class Line(Struct, frozen=True):
    """A label, the number, what it was taken over, and its bar; `beneath` is the label of the line it belongs to."""

    label: str
    number: str
    words: str = ""
    bar: str = ""
    beneath: str = ""


def nothing(label: str, look: Look) -> Line:
    """A figure that there is nothing to take over: a dash, never none or all."""
    return Line(label, _dash(look), NOTHING)


def _dash(look: Look) -> str:
    return "–" if look.unicode else "-"  # noqa: RUF001 (a dash, on purpose)


def bar(value: str, look: Look) -> str:
    """A share, in three decimals, as a bar; full only if it is all, empty only if it is none."""
    thousandths = int(value.replace(".", ""))
    cells = CELLS if thousandths == ALL else max(min((thousandths + 50) // 100, CELLS - 1), int(thousandths > 0))
    full, rest = (FULL, REST) if look.unicode else (FULL_ASCII, REST_ASCII)
    return full * cells + rest * (CELLS - cells)


def widths(lines: list[Line], *, longest: int = 100, bars: bool = True) -> Widths:
    """Of these lines; a label that is longer goes over several lines."""
    label = max(width(_label(line)) for line in lines)
    return Widths(min(label, longest), max(width(line.number) for line in lines), bars)


def figures(lines: list[Line], look: Look, of: Widths) -> Part:
    """Lines with labels and numbers of such widths; on a narrow terminal the number first and no bar; or linear."""
    if look.plain:
        return Text("\n".join(_linear(line, look) for line in lines if line.number))
    before = (of.label, of.number, *([CELLS] if of.bars else []))
    rest = look.width - GAP - sum(each + GAP for each in before)
    if look.width < NARROW or rest < LEAST:
        return _grid([_narrow(line, of) for line in lines], (of.number, look.width - of.number - 2 * GAP), look)
    return _grid([_wide(line, of) for line in lines], (*before, rest), look)


def _grid(rows: list[Row], columns: tuple[int, ...], look: Look) -> Grid:
    return Grid([tuple(fitted(cell, look) for cell in row) for row in rows], columns, GAP)


def _narrow(line: Line, of: Widths) -> Row:
    words = Text(_label(line)).append(f": {line.words}" if line.words else "", style="dim")
    return Text(line.number.rjust(of.number), style="bold"), words


def _wide(line: Line, of: Widths) -> Row:
    beside = [Text(line.bar)] if of.bars else []
    return Text(_label(line)), Text(line.number.rjust(of.number), style="bold"), *beside, Text(line.words, style="dim")


def _label(line: Line) -> str:
    return f"{'  ' if line.beneath else ''}{line.label}"


def _linear(line: Line, look: Look) -> str:
    """A line as a statement of its own, which names what it belongs to."""
    shown = [part for part in (line.number if line.number != _dash(look) else "", line.words) if part]
    return f"{f'{line.beneath}, ' if line.beneath else ''}{line.label}: {', '.join(shown)}."
