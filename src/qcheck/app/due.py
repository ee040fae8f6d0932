"""What anyone must do, by day and person, over the jobs of the workspace."""

from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk, known, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import context, day_or_time, instant
from qcheck.core.clean import line
from qcheck.core.due import Duty, duties
from qcheck.core.rules.table import RULES
from qcheck.core.views.due import Span, due
from qcheck.core.wording import Speaker
from qcheck.errors import NotFound, QcheckError, Refused
from qcheck.model.dueview import DueView, UnreadView
from qcheck.render.table import render
from qcheck.store import files, workspace

ME = "me"


class Asked(Struct, frozen=True):
    """Whose duties are asked for, of which job, and up to which day, all as typed; nothing asks for all there are."""

    who: str = ""
    job: str = ""
    days: int = 0
    until: str = ""
    as_of: str = ""


def all_due(desk: Desk, asked: Asked) -> DueView:
    """What is due, by day. A job that cannot be read is named among the unread. Raises `NotFound`, `Refused`."""
    at = instant(desk, asked.as_of)
    now = replace(desk, caller=replace(desk.caller, now=datetime.fromisoformat(at or desk.caller.at)))
    who = _who(desk, asked.who)
    span = _span(now, asked)
    chosen = [jobs.which(desk, asked.job)] if asked.job else workspace.jobs(desk.root)
    held: list[Duty] = []
    unread: list[UnreadView] = []
    for name in chosen:
        found, why = _of(desk, name, at, alone=bool(asked.job))
        held += found
        unread += [UnreadView(name, why)] if why else []
    mine = tuple(d for d in held if not who or d.person == who)
    out = [d for d in mine if not span.holds(d)]
    return DueView(
        title=_title(desk, who),
        as_of=now.caller.at,
        jobs=len(chosen),
        days=due(mine, span, Speaker(desk.settings, desk.zone())),
        later=sum(bool(d.day) for d in out),
        undated=sum(not d.day for d in out),
        unread=tuple(unread),
    )


def _of(desk: Desk, name: str, at: str, *, alone: bool) -> tuple[tuple[Duty, ...], str]:
    """What is due in a job, and why that may not be all. One that was opened later has nothing yet."""
    try:
        job = jobs.load(desk, name, at)
    except QcheckError as error:
        if alone:
            raise
        return (), "" if isinstance(error, NotFound) else error.message
    return duties(job.state, context(desk, job, as_of=at), desk.zone()), lost(job)


def lost(job: Job) -> str:
    """Why something may be due in a job that its state does not tell; nothing if it was read whole."""
    if not job.state.opened:
        return "its record does not say how it was opened"
    lost = sum(RULES[problem.kind].severity == "block" for problem in job.problems)
    what = "a part of its record" if lost == 1 else f"{lost} parts of its record"
    return f"{what} cannot be read" if lost else ""


def _who(desk: Desk, typed: str) -> str:
    """The id of the person whose duties are asked for; `me` is whoever speaks. Empty for everybody."""
    return speaker(desk) if typed == ME else person(desk, typed) if typed else ""


def _span(now: Desk, asked: Asked) -> Span:
    """The days that are asked for, counted from the moment that is looked at."""
    today = jobs.today(now)
    if asked.days and asked.until:
        raise Refused("--days and --until: one of them.", "--days 7 is this day and the six after it.")
    if asked.days:
        return Span(today, _ahead(today, asked.days - 1))
    return Span(today, day_or_time(now, asked.until)[:10] if asked.until else "")


def _ahead(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def _title(desk: Desk, who: str) -> str:
    """Whose duties they are, as a calendar is called."""
    name = known(desk, who).name if who else desk.settings.company
    return line(f"{name}: due" if name else "Due")


def calendar(view: DueView, *, todo: bool) -> bytes:
    """A calendar of what is due: events of a whole day, or to-dos. What has no day is not in it."""
    return render("due", "todo" if todo else "ics", view, {})


def write(path: Path, content: bytes) -> None:
    """Writes a calendar to a file. Raises `StorageFailed`."""
    files.write(path, content)
