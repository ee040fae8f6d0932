"""Trusting the commands of items."""

from typing import Annotated

import typer

from qcheck.app import trust as app
from qcheck.app.desk import Desk
from qcheck.app.trust import Offer
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.errors import Refused


def trust(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="[JOB]", help="Any part of the job's name; all jobs if none.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Trust them all without being asked.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Trust them no longer.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="Only show what is trusted here.")] = False,
) -> int:
    """Let the commands of a job, or of all jobs, be run on this machine, after you have read them. Trust holds for
    this workspace, these words and the files that they name; a change asks again. What these files run in turn is
    not watched.

    Example: qcheck trust elm
    """
    here = desk(context)
    if list_:
        return _show("Trusted in this workspace on this machine:", app.listed(here))
    if revoke:
        gone = app.revoke(here, job)
        if not options(context).quiet:
            out.say("\n".join(["No longer trusted:", *(f"  {g}" for g in gone)]) if gone else "Nothing was trusted.")
        return 0
    return _ask(here, job, yes=yes, quiet=options(context).quiet)


def _ask(here: Desk, job: str, *, yes: bool, quiet: bool) -> int:
    """Shows what is not trusted yet and trusts it if someone says so."""
    every = app.offers(here, job)
    wanted = tuple(o for o in every if o.standing in {"new", "changed"})
    unfit = tuple(o for o in every if o.standing == "untrustable")
    if unfit:
        _show("Cannot be trusted:", unfit)
    if not wanted:
        if not quiet and not unfit:
            out.say("Every command is trusted already." if every else "There are no commands.")
        return 2 if unfit else 0
    if not (yes and quiet):
        _show("With your rights, in this workspace, these would run:", wanted)
    if not yes and not out.asking():
        raise Refused(
            "Nothing was trusted.", f"If you have read them: {' '.join(filter(None, ('qcheck trust', job)))} --yes"
        )
    if not yes and not out.agreed("Trust them?", default=False):
        raise KeyboardInterrupt
    app.grant(here, wanted)
    if not quiet:
        out.say(f"Trusted: {len(wanted)}. Next: qcheck run")
    return 2 if unfit else 0


def _show(title: str, offers: tuple[Offer, ...]) -> int:
    out.say(
        "\n".join([title, *(line for offer in offers for line in app.lines(offer))]) if offers else f"{title} nothing."
    )
    return 0
