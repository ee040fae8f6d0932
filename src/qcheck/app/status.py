"""Looking: the status of a job, its record, the list of jobs."""

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.judge import context, instant, judge
from qcheck.core.views.log import log as log_view
from qcheck.core.views.status import job_line
from qcheck.core.views.status import status as status_view
from qcheck.model.view import JobsView, LogView, StatusView
from qcheck.store import workspace


def status(desk: Desk, name: str, gate: str = "", as_of: str = "") -> StatusView:
    """The honest screen of a job."""
    at = instant(desk, as_of)
    job = jobs.load(desk, jobs.which(desk, name), at)
    return status_view(judge(desk, job, context(desk, job, gate, at)))


def log(desk: Desk, name: str, as_of: str = "") -> LogView:
    """The record of a job as people read it."""
    at = instant(desk, as_of)
    job = jobs.load(desk, jobs.which(desk, name), at)
    return log_view(judge(desk, job, context(desk, job, as_of=at)))


def all_jobs(desk: Desk) -> JobsView:
    """The jobs of the workspace, those that need someone first."""
    last = workspace.last_job(desk.root)
    lines = []
    for name in workspace.jobs(desk.root):
        job = jobs.load(desk, name)
        lines.append(
            (
                job.state.plan.handover or "9999",
                job_line(judge(desk, job, context(desk, job)), current=name == last),
            )
        )
    ordered = sorted(lines, key=lambda pair: (pair[1].verdict != "not ready", pair[0], pair[1].job))
    return JobsView(company=desk.settings.company, jobs=tuple(line for _, line in ordered))
