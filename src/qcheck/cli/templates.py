"""Templates: listed, shown, copied to be changed."""

from typing import Annotated

import typer

from qcheck.app import templates as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import caller, options
from qcheck.cli.status import Json

Name = Annotated[str, typer.Argument(metavar="TEMPLATE", help="Its name, or the beginning of it: handover, punch.txt.")]


def list_(context: typer.Context, json: Json = False) -> int:
    """List the templates of reports. One of the same name in the workspace's templates/ takes a shipped one's place.

    Example: qcheck templates list
    """
    listed = app.templates(app.around(caller(context)))
    if json:
        out.raw(as_json(listed))
        return 0
    for each in listed:
        out.say(f"{each.name}{_marks(each)}")
    return 0


def _marks(of: app.Template) -> str:
    if not of.own:
        return ""
    since = "; that one has changed since: qcheck lint" if of.outdated else ""
    return f"  (your own, copied from qcheck {of.version}{since})" if of.version else "  (your own)"


def show(context: typer.Context, name: Name) -> int:  # noqa: ARG001 (every command is given it)
    """Print a template as it comes with qcheck, to read it or to compare a copy with it.

    Example: qcheck templates show handover | diff - templates/handover.html.j2
    """
    out.raw(app.source(name))
    return 0


def copy(context: typer.Context, name: Name) -> int:
    """Copy a template into the workspace's templates/, where it takes the place of the one that comes with qcheck.

    Mostly it is better to extend one than to copy it: {% extends "shipped/handover.html.j2" %}

    Example: qcheck templates copy handover
    """
    path = app.copy(caller(context), name)
    if not options(context).quiet:
        out.say(f"Copied to {path}. Reports use it from now on.")
    return 0
