"""Figures on a terminal: bars with words beside them, absent ones, narrow, linear, in ASCII."""

import re
from datetime import UTC
from typing import Any

import pytest
from msgspec.structs import replace

from builder import JobBuilder
from core.counted import EUR, figures, on, opened, sign
from qcheck.core.views.stats import Chosen, stats
from qcheck.core.wording import Speaker
from qcheck.model.punchevent import Score
from qcheck.model.statsview import LeftOutView, StatsView
from qcheck.render.figures import bar
from qcheck.render.grid import Look
from qcheck.render.stats import stats as screen


def built() -> JobBuilder:
    """A job handed over, with a promise kept and one not, causes with costs, a complaint and a rating."""
    job = opened(of=EUR).tick("1", "3").fail("2", note="gap").tick("2").na("4")
    job.add("Door scratched", owner="ravi", due="2026-12-02").add("Handle loose", owner="olga", due="2026-12-02")
    on(job, 2).done("P1", by="ravi")
    on(job, 3).promise("P2", due="2026-12-04", why="materials").done("P2", by="olga").verify("P1", "P2", by="dana")
    job.diagnose("P1", cause="Carried without covers, on the stairs, by two people in a hurry", internal="120")
    job.diagnose("P2", cause="screws too short", internal="30.50", external="20")
    on(sign(job, "accepted"), 4).complain("Tap drips", owner="ravi")
    return on(job.contact("call", "P3").rate(9, "", Score("reliability", 5, 6)), 5)


def view(job: JobBuilder | None = None, **chosen: Any) -> StatsView:
    """Its figures, or those of no job."""
    jobs = Chosen("Miller Kitchens", ("elm",) if job else ())
    return replace(stats(figures(*([job] if job else []), of=EUR), jobs, Speaker(EUR, UTC)), **chosen)


DASH = "\N{EN DASH}"
WIDE = """\
MILLER KITCHENS   1 job

Checks
  Completion                  80%  ████████░░  4 of 5 items that are due
  First pass yield            67%  ███████░░░  2 of 3 items at the first check
  Hold points kept              {dash}              nothing to count yet
  Concession rate              0%  ░░░░░░░░░░  0 of 5 items waived
  Defects per unit           4.00              4 defects in 1 job

Promises
  Percent plan complete       50%  █████░░░░░  1 of 2 by the first date
    Olga Petrova               0%  ░░░░░░░░░░  0 of 1
    Ravi Shah                100%  ██████████  1 of 1
    materials                   1              not kept

Punch list
  Rejection rate               0%  ░░░░░░░░░░  0 of 2 items sent back
  Reopen rate                  0%  ░░░░░░░░░░  0 of 2 items came back
  Closure time, median   2.0 days              2 items, raised to confirmed
  Closure time, P90      2.0 days

Cost of poor quality
  Internal failure       150.50 EUR  before the handover
  External failure        20.00 EUR  after it
  Together               170.50 EUR  known of 2 of 3 items

Causes, by cost
  Carried without covers, on the    70%  ███████░░░  120.00 EUR, 1 item
  stairs, by two people in a hurry
  screws too short                  30%  ███░░░░░░░  50.50 EUR, 1 item, 100% so far
  not diagnosed                      0%  ░░░░░░░░░░  no cost known, 1 item, 100% so far

Client
  First-time acceptance      100%  ██████████  1 of 1 jobs, nothing reserved
  Callback rate              100%  ██████████  1 of 1 jobs handed over
  Acknowledged in time       100%  ██████████  1 of 1 complaints in 24 h
  Mean rating                 9.0              of 10, 1 rating
  Net promoter score          100              1 promoter, 0 passives, 0 detractors
  SERVQUAL gap
    reliability             -1.00              perceived less expected, 1 client
""".replace("{dash}", DASH)
NARROW = """\
Promises
       50%  Percent plan complete: 1 of 2 by the first date
        0%    Olga Petrova: 0 of 1
      100%    Ravi Shah: 1 of 1
         1    materials: not kept

Punch list
        0%  Rejection rate: 0 of 2 items sent back
        0%  Reopen rate: 0 of 2 items came back
  2.0 days  Closure time, median: 2 items, raised to
            confirmed
  2.0 days  Closure time, P90

Cost of poor quality
  150.50 EUR  Internal failure: before the handover
   20.00 EUR  External failure: after it
  170.50 EUR  Together: known of 2 of 3 items

Causes, by cost
  70%  Carried without covers, on the stairs, by two people
       in a hurry: 120.00 EUR, 1 item
  30%  screws too short: 50.50 EUR, 1 item, 100% so far
   0%  not diagnosed: no cost known, 1 item, 100% so far
"""
PLAIN = """\
Promises.
Percent plan complete: 50%, 1 of 2 by the first date.
Percent plan complete, Olga Petrova: 0%, 0 of 1.
Percent plan complete, Ravi Shah: 100%, 1 of 1.
Percent plan complete, materials: 1, not kept.
"""


def test_every_figure_stands_beside_what_it_was_taken_over() -> None:
    """In columns, with a bar beside a share; what is absent is a dash."""
    assert screen(view(built()), Look(width=100)) == WIDE


def test_on_a_narrow_terminal_the_number_comes_first_and_there_is_no_bar() -> None:
    """Nothing is cut off, and nothing is wider than the terminal."""
    shown = screen(view(built()), Look(width=60))
    assert NARROW in shown
    assert max(map(len, shown.splitlines())) <= 60


def test_linear_text_names_what_each_line_belongs_to() -> None:
    """One statement a line, without bars or columns, for a screen reader."""
    shown = screen(view(built()), Look(plain=True))
    assert PLAIN in shown
    assert shown.startswith("Miller Kitchens: 1 job.\n")
    assert "SERVQUAL gap, reliability: -1.00, perceived less expected, 1 client.\n" in shown
    assert "Hold points kept: nothing to count yet.\n" in shown
    assert [line for line in shown.splitlines() if "  " in line or "█" in line] == []


def test_a_terminal_without_unicode_gets_ascii() -> None:
    """Bars and dashes too."""
    shown = screen(view(built()), Look(width=80, encoding="ascii"))
    assert shown.isascii()
    assert "  Completion                  80%  ########..  4 of 5 items that are due\n" in shown


def test_colour_is_never_alone() -> None:
    """Without it the same words stand there."""
    coloured = screen(view(built()), Look(width=100, colour=True))
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == WIDE.splitlines()


def test_of_no_job_every_figure_is_absent() -> None:
    """A dash and why, never a percentage."""
    shown = screen(view(), Look(width=100))
    assert shown.startswith("MILLER KITCHENS   0 jobs\n")
    lines = [line for line in shown.splitlines()[1:] if line.startswith("  ")]
    assert len(lines) == 18
    ends = (f"{DASH}              nothing to count yet", f"{DASH}  nothing to count yet")
    assert [line for line in lines if not line.endswith(ends)] == []


def test_what_is_left_out_is_told_with_how_many_and_why() -> None:
    """In the first line and the last ones."""
    jobs = tuple(f"oak-{number}" for number in range(1, 7))
    left_out = (*(LeftOutView(job, "unreadable") for job in jobs), LeftOutView("ash", "undated"))
    shown = screen(view(built(), left_out=left_out, unread_costs=1, since="2026-12-01"), Look(width=140))
    assert shown.startswith("MILLER KITCHENS   1 of 7 jobs   handover from 2026-12-01\n")
    assert shown.endswith(
        "\n\nLeft out: 6 jobs that cannot be read whole (oak-1, oak-2, oak-3, oak-4, oak-5 …). "
        "Why: qcheck check oak-1\n"
        "Left out: 1 job without a handover date (ash).\n"
        "Left out: 1 cost that cannot be read as a number.\n"
    )


@pytest.mark.parametrize(
    ("value", "cells"), [("0.000", 0), ("0.001", 1), ("0.149", 1), ("0.150", 2), ("0.999", 9), ("1.000", 10)]
)
def test_a_bar_is_full_only_if_it_is_all(value: str, cells: int) -> None:
    """And empty only if it is none."""
    assert bar(value, Look()) == "█" * cells + "░" * (10 - cells)
