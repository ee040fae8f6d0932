"""Reports: the handover and the punch list."""

import webbrowser
from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import report as app
from qcheck.app import templates as copied
from qcheck.app.desk import Desk
from qcheck.cli import out
from qcheck.cli.paper import finished, made_as
from qcheck.cli.place import desk, options
from qcheck.cli.status import AsOf, JobArgument
from qcheck.errors import Refused
from qcheck.model.view import Audience

Form = Annotated[
    Literal["html", "pdf", "markdown", "text"], typer.Option("--format", "-f", help="The form of the report.")
]
To = Annotated[str, typer.Option("--out", "-o", metavar="PATH", help="Where to write it; - prints it.")]
Show = Annotated[bool, typer.Option("--open", help="Open the page when it is made.")]
Language = Annotated[
    Literal["en", "de", "es", "fr"] | None,
    typer.Option("--language", help="The language of the page; else what qcheck.yaml says."),
]

Internal = Annotated[
    bool,
    typer.Option("--internal", help="For us: with causes, remarks, all warnings and every name. Not for the client."),
]

DATA = "data"
ENDINGS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".md": "markdown", ".txt": "text"}
Data = Annotated[bool, typer.Option("--data", help="Print what the templates are given, as JSON.")]


def report(
    context: typer.Context,
    job: JobArgument = "",
    form: Form = "html",
    to: To = "",
    as_of: AsOf = "",
    language: Language = None,
    internal: Internal = False,
    show: Show = False,
    data: Data = False,
) -> int:
    """Make the handover report: one page that says what was promised, what was checked, what is open and who has it.

    It is for the client, and holds nothing that is ours to know; --internal makes the one for us. A page of HTML
    or a PDF is written into the job's folder unless --out says otherwise; Markdown and text are printed.

    Example: qcheck report elm --format html --open
    """
    here = desk(context)
    audience: Audience = "internal" if internal else "client"
    if data:
        _, content = app.report_data(here, job, as_of, language or "", audience)
        deliver(context, content, _place(to, DATA, Path()), "Data", show=False)
        return 0
    _warned(context, here)
    name, content = app.report(here, job, made_as(form), as_of, language or "", audience)
    content = finished(context, here, content, form, as_of)
    file = f"handover{'-internal' if internal else ''}.{form}"
    deliver(context, content, _place(to, form, app.reports(here, name) / file), "Report", show=show)
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
    language: Language = None,
    show: Show = False,
    data: Data = False,
) -> int:
    """Make the punch list for print: by who has to act, by place or by trade, with photos, dates and boxes to tick.

    A page of HTML or a PDF is written into the job's folder unless --out says otherwise; Markdown and text are printed.

    Example: qcheck punch print elm --by place --open
    """
    here = desk(context)
    if data:
        _, content = app.punch_list_data(here, job, by, as_of, language or "", everything=everything)
        deliver(context, content, _place(to, DATA, Path()), "Data", show=False)
        return 0
    _warned(context, here)
    name, content = app.punch_list(here, job, by, made_as(form), as_of, language or "", everything=everything)
    content = finished(context, here, content, form, as_of)
    deliver(
        context, content, _place(to, form, app.reports(here, name) / f"punch-by-{by}.{form}"), "Punch list", show=show
    )
    return 0


def _place(to: str, form: str, otherwise: Path) -> Path | None:
    """Where a report goes: a file, or nothing for standard output. Raises `Refused` where its ending says otherwise."""
    meant = ENDINGS.get(Path(to).suffix.lower(), form)
    if meant != form != DATA:
        raise Refused(f"{to}: what is made is {form}.", f"Add --format {meant}, or give the file another ending.")
    if to == "-" or (not to and form not in {"html", "pdf"}):
        return None
    return Path(to) if to else otherwise


def _warned(context: typer.Context, here: Desk) -> None:
    """Says of copied templates that those which come with qcheck have changed since."""
    for each in copied.outdated(here.root) if not options(context).quiet else ():
        out.complain(
            f"{each.place.file} was copied from qcheck {each.args['version']}, and has changed there since: qcheck lint"
        )


def deliver(context: typer.Context, content: bytes, path: Path | None, what: str, *, show: bool) -> None:
    """Prints a page, or writes it where it goes and says so."""
    if path is None:
        out.raw(content)
        return
    app.write(path, content)
    if not options(context).quiet:
        out.say(f"{what}: {path}")
    if show:
        webbrowser.open(path.absolute().as_uri())
