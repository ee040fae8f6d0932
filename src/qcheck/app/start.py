"""The page to start from: which jobs there are, how each stands, what is due today, what waits for sync."""

from msgspec.structs import replace

from qcheck.app import due, jobs, sync
from qcheck.app.desk import Desk, known, speaker
from qcheck.app.judge import context, judge
from qcheck.app.told import told
from qcheck.app.walk import Stamp, stamp
from qcheck.core.clean import line
from qcheck.core.views.start import start as view
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
    """How a job stands. One that cannot be read, or not whole, says why."""
    try:
        held = jobs.load(desk, name)
        seen = view(judge(desk, held, context(desk, held)))
        return replace(seen, unread=due.lost(held))
    except QcheckError as error:
        return StartJob(name, line(name), unread=told(error), read=True)


def today(desk: Desk) -> StartView:
    """What is due by the end of today, and what is late: of whoever looks, else of anyone; and what waits for sync."""
    try:
        me = speaker(desk)
    except NotFound:
        me = ""
    due_ = due.all_due(desk, due.Asked(who=me, days=1))
    duties = tuple(duty for day in due_.days for duty in day.duties)
    unsent = sync.waiting(desk)
    name = known(desk, me).name if me else ""
    return StartView(line(desk.settings.company), name, duties, unsent.jobs if unsent else ())


def stamps(desk: Desk) -> dict[str, Stamp]:
    """What the files of each job look like from outside."""
    return {name: stamp(desk, name) for name in workspace.jobs(desk.root)}
