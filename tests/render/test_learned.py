"""Proposals on a terminal: its width, its colours, and nothing that could move its cursor."""

from qcheck.model.learned import Learned, LearnedList, ProposalView, Unread
from qcheck.render.grid import Look
from qcheck.render.learned import patch, screen

PATCH = "--- a/checklists/k.yaml\n+++ b/checklists/k.yaml\n@@ -1 +1 @@\n-# \u202e old\r\n+# new\r\n same\n"


def view(**changed: object) -> Learned:
    """What was learnt about one list."""
    proposal = ProposalView(
        number=1,
        kind="failing",
        subject="tops.level",
        reason="failed in 8 of 20 jobs, cost 40.50 EUR",
        asks="Mark it critical.",
        jobs=tuple(f"job-{n}" for n in range(1, 9)),
        of=20,
        times=9,
        cost="40.50",
        edited=True,
    )
    known = {
        "list": "k",
        "file": "checklists/k.yaml",
        "version": 3,
        "next": 4,
        "shipped": False,
        "jobs": 20,
        "proposals": (proposal,),
        "more": 0,
        "patch": PATCH,
    }
    return Learned(20, (LearnedList(**{**known, **changed}),), (Unread("elm\n", "gone\x1b[2J"),), ())  # type: ignore[arg-type]


def test_comments_fit_a_narrow_terminal_and_stay_comments() -> None:
    """What goes on stands below the words of its own line; the patch is not broken, and controls show as such."""
    assert screen(view(), Look(width=40)) == (
        "# Not read: elm : gone�[2J\n"
        "\n"
        "# k: 1 proposal from 20 jobs; version 3\n"
        "# becomes 4\n"
        "# 1. tops.level: failed in 8 of 20 jobs,\n"
        "#    cost 40.50 EUR. Mark it critical.\n"
        "#    job-1, job-2, job-3, job-4, job-5,\n"
        "#    job-6 and 2 more\n"
        "--- a/checklists/k.yaml\n"
        "+++ b/checklists/k.yaml\n"
        "@@ -1 +1 @@\n"
        "-# � old\n"
        "+# new\n"
        " same\n"
    )


def test_lines_that_come_and_go_are_coloured_where_colour_is_wanted() -> None:
    """The signs stand beside it in any case."""
    shown = screen(view(), Look(width=100, colour=True))
    assert "\x1b[32m+\x1b[0m# new\n" in shown
    assert "\x1b[31m-# � old\x1b[0m\n" in shown
    assert "\x1b[1m--- a/checklists/k.yaml\x1b[0m\n" in shown
    assert "\x1b[2m#    job-1," in shown


def test_the_patch_has_the_bytes_of_the_file() -> None:
    """In a pipe nothing of it is changed; comments are one line each, whatever they hold."""
    assert (
        patch(view()).decode()
        == (
            "# Not read: elm : gone�[2J\n"
            "# k: 1 proposal from 20 jobs; version 3 becomes 4\n"
            "# 1. tops.level: failed in 8 of 20 jobs, cost 40.50 EUR. Mark it critical.\n"
            "#    job-1, job-2, job-3, job-4, job-5, job-6 and 2 more\n"
        )
        + PATCH
    )
    assert patch(view(), brief=True).decode() == PATCH


def test_what_could_not_be_edited_says_why() -> None:
    """A person has to do it, and reads the whole of it; weaker ones and shipped lists are told of."""
    by_hand = ProposalView(
        2,
        "prevention",
        "tops.dry",
        "would have prevented 2",
        f"Ask for: {'dry ' * 60}",
        (),
        2,
        2,
        "",
        False,
        "its layout",
    )
    shown = patch(view(proposals=(by_hand,), shipped=True, more=3)).decode()
    assert f"# 2. tops.dry: would have prevented 2. Ask for: {'dry ' * 60}".rstrip() in shown
    assert "#    By hand: its layout.\n# 3 more, weaker: --all\n" in shown
    assert "# It comes with qcheck: --apply copies it first, or qcheck lists --copy k\n" in shown
