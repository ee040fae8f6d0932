"""The client's page in a real browser: on a phone, on a screen, on paper."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder import KITCHEN, job
from conftest import ROOT
from qcheck.core.views.handover import handover
from qcheck.render.table import render

HOSTILE = "<script>document.title='run'</script><img src=x onerror=alert(1)>" + "long" * 60
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def _pages(folder: Path) -> dict[str, Path]:
    """The report of a job that is ready, one that is not, one full of hostile text, and one of many items."""
    assets = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.j2")}
    many = KITCHEN + "".join(f"      - more-{n}: Item {n} of many, checked one after the other\n" for n in range(400))
    jobs = {
        "ready": job().open(handover="2026-12-04").tick("isolated", "sealed", "level", "spare"),
        "not-ready": job().open(scope=("Fridge opens left",)).fail("level", note="3.5 mm").tick("sealed"),
        "hostile": job().open(scope=(HOSTILE,)).fail("level", note=HOSTILE).note(HOSTILE).note(HOSTILE, "sealed"),
        "many": job(many).open(handover="2026-12-04").tick("isolated"),
    }
    pages = {}
    for name, built in jobs.items():
        pages[name] = folder / f"{name}.html"
        pages[name].write_bytes(render("handover", "html", handover(built.told(), ("Good practice",)), assets))
    return pages


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless Chromium; the one that QCHECK_CHROMIUM names."""
    program = os.environ.get("QCHECK_CHROMIUM", "")
    if not program:
        pytest.skip("QCHECK_CHROMIUM does not name a Chromium; .ci/run sets it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_quiet_and_fits_every_screen(chromium: Any, tmp_path: Path, width: int, scheme: Any) -> None:
    """No console error, no request to anywhere, no script run, nothing to scroll sideways."""
    for name, path in _pages(tmp_path).items():
        said: list[str] = []
        asked: list[str] = []
        page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        assert said == [], name
        assert asked == [path.as_uri()], name
        assert "run" not in page.title().split(), name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.close()


def test_the_page_prints_on_both_papers_with_the_verdict_first(chromium: Any, tmp_path: Path) -> None:
    """A4 and Letter both take it; the first thing after the head is the verdict."""
    pages = _pages(tmp_path)
    for paper in ("A4", "Letter"):
        page = chromium.new_page()
        page.goto(pages["not-ready"].as_uri())
        assert page.pdf(format=paper, path=tmp_path / f"{paper}.pdf").startswith(b"%PDF")
        text = page.inner_text("body")
        assert text.index("3.5 mm") < text.index("What was checked")
        page.close()
