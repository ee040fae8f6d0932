"""Tables of a check, CSV and XLSX, read back by other libraries."""

import csv
import sys
import zipfile
from io import BytesIO, StringIO

import openpyxl  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from builder import job
from qcheck.errors import Refused
from qcheck.model.view import CheckReport
from qcheck.render.csv import check as as_csv
from qcheck.render.rows import COLUMNS
from qcheck.render.xlsx import LONGEST
from qcheck.render.xlsx import check as xlsx
from render.checked import HOSTILE, hostile, kitchen, report, short

FORMULAS = ("=1+1", "+1+1", "-2+3", "@SUM(1)", " =1", "x;=cmd|' /C calc'!A0", "＝1+1", '=HYPERLINK("http://x")')  # noqa: RUF001


def lines(of: CheckReport) -> list[list[str]]:
    """The lines of the CSV, each as wide as its head."""
    read = list(csv.reader(StringIO(as_csv(of, {}).decode(), newline=""), strict=True))
    assert read[0] == list(COLUMNS)
    assert {len(line) for line in read} == {len(COLUMNS)}
    return read[1:]


def workbook(of: CheckReport) -> CalamineWorkbook:
    """The workbook, read again."""
    return CalamineWorkbook.from_filelike(BytesIO(xlsx(of, {})))


def results(of: CheckReport) -> list[list[object]]:
    """The rows of the second sheet below its head."""
    head, *rows = workbook(of).get_sheet_by_name("Results").to_python()
    assert head == list(COLUMNS)
    return [list(row) for row in rows]


def test_a_line_is_a_result_with_all_that_is_known_of_it() -> None:
    """Also what a filter or a script needs: outcome, rule, place, fingerprint."""
    of = report(kitchen())
    found = [dict(zip(COLUMNS, line, strict=True)) for line in lines(of)]
    assert [(each["number"], each["outcome"], each["reason"]) for each in found] == [
        ("1", "passed", ""),
        ("2", "failed", ""),
        ("3", "skipped", "waived: agreed (Olga Petrova, until Sun 31 Jan 2027)"),
        ("4", "skipped", "not applicable"),
        ("", "todo", "warn: The handover promised for Fri 4 Dec 2026 is late"),
    ]
    assert found[1] == {
        "job": "elm",
        "gate": "handover",
        "number": "2",
        "name": "Joints sealed, no visible gap",
        "outcome": "failed",
        "reason": "",
        "rules": "item-failed",
        "message": "Joints sealed, no visible gap: failed (Dana Miller, Tue 1 Dec 2026 08:02): gap",
        "hint": "Put it right, then: qcheck tick 2",
        "waiting_on": "Dana Miller",
        "value": "",
        "note": "gap",
        "unit": "",
        "file": "aaaa.jsonl",
        "line": "5",
        "column": "",
        "subject": "kitchen/worktops.sealed",
        "fingerprint": of.checks[0].items[1].fingerprint,
    }


def test_the_workbook_has_the_jobs_and_the_same_results() -> None:
    """Numbers as numbers."""
    of = report(kitchen(), job().open(handover="2026-12-04"))
    jobs = workbook(of).get_sheet_by_name("Jobs").to_python()
    assert [row[:8] for row in jobs] == [
        ["job", "name", "gate", "verdict", "problems", "due", "settled", "left"],
        ["elm", "Elm Street kitchen", "handover", "not ready", 1.0, 4.0, 3.0, 1.0],
        ["elm", "Elm Street kitchen", "handover", "not ready", 4.0, 4.0, 0.0, 4.0],
    ]
    written = [[str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in results(of)]
    assert written == lines(of)


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_a_hostile_text_stays_in_its_cell(text: str) -> None:
    """And both say the same of it."""
    of = hostile(text)
    assert len(lines(of)) == len(results(of)) == 4
    assert [row[3] for row in results(of)] == [line[3] for line in lines(of)]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_that_was_typed_is_calculated(text: str) -> None:
    """In CSV an apostrophe stands before what would begin a formula, in a workbook it is a text."""
    (name, *_) = [line[3] for line in lines(hostile(text))]
    start, _, rest = name.partition("'")
    assert (start.strip(), start + rest) == ("x;" if text.startswith("x") else "", text)
    cells = [cell for row in openpyxl.load_workbook(BytesIO(xlsx(hostile(text), {})))["Results"] for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert sum(cell.value == text for cell in cells) > 4
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


@pytest.mark.parametrize("text", ["-3.5", "+1", "12", "-0,5"])
def test_a_number_in_csv_stays_a_number(text: str) -> None:
    """Nothing is calculated by it."""
    assert lines(hostile(text))[0][3] == text


def test_a_text_too_long_for_a_cell_is_cut_where_it_shows() -> None:
    """Excel would call the whole workbook damaged."""
    of = hostile("x" * 40_000)
    assert results(of)[0][3] == "x" * LONGEST + "…"
    assert lines(of)[0][3] == "x" * 40_000


def test_the_same_state_gives_the_same_workbook() -> None:
    """No moment but the one that was judged is in it."""
    of = report(kitchen())
    assert xlsx(of, {}) == xlsx(of, {})
    with zipfile.ZipFile(BytesIO(xlsx(of, {}))) as held:
        assert {entry.date_time for entry in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b">2026-12-06T08:06:00Z</dcterms:created>" in held.read("docProps/core.xml")


def test_without_its_package_a_workbook_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and one command."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(Refused) as refused:
        xlsx(report(kitchen()), {})
    assert (refused.value.message, refused.value.hint) == (
        "Writing xlsx needs one more package.",
        'pip install "qcheck-cli[xlsx]"',
    )


def test_a_punch_item_s_number_is_that_of_its_item() -> None:
    """Also where the item itself is not due."""
    of = report(kitchen())
    view = replace(of.checks[0], items=())
    assert [line[2] for line in lines(replace(of, checks=(view,)))] == ["2", "", "3"]
