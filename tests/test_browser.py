"""The client's page in a real browser: on a phone, on a screen, on paper."""

from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from builder import KITCHEN, JobBuilder, job, settings
from conftest import ROOT
from core.test_diff import then
from planted import told_by_two
from qcheck.core.act import punch as raising
from qcheck.core.act.punch import New
from qcheck.core.views.diff import Point, diff
from qcheck.core.views.handout import handout
from qcheck.core.views.handover import handover
from qcheck.core.views.punchlist import punch_list
from qcheck.model.event import Kept
from qcheck.model.settings import Person
from qcheck.render.table import render

HOSTILE = (
    "<script>document.title='run'</script><img src=x onerror=alert(1)>"
    "</style></title><style>@import url(//x.invalid/a);*{background:url(//x.invalid/b)}</style>"
    "<link rel=stylesheet href=//x.invalid/c><iframe src=//x.invalid/d></iframe>" + "long" * 60
)
# A picture of one pixel; a browser tells its kind by its first bytes, whatever it is called.
PIXEL = b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
WHOLE = """\
checklist: whole
version: 1
title: The whole item
source: Good practice
sections:
  - id: work
    title: Work
    items:
      - {id: floor, text: Floor as found, evidence: {photos: 1}}
      - {id: level, text: Worktop level, answer: {number: {unit: mm, max: 2}}, on_fail: {raise: {category: B}}}
      - {id: batch, text: Batch number, answer: text}
      - {id: temp, text: Temperature, answer: {number: {unit: °C, min: 18, max: 25}}, every: {time: 30min}}
      - {id: clean, text: Left clean, repeat: rooms, evidence: {photos: 1}}
"""
PICTURED = {"whole", "punched", *(f"punch-{size}-{by}" for size in ("few", "many") for by in ("person", "place"))}


def _whole() -> JobBuilder:
    """A job with photos of every shape, long answers, readings, and all else that a report can show."""
    shapes = ((4000, 300), (300, 4000), (1600, 1200), (0, 0))
    photos = [
        Kept(f"{n:064x}", f"IMG_{n}.jpg", 10, "jpg", width=width, height=height)
        for n, (width, height) in enumerate(shapes * 5)
    ]
    built = job(WHOLE).open(units={"rooms": tuple(f"Room {n}" for n in range(12))}, handover="2026-12-04")
    built.tick("1", kept=tuple(photos), note="long words go on " * 100).tick("2=3.5").tick("3=" + "w" * 2000)
    for reading in ("20", "17", "21.25"):
        built.tick(f"4={reading}")
    return (
        built.found(HOSTILE, *photos).agree(HOSTILE, price="9" * 100).agree("Dropped", drop="5").fail("6", note=HOSTILE)
    )


ARABIC = "خدش على الباب الأيسر للخزانة، يجب استبدال الواجهة قبل التسليم "
JAPANESE = "左の扉に傷があります。前面を交換する必要があります。"
TEXTS = (HOSTILE, "what is wrong and where, at length; " * 14, ARABIC * 8, JAPANESE * 20, "w" * 500, "Hinge squeaks")
PLACES = ("kitchen / wall unit 2", ARABIC, JAPANESE, "p" * 500, "")


def _punched(count: int) -> JobBuilder:
    """A job with so many punch items: long texts of every script, photos, complaints, and what came back."""
    near = Kept("0" * 64, "IMG_0.jpg", 10, "jpg", taken="2026-12-01T09:14:00", width=1600, height=1200, shot="near")
    shots = (near, replace(near, digest=f"{1:064x}", shot="far"))
    people = (
        Person("dana", "Dana Miller", ("lead",)),
        Person("ravi", "R" * 60),
        Person("olga", f"أولغا {HOSTILE[:20]}"),
    )
    built = job(settings=settings(people=people)).open(handover="2026-12-04")
    for n in range(count):
        built.add(
            TEXTS[n % 6][:500],
            where=PLACES[n % 5][:500],
            fix=TEXTS[(n + 1) % 6][:500] if n % 2 else "",
            trade=PLACES[n % 3][:100],
            owner=("dana", "ravi", "olga")[n % 3],
            due=("2026-12-02", "2026-12-09", "")[n % 3],
            category="ABC"[n % 3],
            client=n % 7 == 0,
            complaint=n % 29 == 0,
            kept=shots if n % 3 == 0 else (),
        )
    if count:
        built.promise("P1", due="2026-12-19", why="materials").done("P2", by="ravi", note=HOSTILE)
        built.reject("P2", by="dana", note=TEXTS[1]).done("P2", by="ravi", kept=shots).verify("P2", by="dana")
    assert built.refusal is None
    return built.later(days=2)


def _pages(folder: Path) -> dict[str, Path]:
    """Reports of jobs: ready, not ready, hostile, of many items, with all that there is; punch lists of any size."""
    assets = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.j2")}
    assets |= {f"picture/{n:064x}": PIXEL for n in range(20)}
    many = KITCHEN + "".join(f"      - more-{n}: Item {n} of many, checked one after the other\n" for n in range(400))
    jobs = {
        "ready": job().open(handover="2026-12-04").tick("isolated", "sealed", "level", "spare"),
        "not-ready": job().open(scope=("Fridge opens left",)).fail("level", note="3.5 mm").tick("sealed"),
        "hostile": job().open(scope=(HOSTILE,)).fail("level", note=HOSTILE).note(HOSTILE).note(HOSTILE, "sealed"),
        "many": job(many).open(handover="2026-12-04").tick("isolated"),
        "whole": _whole(),
        "punched": _punched(12),
    }
    pages = {}
    for name, built in jobs.items():
        pages[name] = folder / f"{name}.html"
        pages[name].write_bytes(render("handover", "html", handover(built.told(), ("Good practice",)), assets))
    for name, count in (("punch-none", 0), ("punch-few", 6), ("punch-many", 200)):
        for by in ("person", "place") if count else ("trade",):
            pages[f"{name}-{by}"] = folder / f"{name}-{by}.html"
            view = punch_list(_punched(count).told(), by, everything=True)
            pages[f"{name}-{by}"].write_bytes(render("punch", "html", view, assets))
    for name, built in {"diff": told_by_two(), "diff-hostile": _moved()}.items():
        pages[name] = folder / f"{name}.html"
        moved = diff(Point(then(built, built.events()[:4], "2026-12-01T08:00:00Z")), Point(built.told(), "now"))
        pages[name].write_bytes(render("diff", "html", moved, assets))
    return pages


def _moved() -> JobBuilder:
    """A job in which everything moved, in texts that are too long and would do something elsewhere."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4").sign().fail("2", note=HOSTILE)
    for text in TEXTS:
        built.add(text[:500], where=text[:500], owner="ravi", due="2026-12-02")
    built.agree(HOSTILE, price="9" * 100).plan(TEXTS[3][:400], handover="2026-12-09").waive("2", reason=HOSTILE)
    return built.promise("P1", due="2026-12-19", why="materials", note=TEXTS[4])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All pages, made once."""
    return _pages(tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_quiet_and_fits_every_screen(
    chromium: Any, pages: dict[str, Path], width: int, scheme: Any
) -> None:
    """No console error, no request to anywhere, no script run, nothing to scroll sideways."""
    for name, path in pages.items():
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
        assert page.evaluate(
            "[...document.images].every(i => i.naturalWidth && i.getBoundingClientRect().width > 8)"
        ), name
        assert bool(page.evaluate("document.images.length")) is (name in PICTURED), name
        page.close()


def test_the_punch_list_on_paper_has_boxes_and_no_history(chromium: Any, pages: dict[str, Path]) -> None:
    """On a screen it is the other way about: what is folded away can be unfolded, and there is nothing to tick."""
    page = chromium.new_page()
    page.goto(pages["punch-few-person"].as_uri())
    seen = "[...document.querySelectorAll('{}')].filter(e => e.getBoundingClientRect().height > 0).length"
    assert page.evaluate(seen.format(".pen")) == 0
    assert page.evaluate(seen.format("summary")) > 0
    page.emulate_media(media="print")
    assert page.evaluate(seen.format(".pen")) == 5
    assert page.evaluate(seen.format("details")) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()


def test_the_punch_list_prints_on_both_papers(chromium: Any, pages: dict[str, Path]) -> None:
    """Empty, small and overfull."""
    for name, path in pages.items():
        if name.startswith("punch-"):
            page = chromium.new_page()
            page.goto(path.as_uri())
            for paper in ("A4", "Letter"):
                assert page.pdf(format=paper).startswith(b"%PDF"), name
            page.close()


def test_the_page_prints_on_both_papers_with_the_verdict_first(
    chromium: Any, pages: dict[str, Path], tmp_path: Path
) -> None:
    """A4 and Letter both take it; the first thing after the head is the verdict."""
    for paper in ("A4", "Letter"):
        page = chromium.new_page()
        page.goto(pages["not-ready"].as_uri())
        assert page.pdf(format=paper, path=tmp_path / f"{paper}.pdf").startswith(b"%PDF")
        text = page.inner_text("body")
        assert text.index("3.5 mm") < text.index("What was checked")
        page.close()


def _handed_out(folder: Path) -> dict[str, Path]:
    """Hand-outs: of a few items with photos of every shape, of hostile text, of many."""
    assets = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.j2")}
    assets |= {f"picture/{n:064x}": PIXEL for n in range(4)}
    shapes = ((4000, 300), (300, 4000), (1600, 1200), (0, 0))
    photos = tuple(
        Kept(f"{n:064x}", f"{n}.jpg", 10, "jpg", width=width, height=height, shot="near" if n % 2 else "far")
        for n, (width, height) in enumerate(shapes)
    )
    few = (New("Scratch", where="wall unit 2", fix="new front", due="2026-12-04", owner="ravi", kept=photos),)
    hostile = (New(HOSTILE, where=HOSTILE, fix=HOSTILE, trade=HOSTILE, owner="ravi"),)
    many = tuple(New(f"Scratch number {n} on the left door", where=f"unit {n}", owner="ravi") for n in range(40))
    pages = {}
    for name, new in {"few": few, "hostile": hostile, "many": many}.items():
        built = job().open()
        built.say(raising.add(built.state(), new, built.actor()))
        pages[name] = folder / f"handout-{name}.html"
        pages[name].write_bytes(render("handout", "html", handout(built.told(), "ravi", site=True), assets))
    return pages


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_handed_out_is_quiet_and_fits_every_screen(chromium: Any, tmp_path: Path, width: int) -> None:
    """No console error, no request, no script run, nothing to scroll sideways, every photo shown."""
    for name, path in _handed_out(tmp_path).items():
        said: list[str] = []
        asked: list[str] = []
        page = chromium.new_page(viewport={"width": width, "height": 800})
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        assert said == [], name
        assert asked == [path.as_uri()], name
        assert "run" not in page.title().split(), name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate("[...document.images].every(i => i.naturalWidth)"), name
        assert page.evaluate("document.images.length") == (4 if name == "few" else 0)
        page.close()


def test_what_is_handed_out_prints_with_a_box_for_every_item(chromium: Any, tmp_path: Path) -> None:
    """On paper no item is torn in two, and a signature fits."""
    page = chromium.new_page()
    page.goto(_handed_out(tmp_path)["many"].as_uri())
    page.emulate_media(media="print")
    assert page.pdf(format="A4", path=tmp_path / "many.pdf").startswith(b"%PDF")
    assert page.evaluate(
        "[...document.querySelectorAll('.todo')].every(i => getComputedStyle(i).breakInside === 'avoid'"
        " && i.querySelector('.name i').getBoundingClientRect().width > 90)"
    )
    page.close()
