"""`qcheck` alone: the page to start from at a terminal with several jobs, else the status of the job in hand."""

import pytest

from cli.terminals import Start
from conftest import Shell

FULL = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
STATUS = "ASH ROAD   NOT READY"
PLAIN = "Ash Road is not ready."
PAGE = "\x1b[?1049h"  # the other screen of a terminal, which a full screen is drawn on


@pytest.fixture
def two(elm: Shell) -> Shell:
    """Elm and Ash; Ash was used last, Elm is handed over first."""
    elm("open", "Ash Road", "--checklist", "kitchen", "--handover", "2099-12-09")
    return elm


def test_two_jobs_open_the_page(two: Shell, terminal: Start) -> None:
    """The soonest handover first; q leaves with exit code 0, and nothing is printed after it."""
    at = terminal(two, **FULL)
    at.answer("2 jobs, 2 not ready", "q", end="")
    screen = at.end()
    assert screen.index("Elm Street kitchen") < screen.rindex("Ash Road")
    assert STATUS not in screen


def test_to_a_walk_and_back(two: Shell, terminal: Start) -> None:
    """Enter walks through the job in hand, q comes back to the page with what was ticked."""
    at = terminal(two, **FULL)
    at.answer("2 jobs, 2 not ready", "\r", end="")
    at.answer(" one by one", "p", end="")
    at.answer("1 ticked. 3 left.", "q", end="")
    at.answer("2 jobs, 2 not ready", "q", end="")
    assert "3 left" in at.end()


def test_from_a_walk_to_the_handover(two: Shell, terminal: Start) -> None:
    """What follows is the command itself."""
    two("tick", "1-4", QCHECK_JOB="elm")
    at = terminal(two, **FULL)
    at.answer("2 jobs, 1 not ready", "j\r", end="")
    at.answer("Nothing stands in the way.", "h", end="")
    at.answer("Does the client", "a")
    at.answer("Client's full name?", "Ann Client")
    at.answer("Record it?", "y")
    assert "Elm Street kitchen: accepted by Ann Client. Revision A, seal " in at.end()


def test_the_status_is_printed_on_the_plain_terminal(two: Shell, terminal: Start) -> None:
    """S leaves the page for it."""
    at = terminal(two, **FULL, NO_COLOR="1")
    at.answer("2 jobs, 2 not ready", "s", end="")
    assert "ELM STREET KITCHEN   NOT READY" in at.end().rpartition("\x1b[?1049l")[2]


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("--plain",), FULL),
        ((), {**FULL, "TERM": "dumb"}),
        ((), {**FULL, "CI": "1"}),
        ((), {**FULL, "QCHECK_JOB": "ash"}),
        (("-C", "jobs/ash-road"), FULL),
    ],
    ids=["--plain", "a dumb terminal", "CI", "QCHECK_JOB", "a job's folder"],
)
def test_a_job_in_hand_or_a_plain_terminal_is_the_status(
    two: Shell, terminal: Start, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    """As it is with one job."""
    screen = terminal(two, *words, **{**environment, "NO_COLOR": "1"}).end()
    assert PAGE not in screen
    assert (PLAIN if "--plain" in words else STATUS) in screen


def test_one_job_is_the_status(elm: Shell, terminal: Start) -> None:
    """There is nothing to choose."""
    screen = terminal(elm, **FULL, NO_COLOR="1").end()
    assert PAGE not in screen
    assert "ELM STREET KITCHEN   NOT READY" in screen


def test_in_a_pipe_nothing_changes(two: Shell) -> None:
    """It is what `qcheck status` prints."""
    assert two().out == two("status").out
    assert STATUS in two().out
