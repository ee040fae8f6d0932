"""Running the commands of items, and trusting them."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from qcheck.app import run as app
from qcheck.app.desk import Desk
from qcheck.app.run import Offer, Step, World
from qcheck.cli import out
from qcheck.cli.answer import As, Force, Job, left
from qcheck.cli.place import desk, environment, options
from qcheck.errors import Refused

CAME_TO = {"pass": "passed", "fail": "FAILED", "left out": "left out"}


def run(
    context: typer.Context,
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ITEM...]", help="Numbers, names or sections; all that is due and not passed if none."),
    ] = None,
    force: Force = "",
    job: Job = "",
    as_: As = "",
) -> int:
    """Run the commands that answer items, in the workspace's folder, and record what they came to: exit code 0
    passes. What they print is kept. Nothing runs that was not trusted on this machine: qcheck trust.

    Exit 0 if all passed, 1 if one failed, 2 if one was not run.

    Example: qcheck run
    """
    here = desk(context)
    quiet = options(context).quiet
    world = World(_now, environment(), lambda step: _tell(step, quiet=quiet))
    outcome = app.run(here, job, tuple(items or ()), {"as": as_, "force": force}, world)
    if quiet:
        return outcome.code
    if outcome.said:
        counted = [f"{n} {CAME_TO[end]}" for end in CAME_TO if (n := sum(s.came_to == end for s in outcome.steps))]
        out.say(f"{outcome.job}: {', '.join(counted)}, {left(outcome.said)}")
        if outcome.said.reopened:
            out.say(f"This reopens what {outcome.said.reopened} signed: show them, then hand over again.")
        for name, text in outcome.said.raised:
            out.say(f"Raised {name}: {text}")
    elif not outcome.steps and not outcome.code:
        out.say(f"{outcome.job}: nothing to run.")
    return outcome.code


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _tell(step: Step, *, quiet: bool) -> None:
    """A line an item; at a terminal also that it is running, and the end of what it printed if it failed."""
    named = f"{step.item.number} {step.item.text}"
    if step.came_to == "started":
        if out.terminal() and not quiet:
            out.say(f"running {named} …")
        return
    if quiet and step.came_to == "pass":
        return
    came_to = "" if step.came_to == "left out" else f"{CAME_TO[step.came_to]}, "
    out.say(f"{named}: {came_to}{step.note}{f'. {step.hint}' if step.hint else ''}")
    if step.came_to == "fail" and out.terminal():
        for line in step.output.splitlines():
            out.say(f"  {line}")


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
