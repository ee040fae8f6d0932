"""The page of figures: charts of one job or of several, then every figure."""

from collections.abc import Iterator
from pathlib import Path

from qcheck.app import brand, jobs, report, stats
from qcheck.app import language as languages
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context, judge
from qcheck.app.stats import Counted
from qcheck.app.templates import assets
from qcheck.core import heads
from qcheck.core.clean import line
from qcheck.core.views import charts
from qcheck.core.views.burndown import Moment, instants
from qcheck.model.chartview import ChartsView, StatsPage
from qcheck.model.statsview import CausesView
from qcheck.render.table import render


def page(
    desk: Desk, names: tuple[str, ...], since: str = "", until: str = "", language: str = ""
) -> tuple[Path, bytes]:
    """The page of the jobs that are named, or of all, and where it goes. Raises as `stats.stats` does."""
    spoken = languages.spoken(desk, language)
    of = stats.counted(desk, names, since, until, spoken)
    figures = stats.figures(of)
    shown = StatsPage(
        stats=figures,
        charts=_charts(desk, of, figures.causes),
        when=of.speaker.when(of.basis.now),
        terms={term: line(word) for term, word in desk.settings.terminology.items()},
    )
    content = render(
        "stats", "html", shown, {**assets(desk.root), **languages.assets(desk, language), **brand.assets(desk)}
    )
    alone = of.jobs[0].id if len(of.jobs) == 1 else ""
    return (report.reports(desk, alone) if alone else desk.root) / "stats.html", content


def _charts(desk: Desk, of: Counted, causes: CausesView | None) -> ChartsView:
    if len(of.jobs) != 1:
        return charts.of_jobs(of.states, of.basis, of.speaker, causes)
    (job,) = of.jobs
    told = languages.speaking(judge(desk, job, context(desk, job)), of.speaker.tongue)
    return charts.of_job(told, (*_moments(desk, job, of.basis.now), Moment(of.basis.now, job.state)), of.basis, causes)


def _moments(desk: Desk, job: Job, now: str) -> Iterator[Moment]:
    """A job as it stood at moments of its record, each made of the record anew."""
    since = heads.effective(job.record.events) if job.state.plan.handover else {}
    for at in instants(since.values(), now):
        yield Moment(at, jobs.at_cut(desk, job, [e for e in job.record.events if since[e.id] <= at]).state)
