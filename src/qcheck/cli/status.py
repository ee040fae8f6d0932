"""Looking: status, jobs, log."""

from typing import Annotated

import typer

from qcheck.app import status as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk, look
from qcheck.model.view import StatusView

JobArgument = Annotated[
    str, typer.Argument(metavar="[JOB]", help="Any part of the job's name; the last one used if left out.")
]
Gate = Annotated[str, typer.Option("--gate", metavar="GATE", help="Judge this gate, not the next one.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="TIME", help="As it stood then; a bare date means its end.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def status(
    context: typer.Context,
    job: JobArgument = "",
    everything: Annotated[bool, typer.Option("--all", "-a", help="Every item with its answer.")] = False,
    gate: Gate = "",
    as_of: AsOf = "",
    porcelain: Annotated[bool, typer.Option("--porcelain", help="For scripts: fields divided by tabs.")] = False,
    json: Json = False,
) -> int:
    """Ready or not, why, waiting on whom, and what is next.

    Example: qcheck status elm
    """
    view = app.status(desk(context), job, gate, as_of)
    if json:
        out.raw(as_json(view))
    elif porcelain:
        out.show(_porcelain(view))
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.status(view, look(context), everything=everything))
    return 0


def _porcelain(view: StatusView) -> str:
    """A stable form: `job`, then a line an item (number, id, standing, due or later, waived or -), fields by tabs."""
    head = ("job", view.job.id, view.gate, view.verdict, str(view.count.left), str(view.count.due))
    rows: list[tuple[str, ...]] = [head]
    for section in view.sections:
        for item in section.items:
            due, waived = "due" if item.due else "later", "waived" if item.waived else "-"
            rows.append(("item", str(item.number), item.id, item.standing, due, waived))
    rows += [("finding", f.severity, f.code, f.subject, f.where) for f in view.findings]
    return "".join("\t".join(row) + "\n" for row in rows)


def jobs(context: typer.Context, json: Json = False) -> int:
    """List the jobs of the workspace, those that need someone first; * marks the one in hand.

    Example: qcheck jobs
    """
    view = app.all_jobs(desk(context))
    if json:
        out.raw(as_json(view))
    elif not view.jobs:
        out.say('There is no job yet. Open one: qcheck open "Elm Street kitchen" --checklist kitchen')
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.jobs(view, look(context)))
    return 0


def log(context: typer.Context, job: JobArgument = "", as_of: AsOf = "", json: Json = False) -> int:
    """Show the record of a job as people read it: who said what, when, and what became of it.

    Example: qcheck log elm
    """
    view = app.log(desk(context), job, as_of)
    if json:
        out.raw(as_json(view))
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.log(view, look(context)))
    return 0
