"""Reports and their templates."""

import webbrowser
from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import report as app
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.cli.status import AsOf, JobArgument


def report(
    context: typer.Context,
    job: JobArgument = "",
    form: Annotated[
        Literal["html", "markdown", "text"], typer.Option("--format", "-f", help="The form of the report.")
    ] = "html",
    to: Annotated[str, typer.Option("--out", "-o", metavar="PATH", help="Where to write it; - prints it.")] = "",
    as_of: AsOf = "",
    show: Annotated[bool, typer.Option("--open", help="Open the page when it is made.")] = False,
) -> int:
    """Make the handover report: one page that says what was promised, what was checked, what is open and who has it.

    A page of HTML is written into the job's folder unless --out says otherwise; Markdown and text are printed.

    Example: qcheck report elm --format html --open
    """
    here = desk(context)
    name, content = app.report(here, job, form, as_of)
    if to == "-" or (not to and form != "html"):
        out.raw(content)
        return 0
    path = Path(to) if to else here.root / "jobs" / name.removesuffix("-handover.html") / "reports" / "handover.html"
    app.write(path, content)
    if not options(context).quiet:
        out.say(f"Report: {path}")
    if show:
        webbrowser.open(path.absolute().as_uri())
    return 0


def templates(
    context: typer.Context,
    copy: Annotated[
        str,
        typer.Option("--copy", metavar="NAME", help="Copy a shipped template into templates/ to change it."),
    ] = "",
) -> int:
    """List the templates of reports. One of the same name in the workspace's templates/ takes a shipped one's place.

    Example: qcheck templates --copy handover.html
    """
    here = desk(context)
    if copy:
        path = app.copy_template(here.root, copy)
        out.say(f"Copied to {path}. Reports use it from now on.")
        return 0
    for name, own in app.templates(here.root):
        out.say(f"{name}{'  (your own)' if own else ''}")
    return 0
