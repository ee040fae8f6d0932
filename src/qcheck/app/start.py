"""The page to start from: which jobs there are, how each stands, what is due today, what waits for sync."""

from collections.abc import Iterable

from qcheck.app import due, jobs, sync
from qcheck.app.desk import Desk, known, speaker
from qcheck.app.judge import context, judge
from qcheck.app.told import told
from qcheck.app.walk import Stamp, stamp
from qcheck.core.clean import line
from qcheck.core.due import duties
from qcheck.core.views import start as views
from qcheck.errors import NotFound, QcheckError
from qcheck.model.startview import StartJob, StartView
from qcheck.store import workspace


def several(desk: Desk) -> bool:
    """Whether there is something to choose: more than one job, and none that is in hand by its folder or its name."""
    every = workspace.jobs(desk.root)
    named = desk.caller.job or workspace.job_of_folder(desk.root, desk.caller.folder)
    return len(every) > 1 and not named


def names(desk: Desk) -> tuple[StartJob, ...]:
    """All jobs by their ids, the one used last first, before any was looked at."""
    last = workspace.last_job(desk.root)
    every = sorted(workspace.jobs(desk.root), key=lambda job: job != last)
    return tuple(StartJob(job, line(job)) for job in every)


def job(desk: Desk, name: str) -> StartJob:
    """How a job stands, and what is due in it. One that cannot be read, or not whole, says why."""
    try:
        held = jobs.load(desk, name)
        at = context(desk, held)
        return views.start(judge(desk, held, at), duties(held.state, at, desk.zone()), due.lost(held))
    except QcheckError as error:
        return StartJob(name, line(name), unread=line(told(error)), read=True)


def page(desk: Desk, held: Iterable[StartJob], waiting: tuple[str, ...] = ()) -> StartView:
    """The page of the jobs as far as they were looked at, for whoever looks; `waiting` are those that wait for sync."""
    try:
        me = speaker(desk)
    except NotFound:
        me = ""
    return views.page(held, line(desk.settings.company), (me, line(known(desk, me).name) if me else ""), waiting)


def waiting(desk: Desk) -> tuple[str, ...]:
    """The jobs of which something waits for sync; none where nothing is exchanged. Takes as long as git does."""
    found = sync.waiting(desk)
    return found.jobs if found else ()


def stamps(desk: Desk) -> dict[str, Stamp]:
    """What the files of each job look like from outside; of one that cannot be looked into nothing."""
    return {name: _stamp(desk, name) for name in workspace.jobs(desk.root)}


def _stamp(desk: Desk, name: str) -> Stamp:
    try:
        return stamp(desk, name)
    except QcheckError:
        return ()
