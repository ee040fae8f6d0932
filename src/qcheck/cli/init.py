"""Setting up: init."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from qcheck.app import init as app
from qcheck.app.desk import Caller
from qcheck.app.home import device_user, device_zone
from qcheck.app.init import Founding
from qcheck.cli import out
from qcheck.cli.place import caller, environment, options
from qcheck.errors import Refused


def init(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The folder; this one if left out.")] = None,
    company: Annotated[str, typer.Option(metavar="NAME", help="The firm's name, for reports.")] = "",
    name: Annotated[str, typer.Option(metavar="NAME", help="Your full name.")] = "",
    zone: Annotated[str, typer.Option(metavar="ZONE", help="Time zone, such as Europe/Berlin.")] = "",
) -> int:
    """Make a workspace: settings, a folder for your own checklists, schemas for editors, and what git should know.

    Example: qcheck init ~/jobs-2026 --company "Miller Kitchens" --name "Dana Miller"
    """
    root = (folder or caller(context).folder).absolute()
    _found(context, root, company, name, zone)
    if not options(context).quiet:
        out.say('Next: qcheck open "Elm Street kitchen" --checklist kitchen')
    return 0


def offered(context: typer.Context) -> Caller | None:
    """Offers to make a workspace below the caller's folder; gives the caller as it stands in it, or None."""
    who = caller(context)
    root = who.folder / f"jobs-{who.now.year}"
    if not out.agreed(f"No workspace here. Start one in ./{root.name}?"):
        return None
    _found(context, root, "", "", "")
    return replace(who, folder=root)


def _found(context: typer.Context, root: Path, company: str, name: str, zone: str) -> None:
    if out.asking():
        name = name or out.ask("Your name?", check=lambda typed: "" if typed else "It stands beside what you tick.")
        company = company or out.ask("Company?")
    if not name:
        login = device_user(environment())
        raise Refused(
            "A workspace needs its first person.",
            f'Your full name: --name "{login.title() or "Dana Miller"}"',
        )
    person = app.found(root, caller(context).home, Founding(company, name, zone or device_zone(environment())))
    if not options(context).quiet:
        out.say(f"Workspace made in {root}; you are {person}. People, roles and rules: qcheck.yaml")
