"""Delimited text, as CSV: rows of cells by separators, whatever sign divides them, with the place of each."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import islice

from qcheck.core.rules.table import found
from qcheck.intake.decoding import LINE_END
from qcheck.intake.grid import MOST_COLUMNS, MOST_ROWS, Row, too_large
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.punchfile import Cell

SEPARATORS = (",", ";", "\t")
# A first line by which Excel is told the sign.
TOLD = re.compile(r'"?sep=([,;\t|])"?(\r\n|\n|\r|$)')
LOOKED_AT = 40

Judge = Callable[[list[Row]], int]


def rows(text: str, file: str, judge: Judge) -> tuple[list[Row], list[Finding]]:
    """The rows of a text that hold anything. `judge` says how well some rows read: the sign by which they read best
    divides them all.
    """
    ends = [match.end() for match in LINE_END.finditer(text)]
    told = TOLD.match(text)
    if told:
        return _all(_Scan(text, ends, file, told[1]), told.end())
    scores = {sign: _score(_Scan(text, ends, file, sign), judge) for sign in SEPARATORS}
    return _all(_Scan(text, ends, file, max(SEPARATORS, key=lambda sign: scores[sign])), 0)


def _score(scan: "_Scan", judge: Judge) -> tuple[int, int]:
    """How well the first rows read; of signs that do it as well, the one that breaks least."""
    looked = list(islice(scan.rows(0), LOOKED_AT))
    return judge(looked), -sum(len(row.cells) for row in looked)


def _all(scan: "_Scan", start: int) -> tuple[list[Row], list[Finding]]:
    return list(scan.rows(start)), scan.findings


class _Scan:
    """Goes through a text cell by cell."""

    def __init__(self, text: str, ends: list[int], file: str, sign: str) -> None:
        self.text = text
        self.file = file
        self.findings: list[Finding] = []
        self.ends = ends
        self.wide = False
        stop = rf"(?P<stop>{re.escape(sign)}|\r\n|\n|\r|\Z)"
        rest = rf"(?P<rest>[^{re.escape(sign)}\r\n]*)"
        # Blanks; what stands in quotes, over line ends too, a doubled quote for one; the rest up to a separator.
        self.quoted = re.compile(rf' *(?:"(?P<text>[^"]*(?:""[^"]*)*)(?P<end>"?))?{rest}{stop}')
        self.plain = re.compile(rf" *{rest}{stop}")
        self.cell = self.quoted

    def place(self, at: int) -> Place:
        line = bisect_right(self.ends, at)
        return Place(self.file, line + 1, at - (self.ends[line - 1] if line else 0) + 1)

    def rows(self, at: int) -> Iterator[Row]:
        """The rows that hold anything, from a position in the text."""
        count = 0
        while at < len(self.text):
            begin = self.place(at)
            count += 1
            cells, at = self._row(at)
            if count > MOST_ROWS or len(cells) > MOST_COLUMNS or self.wide:
                self.findings.append(too_large(begin))
                return
            if cells:
                yield Row(begin, cells)

    def _row(self, at: int) -> tuple[dict[int, Cell], int]:
        cells: dict[int, Cell] = {}
        column = 0
        while True:
            match = self._cell(at)
            quoted = match.groupdict().get("text")
            text = (quoted.replace('""', '"') if quoted else "") + match["rest"]
            if text.strip():
                cells[column] = Cell(
                    text, self.place(match.start("rest") if quoted is None else match.start("text") - 1)
                )
            at = match.end()
            self.wide = column > MOST_COLUMNS * 10  # empty cells pad a line to the widest, within reason
            if self.wide or match["stop"] in {"", "\r\n", "\n", "\r"}:
                return cells, at
            column += 1

    def _cell(self, at: int) -> re.Match[str]:
        match = self.cell.match(self.text, at)
        if match and self.cell is self.quoted and match["text"] is not None and not match["end"]:
            # Nothing closes it: told once, and from here on quotes are signs like any other.
            self.findings.append(found("quote-open", self.place(match.start("text") - 1), self.file))
            self.cell = self.plain
            match = self.cell.match(self.text, at)
        if match is None:  # what may be empty always matches
            raise AssertionError(at)
        return match
