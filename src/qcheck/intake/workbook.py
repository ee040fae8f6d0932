"""A workbook of Excel: the rows of one of its sheets, with merged cells and dates as a person sees them."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from qcheck.core.rules.table import found
from qcheck.intake.grid import Row, too_large
from qcheck.intake.unpacking import NotSheet, TooLarge, unpacked
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.punchfile import Cell

SAVE_AGAIN = "Save it again as .xlsx, without a password"
MISSING, INSTALL = "that needs one more package", 'pip install "qcheck-cli[xlsx]"'
# How Excel writes what XML cannot hold: `_x000D_`.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MIDNIGHT = time()

Value = str | float | int | bool | date | datetime | time | timedelta
Merged = tuple[tuple[int, int], tuple[int, int]]
Sheet = tuple[str, list[list[Value]], list[Merged]]


def rows(source: bytes, file: str, sheet: str = "") -> tuple[list[Row], list[Finding]]:
    """The rows that hold anything of the sheet called so, else of the first one that does, those in sight before those
    that are hidden; and the findings. The value of a merged cell counts for all its rows.
    """
    try:
        content, pictures = unpacked(source)
        sheets = _sheets(content, sheet)
    except NotSheet as error:
        return [], [found("file-not-sheet", Place(file), file, why=str(error), how=error.hint or SAVE_AGAIN)]
    except TooLarge:
        return [], [too_large(Place(file))]
    if sheet and not sheets:
        known = tuple(_names(content))
        return [], [found("sheet-unknown", Place(file), file, name=sheet, known=known)]
    _, values, merged = sheets[0] if sheets else ("", [], [])
    others = tuple(name for name, *_ in sheets[1:])
    left = [found("sheets-left", Place(file), file, name=sheets[0][0], known=others)] if others else []
    left += [found("pictures-left", Place(file), file, count=pictures)] if pictures else []
    return _rows(values, merged, file), left


def _names(content: bytes) -> Iterable[str]:
    from python_calamine import CalamineWorkbook  # 3 ms, only for a workbook

    return CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


def _sheets(content: bytes, wanted: str) -> list[Sheet]:
    """The sheets that hold anything, those in sight first; or the one that is wanted."""
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum
    except ImportError as error:
        raise NotSheet(MISSING, INSTALL) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        known = sorted(book.sheets_metadata, key=lambda s: s.visible != SheetVisibleEnum.Visible)
        named = [s.name for s in known if not wanted or s.name.casefold() == wanted.casefold()]
        read = ((name, book.get_sheet_by_name(name)) for name in named)
        return [
            (name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or [])
            for name, sheet in read
            if wanted or sheet.end is not None
        ]
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # the reader has many errors of its own; a panic of its language is no `Exception`
        raise NotSheet("it is damaged") from error


def _rows(values: list[list[Value]], merged: list[Merged], file: str) -> list[Row]:
    said = {
        (row, column): Cell(text, Place(file, row + 1, column + 1))
        for row, cells in enumerate(values)
        for column, value in enumerate(cells)
        if (text := _text(value)).strip()
    }
    own: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in said.items():
        own.setdefault(row, {})[column] = cell
    carried = _carried(said, merged, len(values))
    return [
        Row(Place(file, row + 1, min(cells) + 1), cells, carried.get(row, {})) for row, cells in sorted(own.items())
    ]


def _carried(said: dict[tuple[int, int], Cell], merged: list[Merged], height: int) -> dict[int, dict[int, Cell]]:
    """What merged cells give to the rows below their first, by row; where two overlap, as none should, the first."""
    carried: dict[int, dict[int, Cell]] = {}
    reached: dict[int, int] = {}
    for (top, left), (bottom, _) in sorted(merged):
        cell = said.get((top, left))
        if cell is not None:
            for row in range(max(top + 1, reached.get(left, 0)), min(bottom + 1, height)):
                carried.setdefault(row, {})[left] = cell
            reached[left] = max(reached.get(left, 0), bottom + 1)
    return carried


def _text(value: Value) -> str:
    """What a cell holds as text: dates as `2026-12-05`, whole numbers without a point."""
    match value:
        case str():
            return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value) if "_x" in value else value
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime():
            return value.date().isoformat() if value.time() == MIDNIGHT else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)
