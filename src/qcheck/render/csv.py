"""CSV of a check: a line a result, as RFC 4180 has it, in which no cell is a formula."""

import csv
import re
from collections.abc import Mapping
from io import StringIO

from qcheck.model.view import CheckReport
from qcheck.render.rows import COLUMNS, Cell, rows

NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
SIGNS = frozenset("=+-@＝＋－＠")  # noqa: RUF001 (spreadsheets take the wide signs, too)
# Where a spreadsheet would begin to calculate: at the start of a cell, or behind the semicolon that it divides cells by
# in half of the world, whatever quotes stand around.
FORMULA = re.compile(rf"(^|;)(\s*)(?=[{re.escape(''.join(sorted(SIGNS)))}])")


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """All results of all jobs, as UTF-8 without a mark at the beginning."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_inert(cell) for cell in row] for row in rows(report))
    return out.getvalue().encode()


def _inert(cell: Cell) -> Cell:
    """A cell that a spreadsheet shows and does not calculate: an apostrophe goes before what would begin a formula."""
    if isinstance(cell, int) or not (";" in cell or cell.lstrip()[:1] in SIGNS) or NUMBER.fullmatch(cell):
        return cell
    return FORMULA.sub(r"\1\2'", cell)
