"""What is due: on the screen, as JSON, as a calendar."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from qcheck.app import due as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk, look, options
from qcheck.cli.status import AsOf, Json
from qcheck.errors import Refused
from qcheck.model.dueview import DueView

MOST_DAYS = 3660


def due(
    context: typer.Context,
    who: Annotated[
        str, typer.Option("--who", metavar="WHO", help="Whose: a name, or me; everybody's if left out.")
    ] = "",
    job: Annotated[
        str, typer.Option("--job", "-j", metavar="JOB", help="Of one job: any part of its name; all if left out.")
    ] = "",
    days: Annotated[
        int,
        typer.Option(
            "--days", min=0, max=MOST_DAYS, metavar="N", show_default=False, help="So many days, today among them."
        ),
    ] = 0,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Up to this day: fri, 4 dec.")] = "",
    as_of: AsOf = "",
    ics: Annotated[
        str, typer.Option("--ics", metavar="FILE", help="Write it as a calendar into this file; - prints it.")
    ] = "",
    todo: Annotated[bool, typer.Option("--todo", help="In the calendar, to-dos instead of events.")] = False,
    json: Json = False,
) -> int:
    """What anyone must do, by day and person, over all jobs: what is promised, to be confirmed, to be said to clients.

    Example: qcheck due --who ravi --days 7
    """
    if ics and json:
        raise Refused("--ics and --json: one of them.")
    if todo and not ics:
        raise Refused("--todo is for calendars.", "For example: qcheck due --ics due.ics --todo")
    view = app.all_due(desk(context), app.Asked(who, job, days, until, as_of))
    if ics:
        _calendar(context, view, ics, todo=todo)
    elif json:
        out.raw(as_json(view))
    else:
        _show(context, view)
    return 0


def _show(context: typer.Context, view: DueView) -> None:
    if not view.jobs:
        out.say('There is no job yet. Open one: qcheck open "Elm Street kitchen" --checklist kitchen')
        return
    left = _left_out(view.later, view.undated)
    if view.days:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.due(view, look(context)))
    else:
        out.say("Nothing is due by then." if left else "Nothing is due.")
    if left:
        out.say(f"Not shown: {left}.")
    for line in _unread(view):
        out.say(line)


def _calendar(context: typer.Context, view: DueView, to: str, *, todo: bool) -> None:
    """Writes a calendar and says what is in it, and what is not: on standard error, for it may be printed itself."""
    content = app.calendar(view, todo=todo)
    every = [duty for day in view.days for duty in day.duties]
    inside = sum(bool(duty.day) for duty in every)
    if to == "-":
        out.raw(content)
    else:
        app.write(Path(to), content)
        noun = "to-do" if todo else "event"
        _tell(context, out.say, f"Calendar: {to}, {inside} {noun}{'' if inside == 1 else 's'}.")
    left = _left_out(view.later, view.undated + len(every) - inside)
    _tell(context, out.complain, f"Not in it: {left}." if left else "")
    for line in _unread(view):
        out.complain(line)


def _tell(context: typer.Context, how: Callable[[str], None], text: str) -> None:
    if text and not options(context).quiet:
        how(text)


def _left_out(later: int, undated: int) -> str:
    said = (f"{later} later" if later else "", f"{undated} without a date" if undated else "")
    return ", ".join(filter(None, said))


def _unread(view: DueView) -> list[str]:
    """The jobs that were not read whole, each with what to do."""
    return [f"{each.job}: {each.why}, so more may be due there. qcheck check {each.job}" for each in view.unread]
