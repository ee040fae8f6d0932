"""The rating form in a real browser: filled in on every screen, on paper, without scripts; what it writes is read."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import ROOT
from qcheck.core.rating import Origin
from qcheck.intake.rating import Answer, answer
from qcheck.model.punchevent import Rated, Score
from qcheck.model.punchpage import RatingForm
from qcheck.render.table import render

NAMES = {
    "plain": "Elm Street kitchen",
    "script": "</script><script>document.title='run'</script><img src=x onerror=document.title='run'>",
    "quotes": "\" onload=\"document.title='run'\" x='{{ 7*7 }} {% raw %} &amp; &bcc=b@example.com",
    "emoji": "👩‍🍳 Küche 🏡 größer" + "lang" * 60,
    "right to left": "مطبخ شارع الدردار",
}
WORDS = "Great work,\nbut late: ä ö ü 👍\n\n</textarea><b>score: 0</b>"
DIMENSIONS = (Score("reliability", 6, 7), Score("empathy", 5))
ORIGIN = Origin("elm-street-kitchen", "bshdvvxj")
ADDRESS = "office+rating@miller.example"


def form(folder: Path, name: str = "plain", address: str = ADDRESS) -> str:
    """The address of a form's page."""
    assets = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.j2")}
    said = NAMES[name]
    view = RatingForm(ORIGIN.job, said, f"Miller & Söhne {said}", f"Ann {said}", ORIGIN.code, address)
    path = folder / "rating.html"
    path.write_bytes(render("rating", "html", view, assets))
    return path.as_uri()


def fill(page: Any, words: str = WORDS) -> None:
    """Fills the form in as a client does."""
    page.check("input[name=score][value='9']", force=True)
    page.fill("#words", words)
    page.click("summary")
    for score in DIMENSIONS:
        page.check(f"input[name={score.dimension}][value='{score.perceived}']", force=True)
        if score.expected:
            page.check(f"input[name='{score.dimension} expected'][value='{score.expected}']", force=True)


def listened(page: Any) -> tuple[list[str], list[str]]:
    """What a page says on its console, and what it asks for."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return said, asked


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_quiet_fits_every_screen_and_its_answer_is_read(
    chromium: Any, tmp_path: Path, width: int, name: str
) -> None:
    """No console error, no request, no foreign script; what it shows, saves and mails comes back as it was given."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    said, asked = listened(page)
    address = form(tmp_path, name)
    page.goto(address)
    assert page.is_hidden("#result")
    fill(page)
    page.click("button[type=submit]")
    shown = page.input_value("#answer")
    given = Answer(Rated(9, WORDS, DIMENSIONS), ORIGIN)
    assert answer(shown.encode(), "mail") == (given, [])
    link = urlsplit(page.get_attribute("#mail", "href"))
    assert (link.scheme, link.path) == ("mailto", "office%2Brating@miller.example")
    mailed = parse_qs(link.query)
    assert sorted(mailed) == ["body", "subject"]
    assert mailed["subject"] == [f"How was it? {NAMES[name]}"]
    assert answer(mailed["body"][0].encode(), "mail") == (given, [])
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "rating-elm-street-kitchen.txt"
    assert Path(download.value.path()).read_text(encoding="utf-8") == shown
    assert page.title() == f"How was it? {NAMES[name]}".replace("  ", " ")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (said, asked) == ([], [address])
    page.close()


def test_every_choice_is_as_large_as_a_thumb(chromium: Any, tmp_path: Path) -> None:
    """On a phone of 360 pixels: the numbers of ten 40 by 40 at least, those of seven as high."""
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(form(tmp_path))
    page.click("summary")
    sizes = page.evaluate(
        "[...document.querySelectorAll('.numbers span')].map(s => s.getBoundingClientRect().toJSON())"
    )
    assert len(sizes) == 11 + 2 * 5 * 7
    assert min(size["height"] for size in sizes) >= 40
    assert min(size["width"] for size in sizes[:11]) >= 40
    page.close()


def test_an_answer_needs_a_number_and_a_choice_can_be_taken_back(chromium: Any, tmp_path: Path) -> None:
    """Without the number nothing is shown; a dimension that was chosen by mistake is chosen again and gone."""
    page = chromium.new_page()
    page.goto(form(tmp_path))
    page.click("button[type=submit]")
    assert page.is_hidden("#result")
    fill(page)
    page.click("label:has(input[name=empathy][value='5'])")
    page.click("label:has(input[name=score][value='9'])")
    page.click("button[type=submit]")
    assert "\nreliability: 6, expected 7\nwords:" in page.input_value("#answer")
    assert "\nscore: 9\n" in page.input_value("#answer")
    page.close()


def test_the_form_works_without_scripts_where_the_address_is_known(chromium: Any, tmp_path: Path) -> None:
    """The form itself writes the mail; what Chromium makes of its letters is mended."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    _, asked = listened(page)
    page.goto(form(tmp_path))
    fill(page, "Great work,\nbut late: ä ö ü")
    with page.expect_event("request", lambda request: request.url.startswith("mailto:")):
        page.click("button[type=submit]", no_wait_after=True)
    body = parse_qs(urlsplit(asked[-1]).query)["body"][0]
    said = Rated(9, "Great work,\nbut late: ä ö ü", DIMENSIONS)
    assert answer(body.encode(), "mail") == (Answer(said, ORIGIN), [])
    context.close()


def test_without_scripts_and_address_the_page_says_how_to_answer(chromium: Any, tmp_path: Path) -> None:
    """There is no button that does nothing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    said, _ = listened(page)
    page.goto(form(tmp_path, address=""))
    assert page.evaluate("[...document.querySelectorAll('button, a')].every(b => !b.checkVisibility())")
    assert "just reply to our mail with a number from 0 to 10" in page.inner_text("main")
    assert said == []
    context.close()


def test_with_scripts_and_no_address_the_answer_is_copied_or_saved(chromium: Any, tmp_path: Path) -> None:
    """The page shows it as text, and offers no mail."""
    page = chromium.new_page()
    said, _ = listened(page)
    page.goto(form(tmp_path, address=""))
    fill(page)
    page.click("text=Show my answer")
    assert answer(page.input_value("#answer").encode(), "mail") == (Answer(Rated(9, WORDS, DIMENSIONS), ORIGIN), [])
    assert page.query_selector("#mail") is None
    page.click("#copy")
    page.wait_for_function("document.getElementById('said').textContent !== ''")
    assert page.inner_text("#said") in {"Copied. Paste it into a mail to us.", "Please copy the marked text."}
    assert said == []
    page.close()


def test_only_the_pages_own_script_may_run(chromium: Any, tmp_path: Path) -> None:
    """Its policy stops any other, and any request, should one ever get in."""
    page = chromium.new_page()
    said, _ = listened(page)
    page.goto(form(tmp_path))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.com/a.png\">')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'document.title = 1'}))")
    assert page.title() == "How was it? Elm Street kitchen"
    assert len(said) == 2
    assert all("Content Security Policy" in text for text in said)
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_form_prints_on_one_page_with_everything_on_it(
    chromium: Any, tmp_path: Path, paper: str, *, scripts: bool
) -> None:
    """The folded questions too, with scripts or without; buttons are left out."""
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(form(tmp_path))
    made = page.pdf(format=paper)
    assert len(re.findall(rb"/Type ?/Page\b", made)) == 1
    page.emulate_media(media="print")
    if scripts:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.is_hidden("button[type=submit]")
    assert page.is_visible("text=Please circle your numbers")
    box = page.locator("fieldset.dimension").last.bounding_box()
    assert box is not None
    assert box["height"] > 30
    context.close()
