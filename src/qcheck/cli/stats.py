"""Figures: stats."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import stats as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk, look
from qcheck.cli.report import Language, Show, To, deliver
from qcheck.cli.status import Json
from qcheck.errors import Refused


def stats(
    context: typer.Context,
    jobs: Annotated[
        list[str] | None, typer.Argument(metavar="[JOB...]", help="Jobs by any part of their names; all if left out.")
    ] = None,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Jobs handed over on that day or later.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Jobs handed over by that day.")] = "",
    json: Json = False,
    form: Annotated[
        Literal["text", "html"], typer.Option("--format", "-f", help="html: as a page, with charts.")
    ] = "text",
    to: To = "",
    language: Language = None,
    show: Show = False,
) -> int:
    """Promises kept, causes, costs, what came back: the figures of jobs, by the names that the trade has for them.

    A job not handed over yet counts by the date it is planned for. docs/metrics.md says what each figure means. A page
    is written into the job's folder, or the workspace if there are several, unless --out says otherwise.

    Example: qcheck stats --since 2026-01-01
    """
    if form == "html" and json:
        raise Refused("A page is no JSON.", "Leave out --json or --format html.")
    if form == "text" and (to or show or language):
        raise Refused("--out, --open and --language are for a page.", "qcheck stats --format html")
    if form == "html":
        return _page(context, tuple(jobs or ()), (since, until), to, language or "", show=show)
    view = app.stats(desk(context), tuple(jobs or ()), since, until)
    if json:
        out.raw(as_json(view))
    elif not view.jobs and not view.left_out and not (since or until):
        out.say('There is no job yet. Open one: qcheck open "Elm Street kitchen" --checklist kitchen')
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.stats(view, look(context)))
    return 0


def _page(
    context: typer.Context, jobs: tuple[str, ...], days: tuple[str, str], to: str, language: str, *, show: bool
) -> int:
    from qcheck.app import charts  # 50 ms for Jinja2, only for the page

    otherwise, content = charts.page(desk(context), jobs, *days, language)
    deliver(context, content, None if to == "-" else Path(to) if to else otherwise, "Figures", show=show)
    return 0
