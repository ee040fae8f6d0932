"""What is said: fitted to the terminal it is said on, in signs that its encoding has."""

import io
import sys
from collections.abc import Callable

import pytest
from rich.text import Text

from qcheck.cli import out
from qcheck.render.colours import VERDICT
from qcheck.render.grid import Look, grid, printed

Stream = Callable[..., io.BytesIO]


class Wrapper(io.TextIOWrapper):
    """A stream that may be a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Standard output of an encoding, of a terminal of so many columns or of none; gives what was written."""

    def start(encoding: str, columns: int = 0) -> io.BytesIO:
        held = io.BytesIO()
        wrapper = Wrapper(held, encoding=encoding, newline="\n")
        wrapper.terminal = bool(columns)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "stdout", wrapper)
        monkeypatch.setattr(sys, "stderr", wrapper)
        out.prepare()
        return held

    return start


SAID = "P1 “Tür zu”: 2–3 mm … → 扉, 20 €"  # noqa: RUF001 (a dash, on purpose)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", SAID),
        ("ascii", 'P1 "Tur zu": 2-3 mm ... -> ?, 20 EUR'),
        ("latin-1", 'P1 "Tür zu": 2-3 mm ... -> ?, 20 EUR'),
        ("cp1252", "P1 “Tür zu”: 2–3 mm … -> ?, 20 €"),  # noqa: RUF001
    ],
)
def test_what_an_encoding_lacks_is_written_in_signs_that_it_has(stream: Stream, encoding: str, shown: str) -> None:
    """Letters lose their accents before they are lost, and a message never fails for one."""
    held = stream(encoding)
    out.say(SAID)
    assert held.getvalue().decode(encoding) == f"{shown}\n"


def test_a_message_ends_its_lines_between_words_and_dates_stay_whole(stream: Stream) -> None:
    """Set in as it begins; letters of double width count twice, and a path stays whole to be copied."""
    held = stream("utf-8", 30)
    out.say("  扉の傷を直す。: promised for Thu 3 Dec 2026\n/a/very/long/path/that/is/wider/than/it/is.html")
    assert held.getvalue().decode() == (
        "  扉の傷を直す。: promised for\n  Thu 3 Dec 2026\n/a/very/long/path/that/is/wider/than/it/is.html\n"
    )


def test_in_a_pipe_a_message_stays_as_it_was_written(stream: Stream) -> None:
    """For programs that read it."""
    held = stream("utf-8")
    said = "שלום \U0001f468\u200d\U0001f469 " + "word " * 60
    out.say(said)
    assert held.getvalue().decode() == f"{said}\n"


def test_at_a_terminal_words_from_right_to_left_are_isolated(stream: Stream) -> None:
    """What stands behind them keeps its place."""
    held = stream("utf-8", 80)
    out.say("P1 שלום: waiting on Ravi Shah")
    assert held.getvalue().decode() == "P1 \u2067שלום\u2069: waiting on Ravi Shah\n"  # noqa: RUF001 (Hebrew)


def test_what_passes_fits_on_one_line(stream: Stream, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut by cells: a second line could not be cleared."""
    monkeypatch.setenv("TERM", "xterm")
    held = stream("utf-8", 20)
    out.passing("扉" * 30)
    assert held.getvalue().decode() == "\r\x1b[K" + "扉" * 9


@pytest.mark.parametrize(("columns", "width"), [(5, 20), (45, 45)])
def test_no_terminal_is_taken_for_narrower_than_twenty_columns(stream: Stream, columns: int, width: int) -> None:
    """A message is no ladder of letters."""
    held = stream("utf-8", columns)
    out.say("word " * 30)
    assert max(map(len, held.getvalue().decode().splitlines())) in range(width - 5, width + 1)


@pytest.mark.parametrize(
    ("environment", "columns", "colour"),
    [
        ({"TERM": "xterm"}, 80, True),
        ({"TERM": "xterm-16color"}, 80, True),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, 80, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 80, False),
        ({"TERM": "dumb"}, 80, False),
        ({"TERM": "xterm-256color"}, 0, False),
    ],
    ids=["8", "16", "all", "NO_COLOR", "dumb", "a pipe"],
)
def test_colour_is_the_palettes_at_any_depth_or_none(
    stream: Stream, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], columns: int, *, colour: bool
) -> None:
    """What is shown does not depend on how many colours there are; a pipe gets none, nor does who wants none."""
    for name in ("NO_COLOR", "COLORTERM", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream("utf-8", columns)
    assert out.coloured() is colour
    verdict = grid([(Text("ready", style=VERDICT["ready"]),)], Look(colour=out.coloured()))
    assert printed([verdict], Look(colour=out.coloured())) == ("\x1b[1;30;42mready\x1b[0m\n" if colour else "ready\n")
