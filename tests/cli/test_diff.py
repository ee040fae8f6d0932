"""What moved, as a real process: which states are meant, in which form, with which exit code."""

import json

import pytest

from conftest import Shell
from planted import SOURCE, plant, told_by_two

DATES = 'Write it as 2026-12-04, "4 dec", "fri 4 dec", fri, tomorrow or 3d; with a time: "4 dec 17:00".\n'
ORDER = "Write the earlier one first, as in: qcheck diff A B\n"
USAGE = "For example: qcheck diff elm A, or qcheck diff --since friday\n"


@pytest.fixture
def planted(workspace: Shell) -> Shell:
    """The workspace with a job that two devices worked on in December 2024."""
    (workspace.folder / "checklists" / "kitchen.yaml").write_bytes(SOURCE)
    plant(workspace.folder, told_by_two())
    return workspace


def _states(shell: Shell, *words: str) -> tuple[str, str]:
    view = json.loads(shell("diff", *words, "--json").out)
    return view["before"]["said"], view["after"]["said"]


def test_the_last_signature_against_now_is_what_is_usual(planted: Shell) -> None:
    """What a client asks first of all: what is it that changed since I signed?"""
    assert _states(planted) == _states(planted, "elm") == _states(planted, "B") == ("revision B", "now")


@pytest.mark.parametrize(
    ("words", "states"),
    [
        (("A",), ("revision A", "now")),
        (("a", "b"), ("revision A", "revision B")),
        (("elm", "A", "B"), ("revision A", "revision B")),
        (("elm", "A"), ("revision A", "now")),
        (("2024-12-03T08:10", "3 dec 2024 9:00"), ("Tue 3 Dec 2024 08:10", "Tue 3 Dec 2024 09:00")),
        (("2024-12-03", "now"), ("Tue 3 Dec 2024 23:59", "now")),
        (("A", "2024-12-03T08:28:30Z"), ("revision A", "Tue 3 Dec 2024 08:28")),
        (("--since", "2024-12-03"), ("the opening", "now")),
        (("elm", "--since", "2024-12-04"), ("Wed 4 Dec 2024 00:00", "now")),
    ],
)
def test_states_are_named_as_people_name_them(planted: Shell, words: tuple[str, ...], states: tuple[str, str]) -> None:
    """By a letter, a day, a time; a job comes first, if there is one."""
    assert _states(planted, *words) == states


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("C",), "There is no revision C.\nThere are: A, B.\n"),
        (("elm", "A", "whatever"), f"whatever: not a date.\n{DATES}"),
        (("mill", "A"), "mill: there is no such job.\nThere are:\n  elm\n"),
        (("A", "--since", "fri"), f"--since is the first state itself: leave out the other.\n{USAGE}"),
        (
            ("B", "A"),
            "The first state is later than the second.\nWrite the earlier one first, as in: qcheck diff A B\n",
        ),
        (("2024-12-01",), "elm was not opened by then.\nIts record begins on Tue 3 Dec 2024 08:00.\n"),
        (("A", "--gate", "attic"), "attic: there is no such gate.\nThere are: start, handover, closeout.\n"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_cannot_be_compared_is_refused_with_what_to_do(planted: Shell, words: tuple[str, ...], said: str) -> None:
    """In two lines."""
    assert planted("diff", *words, code=2).err == said


def test_a_job_that_nobody_signed_asks_since_when(elm: Shell) -> None:
    """There is no revision to begin with."""
    assert elm("diff", code=2).err == (
        "Elm Street kitchen: nothing was signed yet.\nSay since when: qcheck diff --since friday\n"
    )
    elm("tick", "2")
    assert "2  Joints sealed" in elm("diff", "--since", "today").out


def test_a_job_whose_name_could_be_a_state_is_the_job(elm: Shell) -> None:
    """Typed as it is called, it is never taken for a day."""
    elm("open", "fri", "--checklist", "kitchen", "--handover", "2099-12-04")
    elm("tick", "1", QCHECK_JOB="fri")
    assert json.loads(elm("diff", "fri", "--since", "today", "--json").out)["job"]["id"] == "fri"


def test_the_exit_code_tells_only_if_it_is_asked_for(planted: Shell) -> None:
    """As git does."""
    planted("diff", "A")
    planted("diff", "A", "--exit-code", code=1)
    planted("diff", "A", "A", "--exit-code")


def test_a_page_is_written_where_it_is_asked_for(planted: Shell) -> None:
    """Into the folder of the job's reports otherwise."""
    page = planted("diff", "A", "-o", "-").out
    assert page.startswith("<!DOCTYPE html>")
    assert planted("diff", "A", "B", "-o", "moved.html").out == "Difference: moved.html\n"
    assert "superseded by revision B" in (planted.folder / "moved.html").read_text(encoding="utf-8")
    kept = planted.folder / "jobs" / "elm" / "reports" / "diff.html"
    assert planted("diff", "A", "--format", "html").out == f"Difference: {kept}\n"
    assert kept.is_file()
    assert planted("-q", "diff", "A", "--format", "html").out == ""


def test_a_reopened_handover_tells_why_everywhere(elm: Shell) -> None:
    """In status, check, log, report and diff."""
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    elm("tick", "3")
    reason = "Revision B begins: 3 Worktop level in both directions answered again by Dana Miller, "
    for words in (("check",), ("--plain", "status"), ("diff",), ("report", "--format", "markdown")):
        out = " ".join(elm(*words, code=None).out.replace("\\", "").replace("*", "").split())
        assert reason in out, words
    assert "[revision B begins]" in " ".join(elm("log").out.split())
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    text = elm("report", "--format", "text").out
    first = json.loads(elm("diff", "A", "B", "--json").out)["before"]["seal"]
    assert "Superseded by revision B: this no longer counts." in text
    assert f"Revision A, seal {first[:12]}" in text
    assert first in text
