"""Upgrading a job to the lists of today."""

from typing import Annotated

import typer

from qcheck.app import upgrade as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.answer import As
from qcheck.cli.place import desk, look, options
from qcheck.cli.recorded import left
from qcheck.cli.status import JobArgument, Json

WORDS = {
    "added": "new",
    "removed": "no longer asked",
    "moved": "moved",
    "reworded": "reworded",
    "changed": "changed",
}


def upgrade(
    context: typer.Context,
    job: JobArgument = "",
    checklist: Annotated[
        list[str] | None, typer.Option("--checklist", "-c", metavar="LIST", help="A list to add; may be repeated.")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", "-r", metavar="TEXT", help="Why; without it, only what would change is shown.")
    ] = "",
    as_: As = "",
    json: Json = False,
) -> int:
    """Show what the lists of today would change in a job; with a reason, go on with them. Answers that still hold are
    kept, those to reworded items are asked again, numbers stay, and the earlier lists stay pinned.

    Example: qcheck upgrade elm --reason "new limits from the maker"
    """
    here = desk(context)
    adding = tuple(checklist or ())
    preview = app.preview(here, job, adding)
    if json:
        out.raw(as_json(preview))
    elif not preview.differences and not adding:
        out.say(f"{preview.name}: its lists are those of today ({'; '.join(preview.lists)}).")
        return 0
    elif not options(context).quiet:
        _show(context, preview)
    if not reason and out.asking():
        reason = out.ask("Go on with them? Say why (Enter leaves it):")
    if not reason:
        if not json:
            out.say("Nothing was recorded. To go on with them: --reason TEXT")
        return 0
    said = app.upgrade(here, preview.job, reason, adding, as_)
    if not options(context).quiet and not json:
        out.say(f"{said.job}: upgraded, {left(said)}")
    return 0


def _show(context: typer.Context, preview: app.Upgrade) -> None:
    from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

    out.say(f"{preview.name}: with {'; '.join(preview.lists)}")
    rows = [
        (str(d.number), WORDS[d.kind], d.after or d.before, "; ".join(filter(None, (d.note, _again(d.asks_again)))))
        for d in preview.differences
    ]
    out.show(screen.table(rows, look(context)))


def _again(asks: bool) -> str:
    return "asked again" if asks else ""
