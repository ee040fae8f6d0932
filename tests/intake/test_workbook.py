"""Workbooks: what a person sees in a sheet is what is read, and no file takes the machine down."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.intake import unpacking, workbook
from qcheck.intake.punchlist import read

DATA = Path(__file__).parents[1] / "data" / "punch"
FILE = "walk.xlsx"
WALK = (DATA / "walk.xlsx").read_bytes()


def book(fill: Callable[[Any], None]) -> bytes:
    """A workbook that was filled."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        fill(made)
    return out.getvalue()


def sheet(*rows: tuple[object, ...], **merged: tuple[int, int, int, int, str]) -> bytes:
    """A workbook of one sheet with these rows; dates are dates."""

    def fill(made: Any) -> None:
        one = made.add_worksheet("Walk")
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date | datetime | time):
                    one.write_datetime(number, column, value, day)
                elif value is not None:
                    one.write(number, column, value)
        for area in merged.values():
            one.merge_range(*area)

    return book(fill)


def test_cells_are_read_as_they_look() -> None:
    """Numbers without a point, dates as dates, line breaks and Excel's escapes as blanks."""
    source = sheet(
        ("Text", "Ref", "Room", "Due"),
        ("a\r\nb", 7.0, 1.5, datetime(2026, 12, 5)),  # noqa: DTZ001 (a cell knows no zone)
        ("c_x000D_", "K-1", True, datetime(2026, 12, 5, 17, 30)),  # noqa: DTZ001
    )
    listed, findings = read(source, FILE)
    assert findings == []
    assert [{key: cell.text for key, cell in line.cells.items()} for line in listed.lines] == [
        {"text": "a b", "id": "7", "where": "1.5", "due": "2026-12-05"},
        {"text": "c", "id": "K-1", "where": "yes", "due": "2026-12-05 17:30"},
    ]


def test_a_merged_cell_counts_for_its_rows_and_no_further() -> None:
    """A room over two of three lines, and a title over all columns."""
    source = sheet(
        ("", "", ""),
        ("Room", "Defect", "Who"),
        (None, "a", None),
        (None, "b", None),
        (None, "c", None),
        title=(0, 0, 0, 2, "Walk"),
        room=(2, 0, 3, 0, "Hall"),
    )
    listed, findings = read(source, FILE)
    assert findings == []
    assert [(line.text("where"), line.text("text")) for line in listed.lines] == [
        ("Hall", "a"),
        ("Hall", "b"),
        ("", "c"),
    ]


def test_the_first_sheet_in_sight_that_holds_anything_is_read_and_the_others_are_named() -> None:
    """Or the one that was asked for."""

    def fill(made: Any) -> None:
        made.add_worksheet("Empty")
        hidden = made.add_worksheet("Old")
        hidden.write_column(0, 0, ["Text", "old"])
        made.add_worksheet("Walk").write_column(0, 0, ["Text", "new"])
        hidden.hide()

    listed, findings = read(book(fill), FILE)
    assert [line.text("text") for line in listed.lines] == ["new"]
    assert sentences(findings) == [
        f"{FILE}: warn: Only the sheet Walk was read, and not: Old [sheets-left]",
        "    Another one is read with --sheet NAME",
    ]
    listed, findings = read(book(fill), FILE, "old")
    assert ([line.text("text") for line in listed.lines], findings) == (["old"], [])
    assert sentences(read(book(fill), FILE, "x")[1]) == [
        f"{FILE}: block: There is no sheet called x [sheet-unknown]",
        "    There are: Empty, Old, Walk",
    ]


def test_pictures_inside_a_workbook_are_told() -> None:
    """Nobody can know which line they belong to."""
    with zipfile.ZipFile(out := io.BytesIO(WALK), "a") as packed:
        packed.writestr("xl/media/image1.png", b"x")
    assert sentences(read(out.getvalue(), FILE)[1]) == [
        f"{FILE}: warn: Pictures inside the workbook were not read: 1 [pictures-left]",
        "    Save them beside it, and name them in a column called photos",
    ]


def test_without_the_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else of qcheck does without it."""
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    assert sentences(read(WALK, FILE)[1]) == [
        f"{FILE}: block: The workbook cannot be read: that needs one more package [file-not-sheet]",
        '    pip install "qcheck-cli[xlsx]"',
    ]


def packed(part: str, content: bytes) -> bytes:
    """The workbook with another content of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WALK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CELL = HEAD + b'<row r="%d"><c r="%s"><v>1</v></c></row></sheetData></worksheet>'
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + b"&b;</sheetData></worksheet>"

BOMBS: dict[str, tuple[bytes, str]] = {
    "a last row": (packed(SHEET, CELL % (1_048_576, b"A1048576")), "sheet-too-large"),
    "a last column": (packed(SHEET, CELL % (1, b"XFD1")), "sheet-too-large"),
    "a last row that the cell does not name": (packed(SHEET, CELL % (1_048_576, b"")), "sheet-too-large"),
    "much that packs to little": (packed(SHEET, HEAD + b" " * 70_000_000), "sheet-too-large"),
    "very many cells": (packed(SHEET, HEAD + b"<row>" + b"<c/>" * 500_001 + b"</row>"), "sheet-too-large"),
    "very many merged cells": (packed(SHEET, HEAD + b'<mergeCell ref="A1:A9"/>' * 20_001), "sheet-too-large"),
    "entities of entities": (packed(SHEET, ENTITY), "file-not-sheet"),
    "no XML": (packed(SHEET, b"<worksheet>"), "file-not-sheet"),
    "an encoding that nobody knows": (
        packed(SHEET, b'<?xml version="1.0" encoding="UTF-4"?>' + HEAD),
        "file-not-sheet",
    ),
    "another zip": (packed("xl/workbook.xml", b"")[:40], "file-not-sheet"),
    "the old format": (unpacking.OLD + b"\0" * 600, "file-not-sheet"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_workbook_takes_the_machine_down(name: str) -> None:
    """It is refused before the reader that would believe it sees it."""
    source, code = BOMBS[name]
    assert [f.code for f in read(source, FILE)[1]] == [code]


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    """No more is unpacked than it declares."""
    source = bytearray(packed(SHEET, HEAD + b" " * 1_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(source))) as there:
        size = there.getinfo(SHEET).file_size.to_bytes(4, "little")
    source = source.replace(size, (1000).to_bytes(4, "little"))
    assert [f.code for f in read(bytes(source), FILE)[1]] == ["file-not-sheet"]


def test_styled_cells_at_the_end_of_a_sheet_are_no_content() -> None:
    """Spreadsheets keep the look of rows that nobody ever filled."""
    content = HEAD + (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Text</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData></worksheet>'
    )
    listed, findings = read(packed(SHEET, content), FILE)
    assert ([line.text("text") for line in listed.lines], findings) == (["a"], [])


def test_overlapping_merged_cells_cost_no_more_than_their_rows() -> None:
    """No program writes them; a hostile file may."""
    areas = [((0, 0), (19_999, 0))] * 20_000
    values: list[list[workbook.Value]] = [["x" if row == 0 else ""] for row in range(20_000)]
    rows = workbook._rows(values, areas, FILE)  # noqa: SLF001 (no reader lets such a file by)
    assert len(rows) == 1


@given(st.integers(0, len(WALK)))
def test_a_workbook_that_was_cut_off_is_refused(length: int) -> None:
    """At any byte: nothing is read of half a file, and nothing raises."""
    listed, findings = read(WALK[:length], FILE)
    assert not listed.lines or length == len(WALK)
    assert bool(findings) is (length < len(WALK))


@given(st.integers(0, len(WALK) - 1), st.binary(min_size=1, max_size=4))
def test_a_workbook_that_was_damaged_never_raises(at: int, bytes_: bytes) -> None:
    """Any few bytes of it may be others."""
    read(WALK[:at] + bytes_ + WALK[at + len(bytes_) :], FILE)


def test_a_part_that_lies_about_its_size_is_cut_where_it_said() -> None:
    """Not unpacked whole first: a kilobyte could be a gigabyte."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", bytes(50_000_000))
    source = held.getvalue().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 10))
    tracemalloc.start()
    with pytest.raises(unpacking.NotSheet) as caught:
        unpacking.unpacked(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(caught.value) == "it is damaged, or has a password"
    assert peak < 5_000_000


PARTS = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", SHEET)
XML = st.lists(
    st.sampled_from(
        [
            *(
                HEAD,
                b"</sheetData></worksheet>",
                b'<row r="2">',
                b"</row>",
                b'<c r="A2" t="s"><v>9</v></c>',
                b"<c><v>x</v></c>",
            ),
            *(
                b'<c t="inlineStr"><is><t>',
                b"</t></is></c>",
                b'<mergeCell ref="A1:A9"/>',
                b"&#0;",
                b"&amp;",
                b"<!DOCTYPE x>",
            ),
            *(
                b'<?xml version="1.0" encoding="',
                b"UTF-16",
                b"rot13",
                b"idna",
                b'"?>',
                b'<c r="A1" t="d"><v>2026-13-45</v></c>',
            ),
            *(b'<c r="A1" t="b"><v>7</v></c>', b'<c r="A1"><v>1e999</v></c>', b"<t>\xff</t>"),
        ]
    )
    | st.binary(max_size=6)
).map(b"".join)


@given(st.sampled_from(PARTS), XML)
def test_any_part_of_a_workbook_may_be_anything(part: str, content: bytes) -> None:
    """It is read, or refused; neither the reader's errors nor those of XML come through."""
    listed, findings = read(packed(part, content), FILE)
    assert listed.lines or findings
    assert all(sentences(findings))
