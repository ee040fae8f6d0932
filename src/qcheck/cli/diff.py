"""What moved: diff."""

import webbrowser
from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import diff as app
from qcheck.app import report
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk, look, options
from qcheck.cli.report import Language
from qcheck.cli.status import Gate, JobArgument, Json


def diff(
    context: typer.Context,
    job: JobArgument = "",
    before: Annotated[
        str,
        typer.Argument(metavar="[FROM]", help="A revision (A), a date or time (fri); the last signature if left out."),
    ] = "",
    after: Annotated[str, typer.Argument(metavar="[TO]", help="The same; now if left out.")] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="TIME", help="From then until now; a bare date means its beginning.")
    ] = "",
    gate: Gate = "",
    form: Annotated[Literal["text", "html"], typer.Option("--format", "-f", help="The form.")] = "text",
    to: Annotated[str, typer.Option("--out", "-o", metavar="PATH", help="Where to write a page; - prints it.")] = "",
    language: Language = None,
    json: Json = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page when it is made.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if anything moved.")] = False,
) -> int:
    """Show what moved in a job from one state to another: checks, punch items, promises, plan, waivers, lists.

    A bare date means its end, as for --as-of. A page of HTML is written into the job's folder unless --out says
    otherwise.

    Example: qcheck diff elm A
    """
    here = desk(context)
    paged = form == "html" or bool(to)
    wanted = (language or "") if paged and not json else None
    view = app.diff(here, tuple(filter(None, (job, before, after))), since, gate, wanted)
    if json:
        out.raw(as_json(view))
    elif paged:
        _page(
            context,
            app.page(here, view, language or ""),
            to,
            report.reports(here, view.job.id) / "diff.html",
            show=show,
        )
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.diff(view, look(context)))
    return int(exit_code and bool(view.groups))


def _page(context: typer.Context, content: bytes, to: str, otherwise: Path, *, show: bool) -> None:
    if to == "-":
        out.raw(content)
        return
    path = Path(to) if to else otherwise
    report.write(path, content)
    if not options(context).quiet:
        out.say(f"Difference: {path}")
    if show:
        webbrowser.open(path.absolute().as_uri())
