"""Sheets for paper."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import report as reports
from qcheck.app import sheet as app
from qcheck.cli import out
from qcheck.cli.place import caller, desk
from qcheck.cli.report import Data, Language, Show, To, deliver
from qcheck.cli.status import AsOf, JobArgument
from qcheck.errors import Refused

WORDS: dict[app.Name, str] = {"missed": "Missed items", "card": "Job card", "blank": "Checklist"}


def sheet(
    context: typer.Context,
    which: Annotated[Literal["missed", "card", "blank"], typer.Argument(help="Which one.")],
    job: JobArgument = "",
    checklist: Annotated[
        str, typer.Option("--checklist", "-c", metavar="LIST", help="With blank: of a checklist, without a job.")
    ] = "",
    to: To = "",
    as_of: AsOf = "",
    language: Language = None,
    show: Show = False,
    data: Data = False,
) -> int:
    """Make a sheet for paper and a pen, on A4 and on Letter, as a page of HTML in the job's folder.

    missed: what is still open, by person, on one sheet. card: what a crew has to know before the start, with what was
    promised, hold points and witness points. blank: the checklist with boxes; also without a job.

    Example: qcheck sheet missed elm --open
    """
    if checklist:
        if which != "blank" or job or as_of:
            raise Refused(
                "--checklist makes a blank sheet without a job.", f"qcheck sheet blank --checklist {checklist}"
            )
        name, made = app.of_list(caller(context), checklist, language or "")
        otherwise = Path(f"{name}-blank.html")
    else:
        here = desk(context)
        name, made = app.sheet(here, which, job, as_of, language or "")
        otherwise = reports.reports(here, name) / f"{which}.html"
    if data:
        out.raw(made.data())
        return 0
    deliver(context, made.page(), None if to == "-" else Path(to) if to else otherwise, WORDS[which], show=show)
    return 0
