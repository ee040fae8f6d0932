"""Terminal views as people see them: a golden file for each width, for a screen reader, in ASCII and in colour.

Look at what changed before it is taken: QCHECK_UPDATE_GOLDEN=1 writes the files anew.
"""

import os
import re
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from rich.cells import cell_len

from builder import JobBuilder
from qcheck.app import screen
from qcheck.core.due import duties
from qcheck.core.views.check import check
from qcheck.core.views.due import Span, due
from qcheck.core.views.log import log
from qcheck.core.views.status import job_line, status
from qcheck.model.dueview import DueView
from qcheck.model.view import CheckReport, JobsView
from qcheck.render.colours import SIGN, VERDICT, WORDS
from qcheck.render.grid import Look
from render.punched import punched
from render.test_screen_items import answered, opened

GOLDEN = Path(__file__).parents[1] / "golden" / "terminal"
LOOKS = {
    "60": Look(60),
    "80": Look(80),
    "120": Look(120),
    "200": Look(200),
    "plain": Look(plain=True),
    "ascii": Look(80, encoding="ascii"),
    "coloured": Look(80, colour=True),
}
# Letters of double width, an accent of its own, a picture joined of three, a flag, words from right to left.
MIXED = "Tür „links“ 扉を直す cafe\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea שלום 2 …"
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def letters(text: str) -> list[str]:
    """All that is to be read, wherever lines end; a name stands in brackets where it has no column."""
    return sorted(re.sub("[\\s()\u2067\u2069]", "", text))


def site() -> JobBuilder:
    """A job whose punch list has one of everything, and one item in letters of many kinds."""
    return punched().add(MIXED, where=MIXED, owner="ravi", due="2026-12-09")


def screens(look: Look) -> Iterator[tuple[str, str]]:
    """Every view that people look at most, with the command that shows it."""
    built = site()
    shown = status(built.told())
    begun, halfway = status(opened().told()), status(answered().told())
    days = due(duties(built.state(), built.context(), UTC), Span("2026-12-03"), built.told().speaker)
    checked = check(answered().told(), "block")
    yield "status, just opened", screen.status(begun, look)
    yield "status", screen.status(shown, look)
    yield "status --all", screen.status(halfway, look, everything=True)
    yield "punch list", screen.punch(shown.punch, look)
    yield "punch show P1", screen.punch_items(shown.punch[:1], look)
    yield "log", screen.log(log(built.told()), look)
    yield "due", screen.due(DueView("due", "2026-12-03T08:00:00Z", 1, days, 0, 0, ()), look)
    yield "check", screen.check(CheckReport(checked.verdict, (checked,)), look)
    lines = (job_line(built.told(), current=True), job_line(opened().told(), current=False))
    yield "jobs", screen.jobs(JobsView("Miller Kitchens", lines), look)


@pytest.mark.parametrize("look", LOOKS)
def test_every_view_is_what_its_golden_file_says(look: str) -> None:
    """Byte for byte."""
    actual = "\n".join(f"$ qcheck {command}\n{text}" for command, text in screens(LOOKS[look]))
    path = GOLDEN / f"{look}.text"
    if os.environ.get("QCHECK_UPDATE_GOLDEN") == "1":
        path.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == path.read_text(encoding="utf-8")


def test_every_golden_file_belongs_to_a_look() -> None:
    """No file is left behind by one that was renamed."""
    assert {path.name for path in GOLDEN.iterdir()} == {f"{look}.text" for look in LOOKS}


@pytest.mark.parametrize("width", [20, 30, 45, 60, 80, 120, 200])
def test_no_view_is_wider_than_the_terminal(width: int) -> None:
    """Down to twenty columns, and every word of the widest is in the narrowest."""
    wide = dict(screens(Look(1000)))
    for command, text in screens(Look(width)):
        assert max(map(cell_len, text.splitlines())) <= width, command
        assert letters(wide[command]) == letters(text), command


def test_for_a_screen_reader_there_are_sentences_and_no_signs() -> None:
    """One fact a line, no columns, no lines of signs; a statement ends with a full stop."""
    for command, text in screens(Look(plain=True)):
        lines = [line for line in text.splitlines() if line]
        assert [line for line in lines if "  " in line or re.search("[○✓✗≠↻█░→—*]", line)] == [], command
        assert [line for line in lines if not line.endswith((".", "!", "?")) and "qcheck " not in line] == [], command


def test_in_ascii_there_is_nothing_else() -> None:
    """Signs, dashes and dots are written in ASCII; letters lose their accents before they are lost."""
    for command, text in screens(Look(80, encoding="ascii")):
        assert text.isascii(), command
        assert "Tur" in text or MIXED not in dict(screens(Look(80)))[command]


def test_no_colour_stands_alone_or_vanishes() -> None:
    """On a dark ground or a light one: green and yellow are grounds or signs, never words that are read."""
    words = {*WORDS.values(), *VERDICT.values()}
    assert not [style for style in words if re.fullmatch("(bold )?(green|yellow|cyan|white|black|blue)", style)]
    assert set(SIGN) <= {"fail", "contested", "stale", "pass"}
    allowed = {"0", "1", "2", "3", "31", "32", "33", "30", "37", "41", "42", "43"}
    for command, text in screens(Look(80, colour=True)):
        codes = {code for each in re.findall(r"\x1b\[([0-9;]*)m", text) for code in each.split(";")}
        assert codes <= allowed, command
        for pale in re.findall(r"\x1b\[(?:1;)?3[23]m([^\x1b]*)", text):
            assert len(pale.strip()) <= 1, (command, pale)
        assert ESCAPES.sub("", text).split() == dict(screens(Look(80)))[command].split()
