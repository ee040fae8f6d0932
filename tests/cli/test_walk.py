"""The command that opens the walk: where it can, as whom, and what it says where it cannot."""

import json
from typing import Any

import pytest

from cli.terminals import Start
from conftest import Shell

FULL = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
NO_SCREEN = "The walk needs a full screen.\nLine by line: qcheck status, qcheck tick ITEM\n"


def test_without_a_terminal_the_way_line_by_line_is_named(elm: Shell) -> None:
    """A script gets a usage error at once, and nothing is recorded."""
    ran = elm("walk", code=2)
    assert (ran.out, ran.err) == ("", NO_SCREEN)


@pytest.mark.parametrize(
    ("words", "environment"), [((), {"TERM": "dumb"}), (("--plain",), FULL)], ids=["a dumb terminal", "--plain"]
)
def test_a_terminal_that_cannot_show_it_is_told_the_same(
    elm: Shell, terminal: Start, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    """A terminal without a full screen, or someone who asked for plain lines."""
    assert terminal(elm, *words, "walk", **environment).end(2) == NO_SCREEN


def test_whoever_is_named_speaks_in_the_walk(elm: Shell, terminal: Start) -> None:
    """--as holds for each key of it; q leaves with exit code 0."""
    at = terminal(elm, "walk", "elm", "--as", "ravi", **FULL)
    at.answer("4 left", "p", end="")
    at.answer("1 ticked. 3 left.", "q", end="")
    at.end()
    (said,) = [line for line in _log(elm) if line["kind"] == "answered"]
    assert (said["by"], said["about"], said["body"]["result"]) == ("ravi", "kitchen/arrival.isolated", "pass")


def test_someone_unknown_is_refused_before_the_screen_opens(elm: Shell, terminal: Start) -> None:
    """With those who are known."""
    screen = terminal(elm, "walk", "--as", "bob", **FULL).end(2)
    assert screen.startswith("bob is not among the people in qcheck.yaml.\nThere are: dana, ravi, olga.")
    assert "\x1b[?1049h" not in screen


def test_from_the_last_tick_to_the_handover(elm: Shell, terminal: Start) -> None:
    """At the end of the walk h asks the client, as the command of that name does."""
    elm("tick", "1-3")
    at = terminal(elm, "walk", **FULL)
    at.answer("1 left", "p", end="")
    at.answer("Nothing is left that can be checked by this gate.", "h", end="")
    at.answer("Does the client", "a")
    at.answer("Client's full name?", "Ann Client")
    at.answer("Record it?", "y")
    assert "Elm Street kitchen: accepted by Ann Client. Revision A, seal " in at.end()


def test_one_item_fills_the_screen_from_the_start(elm: Shell, terminal: Start) -> None:
    """Where it was opened with --one."""
    at = terminal(elm, "walk", "--one", **FULL)
    at.answer("Arrival: item 1 of 1", "q", end="")
    at.end()


def test_the_help_has_an_example_and_both_ways_to_use_a_list(shell: Shell) -> None:
    """DO-CONFIRM is the usual one, READ-DO the option."""
    told = " ".join(shell("walk", "--help", COLUMNS="120").out.split())
    assert "Example: qcheck walk elm" in told
    assert "at a glance (DO- CONFIRM), or item by item" in told
    assert "(READ-DO)" in told


def _log(shell: Shell) -> list[dict[str, Any]]:
    """Every line of the record."""
    logs = (shell.folder / "jobs" / "elm-street-kitchen" / "record").glob("*.jsonl")
    return [json.loads(line) for log in logs for line in log.read_text(encoding="utf-8").splitlines()]
