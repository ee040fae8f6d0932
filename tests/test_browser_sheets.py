"""The missed-items sheet in a real browser: whatever is open, it is one sheet of paper, and no date on it is cut."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pikepdf import Pdf

from builder import JobBuilder, job, settings
from qcheck.core.views import paper
from qcheck.core.views.missed import missed
from qcheck.model.settings import Person
from qcheck.model.view import ClientView
from qcheck.render.table import render
from render.punched import ASSETS

LONG = "Scratch on the left door of the tall unit beside the window, seen from the hall at noon, as wide as a hand. "
WIDE, RIGHTWARD = "左の扉に傷があります。" * 20, "خدش على الباب الأيسر للخزانة " * 10
TEXTS = (LONG * 4, "w" * 500, WIDE, RIGHTWARD, "Hinge squeaks")
# How much of the numbers and dates of a sheet is out of sight.
CUT = """[...document.querySelectorAll('.missed :is(.number, .date .cell)')].filter(cell => cell.offsetHeight)
  .map(cell => Math.max(cell.scrollWidth - cell.clientWidth, cell.scrollHeight - cell.clientHeight))"""
# The height of the highest of such, in tenths of a millimetre.
HEIGHT = (
    "kind => Math.max(...[...document.querySelectorAll(kind)].map(e => e.getBoundingClientRect().height)) / 96 * 254"
)
# What is left of Letter within the margins of the sheet, and what stands there beside lines and headings.
LETTER = 2794 - 250
BESIDE = 30


def _overfull(people: int, items: int) -> JobBuilder:
    """So many people with so many items between them, in texts of any length, most of them late."""
    crew = tuple(Person(f"p{n}", f"{'Person of a long name ' * (1 + n % 3)}{n}") for n in range(people))
    built = job(settings=settings(people=(Person("dana", "Dana Miller", ("lead",)), *crew)))
    built.open(handover="2026-12-02")
    for n in range(items):
        due = ("2026-12-01", "2026-12-09", "")[n % 3]
        built.add(TEXTS[n % 5][:500], where=TEXTS[(n + 1) % 5][:300], owner=f"p{n % people}", due=due)
    assert built.refusal is None
    return built.later(days=2)


@pytest.mark.parametrize(("people", "items"), [(3, 90), (40, 80)])
def test_whatever_is_open_is_one_sheet_of_either_paper(chromium: Any, tmp_path: Path, people: int, items: int) -> None:
    """Few people with much, or many with little: nothing is higher than it was counted, no number or date is cut."""
    told = _overfull(people, items).told()
    plan = replace(told.state.plan, name="The kitchen of a house that has a very long name " * 4)
    client = ClientView("Ann Client " * 20, "12 Elm Street\n" * 8)
    view = missed(replace(told, state=replace(told.state, plan=plan), client=client))
    assert view.beyond > 0
    page, path = chromium.new_page(), tmp_path / "missed.html"
    path.write_bytes(render("missed", "html", view, ASSETS))
    page.goto(path.as_uri())
    for name in ("A4", "Letter"):
        with Pdf.open(BytesIO(page.pdf(format=name))) as printed:
            assert len(printed.pages) == 1, name
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})
    assert max(page.evaluate(CUT)) <= 0
    assert page.evaluate(HEIGHT, ".two") <= paper.height(2)
    assert page.evaluate(HEIGHT, ".missed tbody tr:not(.two):not(:first-child)") <= paper.height(1)
    assert page.evaluate(HEIGHT, ".missed tbody tr:first-child") <= paper.HEADING
    others = sum(page.evaluate(HEIGHT, kind) for kind in ("header", "thead", ".paper"))
    assert others + BESIDE + paper.ROOM <= LETTER
    page.close()
