"""What moved, as text of any width, as a page and as JSON: golden files, hostile texts, schema."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builder import JobBuilder, job
from core.test_diff import revision, since
from planted import told_by_two
from qcheck.core.schemas import schemas
from qcheck.core.views.diff import Point, diff
from qcheck.model.diffview import DiffView
from qcheck.render.diff import screen
from qcheck.render.grid import Look
from qcheck.render.table import render

TEMPLATES = Path(__file__).parents[2] / "templates"
GOLDEN = Path(__file__).parents[1] / "golden" / "diff"
ASSETS = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.j2")}
HOSTILE = "<script>document.title='run'</script>\x1b[31m[bold]\u202ered"


def reopened() -> DiffView:
    """From the first signature until now, with a line of another device that nobody had seen."""
    built = told_by_two()
    return diff(revision(built), Point(built.told(), "now"))


def nothing() -> DiffView:
    """Nothing moved."""
    return since(job().open(handover="2026-12-04"), lambda b: b)


LOOKS = {
    "wide": Look(100),
    "narrow": Look(60),
    "plain": Look(plain=True),
    "coloured": Look(100, colour=True),
    "ascii": Look(100, encoding="ascii"),
}


def compare(name: str, actual: bytes) -> None:
    """Holds bytes against a golden file; writes it only if QCHECK_UPDATE_GOLDEN=1."""
    path = GOLDEN / name
    if os.environ.get("QCHECK_UPDATE_GOLDEN") == "1":
        path.write_bytes(actual)
    assert actual.decode() == path.read_bytes().decode()


@pytest.mark.parametrize("look", LOOKS)
def test_the_text_is_what_its_golden_file_says(look: str) -> None:
    """Then and now, why revision B began, and all that moved."""
    compare(f"reopened.{look}.text", screen(reopened(), LOOKS[look]).encode())


@pytest.mark.parametrize("form", ["html", "json"])
def test_the_page_and_the_json_are_what_their_golden_files_say(form: str) -> None:
    """Byte for byte."""
    view = reopened()
    compare(f"reopened.{form}", render("diff" if form == "html" else "any", form, view, ASSETS))


def test_every_golden_file_belongs_to_a_case() -> None:
    """No file is left behind by a case that was renamed."""
    known = {f"reopened.{look}.text" for look in LOOKS} | {"reopened.html", "reopened.json"}
    assert {path.name for path in GOLDEN.iterdir()} == known


def test_no_line_is_wider_than_the_terminal() -> None:
    """Down to 40 columns."""
    for width in (40, 60, 80, 100, 200):
        assert max(map(len, screen(reopened(), Look(width)).splitlines())) <= width


def test_where_nothing_moved_it_says_so() -> None:
    """In every form."""
    assert "Nothing moved." in screen(nothing(), Look(80))
    assert b"<p>Nothing moved.</p>" in render("diff", "html", nothing(), ASSETS)


def hostile() -> JobBuilder:
    """Texts that would do something elsewhere, wherever a text can be."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4").sign()
    built.fail("2", note=HOSTILE).add(HOSTILE, where=HOSTILE).agree(HOSTILE, client=HOSTILE, price=HOSTILE)
    return built.plan(HOSTILE, handover="2026-12-07").waive("2", reason=HOSTILE).note(HOSTILE)


def test_texts_do_nothing_on_a_page() -> None:
    """They are escaped, and there is no script at all."""
    page = render("diff", "html", diff(revision(hostile()), Point(hostile().told(), "now")), ASSETS).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_texts_do_nothing_on_a_terminal() -> None:
    """No control character, no direction of others, no markup."""
    text = screen(diff(revision(hostile()), Point(hostile().told(), "now")), Look(100))
    assert [c for c in text if (not c.isprintable() and c != "\n")] == []
    assert "[bold]" in text


def test_the_json_is_as_its_schema_says() -> None:
    """With every group, and without one."""
    validator: Any = Draft202012Validator(json.loads(schemas()["diff"]))
    for view in (reopened(), nothing(), diff(revision(hostile()), Point(hostile().told(), "now"))):
        errors = validator.iter_errors(json.loads(render("any", "json", view, {})))
        assert [error.message for error in errors] == []
