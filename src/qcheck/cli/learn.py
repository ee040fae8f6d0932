"""Learning from the jobs of a workspace what its checklists lack."""

from typing import Annotated

import typer

from qcheck.app import learn as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk, look, options
from qcheck.cli.status import Json


def learn(
    context: typer.Context,
    lists: Annotated[
        list[str] | None, typer.Argument(metavar="[LIST...]", help="Any part of a list's name; all if none.")
    ] = None,
    cost: Annotated[
        str,
        typer.Option("--cost-at-least", metavar="AMOUNT", help="Take what happened once, too, if it cost as much."),
    ] = "",
    everything: Annotated[bool, typer.Option("--all", "-a", help="The weaker proposals, too.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Change the checklists.")] = False,
    json: Json = False,
) -> int:
    """Propose what the jobs of the workspace say that its checklists lack: as a patch, with what speaks for each
    change above it. Nothing is changed without --apply, or git apply.

    Example: qcheck learn kitchen --cost-at-least 500
    """
    learned = app.learn(desk(context), app.Wanted(tuple(lists or ()), cost, everything, apply))
    quiet = options(context).quiet
    if json:
        out.raw(as_json(learned))
    elif not (quiet and apply):
        _show(context, learned, brief=quiet)
    return 0


def _show(context: typer.Context, learned: app.Learned, *, brief: bool) -> None:
    if out.terminal():
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.learned(learned, look(context)))
    else:
        out.raw(app.patch(learned, brief=brief))
    if not learned.lists and not brief:
        out.say("Nothing to learn yet.")
        for sentence in learned.missing:
            out.say(f"  {sentence}")
    for each in learned.lists:
        if each.written:
            copied = "Copied and changed" if each.shipped else "Changed"
            out.say(f"# {copied}: {each.file}, version {each.next}. Jobs that are open keep theirs: qcheck upgrade")
