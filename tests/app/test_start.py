"""What the page to start from knows: whether there is something to choose, how jobs stand, whose duties are whose."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from qcheck.app import answer, handover, punch, start
from qcheck.app.desk import Desk
from qcheck.app.open import Opening, open_job
from qcheck.core.act.sign import Statement
from qcheck.model.startview import StartView
from tui.walking import Site, made

LIST = "checklist: site\nsections:\n  - id: s\n    items:\n      - i0: The first thing\n      - i1: The second thing\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Elm, handed over on Friday, and Ash, on Wednesday."""
    site = made(tmp_path, checklist=LIST)
    open_job(site.desk(), Opening("Ash", ("site",), handover="2026-12-02"))
    return site


def page(desk: Desk, waiting: tuple[str, ...] = ()) -> StartView:
    """The page with everything read."""
    return start.page(desk, [start.job(desk, job.job) for job in start.names(desk)], waiting)


def test_there_is_something_to_choose_only_among_several(site: Site, tmp_path: Path) -> None:
    """Not with one job, nor where one is in hand by its name or the folder one is in."""
    desk = site.desk()
    assert start.several(desk)
    assert not start.several(replace(desk, caller=replace(desk.caller, job="elm")))
    assert not start.several(replace(desk, caller=replace(desk.caller, folder=site.root / "jobs" / "elm")))
    (site.root / "jobs" / "ash").rename(tmp_path / "ash")
    assert not start.several(site.desk())


def test_names_before_anything_is_read(site: Site) -> None:
    """The job used last is first, so that it is read first; nothing is said of any."""
    assert [(job.job, job.read, job.verdict) for job in start.names(site.desk())] == [
        ("ash", False, ""),
        ("elm", False, ""),
    ]


def test_ready_jobs_come_behind_and_those_handed_over_are_not_late(site: Site) -> None:
    """Of those that are ready the one still to be handed over is first; one that was says so, whatever its date was."""
    for job in ("elm", "ash"):
        answer.answer(site.desk(), job, ("1", "2"), "pass", {})
    open_job(site.desk(), Opening("Oak", ("site",)))
    handover.hand_over(site.desk(), "ash", Statement("accepted", "Ann Client"))
    later = site.desk()
    later = replace(later, caller=replace(later.caller, now=later.caller.now.replace(day=10)))
    told = [(job.name, job.verdict, job.until, job.late) for job in page(later).jobs]
    assert told == [
        ("Oak", "not ready", "no handover date", False),
        ("Elm", "ready", "6 days late", True),
        ("Ash", "ready", "handed over", False),
    ]


def test_duties_of_whoever_looks_and_of_the_others(site: Site) -> None:
    """Over all jobs, what is late first; where nobody is known to look all are others'."""
    punch.add(site.desk(), "ash", punch.New("Scratch"), {"owner": "dana", "due": "today"})
    punch.add(site.desk(), "elm", punch.New("Gap"), {"owner": "ravi", "due": "today"})
    punch.add(site.desk(), "elm", punch.New("Later"), {"owner": "dana", "due": "thu"})
    view = page(site.desk("dana"))
    assert (view.me, [d.what for d in view.mine], [d.what for d in view.others]) == (
        "Dana Miller",
        ["P1 Scratch: put it right"],
        ["P1 Gap: put it right"],
    )
    nobody = page(replace(Site(site.root, site.state / "other").desk("")))
    assert (nobody.me, nobody.mine, [d.job for d in nobody.others]) == ("", (), ["ash", "elm"])


def test_a_job_that_cannot_be_read_says_why(site: Site) -> None:
    """It comes before all others, one whose file cannot be opened as well as one whose record is gone."""
    for job in ("elm", "ash"):
        (site.root / "jobs" / job / "record").rename(site.root / job)
    record = site.root / "jobs" / "ash" / "record"
    record.symlink_to(record)
    open_job(site.desk(), Opening("Oak", ("site",), handover="2026-12-01"))
    jobs = page(site.desk()).jobs
    assert [(job.job, job.read, job.verdict) for job in jobs] == [
        ("ash", True, ""),
        ("elm", True, "not ready"),
        ("oak", True, "not ready"),
    ]
    assert jobs[0].unread.startswith("Cannot read ")
    assert [job.unread for job in jobs[1:]] == ["its record does not say how it was opened", ""]


def test_stamps_change_with_what_is_said(site: Site) -> None:
    """Of the job that it is said of alone."""
    before = start.stamps(site.desk())
    answer.answer(site.desk(), "elm", ("1",), "pass", {})
    after = start.stamps(site.desk())
    assert [job for job in after if after[job] != before[job]] == ["elm"]


def test_nothing_waits_where_there_is_no_git(site: Site) -> None:
    """Nor where a folder called .git is none; the page tells what it is given."""
    assert start.waiting(site.desk()) == ()
    (site.root / ".git").mkdir()
    assert start.waiting(site.desk()) == ()
    assert page(site.desk(), ("elm",)).waiting == ("elm",)
