"""A punch list as bytes of any kind: YAML, CSV as spreadsheets write it, or a workbook of Excel."""

import re
from collections.abc import Iterator

from qcheck.core import punchfile
from qcheck.core.clean import UNSAFE
from qcheck.core.meaning import tidy
from qcheck.core.nodes import MAX_BYTES, MOST_FINDINGS
from qcheck.core.punchfile import LIMITS
from qcheck.core.rules.table import found
from qcheck.intake import delimited, workbook
from qcheck.intake.columns import NUMBER, category
from qcheck.intake.decoding import decode
from qcheck.intake.grid import Row
from qcheck.intake.heading import Heading, heading, score, title
from qcheck.intake.unpacking import OLD, ZIP
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.punchfile import Cell, Line, PunchFile

YAML = (".yaml", ".yml")
_LINE_END = re.compile(r"\r\n|\r")
_BETWEEN_PHOTOS = re.compile(r"[;,\n]")
_HIDDEN = re.compile(UNSAFE)


def read(source: bytes, file: str, sheet: str = "") -> tuple[PunchFile, list[Finding]]:
    """A punch list and all findings; where one of them blocks, its lines are there to be looked at and not to be used.

    What a file is, its bytes say: workbooks are zip archives. Only YAML is known by its name.
    """
    if source.startswith((ZIP, OLD)):
        rows, findings = workbook.rows(source, file, sheet)
        return _table(rows, file, findings)
    if sheet:
        return PunchFile(file), [found("sheet-unknown", Place(file), file, name=sheet, known=())]
    if file.lower().endswith(YAML):
        listed, findings = punchfile.read(source, file)
        return listed or PunchFile(file), findings
    if len(source) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        return PunchFile(file), [found("file-too-large", Place(file), file, limit=limit)]
    text, findings = decode(source, file)
    if any(f.severity == "block" for f in findings):
        return PunchFile(file), findings
    rows, wrong = delimited.rows(text, file, score)
    return _table(rows, file, [*findings, *wrong])


def _table(rows: list[Row], file: str, findings: list[Finding]) -> tuple[PunchFile, list[Finding]]:
    """The lines of a grid by the names of its columns."""
    if not rows:
        blocked = any(f.severity == "block" for f in findings)
        return PunchFile(file), findings if blocked else [*findings, found("file-empty", Place(file), file)]
    named, wrong = heading(rows, file)
    findings += wrong
    if named is None:
        return PunchFile(file), findings
    lines, passed = [], [row.place for row in rows[: named.at + 1]]
    for row in rows[named.at + 1 :]:
        if len(findings) >= MOST_FINDINGS:
            findings.append(found("too-many-problems", row.place, file, limit=MOST_FINDINGS))
            break
        if all(named.columns.get(column) == NUMBER for column in row.cells):
            passed.append(row.place)
            continue
        read_, wrong = _line(row, named)
        findings += wrong
        lines.append(read_)
    if not lines and not any(f.severity == "block" for f in findings):
        findings.append(found("file-empty", Place(file), file))
    return PunchFile(file, title(rows[: named.at]), tuple(lines), tuple(passed)), findings


def _line(row: Row, heading_: Heading) -> tuple[Line, list[Finding]]:
    cells: dict[str, Cell] = {}
    photos: list[Cell] = []
    wrong = [
        found("cell-without-column", cell.place, cell.place.file, text=tidy(cell.text))
        for column, cell in row.cells.items()
        if column not in heading_.named
    ]
    for column, key in sorted(heading_.columns.items()):
        cell = row.cells.get(column) or row.carried.get(column)
        if cell is None or key == NUMBER:
            continue
        wrong += _hidden(cell)
        if key == "photos":
            photos += [Cell(name.strip(), cell.place) for name in _BETWEEN_PHOTOS.split(cell.text) if name.strip()]
        else:
            before = f"{cells[key].text} / " if key in cells else ""
            cells[key] = Cell(before + tidy(cell.text), cells[key].place if before else cell.place)
    wrong += [w for key, cell in cells.items() for w in _long(cell, key)]
    wrong += [w for photo in photos for w in _long(photo, "photos")]
    wrong += _meant(cells, row.place)
    if "category" in cells:
        cells["category"] = Cell(category(cells["category"].text), cells["category"].place)
    return Line(row.place, cells, tuple(photos)), wrong


def _hidden(cell: Cell) -> Iterator[Finding]:
    text = cell.text if cell.text.isprintable() else _LINE_END.sub("\n", cell.text)
    found_ = None if text.isprintable() else _HIDDEN.search(text)
    if found_:
        yield found("character-hidden", cell.place, cell.place.file, character=f"U+{ord(found_[0]):04X}")


def _long(cell: Cell, key: str) -> Iterator[Finding]:
    if len(cell.text) > LIMITS[key]:
        length = len(cell.text)
        yield found("text-too-long", cell.place, cell.place.file, key=key, limit=LIMITS[key], length=length)


def _meant(cells: dict[str, Cell], place: Place) -> Iterator[Finding]:
    """What is wrong with a line by what its cells mean."""
    if "text" not in cells:
        yield found("line-without-text", place, place.file, text=", ".join(c.text for c in cells.values()))
    waits = cells.get("category")
    if waits and not category(waits.text):
        wanted = "A or before handover, B or after handover, C or cosmetic; high, medium, low"
        yield found("value-unknown", waits.place, place.file, key="category", got=waits.text, wanted=wanted)
