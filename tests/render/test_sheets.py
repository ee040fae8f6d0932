"""The sheets as pages: what anybody wrote is shown and does nothing, and the same job gives the same bytes."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from builder import job
from qcheck.core.views.blank import blank
from qcheck.core.views.card import card
from qcheck.core.views.missed import missed
from qcheck.core.views.parts import Told
from qcheck.render.table import render
from render.punched import ASSETS, Page, punched

HOSTILE = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>{{ report }}"
SHEETS: dict[str, Callable[[Told], Any]] = {
    "missed": missed,
    "card": card,
    "blank": lambda told: blank(told, (HOSTILE,), (HOSTILE,)),
}


def _hostile() -> Told:
    """A job of which every text is that one."""
    built = punched(HOSTILE, people=HOSTILE).agree(HOSTILE, client=HOSTILE).plan(HOSTILE, **{"scope.0": HOSTILE})
    assert built.refusal is None, built.refusal
    told = built.told()
    return replace(told, state=replace(told.state, plan=replace(told.state.plan, name=HOSTILE)))


@pytest.mark.parametrize("name", list(SHEETS))
def test_what_anybody_wrote_is_shown_and_does_nothing(name: str) -> None:
    """No element of a page comes from a text, and none asks for anything."""
    content = render(name, "html", SHEETS[name](_hostile()), ASSETS)
    page = Page(content)
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert not {name for _, name in page.attributes} & {"src", "href", "onerror", "onload"}
    assert page.tags.count("style") == 1
    assert HOSTILE in page.words
    assert render(name, "html", SHEETS[name](_hostile()), ASSETS) == content


def test_a_missed_items_sheet_without_items_says_so() -> None:
    """And has no empty table."""
    page = Page(render("missed", "html", missed(job().open().tick("1", "2", "3", "4").told()), ASSETS))
    assert "Nothing is open, to be done by handover" in page.words
    assert "table" not in page.tags


def test_what_has_no_room_on_paper_is_on_the_screen_all_the_same() -> None:
    """Only the style of paper hides it, and counts it."""
    built = job().open()
    for n in range(60):
        built.add(f"Scratch {n}")
    view = missed(built.told())
    page = Page(render("missed", "html", view, ASSETS))
    assert view.beyond > 0
    assert all(f"Scratch {n}" in page.words for n in range(60))
    assert f"{view.beyond} more have no room on this sheet: qcheck status" in page.words
