"""Charts: what they are drawn of, counted as everywhere else."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from builder import KITCHEN, JobBuilder, job
from qcheck.core.figures.basis import Basis
from qcheck.core.views.burndown import MOST, burndown, instants, top
from qcheck.core.wording import Speaker
from qcheck.model.chartview import BurndownView
from render.charted import charted, moments, page


def _burned(built: JobBuilder) -> BurndownView:
    drawn = charted(built).burndown
    assert drawn is not None
    return drawn


def test_progress_is_counted_as_status_counts() -> None:
    """By section what is due by the gate that the job stands before, by gate what is asked for by it."""
    drawn = charted(job().open(handover="2026-12-04").tick("1", "2"))
    assert [(row.title, row.settled, row.due) for row in drawn.sections] == [
        ("Arrival", 1, 1),
        ("Worktops", 1, 3),
    ]
    assert [(row.title, row.settled, row.due) for row in drawn.gates] == [
        ("start", 1, 1),
        ("handover", 1, 3),
        ("closeout", 0, 1),
    ]
    assert drawn.jobs == ()


def test_what_is_waived_or_put_off_is_settled_in_every_chart() -> None:
    """As the gate has it; an item that failed and is put right later is no more open than the gate is shut by it."""
    waived = job().open(handover="2026-12-04").tick("1", "2").fail("3").waive("3")
    assert [row.settled for row in charted(waived).gates] == [1, 2, 0]
    assert _burned(waived).points[-1].checks == 1


def test_a_job_burns_down_by_what_was_said_when() -> None:
    """Each moment of the record is told as it stood then: checks and the punch list apart, and together."""
    built = job().open(handover="2026-12-04").later(hours=24).tick("1", "2").add("Scratch", owner="ravi")
    built.later(hours=24).done("P1", by="ravi").verify("P1", by="dana").tick("3", "4")
    drawn = _burned(built)
    assert [(point.checks, point.punch, point.both) for point in drawn.points] == [
        (4, 0, 4),
        (2, 0, 2),
        (2, 1, 3),
        (2, 1, 3),
        (2, 0, 2),
        (0, 0, 0),
        (0, 0, 0),
    ]
    assert [point.x for point in drawn.points] == sorted(point.x for point in drawn.points)
    assert (drawn.begins, drawn.ends, drawn.top) == ("Tue 1 Dec 2026 08:00", "Fri 4 Dec 2026 23:59", 4)
    assert (drawn.handover, drawn.handover_x, drawn.first_handover) == ("Fri 4 Dec 2026", 1000, "")


def test_what_was_answered_and_comes_back_goes_up_again() -> None:
    """A chart that only ever falls would hide it."""
    built = job().open(handover="2026-12-04").tick("1", "2").undo()
    assert [point.checks for point in _burned(built).points] == [4, 2, 4, 4]


def test_a_handover_that_moved_is_drawn_beside_the_first_one() -> None:
    """The first promise stays in sight."""
    drawn = _burned(job().open(handover="2026-12-03").plan("late worktop", handover="2026-12-05"))
    assert (drawn.first_handover, drawn.handover) == ("Thu 3 Dec 2026", "Sat 5 Dec 2026")
    assert drawn.first_handover_x < drawn.handover_x == 1000


def test_the_axis_goes_on_while_something_is_open_after_the_handover() -> None:
    """Late is seen as late; what ended in time ends at the handover, however long ago that was."""
    late = _burned(job().open(handover="2026-12-03").tick("1").later(days=9))
    assert late.handover_x < 1000
    assert late.points[-1].x == 1000
    done = _burned(job().open(handover="2026-12-03").tick("1", "2", "3", "4").later(days=900))
    assert (done.handover_x, done.ends) == (1000, "Thu 3 Dec 2026 23:59")


def test_a_handover_with_a_time_and_in_another_zone_stands_where_it_is() -> None:
    """A day ends when it ends in the zone of the workspace."""
    built = job().open(handover="2026-12-03")
    zone = ZoneInfo("America/New_York")
    drawn = burndown(moments(built), Basis("2026-12-01T08:01:00Z", zone, built.settings), Speaker(built.settings, zone))
    assert drawn is not None
    assert drawn.ends == "Thu 3 Dec 2026 23:59"
    timed = _burned(job().open(handover="2026-12-03T15:00:00+01:00"))
    assert timed.ends == "Thu 3 Dec 2026 14:00"


@pytest.mark.parametrize("handover", ["", "soon", "9999-12-31"])
def test_without_a_day_that_can_be_drawn_there_is_no_burn_down(handover: str) -> None:
    """Another program may have written anything."""
    built = job().open(**({"handover": handover} if handover else {}))
    drawn = burndown(moments(built), Basis("2026-12-01T08:01:00Z", UTC, built.settings), built.told().speaker)
    assert drawn is None


def test_a_long_record_is_told_by_so_many_moments_and_no_more() -> None:
    """The first, and the last of each equal part of the time; nothing ahead of now."""
    every = [f"2026-12-01T{n // 60:02}:{n % 60:02}:00Z" for n in range(1000)]
    chosen = instants(every, every[-2])
    assert chosen[0] == every[0]
    assert chosen[-1] == every[-2]
    assert len(chosen) <= MOST + 1
    assert list(chosen) == sorted(set(chosen))
    assert instants(every[:5] * 2, every[-1]) == tuple(every[:5])


@pytest.mark.parametrize(
    ("most", "end"), [(0, 2), (1, 2), (2, 2), (3, 4), (7, 8), (10, 10), (11, 20), (48, 60), (101, 200)]
)
def test_the_axis_ends_at_an_even_number_that_reads_well(most: int, end: int) -> None:
    """Half of it is a number of items, too."""
    assert top(most) == end


def test_promises_are_kept_not_kept_or_still_ahead() -> None:
    """By the first date that was given, of whoever had the item then, by name and never by size."""
    built = job().open(handover="2026-12-20")
    for due, owner in (("2026-12-02", "ravi"), ("2026-12-02", "ravi"), ("2026-12-19", "ravi"), ("2026-12-19", "dana")):
        built.add("Scratch on a door", owner=owner, due=due)
    built.done("P1", by="ravi").promise("P2", due="2026-12-18", why="materials", by="ravi").later(days=3)
    drawn = charted(built)
    assert [(row.name, row.kept, row.late, row.open, row.all) for row in drawn.promises] == [
        ("Dana Miller", 0, 0, 1, 1),
        ("Ravi Shah", 1, 1, 1, 3),
    ]
    assert drawn.most == 3


def test_several_jobs_are_told_by_job() -> None:
    """A burn-down of several would have no handover to go by."""
    first = job().open(handover="2026-12-04", name="Elm").tick("1")
    drawn = page(first, job(KITCHEN).open().tick("1", "2", "3", "4")).charts
    assert [(row.settled, row.due) for row in drawn.jobs] == [(1, 4), (4, 4)]
    assert (drawn.sections, drawn.gates, drawn.burndown) == ((), (), None)
