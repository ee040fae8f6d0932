"""The audit."""

from typing import Annotated

import typer

from qcheck.app import audit as app
from qcheck.app.page import page
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import caller, desk, options
from qcheck.cli.status import Json
from qcheck.errors import Refused

ENDING = ".zip"


def audit(
    context: typer.Context,
    jobs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[JOB...]", help="Jobs by any part of their names, or archives (FILE.zip); all if none."
        ),
    ] = None,
    signers: Annotated[
        str, typer.Option("--signers", metavar="FILE", help="Check keys by this list of allowed signers instead.")
    ] = "",
    report: Annotated[
        str, typer.Option("--report", metavar="FILE", help="Compare a report that someone holds with the record.")
    ] = "",
    json: Json = False,
) -> int:
    """See whether anything was changed afterwards: exit 0 if all is as it was recorded, 1 if not, 2 if it could not be
    told. Every log, list, photo and file is read whole, and the seal of every sign-off is worked out anew.

    Example: qcheck audit elm
    """
    names = tuple(jobs or ())
    archives = tuple(name for name in names if name.endswith(ENDING))
    if archives and (report or len(archives) < len(names)):
        raise Refused("Archives are audited by themselves.", f"For example: qcheck audit {archives[0]}")
    if archives:
        found = app.archived(caller(context), archives, signers)
    else:
        found = page(desk(context), report, names, signers) if report else app.audit(desk(context), names, signers)
    if json:
        out.raw(as_json(found))
    elif app.code(found) or not options(context).quiet:
        out.say(app.told(found))
    return app.code(found)
