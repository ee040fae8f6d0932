"""The walk: started from the command line, and what comes after it."""

import gc
import os
from importlib import import_module
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk, speaker
from qcheck.cli import out
from qcheck.cli.answer import As
from qcheck.cli.place import desk, inbox, options
from qcheck.cli.status import JobArgument
from qcheck.errors import Refused

# Full screens by name. They are imported when one is shown, which costs a third of a second.
SCREENS = {"walk": "qcheck.tui.walk:Walk"}


def walk(
    context: typer.Context,
    job: JobArgument = "",
    one: Annotated[bool, typer.Option("--one", "-1", help="One item fills the screen, in order (READ-DO).")] = False,
    as_: As = "",
) -> int:
    """Go through a job on a full screen: the list to confirm at a glance (DO-CONFIRM), or item by item with --one.

    Each key is recorded before it shows. In the walk ? tells what each key does.

    Example: qcheck walk elm
    """
    if not out.asking() or options(context).plain or os.environ.get("TERM") == "dumb":
        raise Refused("The walk needs a full screen.", "Line by line: qcheck status, qcheck tick ITEM")

    def here() -> Desk:
        opened = desk(context)
        return replace(opened, caller=replace(opened.caller, user=as_)) if as_ else opened

    first = here()
    speaker(first)
    chosen = jobs.which(first, job)
    if shown("walk", here, chosen, inbox(), one=one) == "handover":
        from qcheck.cli.handover import handover  # 20 ms, only where it comes to that

        return handover(context, chosen, as_=as_)
    return 0


def shown(name: str, *arguments: Any, **named: Any) -> str:
    """A full screen until it is left; gives what comes next."""
    gc.enable()  # unlike a command, a screen lives for hours
    module, _, screen = SCREENS[name].partition(":")
    made = getattr(import_module(module), screen)(*arguments, **named)
    next_ = made.run() or ""
    if made.broken:
        raise made.broken
    return next_
