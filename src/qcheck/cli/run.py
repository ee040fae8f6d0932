"""Running the commands of items."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from qcheck.app import run as app
from qcheck.app.run import Step, World
from qcheck.cli import out
from qcheck.cli.answer import As, Force, Job
from qcheck.cli.place import desk, environment, options
from qcheck.cli.recorded import left

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
