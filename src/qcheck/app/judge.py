"""Judging: a job's findings at a gate, and what is needed to put them into words."""

from datetime import datetime

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.core import dates, evaluate
from qcheck.core.rules.context import Context
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.errors import NotFound, Refused
from qcheck.model.view import ClientView
from qcheck.store import private


def instant(desk: Desk, typed: str) -> str:
    """What someone typed for `--as-of`, as the record writes it; a bare date is its end. Raises `Refused`."""
    return dates.utc(_typed(desk, typed, end_of_day=True)) if typed else ""


def moment(desk: Desk, typed: str) -> str:
    """What someone typed for `--at`, as the record writes it; it may not lie ahead. Raises `Refused`."""
    if not typed:
        return ""
    value = dates.utc(_typed(desk, typed, end_of_day=False))
    if value > desk.caller.at:
        raise Refused(f"{typed} lies ahead; work that was done lies behind.")
    return value


def day_or_time(desk: Desk, typed: str) -> str:
    """What someone typed for a date that is promised, in the workspace's zone; it lies ahead. Raises `Refused`."""
    now = desk.caller.now.astimezone(desk.zone())
    try:
        promised = dates.day_or_time(typed, now)
    except dates.Unclear as error:
        raise Refused(str(error), dates.HINT) from error
    if promised[:10] < now.date().isoformat():
        raise Refused(f"{typed} lies behind; name a day to come.", dates.HINT)
    return promised


def _typed(desk: Desk, typed: str, *, end_of_day: bool) -> datetime:
    try:
        return dates.instant(typed, desk.caller.now.astimezone(desk.zone()), end_of_day=end_of_day)
    except dates.Unclear as error:
        raise Refused(str(error), dates.HINT) from error


def context(desk: Desk, job: Job, gate: str = "", as_of: str = "", *, signing: bool = False) -> Context:
    """What the rules may know. Raises `NotFound` for a gate that the settings do not have."""
    known = desk.settings.gates
    if gate and gate not in known:
        raise NotFound(f"{gate}: there is no such gate.", f"There are: {', '.join(known)}.")
    now = as_of or desk.caller.at
    today = dates.local(now, desk.zone()).date().isoformat()
    return Context(now, today, gate or jobs.current_gate(desk, job.state), desk.settings, signing)


def judge(desk: Desk, job: Job, at: Context) -> Told:
    """A job with its findings, ready to be put into words."""
    findings = evaluate.job(job.state, job.problems, at)
    return Told(job.state, tuple(findings), at, Speaker(desk.settings, desk.zone()), _client(job))


def _client(job: Job) -> ClientView:
    held = private.find(job.folder, job.state.plan.client)
    return ClientView(held.name, held.site, held.contact) if held else ClientView()
