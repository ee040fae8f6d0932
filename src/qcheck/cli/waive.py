"""Waiving."""

from typing import Annotated

import typer

from qcheck.app import waive as app
from qcheck.cli import out
from qcheck.cli.answer import As, Items, Job
from qcheck.cli.place import desk, options
from qcheck.cli.recorded import left


def waive(
    context: typer.Context,
    items: Items,
    reason: Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why it may go out like this.")] = "",
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar="WHO", help="Who permits it; not whoever did the work.")
    ] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day it holds.")] = "",
    job: Job = "",
    as_: As = "",
) -> int:
    """Permit an exception: the item shows as waived, never as passed. It counts once the approver has recorded it;
    recorded by someone else it is pending, and the approver confirms it with the same command. A new answer ends it.

    Example: qcheck waive 12 --reason "plinth on back-order" --approved-by olga --until "18 dec"
    """
    said, pending = app.waive(desk(context), job, tuple(items), (reason, approved_by, until), as_)
    if not options(context).quiet:
        numbers = " ".join(str(item.number) for item in said.items)
        done = "waiver recorded" if pending else "waived"
        out.say(f"{said.job}: {numbers} {done}, {left(said)}")
        if pending:
            out.say(f"It counts once {pending.name} confirms it: qcheck waive {numbers} --as {pending.id}")
    return 0
