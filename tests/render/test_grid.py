"""Grids: no line is wider than the terminal, no word is lost, and what is read as one thing stays on one line."""

# ruff: noqa: RUF001 (letters and signs of many scripts, on purpose)

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from qcheck.core.cells import steady
from qcheck.render.grid import Look, Row, flowed, grid, grids, printed

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
ISOLATES = re.compile("[\u2066-\u2069]")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PIECES = [
    "door", "Küche", "扉を直す。", "漢字仮名交じり文「はい」です、", "scratch", "a", "\n", "x" * 45,
    "https://example.org/a/b?c=d", FAMILY,
    "\U0001f1e9\U0001f1ea",
    "\u2764\ufe0f", "\U0001f44d\U0001f3fd", "e\u0301\u0302", "שלום", "مرحبا بالعالم 12", "한국어",
    "P7-k3f", "Ravi Shah", "Thu 26 Nov 2026 01:01", "3.5 mm", "\U0001fae8", "\t", "ก็ได้", "क्षत्रिय", "…", "\u00a0",
]  # fmt: skip
WORDS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]), max_size=40),
)
CELL = st.tuples(WORDS, st.sampled_from(["", "bold", "red"]), WORDS).map(
    lambda parts: Text().append(parts[0], style=parts[1]).append(parts[2], style="dim")
)
LABEL = st.one_of(st.integers(1, 999).map(lambda n: Text(f"P{n}".rjust(4), style="bold")), CELL)
ROWS = st.integers(0, 3).flatmap(lambda more: st.lists(st.tuples(LABEL, *[CELL] * more), min_size=1, max_size=4))
LOOKS = st.builds(
    Look,
    width=st.sampled_from([20, 30, 40, 59, 60, 71, 72, 80, 120, 200]),
    colour=st.booleans(),
    encoding=st.sampled_from(["utf-8", "ascii", "latin-1"]),
)


def letters(text: str) -> list[str]:
    """All that is to be read of a text, wherever its lines end, as a terminal shows it."""
    bare = ISOLATES.sub("", ESCAPES.sub("", text))
    return sorted(sign for sign in steady(bare) if not sign.isspace())


def measured(line: str) -> int:
    """Cells of a line, by another's table."""
    return cell_len(ESCAPES.sub("", line))


@given(ROWS, LOOKS)
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(rows: list[Row], look: Look) -> None:
    """Whatever is in the cells, at any width, in any encoding, with colours and without."""
    shown = printed([grid(rows, look)], look)
    assert max(map(measured, shown.split("\n"))) <= look.width, shown
    if look.encoding == "utf-8":
        assert letters(shown) == letters("".join(cell.plain for row in rows for cell in row))
    else:
        shown.encode(look.encoding)


@given(st.lists(CELL, min_size=1, max_size=5), LOOKS)
def test_facts_side_by_side_fit_too(facts: list[Text], look: Look) -> None:
    """As the first line of a status: none is lost, and none is too wide."""
    facts = [Text(fact.plain.replace("\n", " "), style=fact.style) for fact in facts]
    shown = printed([flowed(facts, look)], look)
    assert max(map(measured, shown.split("\n"))) <= look.width, shown
    if look.encoding == "utf-8":
        assert letters(shown) == letters("".join(fact.plain for fact in facts))


@given(ROWS)
def test_colours_move_nothing(rows: list[Row]) -> None:
    """Without them the same text stands in the same place."""
    plain, coloured = (printed([grid(rows, look)], look) for look in (Look(60), Look(60, colour=True)))
    assert [line.rstrip() for line in ESCAPES.sub("", coloured).split("\n")] == plain.split("\n")


@pytest.mark.parametrize(
    "text", [FAMILY, "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f44d\U0001f3fd", "\u231a\ufe0e", "扉", "e\u0301"]
)
def test_what_terminals_measure_differently_is_written_as_all_measure_it(text: str) -> None:
    """A table that joins pictures and one that adds signs up agree, so that the next column stands in line."""
    line = printed([grid([(Text("P1"), Text(text), Text("Ravi"))], Look(100))], Look(100)).rstrip("\n")
    added = sum(cell_len(sign) for sign in line)
    assert cell_len(line) == added
    assert line.endswith("  Ravi")
    assert "\u200d" not in line
    assert "\ufe0f" not in line


@pytest.mark.parametrize("text", ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "ක්\u200dෂ"])
def test_a_joiner_that_belongs_to_a_word_stays(text: str) -> None:
    """Persian and Sinhala are spelt with them."""
    assert steady(text) == text


def test_a_date_a_measure_and_a_name_are_not_torn() -> None:
    """They go to the next line whole, and the line after that is set in where a cell says several things."""
    cell = Text("promised by Ravi Shah for Thu 26 Nov 2026 01:01 within 2 mm\nwaits for item 12 of the list")
    assert printed([grid([(Text("P1"), cell)], Look(27))], Look(27), ["Ravi Shah"]) == (
        "P1  promised by Ravi Shah\n"
        "      for\n"
        "      Thu 26 Nov 2026 01:01\n"
        "      within 2 mm\n"
        "    waits for item 12 of\n"
        "      the list\n"
    )


def test_a_name_is_torn_only_where_no_line_has_room_for_it() -> None:
    """Between its words first, then wherever it must be."""
    name = "Maximiliana von Hohenstein-Burgenfels"
    shown = printed([grid([(Text(name), Text("put it right"))], Look(40))], Look(40), [name])
    assert shown == "Maximiliana von           put it right\nHohenstein-Burgenfels\n"


def test_chinese_is_folded_between_letters_and_never_before_what_closes() -> None:
    """It has no spaces to fold at."""
    shown = printed([Text("这是一个很长的中文句子，没有空格。第二句话。")], Look(22))
    assert shown == "这是一个很长的中文句\n  子，没有空格。第二句\n  话。\n"


def test_words_that_run_from_right_to_left_cannot_draw_in_what_stands_beside_them() -> None:
    """Each run is isolated by itself, after the text was cleaned of such marks, and so is what it is beside."""
    look = Look(80)
    shown = printed([grid([(Text("P1"), Text("שלום עולם 3 (item 12)"), Text("Thu 3 Dec"))], look)], look)
    assert shown == "P1  \u2067שלום עולם\u2069 3 (item 12)  Thu 3 Dec\n"
    plain = Look(plain=True)
    assert printed([grid([(Text("P1"), Text("שלום"))], plain)], plain) == "P1: שלום.\n"


def test_an_encoding_without_such_signs_is_given_plain_ones() -> None:
    """Before the columns are measured, so that they stand in line."""
    rows = [(Text("1"), Text("Küche “neu” – 3 …"), Text("扉")), (Text("2"), Text("door"), Text("x"))]
    assert printed([grid(rows, Look(60, encoding="ascii"))], Look(60, encoding="ascii")) == (
        '1  Kuche "neu" - 3 ...\n   ?\n2  door\n   x\n'
    )
    look = Look(80, encoding="latin-1")
    assert printed([grid(rows, look)], look) == '1  Küche "neu" - 3 ...  ?\n2  door                 x\n'


def test_several_grids_line_up() -> None:
    """By the widest of all."""
    sets: list[list[Row]] = [[(Text("P1"), Text("door"))], [(Text("P10"), Text("hinge"))], []]
    assert printed(grids(sets, Look()), Look()) == "P1   door\nP10  hinge\n"


def test_where_the_first_column_leaves_no_room_the_others_go_under_it() -> None:
    """A date of 20 letters on 30 columns."""
    rows = [(Text("Thu 26 Nov 2026 01:01"), Text("opened Elm Street kitchen and more"))]
    assert printed([grid(rows, Look(30))], Look(30)) == (
        "Thu 26 Nov 2026 01:01\n  opened Elm Street kitchen\n  and more\n"
    )
