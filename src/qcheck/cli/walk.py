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
SCREENS = {"walk": "qcheck.tui.walk:Walk", "start": "qcheck.tui.start:Start"}
HANDOVER = "handover"


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
    if not full(context):
        raise Refused("The walk needs a full screen.", "Line by line: qcheck status, qcheck tick ITEM")

    def here() -> Desk:
        opened = desk(context)
        return replace(opened, caller=replace(opened.caller, user=as_)) if as_ else opened

    first = here()
    speaker(first)
    chosen = jobs.which(first, job)
    if shown("walk", here, chosen, inbox(), one=one) == HANDOVER:
        return _hand_over(context, chosen, as_)
    return 0


def full(context: typer.Context) -> bool:
    """Whether a full screen can be shown: someone sits there, and has not asked for plain lines."""
    return out.asking() and not options(context).plain and os.environ.get("TERM") != "dumb"


def start(context: typer.Context) -> int | None:
    """The page to start from, and the walks that are chosen there; None where there is nothing to choose."""
    from qcheck.app import start as app  # 10 ms, only at a terminal

    if not app.several(desk(context)):
        return None
    at = ""
    while chosen := shown("start", lambda: desk(context), at):
        how, _, at = chosen.partition(" ")
        if how == "status":
            from qcheck.cli.status import status  # 60 ms for Rich, only where a screen is shown

            return status(context, at)
        speaker(desk(context))
        if shown("walk", lambda: desk(context), at, inbox()) == HANDOVER:
            return _hand_over(context, at, "")
    return 0


def _hand_over(context: typer.Context, job: str, as_: str) -> int:
    from qcheck.cli.handover import handover  # 20 ms, only where it comes to that

    return handover(context, job, as_=as_)


def shown(name: str, *arguments: Any, **named: Any) -> str:
    """A full screen until it is left; gives what comes next."""
    gc.enable()  # unlike a command, a screen lives for hours
    module, _, screen = SCREENS[name].partition(":")
    made = getattr(import_module(module), screen)(*arguments, **named)
    next_ = made.run() or ""
    if made.broken:
        raise made.broken
    return next_
