"""A grid: rows of cells as a file of any kind holds them, and how large it may be."""

from msgspec import Struct

from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.punchfile import Cell

MOST_ROWS = 20_000
MOST_COLUMNS = 200


class Row(Struct, frozen=True):
    """The cells of a row that hold anything, by column from 0; `carried` are those of merged cells above."""

    place: Place
    cells: dict[int, Cell]
    carried: dict[int, Cell] = {}


def too_large(place: Place) -> Finding:
    """More rows or columns than any punch list has."""
    return found("sheet-too-large", place, place.file, rows=MOST_ROWS, columns=MOST_COLUMNS)
