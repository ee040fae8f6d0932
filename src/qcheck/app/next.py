"""What comes next in a job: whole, or as one line."""

from qcheck.app import jobs, standing
from qcheck.app.desk import Desk, speaker
from qcheck.app.jobs import Job
from qcheck.core.act.permit import Permit
from qcheck.core.ahead import ahead, command
from qcheck.core.clean import line
from qcheck.errors import NotFound
from qcheck.model.nextview import NextView
from qcheck.store import workspace


def next_(desk: Desk, name: str) -> NextView:
    """The next step of a job, with all that is to be known to take it."""
    return _view(desk, jobs.load(desk, jobs.which(desk, name)))


def hint(desk: Desk) -> tuple[str, str]:
    """The next step of the job that was used last as it is said, and its command: `18 Sink sealed. qcheck tick 18`.

    Both are empty where nothing is left to do.
    """
    job = workspace.last_job(desk.root)
    if job not in workspace.jobs(desk.root):
        return "", ""
    held = standing.load(desk, job)
    may = permit(desk, held)
    coming = ahead(may, jobs.current_gate(desk, held.state))
    if coming.now:
        item = coming.now[0].item
        does = command(item, may, asking=True)
        return f"{item.number} {line(item.text)}. {does}", does
    view = _view(desk, held if held.state.events else jobs.load(desk, job))
    waits = view.findings[0].waiting_on if view.findings else ""
    return f"{view.command} (waiting on {waits})" if waits else view.command, view.command


def _view(desk: Desk, job: Job) -> NextView:
    from qcheck.app.judge import context, judge  # 15 ms, only where more than the next check is told
    from qcheck.core.views.next import next_ as view

    return view(judge(desk, job, context(desk, job)), permit(desk, job))


def permit(desk: Desk, job: Job) -> Permit:
    """What may be answered now; of whoever speaks, or of the lead where nobody knows who that is."""
    try:
        by = speaker(desk)
    except NotFound:
        by = job.state.plan.lead
    return Permit(job.state, jobs.actor(desk, by))
