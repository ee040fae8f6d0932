"""The handover report of the whole item: pictures, readings, as found, agreed changes, punch list, parts of a job."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder import JobBuilder, job
from qcheck.core.views.handover import handover
from qcheck.core.views.parts import Told
from qcheck.model.event import Kept
from qcheck.model.view import HandoverView, SignOffView
from qcheck.render.report import html, markdown, text

TEMPLATES = Path(__file__).parents[2] / "templates"
ASSETS = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.j2")}
Renderer = Callable[[HandoverView, Mapping[str, bytes]], bytes]

LIST = """\
checklist: whole
version: 1
title: The whole item
source: Good practice
ask:
  gas: {text: Is there gas?, choice: [yes, no]}
sections:
  - id: work
    title: Work
    items:
      - {id: floor, text: Floor as found, evidence: {photos: 1}}
      - id: level
        text: Worktop level
        answer: {number: {unit: mm, max: 2}}
        on_fail: {raise: {category: B, trade: joinery}}
      - {id: batch, text: Batch number, answer: {text: {min: 4}}}
      - {id: cut, text: Cut-outs sealed, hold: {release: [lead]}}
      - {id: sink, text: Sink set, needs: [work.cut], role: fitter}
      - {id: flame, text: Flames burn blue, when: {fact.gas: yes}}
  - id: cure
    title: Curing
    items:
      - {id: temp, text: Temperature, answer: {number: {unit: °C, min: 18, max: 25}}, every: {time: 30min}}
  - id: rooms
    title: Room
    items:
      - {id: clean, text: Left clean, repeat: rooms}
"""
WIDE = Kept("a" * 64, "IMG_1.jpg", 10, "jpg", taken="2026-12-01T09:14:00", width=4000, height=1000)
TALL = Kept("b" * 64, "IMG_2.jpg", 10, "jpg", width=1000, height=2000)
FILE = Kept("c" * 64, "plan.pdf", 10, "pdf", "file")
PICTURES = {f"picture/{kept.digest}": b"JPEG" + kept.name.encode() for kept in (WIDE, TALL)}


def opened() -> JobBuilder:
    """A job of two rooms, without gas."""
    return job(LIST).open(
        handover="2026-12-04T17:00+00:00", facts={"gas": "no"}, units={"rooms": ("Kitchen", "Pantry")}
    )


def view(built: JobBuilder) -> HandoverView:
    """Its report."""
    return handover(built.told(), ())


def part(built: JobBuilder, *units: str) -> HandoverView:
    """The report of some units only."""
    context = built.context(units=units)
    told = built.told()
    return handover(Told(told.state, tuple(built.findings(units=units)), context, told.speaker), ())


def shown(render: Renderer, of: HandoverView) -> str:
    """A report as the words that are read: without tags, and white space as one space."""
    page = render(of, {**ASSETS, **PICTURES}).decode()
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL) if render is html else page
    return re.sub(r"\s+", " ", words.replace("\\", ""))


class Images(HTMLParser):
    """The pictures of a page, with their attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [dict(attrs)] if tag == "img" else []


def test_photos_stand_beside_their_item_as_small_pictures() -> None:
    """In the page itself, with a text for whom cannot see them, in their own shape; name and time below."""
    page = html(view(opened().tick("1", kept=(WIDE, TALL, FILE))), {**ASSETS, **PICTURES})
    assert Images(page).found == [
        {
            "src": "data:image/jpeg;base64,SlBFR0lNR18xLmpwZw==",
            "alt": "Item 1, Floor as found: IMG_1.jpg",
            "width": "256",
            "height": "64",
        },
        {
            "src": "data:image/jpeg;base64,SlBFR0lNR18yLmpwZw==",
            "alt": "Item 1, Floor as found: IMG_2.jpg",
            "width": "64",
            "height": "128",
        },
    ]
    assert b'<figcaption>IMG_1.jpg <span class="when">taken Tue 1 Dec 2026 09:14</span></figcaption>' in page
    assert b"<figcaption>IMG_2.jpg</figcaption>" in page
    assert b'<p class="kept">File: plan.pdf <code>cccccccccccc</code></p>' in page


def test_what_a_command_printed_stands_under_its_item() -> None:
    """As text, whatever it holds; without it only its name and the start of its digest."""
    printed = Kept("d" * 64, "output.txt", 20, "txt", "output")
    of = view(opened().tick("1", kept=(printed,)))
    page = html(of, {**ASSETS, f"output/{printed.digest}": b"2 links <b>broken</b>\n\x1b[31mred"})
    assert b'<pre class="printed">2 links &lt;b&gt;broken&lt;/b&gt;\n\xef\xbf\xbd[31mred</pre>' in page
    assert b"<pre" not in html(of, ASSETS)
    assert b"Output: output.txt <code>dddddddddddd</code>" in html(of, ASSETS)


def test_a_photo_that_cannot_be_shown_is_named() -> None:
    """With the start of its digest, by which it can be found; there is no broken picture."""
    page = html(view(opened().tick("1", kept=(WIDE,))), ASSETS)
    assert Images(page).found == []
    assert b"Photo: IMG_1.jpg, taken Tue 1 Dec 2026 09:14 <code>aaaaaaaaaaaa</code>" in page


def test_what_is_signed_does_not_depend_on_pictures() -> None:
    """They are no part of the view: the state of the report is the same with and without them."""
    of = view(opened().tick("1", kept=(WIDE,)))
    for page in (html(of, ASSETS), html(of, {**ASSETS, **PICTURES})):
        assert of.state.encode() in page


def test_pictures_come_from_the_page_alone() -> None:
    """The page's policy lets in what it holds itself, and nothing from elsewhere."""
    page = html(view(opened()), ASSETS)
    assert b"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"" in page


def test_a_photo_of_a_failure_stays_with_the_failure() -> None:
    """It is shown under its own heading, and never as if it were the later answer's."""
    built = opened().fail("1", note="stain", kept=(TALL,)).tick("1", kept=(WIDE,))
    page = html(view(built), {**ASSETS, **PICTURES})
    assert [image["alt"] for image in Images(page).found] == [
        "Item 1, Floor as found: IMG_1.jpg",
        "Item 1, Floor as found, FAILED Tue 1 Dec 2026 08:01: IMG_2.jpg",
    ]


def test_a_reading_stands_beside_its_limit_in_a_column_of_its_own() -> None:
    """The column is there only where something is measured."""
    page = html(view(opened().tick("2=1.5")), ASSETS).decode()
    assert (
        '<td class="reading"><strong class="value">1.5 mm</strong> <span class="fine">at most 2 mm</span></td>' in page
    )
    sections = page.split("<h3 ")
    assert ["Reading</th>" in s for s in sections if "section-" in s] == [True, True, False, False]


def test_a_long_answer_stands_across_the_table() -> None:
    """Not in the narrow column of readings."""
    page = html(view(opened().tick("3=" + "w" * 2000)), ASSETS).decode()
    assert '<td class="reading"><span class="fine">see the text</span></td>' in page
    assert f'<p class="said" dir="auto">Answer: {"w" * 2000}</p>' in page


@pytest.mark.parametrize("render", [html, markdown, text])
def test_all_readings_are_shown(render: Renderer) -> None:
    """A reading that failed is said to have failed, with its note, and only once."""
    words = shown(render, view(opened().tick("7=20").tick("7=17", note="window open").tick("7=21")))
    assert words.count("20 °C") == 1
    assert words.count("window open") == 1
    assert re.search(r"17 °C ✗ FAILED", words)
    assert words.count("21 °C") == 2


@pytest.mark.parametrize("render", [html, markdown, text])
def test_what_was_found_and_agreed_is_told(render: Renderer) -> None:
    """As found with its photos, agreed changes with price and the client's name, and what is dropped."""
    built = (
        opened().found("Scratch on the parquet", WIDE).agree("Lights", price="240 EUR").agree("Sink stays", drop="5")
    )
    words = shown(render, view(built))
    for said in ("As it was before we came", "What was agreed since"):
        assert words.casefold().count(said.casefold()) == 1
    for said in ("Scratch on the parquet", "IMG_1.jpg", "Lights", "240 EUR", "Ann Client", "Sink stays"):
        assert said in words
    assert re.search(r"[Nn]o longer wanted: 5 Sink set", words)


@pytest.mark.parametrize("render", [html, markdown, text])
def test_the_punch_list_says_until_when_and_whom_it_waits_on(render: Renderer) -> None:
    """The category in words, once in a list of its own, and not again among what is open."""
    words = shown(render, view(opened().tick("2=3.5")))
    before, _, after = words.partition("Punch list" if render is not text else "PUNCH LIST")
    assert "On the punch list: P1, to be put right" in before
    listed = after[: after.casefold().index("what is open")]
    for said in ("P1", "Worktop level", "item 2", "joinery", "○ to be put right", "after handover", "Dana Miller"):
        assert said in listed
    assert "P1" not in after[len(listed) :]
    assert "1 is put right after handover" in before


@pytest.mark.parametrize("render", [html, markdown, text])
def test_what_is_not_needed_is_told_with_its_reason_before_the_signature(render: Renderer) -> None:
    """A list cannot be made shorter in silence."""
    words = shown(render, view(opened())).casefold()
    assert "1 is not needed in this job, for the reasons given at the end." in words
    assert words.index("what is open") < words.index("only where gas is yes") < words.index("i have gone through")


@pytest.mark.parametrize("render", [html, markdown, text])
def test_what_was_overridden_is_told_with_its_reason(render: Renderer) -> None:
    """Holds, roles, gates; and who released a hold point."""
    built = opened().tick("4").tick("5", by="ravi", force="no time").release("4")
    words = shown(render, view(built.release_gate("start", "key next door", "Monday")))
    assert re.search(r"Overridden:(\*\*)? no time", words)
    assert "Hold point: released by Dana Miller, Tue 1 Dec 2026 08:03" in words
    released = shown(render, view(opened().release_gate("start", "key next door")))
    assert "Gate start released by Dana Miller, Tue 1 Dec 2026 08:01: key next door" in released


@pytest.mark.parametrize("render", [html, markdown, text])
def test_the_report_of_a_part_shows_that_part(render: Renderer) -> None:
    """It says which, leaves out the others' items and says how many they are."""
    words = shown(render, part(opened().tick("9"), "pantry"))
    assert "Handover report for Pantry" in words
    assert "ready for handover of pantry" in words.casefold()
    assert "belong to other parts of the job and are not shown here." in words
    assert "Left clean (Pantry)" in words
    assert "Left clean (Kitchen)" not in words
    assert "Worktop level" not in words
    assert "due by handover" not in words


@pytest.mark.parametrize("render", [html, markdown, text])
def test_a_part_that_was_accepted_leaves_the_rest_to_sign(render: Renderer) -> None:
    """The whole is not accepted with it; the part's own report is."""
    of = part(opened().tick("9"), "pantry")
    whole = view(opened().tick("9"))
    signed = SignOffView(
        *("handover", "accepted", "accepted", "Ann Client", "client", "Dana Miller", "today", "A", "5" * 64, ""),
        reservations=(),
        own_words=(),
        current=True,
        stale=False,
        units=("Pantry",),
    )
    assert "I have gone through" in shown(render, replace(whole, signoffs=(signed,)))
    assert "Accepted by Ann Client, today: Pantry." in shown(render, replace(whole, signoffs=(signed,)))
    assert "I have gone through" not in shown(render, replace(of, signoffs=(signed,)))


@pytest.mark.parametrize("render", [html, markdown, text])
def test_a_job_with_nothing_of_all_this_has_no_empty_headings(render: Renderer) -> None:
    """No punch list, nothing found, nothing agreed, nothing left out."""
    plain = job(LIST.replace("when: {fact.gas: yes}", "na: free")).open(facts={"gas": "no"})
    words = shown(render, view(plain)).casefold()
    for heading in ("punch list", "as it was", "agreed since", "not needed", "consists of"):
        assert heading not in words


@pytest.mark.parametrize("render", [html, markdown, text])
def test_what_another_device_said_at_the_same_time_is_no_failure_if_it_passed(render: Renderer) -> None:
    """Both readings were within the limit: the client's page says so of the one beside the other, too."""
    built = opened().on("bbbb").tick("2=1", by="ravi").on("aaaa").tick("2=2").merge()
    page = re.sub(r"<[^>]*>|\*\*|\\", "", render(handover(built.told(), ()), ASSETS).decode())
    assert "Failed earlier" not in page
    assert re.search(r"Also said: passed, [12] mm, (Ravi Shah|Dana Miller)", page)
