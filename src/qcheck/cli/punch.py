"""Punch items: listed, said to be done, confirmed."""

from typing import Annotated

import typer

from qcheck.app import site as app
from qcheck.app import status
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.answer import As, Did, Job, Note
from qcheck.cli.place import desk, look, options
from qcheck.cli.status import JobArgument, Json

Names = Annotated[list[str], typer.Argument(metavar="P1...", help="Punch items, as qcheck punch list names them.")]

punch = typer.Typer(no_args_is_help=True, help="What failed and is to be put right: list, done, verify.")


@punch.command("list")
def list_(context: typer.Context, job: JobArgument = "", json: Json = False) -> int:
    """List the punch items of a job: what is to be put right, when, and who it is waiting on.

    Example: qcheck punch list elm
    """
    view = status.status(desk(context), job)
    if json:
        out.raw(as_json(view.punch))
    elif not view.punch:
        out.say(f"{view.job.name}: nothing on the punch list.")
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        rows = [
            (p.name, p.text, f"{p.when}, {p.spoken}", f"waiting on {p.waiting_on}" if p.waiting_on else "")
            for p in view.punch
        ]
        out.show(screen.table(rows, look(context)))
    return 0


@punch.command("done")
def done(context: typer.Context, names: Names, note: Note = "", job: Job = "", as_: As = "", did: Did = "") -> int:
    """Say that punch items are done. Someone else has to confirm it.

    Example: qcheck punch done P1
    """
    said = app.punch_done(desk(context), job, tuple(names), note, {"as": as_, "did": did})
    named = " ".join(name for name, _ in said.raised)
    _say(context, f"{said.job}: {named} done. Someone else confirms it: qcheck punch verify {named}")
    return 0


@punch.command("verify")
def verify(context: typer.Context, names: Names, note: Note = "", job: Job = "", as_: As = "") -> int:
    """Confirm that punch items are done; whoever did them cannot.

    Example: qcheck punch verify P1 --as olga
    """
    said = app.punch_verify(desk(context), job, tuple(names), note, as_)
    _say(context, f"{said.job}: {' '.join(n for n, _ in said.raised)} put right and confirmed.")
    return 0


def _say(context: typer.Context, text: str) -> None:
    if not options(context).quiet:
        out.say(text)
