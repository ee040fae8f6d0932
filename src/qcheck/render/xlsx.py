"""A workbook of a check for Excel: a sheet of the jobs, then one of all results."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from qcheck.errors import Refused
from qcheck.model.view import CheckReport, CheckView
from qcheck.render.printable import printable
from qcheck.render.rows import COLUMNS, Cell, rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

JOBS = ("job", "name", "gate", "verdict", "problems", "due", "settled", "left", "waived", "as_of")
# Excel calls a file damaged in which a cell holds more than 32,767 signs, and counts some of them as two.
LONGEST = 16_000
WIDEST, NARROWEST = 60, 8
# Whatever was typed stays a text.
TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """All jobs. Raises `Refused` where the package that writes workbooks is missing."""
    try:
        from xlsxwriter import Workbook  # 40 ms, only for a workbook
    except ImportError as error:
        raise Refused("Writing xlsx needs one more package.", 'pip install "qcheck-cli[xlsx]"') from error
    out = BytesIO()
    book = Workbook(out, TEXT)
    # The moment that was judged, not the one at which it is written, so that the same state gives the same bytes.
    book.set_properties({"title": "qcheck", "created": datetime.fromisoformat(report.checks[0].as_of)})
    _sheet(book, "Jobs", JOBS, (_job(view) for view in report.checks))
    _sheet(book, "Results", COLUMNS, rows(report))
    book.close()
    return out.getvalue()


def _job(view: CheckView) -> tuple[Cell, ...]:
    count = view.count
    problems = sum(finding.stands for finding in view.findings)
    said = (printable(text) for text in (view.job, view.name, view.gate, view.verdict))
    return (*said, problems, count.due, count.settled, count.left, count.waived, view.as_of)


def _sheet(book: "Workbook", name: str, columns: tuple[str, ...], of: Iterable[tuple[Cell, ...]]) -> None:
    sheet, head, wrapped = book.add_worksheet(name), book.add_format({"bold": True}), _wrapped(book)
    sheet.write_row(0, 0, columns, head)
    widths = [len(column) for column in columns]
    last = 0
    for last, row in enumerate(of, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(last, column, cell, wrapped)
            elif cell:
                sheet.write_string(last, column, _fitted(cell), wrapped)
            widths[column] = max(widths[column], len(str(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, width + 2)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _fitted(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _wrapped(book: "Workbook") -> object:
    return book.add_format({"text_wrap": True, "valign": "top"})
