"""A file of units, one name a line, as names with everything that is wrong with it."""

import re
from collections.abc import Iterator

from msgspec import Struct

from qcheck.core.act.units import LONGEST_NAME
from qcheck.core.clean import UNSAFE
from qcheck.core.meaning import tidy
from qcheck.core.nodes import MOST_FINDINGS, decode
from qcheck.core.rules.table import found
from qcheck.model.finding import Arg, Finding
from qcheck.model.place import Place

HIDDEN = re.compile(UNSAFE)
LINE_END = re.compile(r"\r\n|\n|\r")
# Blanks; what stands in quotes, a doubled quote for one, with the quote that ends it; the rest up to a separator.
CELL = re.compile(r' *(?:(?P<quote>")(?P<quoted>[^"]*(?:""[^"]*)*)(?P<end>"?))?(?P<rest>[^,;\t]*)')


class _Cell(Struct, frozen=True):
    """What stands between two separators, and the column where it begins; `unclosed` if its quote never ends."""

    text: str
    column: int
    unclosed: bool = False


class _Row(Struct, frozen=True):
    """A line with its number, and those of its cells that are not empty."""

    number: int
    line: str
    cells: tuple[_Cell, ...]


def units(source: bytes, file: str, kind: str = "") -> tuple[tuple[str, ...], list[Finding]]:
    """The names in a text or CSV file, one a line, and all findings; the names are good for use only without any.

    A first line that is the kind's own name (`rooms` or `room` where `kind` is `rooms`) is a heading. No other line
    is taken for one: who has another heading sees it among the names.
    """
    text, findings = decode(source, file)
    if findings:
        return (), findings
    first: dict[str, _Row] = {}
    for row in _rows(text, kind):
        if len(findings) >= MOST_FINDINGS:
            findings.append(found("too-many-problems", Place(file, row.number, 1), file, limit=MOST_FINDINGS))
            break
        wrong = list(_wrong(row, file))
        for name in row.cells[:1]:
            before = first.setdefault(name.text.casefold(), row)
            if before is not row and not wrong:
                wrong = [_finding("units-double", row, name.column, file, name=name.text, line=before.number)]
        findings += wrong
    if not first and not findings:
        findings.append(found("file-empty", Place(file), file))
    return tuple(row.cells[0].text for row in first.values()), findings


def _rows(text: str, kind: str) -> Iterator[_Row]:
    """The lines that hold anything, without the heading."""
    begun = False
    for number, line in enumerate(LINE_END.split(text), 1):
        row = _Row(number, line, tuple(cell for cell in _cells(line) if cell.text))
        heading = not begun and len(row.cells) == 1 and _heads(row.cells[0].text, kind)
        begun = begun or bool(row.cells)
        if not heading and (row.cells or HIDDEN.search(line)):
            yield row


def _heads(text: str, kind: str) -> bool:
    """Whether a line is the kind's own name, one or many of it."""
    said, named = (re.sub(r"[\s_-]+", " ", word).casefold().removesuffix("s") for word in (text, kind))
    return bool(named) and said == named


def _wrong(row: _Row, file: str) -> Iterator[Finding]:
    hidden = HIDDEN.search(row.line)
    if hidden:
        yield _finding("character-hidden", row, hidden.start() + 1, file, character=f"U+{ord(hidden[0]):04X}")
    for cell in row.cells:
        if cell.unclosed:
            yield _finding("units-quote", row, cell.column, file)
            return
    if len(row.cells) > 1:
        yield _finding("units-columns", row, row.cells[1].column, file, count=len(row.cells))
    elif row.cells and len(row.cells[0].text) > LONGEST_NAME:
        name = row.cells[0]
        yield _finding(
            "text-too-long", row, name.column, file, key=name.text, limit=LONGEST_NAME, length=len(name.text)
        )


def _finding(code: str, row: _Row, column: int, file: str, **args: Arg) -> Finding:
    return found(code, Place(file, row.number, column), file, **args)


def _cells(line: str) -> Iterator[_Cell]:
    start = 0
    while start <= len(line):
        match = CELL.match(line, start)
        if match is None:  # what may be empty always matches
            return
        quoted = (match["quoted"] or "").replace('""', '"')
        column = match.start("quote" if match["quote"] else "rest") + 1
        yield _Cell(tidy(quoted + match["rest"]), column, unclosed=bool(match["quote"]) and not match["end"])
        start = match.end() + 1
