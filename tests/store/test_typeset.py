"""Typesetting: what a file of PDF holds, read back by another library, and what becomes of it when it cannot be had."""

import io
import re
from collections.abc import Iterator
from html import escape as html_escape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from qcheck.core import pages
from qcheck.core.views.handover import handover
from qcheck.errors import Refused
from qcheck.model.paper import Paper
from qcheck.render.report import html
from qcheck.render.table import render
from qcheck.store import typeset
from render.punched import ASSETS, NEAR, punched, signed

PROGRAM = (Path(__file__).parents[2] / "templates" / "galley.typ").read_bytes()
MOMENT = {"moment": b"2026-12-06T10:30:00Z"}


def made(page: bytes | str, program: bytes = PROGRAM) -> Paper:
    """A page as PDF."""
    content = page.encode() if isinstance(page, str) else page
    return typeset.typeset(render("page", "pdf", content, MOMENT), program)


def body(inside: str) -> str:
    """A page with a title and that inside."""
    return f'<html lang="en"><head><title>Elm</title></head><body><h1>Elm</h1>{inside}</body></html>'


def photo() -> bytes:
    """A small picture."""
    into = io.BytesIO()
    Image.new("RGB", (256, 192), "brown").save(into, "JPEG")
    return into.getvalue()


@pytest.fixture(scope="module")
def report() -> bytes:
    """The page of a signed job with a photo."""
    view = handover(signed(punched()).told(), ("BS 1",))
    return html(view, {**ASSETS, f"picture/{NEAR.digest}": photo()})


@pytest.fixture(scope="module")
def paper(report: bytes) -> Paper:
    """The same as PDF."""
    return made(report)


def tagged(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure of a file."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += list(each)
        elif isinstance(each, pikepdf.Dictionary):
            if "/S" in each:
                yield each
            waiting += [each.K] if "/K" in each else []


def shown(content: bytes) -> str:
    """Every sign that the fonts of a file show, as the file tells it for copying."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each]
        maps = b"\n".join(each.ToUnicode.read_bytes() for each in fonts).decode()
    found = re.findall(r"> <([0-9a-f]+)>", maps, re.IGNORECASE)
    return "".join(bytes.fromhex(each).decode("utf-16-be") for each in found)


def test_a_report_is_an_archive_file_that_a_screen_reader_reads(paper: Paper) -> None:
    """It is marked PDF/A-2a and PDF/UA-1, tagged, has title, language, date, bookmarks, and alt text for each photo."""
    with pikepdf.open(io.BytesIO(paper.content)) as pdf, pdf.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("2", "A", "1")
        assert told["dc:title"] == str(pdf.docinfo.Title) == "Elm Street kitchen: handover report"
        assert told["xmp:CreateDate"] == "2026-12-06T10:30:00Z"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        found = list(tagged(pdf))
        assert {str(each.Alt) for each in found if each.S == "/Figure"} == {
            "P1, Scratch on the left door, as raised, near: IMG_1.jpg",
            "P5, Hinge squeaks, as raised, near: IMG_1.jpg",
        }
        assert {"/H1", "/H2", "/H3", "/P", "/Table", "/THead", "/TH", "/TD", "/L"} <= {str(each.S) for each in found}
        with pdf.open_outline() as outline:
            first = outline.root[0]
            assert first.title == "Elm Street kitchen"
            assert [each.title for each in first.children][-2:] == ["Sign-off", "About this report"]


def test_the_file_is_sound(paper: Paper) -> None:
    """What is written is read without a complaint."""
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_every_font_is_in_the_file(paper: Paper) -> None:
    """A machine that has none of the fonts shows the same."""
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        described = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontName" in each]
        assert described
        assert all("/FontFile2" in each or "/FontFile3" in each for each in described)


def test_the_same_page_is_the_same_file(report: bytes, paper: Paper) -> None:
    """Nothing of the moment or of the process is in it."""
    assert made(report).content == paper.content


def test_the_seals_of_a_page_stand_in_the_file_as_they_are(report: bytes, paper: Paper) -> None:
    """They can be read without unpacking anything, as `qcheck audit --report` does."""
    there = pages.digests(paper.content)
    assert len(there) == 2
    assert set(there) <= set(pages.digests(report))


def test_letters_of_europe_are_shown_with_what_the_extra_brings() -> None:
    """Latin, Greek, Cyrillic and Hebrew letters and the marks of reports need no font of the machine."""
    letters = "Zażółć Straße Ελλάδα Київ שלום ✓✗○≠↻\u2013€²…☐"
    paper = made(body(f"<p>{letters}</p>"))
    assert paper.missing == ()
    assert set(letters) - {" "} <= set(shown(paper.content))


def test_a_sign_that_no_font_has_shows_as_its_number() -> None:
    """It is told, and nothing is lost: the number stands where the sign does, in headings, tables and marks alike."""
    private, above = "\ue123", "\U0010fffd"
    paper = made(
        body(
            f"<title>c{private}</title><h2>a{private}b</h2><table><tr><td>{above}</td></tr></table><p><strong>e\u0334\U000e01ef</strong></p>"
        )
    )
    assert {private, above} <= set(paper.missing)
    assert "e" not in paper.missing
    assert set("U+E12310FFFD") <= set(shown(paper.content))


@pytest.mark.parametrize(
    "text",
    [
        '#panic() #read("/etc/passwd") $x$ @ref <label> \\ *b* _i_ `c` // no /* no */ = H',
        '"; #import "@preview/x:1.0.0"; let a = "',
        "\u202e\u2066\ufeff\u0000\u0007\u2028",
        "x" * 2000,
        "門" * 600,
        "",
    ],
    ids=["markup", "import", "steering", "a long word", "missing signs", "nothing"],
)
def test_text_is_never_markup(text: str) -> None:
    """Whatever someone typed is set as it stands, and nothing of it is carried out."""
    escaped = html_escape(text)
    paper = made(body(f'<h2>{escaped}</h2><p class="said">{escaped}</p><table><tr><td>{escaped}</td></tr></table>'))
    assert {sign for sign in text if "!" <= sign <= "~"} <= set(shown(paper.content))


def test_what_a_picture_shows_is_refused_when_it_cannot_be_read() -> None:
    """A page that holds something else as a picture gives no file, and says why."""
    with pytest.raises(Refused) as refused:
        made(body('<img src="data:image/jpeg;base64,bm90IG9uZQ==" alt="A door">'))
    assert refused.value.message.startswith("The PDF could not be set: failed to decode image (")
    assert refused.value.hint == "The page can be had as HTML: --format html"


def test_the_typesetter_reads_nothing_outside_of_its_folder() -> None:
    """A program that asks for another file of the machine does not get it."""
    with pytest.raises(Refused) as refused:
        made(body(""), b'#read("/../../../../etc/hostname")')
    assert "hostname" in refused.value.message


def test_what_takes_too_long_is_ended() -> None:
    """A limit of time holds whatever the typesetter is at."""
    galley = render("page", "pdf", body("").encode(), MOMENT)
    with pytest.raises(Refused) as refused:
        typeset.typeset(galley, b"#for _ in range(999999) { for _ in range(999999) {} }", limit=0.5)
    assert refused.value.message == "The PDF was not done after 0.5 seconds."


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and what to type."""
    monkeypatch.setattr(typeset, "find_spec", lambda _: None)
    with pytest.raises(Refused) as refused:
        typeset.require()
    assert (refused.value.message, refused.value.hint) == (
        "A PDF needs one more package.",
        'pip install "qcheck-cli[pdf]"',
    )
