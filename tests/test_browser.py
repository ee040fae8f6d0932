"""The pages in a real browser: on a phone, on a screen, on paper, for eyes and for a screen reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pages import LARGE, PICTURED, SMALL

PAGES = {**SMALL, **LARGE}
WIDTHS = (1280, 768, 360)
# What is left of a sheet within the margins of 16 mm at the sides, 17 above and 20 below, at 96 pixels an inch.
PAPER = {"A4": (672, 982), "Letter": (695, 916)}
# How wide a page is, how much of that is in sight, and where its verdict ends.
LAID = """[document.documentElement.scrollWidth, document.documentElement.clientWidth,
  document.querySelector('.verdict')?.getBoundingClientRect().bottom ?? 0]"""
# The rules that fail someone: the others are advice.
GRAVE = """axe.run(document, Object.assign({resultTypes: ['violations']}, %s)).then(found => found.violations
  .filter(each => ['serious', 'critical'].includes(each.impact))
  .map(each => each.id + ': ' + each.nodes[0].html.slice(0, 200) + ' ' + each.nodes[0].failureSummary))"""


class Shown(NamedTuple):
    """A browser's window, with what the page in it said on its console and asked for."""

    window: Any
    said: list[str]
    asked: list[str]

    def open(self, address: str) -> None:
        """Shows another page, as on a screen."""
        self.window.emulate_media(media="screen", color_scheme="light")
        self.said.clear()
        self.asked.clear()
        self.window.goto(address)

    def resize(self, width: int, height: int) -> None:
        """Gives the window another size."""
        self.window.set_viewport_size({"width": width, "height": height})


@pytest.fixture(scope="module")
def shown(chromium: Any) -> Iterator[Shown]:
    """One window for all pages: a new one for each would take longer than to look at it."""
    context = chromium.new_context()
    window = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    window.on("request", lambda request: asked.append(request.url))
    yield Shown(window, said, asked)
    context.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which finds what keeps people from using a page."""
    package = pytest.importorskip("axe_playwright_python")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages of this module lie."""
    return tmp_path_factory.mktemp("pages")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_quiet_and_fits_every_screen(shown: Shown, folder: Path, axe: str, name: str) -> None:
    """No console error, no request, no script of others, nothing to scroll sideways, on paper neither; every photo is
    seen; axe-core finds nothing serious, light or dark; the verdict and what stands in the way are on page one.
    """
    path = folder / f"{name}.html"
    path.write_bytes(PAGES[name]())
    shown.open(path.as_uri())
    window = shown.window
    for width in WIDTHS:
        shown.resize(width, 800)
        scrolled, there, _ = window.evaluate(LAID)
        assert scrolled <= there <= width, width
    assert "run" not in window.title().split()
    assert window.evaluate("[...document.images].every(i => i.naturalWidth && i.getBoundingClientRect().width > 8)")
    assert bool(window.evaluate("document.querySelectorAll('img:not(.logo)').length")) is (name in PICTURED)
    if name in SMALL:
        window.evaluate(axe)
        assert window.evaluate(GRAVE % "{}") == []
        window.emulate_media(color_scheme="dark")
        assert window.evaluate(GRAVE % "{runOnly: ['color-contrast']}") == []
    window.emulate_media(media="print", color_scheme="light")
    for paper, (width, height) in PAPER.items():
        shown.resize(width, height)
        scrolled, there, bottom = window.evaluate(LAID)
        assert scrolled <= there, paper
        assert bottom <= height, paper
    assert (shown.said, shown.asked) == ([], [path.as_uri()])


def test_the_punch_list_on_paper_has_boxes_and_no_history(shown: Shown, folder: Path) -> None:
    """On a screen it is the other way about: what is folded away can be unfolded, and there is nothing to tick."""
    path = folder / "boxes.html"
    path.write_bytes(SMALL["punch list, by person"]())
    shown.open(path.as_uri())
    seen = "[...document.querySelectorAll('{}')].filter(e => e.getBoundingClientRect().height > 0).length"
    assert shown.window.evaluate(seen.format(".pen")) == 0
    assert shown.window.evaluate(seen.format("summary")) > 0
    shown.window.emulate_media(media="print")
    assert shown.window.evaluate(seen.format(".pen")) == 5
    assert shown.window.evaluate(seen.format("details")) == 0


def test_what_is_handed_out_has_room_for_a_signature_beside_every_item(shown: Shown, folder: Path) -> None:
    """On paper no item is torn in two."""
    path = folder / "handed.html"
    path.write_bytes(SMALL["handed out"]())
    shown.open(path.as_uri())
    shown.window.emulate_media(media="print")
    assert shown.window.evaluate(
        "[...document.querySelectorAll('.todo')].every(i => getComputedStyle(i).breakInside === 'avoid'"
        " && i.querySelector('.name i').getBoundingClientRect().width > 90)"
    )


@pytest.mark.parametrize("paper", PAPER)
def test_the_report_prints(shown: Shown, folder: Path, paper: str) -> None:
    """With photos, long texts and everything else that there is."""
    path = folder / "printed.html"
    path.write_bytes(SMALL["handover, of everything"]())
    shown.open(path.as_uri())
    assert shown.window.pdf(format=paper).startswith(b"%PDF")
