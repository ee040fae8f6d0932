"""The page of figures of jobs in memory, for tests of charts."""

from datetime import UTC

from builder import JobBuilder
from core.test_diff import then
from qcheck.core import heads
from qcheck.core.dates import utc
from qcheck.core.figures.basis import Basis
from qcheck.core.metrics import metrics
from qcheck.core.tongue import ENGLISH, Tongue
from qcheck.core.views import charts
from qcheck.core.views.burndown import Moment, instants
from qcheck.core.views.stats import Chosen, stats
from qcheck.core.wording import Speaker
from qcheck.model.chartview import ChartsView, StatsPage


def moments(built: JobBuilder) -> tuple[Moment, ...]:
    """A job as it stood at each moment of its record, and now."""
    events, now = built.events(), utc(built.now)
    since = heads.effective(events)
    cut = [
        Moment(at, then(built, [e for e in events if since[e.id] <= at], at).state)
        for at in instants(since.values(), now)
    ]
    return (*cut, Moment(now, built.state()))


def charted(built: JobBuilder) -> ChartsView:
    """The charts of one job."""
    return page(built).charts


def page(*jobs: JobBuilder, tongue: Tongue = ENGLISH) -> StatsPage:
    """The page of one job, or of several."""
    now = max((utc(built.now) for built in jobs), default="2026-12-01T08:00:00Z")
    settings = jobs[0].settings if jobs else JobBuilder.settings
    basis, speaker = Basis(now, UTC, settings), Speaker(settings, UTC, tongue)
    states = [built.state() for built in jobs]
    names = tuple(f"job-{n}" for n, _ in enumerate(jobs))
    figures = stats(metrics(states, UTC, settings, now), Chosen("Elm" if len(jobs) == 1 else "", names), speaker)
    drawn = (
        charts.of_job(jobs[0].told(tongue), moments(jobs[0]), basis, figures.causes)
        if len(jobs) == 1
        else charts.of_jobs(states, basis, speaker, figures.causes)
    )
    return StatsPage(figures, drawn, speaker.when(now), {})
