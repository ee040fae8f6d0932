"""The galley: a page of HTML as what the typesetter sets."""

import base64
from html import escape
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcheck.core.clean import clean
from qcheck.core.views.handover import handover
from qcheck.render.report import html
from qcheck.render.table import render
from render.punched import ASSETS, PICTURES, punched

MOMENT = {"moment": b"2026-12-06T10:30:00Z"}
DOT = base64.b64encode(b"a picture").decode()


def set_as(page: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The galley of a page, and its pictures."""
    made = msgspec.msgpack.decode(render("page", "pdf", page.encode(), MOMENT))
    return msgspec.json.decode(made["galley"]), made["pictures"]


def blocks(body: str) -> Any:
    """The blocks of a body."""
    return set_as(f"<html><body>{body}</body></html>")[0]["blocks"]


def words(of: object) -> str:
    """All text that a sheet shows."""
    if isinstance(of, dict):
        return " ".join(words(each) for key, each in of.items() if key in {"runs", "text"} or isinstance(each, list))
    if isinstance(of, list):
        run = len(of) == 2 and all(isinstance(each, str) for each in of)
        return of[0] if run else " ".join(words(each) for each in of)
    return of if isinstance(of, str) else ""


def test_the_galley_has_the_page_s_title_language_colour_moment_and_digests() -> None:
    """What a file of PDF tells of itself comes from the page, and the moment from whoever has it made."""
    told, _ = set_as(
        '<html lang="de"><head><title>Elm &amp;\n Co</title><style>:root { --accent: #123abc; }</style></head>'
        f'<body><h1>Elm</h1><p class="digest">{"ab" * 32}</p></body></html>'
    )
    assert {key: told[key] for key in ("title", "language", "accent", "moment", "digests")} == {
        "title": "Elm & Co",
        "language": "de",
        "accent": "#123abc",
        "moment": [2026, 12, 6, 10, 30, 0],
        "digests": ["ab" * 32],
    }


def test_what_runs_on_is_a_paragraph_of_runs_and_what_a_style_hides_is_left_out() -> None:
    """Space is as a browser has it; script, style and what paper does not show are no text."""
    assert blocks(
        'one <strong>two</strong>\n <span class="fine">three</span><span class="inline-label">no</span>'
        '<script>no</script><details class="past"><p>no</p></details><p>four<br>five</p>'
    ) == [
        {"k": "p", "style": "", "runs": [["one ", ""], ["two", "b"], [" ", ""], ["three", "q"]], "rtl": False},
        {"k": "p", "style": "", "runs": [["four", ""], ["\n", "break"], ["five", ""]], "rtl": False},
    ]


def test_no_level_of_headings_is_left_out() -> None:
    """A page that goes from the first level to the fourth is read as one that goes to the second."""
    found = blocks("<h1>A</h1><h4>B</h4><h5>C</h5><h2>D</h2>")
    assert [(each["level"], each["runs"][0][0]) for each in found] == [(1, "A"), (2, "B"), (3, "C"), (2, "D")]


def test_a_paragraph_is_written_from_the_right_by_its_first_letter() -> None:
    """A text in Hebrew stands at the right, one that only has some in it does not; a name is kept apart."""
    found = blocks("<p>12 אב Elm</p><p>Elm אב</p><p>by <bdi>אב</bdi></p>")
    assert [each["rtl"] for each in found] == [True, False, False]
    assert found[2]["runs"] == [["by \u2068אב\u2069", ""]]


def test_a_picture_of_the_page_is_kept_once_and_one_from_elsewhere_is_its_words() -> None:
    """Nothing is fetched for a sheet: what a picture from elsewhere shows stands in its place."""
    shown = f'<img src="data:image/jpeg;base64,{DOT}" alt="A door" width="128" height="96">'
    told, pictures = set_as(f'<body>{shown}{shown}<img src="https://example.org/x.png" alt="A gate"></body>')
    one = {"k": "picture", "name": "picture-0.jpg", "alt": "A door", "size": [128, 96], "logo": False}
    gate = {"k": "p", "style": "fine", "runs": [["A gate", ""]], "rtl": False}
    assert told["blocks"] == [one, one, gate]
    assert pictures == {"picture-0.jpg": b"a picture"}


def test_a_drawing_is_kept_as_it_is_written() -> None:
    """The names in a drawing keep their letters, and its text stays text."""
    drawn = '<svg viewBox="0 0 4 4" aria-label="Two of four"><linearGradient/><text>a &lt; b</text></svg>'
    told, pictures = set_as(f"<body>{drawn}after</body>")
    assert [each["k"] for each in told["blocks"]] == ["picture", "p"]
    assert told["blocks"][0]["alt"] == "Two of four"
    assert pictures["picture-0.svg"].decode() == drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')


def test_the_rows_of_an_item_stay_together_unless_they_are_too_long_for_a_sheet() -> None:
    """A short item is kept on one sheet, with its pictures; one that would not fit is not."""
    beneath = '<tr><td class="number"></td><td class="beneath">below</td></tr>'
    row = f'<tbody><tr><td class="number">1</td><td>{{}}</td></tr>{beneath}</tbody>'
    table = blocks(f'<table class="items">{row.format("short")}{row.format("long " * 200)}</table>')[0]
    assert [group["whole"] for group in table["groups"]] == [True, False]
    assert [cell["rows"] for cell in table["groups"][0]["rows"][0]] == [2, 1]
    assert len(table["groups"][0]["rows"][1]) == 1
    assert table["widths"] == [30, 0]


def test_a_column_that_nothing_is_known_of_takes_what_it_needs_and_the_fullest_what_is_left() -> None:
    """A table of a template of one's own stands well, too; rows that stand alone are each for themselves."""
    row = '<tr><td class="tick"></td><td>12</td><td>what is to be done here</td></tr>'
    (table,) = blocks(f'<table class="items"><tbody class="rows">{row * 3}</tbody></table>')
    assert table["widths"] == [26, -1, 0]
    assert len(table["groups"]) == 3


def test_the_seals_stand_together_in_a_frame() -> None:
    """The last thing of a report is not torn over two sheets; a frame goes around whatever has it."""
    (found,) = blocks('<dl class="digests seal"><div><dt>Seal</dt><dd class="digest">abc</dd></div></dl>')
    assert (found["k"], found["whole"], found["blocks"][0]["k"]) == ("seal", True, "pairs")
    assert found["blocks"][0]["pairs"][0][1][0]["runs"] == [["abc", "m"]]


def test_a_chart_stands_as_its_table() -> None:
    """How a chart is drawn stands in the page's style; its numbers are set."""
    plot = '<div class="plot"><svg aria-label="no"></svg></div><ul class="legend"><li>no</li></ul>'
    row = '<tr><th scope="row">Mon</th><td class="bar">no</td><td>3</td></tr>'
    table = f'<details class="past"><table>{row}</table></details>'
    (found,) = blocks(f'<div class="chart">{plot}{table}</div><svg aria-hidden="true"><defs/></svg>')
    assert [words(cell["blocks"]) for cell in found["groups"][0]["rows"][0]] == ["Mon", "3"]


def test_the_caption_of_a_table_and_a_part_that_is_set_too_deep_are_not_lost() -> None:
    """What is nested deeper than typst goes stands one below the other."""
    found = blocks(f"<table><caption>Doors</caption><tr><td>{'<ul><li>a' * 12}<table><tr><td>b<td>c")
    assert words(found).split() == ["Doors", *["a"] * 12, "b", "c"]


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_text_is_on_the_galley_as_it_was_typed(text: str) -> None:
    """Whatever someone wrote is there, without what steers, and nothing else is."""
    said = "".join(words(blocks(f'<p class="said">{escape(clean(text))}</p>')).split())
    assert said == "".join(clean(text).split())


def test_boxes_and_lines_for_a_pen_are_marks_of_their_own() -> None:
    """What has no text but is written on is there on paper."""
    found = blocks('<p><span class="box"></span> done <span class="write"></span></p><div class="rule"></div>')
    assert found == [
        {"k": "p", "style": "", "runs": [["☐", "box"], [" done ", ""], [" ", "line"]], "rtl": False},
        {"k": "pen"},
    ]


def test_a_word_that_is_longer_than_a_line_is_a_run_of_its_own() -> None:
    """It may break anywhere; what breaks anyway is left as it is."""
    assert blocks(f"<p>so {'x' * 30} much</p><p>{'門' * 90}</p>")[0]["runs"] == [
        ["so ", ""],
        ["x" * 30, "w"],
        [" much", ""],
    ]
    assert blocks(f"<p>{'門' * 90}</p>")[0]["runs"] == [["門" * 90, ""]]


@pytest.mark.parametrize("page", ["<p>" * 5000, "<b>" * 5000 + "x", "<div>" * 5000 + "x", "<svg><g>" * 900, "</p>", ""])
def test_what_is_nested_deeper_than_any_page_is_read_all_the_same(page: str) -> None:
    """No page makes it go on for ever or fail."""
    set_as(page)


def test_every_word_of_a_report_is_on_its_galley() -> None:
    """What the page of HTML says to a reader of paper, the sheet says, too."""
    view = handover(punched().told(), ("BS 1",))
    told, pictures = set_as(html(view, {**ASSETS, **PICTURES}).decode())
    said = words(told["blocks"])
    for each in view.punch:
        assert each.text in said
        assert each.raised_at in said
    for item in (item for section in view.sections for item in section.items):
        assert item.text in said
        assert item.spoken in said or not item.due
    assert set(pictures.values()) >= {b"IMG_1.jpg", b"IMG_2.jpg", b"IMG_4.jpg"}
    assert view.state in said
