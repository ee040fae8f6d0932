"""Punch lists loaded from files."""

from pathlib import Path
from typing import Annotated

import typer

from qcheck.app import load as app
from qcheck.app.load import Differs, Loaded
from qcheck.app.told import as_json, sentences
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.cli.punch import FEW, by, one
from qcheck.cli.status import Json


def load(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="JOB", help="Any part of the job's name.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Punch lists: YAML, CSV or XLSX.")],
    sheet: Annotated[
        str,
        typer.Option("--sheet", metavar="NAME", help="This sheet of a workbook, not the first that holds anything."),
    ] = "",
    as_: Annotated[
        str, typer.Option("--as", metavar="WHO|client", help="Who says so; client: the client points it all out.")
    ] = "",
    json: Json = False,
) -> int:
    """Raise what is new in punch lists. Loading one again raises nothing twice and changes nothing that stands.

    Where a line cannot be taken nothing is loaded, and every such line is named with what is wrong.

    Example: qcheck punch load elm walk.csv
    """
    client, speaker = by(as_)
    terms = {"as": speaker, "sheet": sheet}
    loaded = app.load(desk(context), job, tuple(files), terms, client=client)
    if json:
        out.raw(as_json(loaded))
        return 0
    if not options(context).quiet:
        _tell(loaded)
    if loaded.differs:
        _compare(loaded.differs)
    for line in sentences(loaded.findings):
        out.complain(line)
    return 0


def _tell(loaded: Loaded) -> None:
    """What was raised, and how much of the list stood already."""
    raised = f"{len(loaded.raised)} raised" if loaded.raised else "nothing new"
    stands = f", {loaded.standing} stand{'s' if loaded.standing == 1 else ''} already" if loaded.standing else ""
    out.say(f"{loaded.name}: {raised}{stands}.")
    for item in loaded.raised[:FEW]:
        out.say(f"  {one(item)}")
    if len(loaded.raised) > FEW:
        out.say(f"  … {len(loaded.raised) - FEW} more: qcheck punch list")
    if loaded.closed:
        named = ", ".join(loaded.closed[:FEW]) + (", …" if len(loaded.closed) > FEW else "")
        out.say(f"Closed already: {named}. What is there again: qcheck punch reopen {loaded.closed[0]} --why WHY")


def _compare(differs: tuple[Differs, ...]) -> None:
    """What the files say otherwise than what stands."""
    out.say("Said otherwise in the file; what stands was not changed:")
    named = ""
    for each in differs[:FEW]:
        if each.name != named:
            named = each.name
            out.say(f"  {each.name} {each.text}")
        out.say(f"    {each.key}: {each.stands}; {each.where} says {each.says}")
    if len(differs) > FEW:
        out.say(f"  … {len(differs) - FEW} more: --json shows all")
