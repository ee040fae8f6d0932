"""Figures: what the jobs of a workspace come to together, by the names that the trade has for it."""

from datetime import datetime

from msgspec import Struct

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.core import dates
from qcheck.core.figures.basis import Basis
from qcheck.core.figures.reception import day
from qcheck.core.metrics import metrics
from qcheck.core.tongue import ENGLISH, Tongue
from qcheck.core.views.stats import Chosen
from qcheck.core.views.stats import stats as view
from qcheck.core.wording import Speaker
from qcheck.errors import Refused, StorageFailed
from qcheck.model.problem import ProblemKind
from qcheck.model.state import JobState
from qcheck.model.statsview import LeftOutView, StatsView
from qcheck.store import workspace

# With any of these a part of what was said is not known, and a figure would tell of the rest as if it were all.
BROKEN: frozenset[ProblemKind] = frozenset({
    "line-unreadable", "chain-broken", "kind-unknown", "checklist-altered", "merge-conflict",
})  # fmt: skip
DATE = len("2026-12-04")


class Period(Struct, frozen=True):
    """The first and last day, both meant, between which a job was handed over; empty for any."""

    since: str = ""
    until: str = ""

    def holds(self, day: str) -> bool:
        """Whether a day lies in it."""
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


class Counted(Struct, frozen=True):
    """The jobs that figures are taken over, what they are chosen by, and what is needed to put them into words."""

    jobs: tuple[Job, ...]
    chosen: Chosen
    basis: Basis
    speaker: Speaker

    @property
    def states(self) -> list[JobState]:
        """What each of them comes to."""
        return [job.state for job in self.jobs]


def stats(desk: Desk, names: tuple[str, ...], since: str = "", until: str = "") -> StatsView:
    """The figures of the jobs that are named, or of all; of those handed over from `since` until `until`, if given.

    Jobs that cannot be read whole are left out and named. Raises `NotFound` for a job that is not there, `Refused` for
    what is no date.
    """
    return figures(counted(desk, names, since, until))


def figures(of: Counted) -> StatsView:
    """The figures of jobs."""
    return view(metrics(of.states, of.basis.zone, of.basis.settings, of.basis.now), of.chosen, of.speaker)


def counted(desk: Desk, names: tuple[str, ...], since: str = "", until: str = "", tongue: Tongue = ENGLISH) -> Counted:
    """The jobs that figures are taken over. Raises as `stats` does."""
    period = _period(desk, since, until)
    asked = list(dict.fromkeys(jobs.which(desk, name) for name in names)) or workspace.jobs(desk.root)
    read = {name: _read(desk, name) for name in asked}
    left_out = [LeftOutView(name, "unreadable") for name, job in read.items() if job is None]
    days = {name: day(job.state, desk.zone()) for name, job in read.items() if job}
    if period != Period():
        left_out += [LeftOutView(name, "undated") for name, on in days.items() if not on]
        days = {name: on for name, on in days.items() if on and period.holds(on)}
    held = tuple(job for name, job in read.items() if job and name in days)
    title = held[0].state.plan.name if len(asked) == 1 and held else desk.settings.company
    return Counted(
        held,
        Chosen(title, tuple(days), tuple(left_out), period.since, period.until, desk.caller.at),
        Basis(desk.caller.at, desk.zone(), desk.settings),
        Speaker(desk.settings, desk.zone(), tongue),
    )


def _read(desk: Desk, name: str) -> Job | None:
    """A job; None if not all that was said of it can be read."""
    try:
        job = jobs.load(desk, name)
    except StorageFailed:
        return None
    whole = job.state.opened and not any(p.kind in BROKEN for p in job.problems)
    return job if whole else None


def _period(desk: Desk, since: str, until: str) -> Period:
    first, last = _typed(desk, since), _typed(desk, until)
    if first and last and first > last:
        raise Refused(f"--since {since} is after --until {until}.", "Swap them.")
    return Period(first, last)


def _typed(desk: Desk, typed: str) -> str:
    """A day that someone typed; one without a year, or a weekday, is the last one."""
    if not typed:
        return ""
    now: datetime = desk.caller.now.astimezone(desk.zone())
    try:
        wanted = dates.day_or_time(typed, now, past=True)
    except dates.Unclear as error:
        raise Refused(str(error), dates.HINT) from error
    if len(wanted) > DATE:
        raise Refused(f"{typed}: name a day, without a time.", dates.HINT)
    return wanted
