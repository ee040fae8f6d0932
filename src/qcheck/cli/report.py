"""Reports and their templates."""

import webbrowser
from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import report as app
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.cli.status import AsOf, JobArgument

Form = Annotated[Literal["html", "markdown", "text"], typer.Option("--format", "-f", help="The form of the report.")]
To = Annotated[str, typer.Option("--out", "-o", metavar="PATH", help="Where to write it; - prints it.")]
Show = Annotated[bool, typer.Option("--open", help="Open the page when it is made.")]


def report(
    context: typer.Context,
    job: JobArgument = "",
    form: Form = "html",
    to: To = "",
    as_of: AsOf = "",
    show: Show = False,
) -> int:
    """Make the handover report: one page that says what was promised, what was checked, what is open and who has it.

    A page of HTML is written into the job's folder unless --out says otherwise; Markdown and text are printed.

    Example: qcheck report elm --format html --open
    """
    here = desk(context)
    name, content = app.report(here, job, form, as_of)
    _deliver(context, content, _place(to, form, app.reports(here, name) / "handover.html"), "Report", show=show)
    return 0


def punch_list(
    context: typer.Context,
    job: JobArgument = "",
    by: Annotated[
        Literal["person", "place", "trade"], typer.Option("--by", help="Under whose or which heading each stands.")
    ] = "person",
    form: Form = "html",
    to: To = "",
    everything: Annotated[bool, typer.Option("--all", "-a", help="Closed ones too, at the end.")] = False,
    as_of: AsOf = "",
    show: Show = False,
) -> int:
    """Make the punch list for print: by who has to act, by place or by trade, with photos, dates and boxes to tick.

    A page of HTML is written into the job's folder unless --out says otherwise; Markdown and text are printed.

    Example: qcheck punch print elm --by place --open
    """
    here = desk(context)
    name, content = app.punch_list(here, job, by, form, as_of, everything=everything)
    _deliver(
        context, content, _place(to, form, app.reports(here, name) / f"punch-by-{by}.html"), "Punch list", show=show
    )
    return 0


def _place(to: str, form: str, otherwise: Path) -> Path | None:
    """Where a report goes: a file, or nothing for standard output."""
    if to == "-" or (not to and form != "html"):
        return None
    return Path(to) if to else otherwise


def _deliver(context: typer.Context, content: bytes, path: Path | None, what: str, *, show: bool) -> None:
    if path is None:
        out.raw(content)
        return
    app.write(path, content)
    if not options(context).quiet:
        out.say(f"{what}: {path}")
    if show:
        webbrowser.open(path.absolute().as_uri())


def templates(
    context: typer.Context,
    copy: Annotated[
        str,
        typer.Option("--copy", metavar="TEMPLATE", help="Copy a shipped template into templates/ to change it."),
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
