"""Columns: how wide each is, so that rows are few lines and nothing is wider than the terminal."""

from rich.text import Text

from qcheck.core.cells import width

STACKED = 3  # so many columns, the last of which goes under the one before it on a narrow terminal
LABEL = 24  # what the first column may take in any case: a date with its time
LEAST = 12
ROOM = 16  # with less for the others these go under the first
SHARES = (1 / 2, 2 / 5, 3 / 5)  # of what two columns have together, the part of the later one; the first if all do
MEASURE = 100  # longer lines are not read with ease
GAP = 2

Row = tuple[Text, ...]


def columns(rows: list[Row], room: int) -> tuple[tuple[int, ...], bool]:
    """The widths of all columns, or of the first and of what stands under it, and whether anything has to."""
    wanted = tuple(max(map(_widest, cells)) for cells in zip(*rows, strict=True))
    first = min(wanted[0], max(LABEL, room // (4 if len(wanted) >= STACKED else 2))) if wanted else 0
    others = sum(wanted[1:])
    if others < ROOM:  # counts and the like: the label goes on in its own column
        first = min(first, max(LEAST, room - GAP - others))
    if len(wanted) > 1 and room - first - GAP < min(ROOM, others):
        return (room, room - GAP), True
    return (first, *_shared(rows, wanted[1:], room - first - GAP)), False


def _widest(cell: Text) -> int:
    return max(map(width, cell.plain.split("\n")))


def _shared(rows: list[Row], wanted: tuple[int, ...], room: int) -> tuple[int, ...]:
    """The widths of all columns but the first, so that the rows are the fewest lines, and the cells in them too."""
    if len(wanted) <= 1:
        return tuple(min(each, room, MEASURE) for each in wanted)
    room -= GAP * (len(wanted) - 1)
    ways = [_split(wanted, room, share) for share in SHARES]
    if sum(wanted) <= room or len(set(ways)) == 1:
        return ways[0]
    return min(ways, key=lambda widths: _lines_of([row[1:] for row in rows], widths))


def _split(wanted: tuple[int, ...], room: int, share: float) -> tuple[int, ...]:
    """What the later columns need, or their share of the room; the first of them gets the rest, and leaves what it
    does not need.
    """
    later = [min(each, int(room * share) // (len(wanted) - 1)) for each in wanted[1:]]
    second = min(wanted[0], room - sum(later), MEASURE)
    for at, each in enumerate(wanted[1:]):
        later[at] = max(1, min(each, later[at] + room - second - sum(later), MEASURE))
    return max(1, second), *later


def _lines_of(rows: list[Row], widths: tuple[int, ...]) -> tuple[int, int]:
    """About how many lines rows are, and all their cells."""
    cells = [[_height(cell, wide) for cell, wide in zip(row, widths, strict=True)] for row in rows]
    return sum(map(max, cells)), sum(map(sum, cells))


def _height(cell: Text, wide: int) -> int:
    return sum(-(-width(line) // wide) or 1 for line in cell.plain.split("\n"))
