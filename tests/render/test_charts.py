"""Charts in a page: drawn to scale, told in words, the same bytes for the same state, and harmless."""

import re
from xml.etree import ElementTree as ET

import pytest

from builder import JobBuilder, job
from qcheck.core.act import owing
from qcheck.model.chartview import StatsPage
from qcheck.model.punchevent import Diagnosed
from qcheck.render.charts import stats
from render.charted import page
from render.punched import ASSETS, Page, punched, say

HOSTILE = "</svg></style><script>alert(1)</script><img src=x onerror=alert(1)>"
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def _shown(view: StatsPage) -> str:
    return stats(view, ASSETS).decode()


def _drawn(view: StatsPage) -> list[ET.Element]:
    """All drawings of a page, read by a parser that takes no mistake."""
    return [ET.fromstring(each) for each in SVG.findall(_shown(view))]  # noqa: S314 (a page of our own)


def _rects(view: StatsPage, kind: str) -> list[tuple[str, str]]:
    found = (rect for svg in _drawn(view) if svg.get("height") == "14" for rect in svg.iter("rect"))
    return [(rect.get("x", "0%"), rect.get("width", "")) for rect in found if rect.get("class") == kind]


def _caused(*costs: str) -> JobBuilder:
    built = job().open(handover="2026-12-04")
    for number, cost in enumerate(costs, 1):
        built.add(f"Scratch {number}", owner="ravi")
        found = Diagnosed(f"cause {number}", "", cost, "")
        say(built, owing.diagnose(built.state(), (f"P{number}",), found, built.actor("olga")))
    return built


def test_a_bar_is_as_long_as_what_is_settled() -> None:
    """Full only if it is all."""
    view = page(job().open(handover="2026-12-04").tick("1", "2"))
    assert _rects(view, "solid")[:2] == [("0%", "100.0%"), ("0%", "33.3%")]


@pytest.mark.parametrize(("ticked", "share"), [(0, "0%"), (1, "1%"), (150, "50%"), (299, "99%"), (300, "100%")])
def test_a_share_says_all_or_none_only_if_it_is(ticked: int, share: str) -> None:
    """As every figure does."""
    listed = "checklist: long\nsections:\n  - id: a\n    title: A\n    items:\n"
    built = job(listed + "".join(f"      - i{n}: Item {n}\n" for n in range(300))).open()
    view = page(built.tick(f"1-{ticked}") if ticked else built)
    assert f"<strong>{share}</strong>" in _shown(view)


def test_promises_are_told_apart_by_pattern_and_in_words() -> None:
    """Kept, then not kept, then ahead, each beginning where the one before ends."""
    built = job().open(handover="2026-12-20")
    for due in ("2026-12-02", "2026-12-02", "2026-12-19", "2026-12-19"):
        built.add("Scratch on a door", owner="ravi", due=due)
    view = page(built.done("P1", by="ravi").later(days=3))
    assert _rects(view, "hatched") == [("25.0%", "25.0%")]
    assert _rects(view, "hollow") == [("50.0%", "50.0%")]
    assert "1 kept, 1 not kept, 2 ahead" in Page(_shown(view).encode()).words


def test_the_burn_down_steps_from_what_was_open_to_what_is() -> None:
    """From the left edge at the top to where it stands now; its table has the same numbers."""
    built = job().open(handover="2026-12-03").later(days=1).tick("1", "2")
    view = page(built)
    (plot,) = (svg for svg in _drawn(view) if svg.get("height") == "200")
    whole = plot.findall("path")[-1].get("d", "")
    assert whole.startswith("M0,0H")
    assert re.findall(r"V(\d+)", whole) == ["500", "500"]
    assert plot.get("aria-label") == "4 open on Tue 1 Dec 2026 08:00, 2 on Wed 2 Dec 2026 08:02"
    assert view.charts.burndown is not None
    words = Page(_shown(view).encode()).words
    assert all(point.when in words for point in view.charts.burndown.points)


def test_causes_stand_by_weight_with_what_they_come_to_together() -> None:
    """The names stand in the table, the chart has their numbers: no word can cover another."""
    view = page(_caused("60", "30", "10"))
    (plot,) = (svg for svg in _drawn(view) if svg.get("height") == "180")
    assert [rect.get("height") for rect in plot.iter("rect")] == ["600", "300", "100"]
    (line,) = plot.iter("polyline")
    assert line.get("points") == "50,400 150,100 250,0"
    assert plot.get("aria-label") == "cause 1 weighs most: 60%"
    assert not list(plot.iter("text"))


def test_of_many_causes_the_chart_draws_twelve_and_the_table_holds_all() -> None:
    """A bar that is too thin says nothing."""
    view = page(_caused(*(str(n) for n in range(40, 10, -1))))
    (plot,) = (svg for svg in _drawn(view) if svg.get("height") == "180")
    assert len(list(plot.iter("rect"))) == 12
    words = Page(_shown(view).encode()).words
    assert all(f"cause {n}" in words for n in range(1, 31))


@pytest.mark.parametrize(
    ("jobs", "words"),
    [
        ((job().open(),), ("No handover date is set.", "Nothing was promised yet.", "Nothing failed yet.")),
        ((), ("Figures of 0 jobs", "Nothing was promised yet.", "Nothing failed yet.")),
    ],
    ids=["a job that has just begun", "no job"],
)
def test_where_there_is_nothing_to_draw_the_page_says_so(jobs: tuple[JobBuilder, ...], words: tuple[str, ...]) -> None:
    """And draws no empty axes."""
    shown = Page(_shown(page(*jobs)).encode())
    assert all(each in shown.words for each in words)
    assert "polyline" not in shown.tags
    assert "path" not in shown.tags


def test_what_anybody_wrote_is_shown_and_does_nothing() -> None:
    """No element of the page comes from a text, and the same jobs give the same bytes."""
    built = punched(HOSTILE, people=HOSTILE)
    shown = Page(_shown(page(built)).encode())
    assert not {"script", "img", "link", "iframe"} & set(shown.tags)
    assert not {name for _, name in shown.attributes} & {"src", "href", "onerror", "onload"}
    assert HOSTILE in shown.words
    assert _shown(page(built)) == _shown(page(punched(HOSTILE, people=HOSTILE)))
