"""Judging: a job's findings at a gate, and what is needed to put them into words."""

from datetime import datetime

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.core import dates, evaluate, removed
from qcheck.core.rules.context import Context
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.errors import NotFound, Refused
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.model.punch import PunchItem, Step
from qcheck.model.settings import Calendar
from qcheck.model.state import Answer, AsFound, Removal
from qcheck.model.view import ClientView
from qcheck.store import copies, evidence, files, private


def instant(desk: Desk, typed: str) -> str:
    """What someone typed for `--as-of`, as the record writes it; a bare date is its end. Raises `Refused`."""
    return dates.utc(_typed(desk, typed, end_of_day=True)) if typed else ""


def start(desk: Desk, typed: str) -> str:
    """What someone typed for `--since`, as the record writes it; a bare date is its beginning. Raises `Refused`."""
    return dates.utc(_typed(desk, typed, end_of_day=False))


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
    return _coming(desk, typed, None)


def promised(desk: Desk, typed: str) -> str:
    """The same where someone of the firm promises: `2d` counts the days on which it works. Raises `Refused`."""
    return _coming(desk, typed, desk.settings.calendar)


def _coming(desk: Desk, typed: str, calendar: Calendar | None) -> str:
    now = desk.caller.now.astimezone(desk.zone())
    try:
        return dates.coming(typed, now, calendar)
    except dates.Unclear as error:
        raise Refused(str(error), dates.HINT) from error


def ahead(desk: Desk, typed: str) -> str:
    """What someone typed for a time to come, as the record writes it. Raises `Refused`."""
    wanted = day_or_time(desk, typed)
    if "T" not in wanted:
        raise Refused(f"{typed}: at what time?", 'For example: "fri 9:00".')
    return dates.utc(datetime.fromisoformat(wanted))


def _typed(desk: Desk, typed: str, *, end_of_day: bool) -> datetime:
    try:
        return dates.instant(typed, desk.caller.now.astimezone(desk.zone()), end_of_day=end_of_day)
    except dates.Unclear as error:
        raise Refused(str(error), dates.HINT) from error


def context(
    desk: Desk, job: Job, gate: str = "", as_of: str = "", *, signing: bool = False, units: tuple[str, ...] = ()
) -> Context:
    """What the rules may know. Raises `NotFound` for a gate that the settings do not have."""
    known = desk.settings.gates
    if gate and gate not in known:
        raise NotFound(f"{gate}: there is no such gate.", f"There are: {', '.join(known)}.")
    now = as_of or desk.caller.at
    today = dates.local(now, desk.zone()).date().isoformat()
    return Context(now, today, gate or jobs.current_gate(desk, job.state), desk.settings, signing, units)


def judge(desk: Desk, job: Job, at: Context) -> Told:
    """A job with its findings, ready to be put into words."""
    problems = (*job.problems, *_evidence(job), *_back(job), *_keyed(desk, job), *_shared(desk))
    findings = evaluate.job(job.state, problems, at)
    return Told(job.state, tuple(findings), at, Speaker(desk.settings, desk.zone()), client(job))


def _shared(desk: Desk) -> list[Problem]:
    """The workspace's files that are kept beside ones which two devices changed, or that not every device can keep."""
    contested = [Problem("text-contested", Place(path)) for path in copies.losers(desk.root)]
    return [*contested, *(Problem("names-alike", Place(path), other) for path, other in copies.alike(desk.root))]


def _evidence(job: Job) -> list[Problem]:
    """The photos and files of answers and notes that are not in their folder, or not of the size they had."""
    said: list[Answer | AsFound | PunchItem | Step] = [
        *(a for i in job.state.items for a in i.history),
        *job.state.found,
        *job.state.punch,
        *(s for p in job.state.punch for s in p.steps),
    ]
    held = {kept: each.place for each in said for kept in each.kept}
    if not held:
        return []
    gone = removed.evidence(job.record.events)  # also where an earlier state is looked at: the files are gone now
    wrong = evidence.missing_of(job.folder, [kept for kept in held if kept.digest not in gone])
    return [
        Problem("evidence-absent" if how == "absent" else "evidence-altered", held[kept], evidence.named(kept))
        for kept, how in wrong.items()
    ]


def _keyed(desk: Desk, job: Job) -> list[Problem]:
    """What is wrong with signatures by keys."""
    if not any(signoff.keyed for signoff in job.state.signoffs):
        return []
    from qcheck.app import keyed  # 10 ms, only where somebody signed with a key

    return list(keyed.problems(desk, job))


def _back(job: Job) -> list[Problem]:
    """What was removed on request and lies in the job's folder all the same."""
    return [
        Problem("removed-but-here", gone.place, name)
        for gone in job.state.removals
        for name in (
            *private.here(job.folder, gone.private),
            *evidence.here(job.folder, gone.evidence),
            *_pages(job, gone),
        )
    ]


def _pages(job: Job, gone: Removal) -> list[str]:
    """The pages that were kept when someone signed who had not heard of a removal: they name the client."""
    letters = removed.revisions(job.record.events, gone.event)
    here = files.every(job.folder / "reports") if letters else []
    return [f"reports/{path.name}" for path in here if path.name in {f"handover-{each}.html" for each in letters}]


def client(job: Job) -> ClientView:
    """The client of a job; empty where their data was removed or is not on this device."""
    gone = job.state.plan.client in removed.private(job.record.events)
    held = None if gone else private.find(job.folder, job.state.plan.client)
    return ClientView(held.name, held.site, held.contact) if held else ClientView()
