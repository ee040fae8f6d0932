"""Punch items owed: assign, promise, wait, diagnose."""

from typing import Annotated

import typer

from qcheck.app import owed as app
from qcheck.app.owed import Diagnosed
from qcheck.cli import out
from qcheck.cli.answer import As, Job, Note
from qcheck.cli.place import desk
from qcheck.cli.punch import Due, Names, tell, tell_idle
from qcheck.errors import Refused


def assign(
    context: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="P1... WHO", help="Punch items, then who has them; WHO alone with --from.")
    ],
    source: Annotated[
        str, typer.Option("--from", metavar="WHO", help="All that this person has, as when someone is ill.")
    ] = "",
    note: Note = "",
    job: Job = "",
    as_: As = "",
) -> int:
    """Give punch items to someone. One that was disputed is open again with that.

    Example: qcheck punch assign P1 P3 ravi
    """
    *words, owner = names
    if bool(words) == bool(source):
        raise Refused(
            "Which punch items, and who has them?",
            "For example: qcheck punch assign P1 ravi, or assign --from ravi olga",
        )
    here = desk(context)
    said = (
        app.hand_on(here, job, source, owner, note, as_)
        if source
        else app.assign(here, job, tuple(words), owner, note, as_)
    )
    tell(context, said, "assigned")
    return 0


def promise(
    context: typer.Context,
    names: Names,
    due: Due = "",
    why: Annotated[
        str,
        typer.Option(
            "--why",
            "-w",
            metavar="REASON",
            help="Why an earlier date moves: materials, labour, weather, predecessor, access, client, information, "
            "over-commitment, quality, change.",
        ),
    ] = "",
    note: Note = "",
    job: Job = "",
    as_: As = "",
    did: Annotated[str, typer.Option("--did", metavar="WHO", help="Who promises, if someone else.")] = "",
) -> int:
    """Promise by when punch items are done. The first date stays on record; moving it asks why.

    Example: qcheck punch promise P1 --due fri
    """
    if not due and out.asking():
        due = out.ask("By when?")
    if not due:
        raise Refused("By when?", "For example: qcheck punch promise P1 --due fri")
    if not why and out.asking() and app.moves_a_date(desk(context), job, tuple(names), due):
        why = out.ask(f"Why does it move ({', '.join(app.REASONS)})?")
    said = app.promise(desk(context), job, tuple(names), due, {"as": as_, "did": did, "why": why, "note": note})
    tell(context, said, "promised")
    tell_idle(context, said)
    return 0


def wait(
    context: typer.Context,
    names: Names,
    what: Annotated[str, typer.Option("--for", metavar="TEXT", help="What it waits for.")] = "",
    reference: Annotated[str, typer.Option("--ref", metavar="TEXT", help="Order number or the like.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="When it is to come.")] = "",
    arrived: Annotated[bool, typer.Option("--arrived", help="It has come.")] = False,
    job: Job = "",
    as_: As = "",
) -> int:
    """Say what punch items wait for: a part, with its reference and the day it is to come. They stay open.

    Example: qcheck punch wait P8 --for "hinge, left" --ref PO-4711 --until "12 dec"
    """
    if bool(what) == arrived:
        raise Refused(
            "What does it wait for, or has it come?", 'For example: --for "hinge" --until "12 dec", or --arrived'
        )
    terms = {"as": as_, "reference": reference, "until": until}
    said = app.wait(desk(context), job, tuple(names), what, terms)
    awaits = said.items[0].awaits if said.items else ""
    tell(context, said, "no longer waiting" if arrived else f"waits for {awaits}")
    return 0


def diagnose(
    context: typer.Context,
    names: Names,
    cause: Annotated[str, typer.Option("--cause", metavar="TEXT", help="Why it came to be.")] = "",
    prevention: Annotated[
        str, typer.Option("--prevention", metavar="TEXT", help="What keeps it from coming again; qcheck learn uses it.")
    ] = "",
    cost: Annotated[
        str, typer.Option("--cost", metavar="AMOUNT", help="What it cost before the handover: rework, waiting, waste.")
    ] = "",
    cost_after: Annotated[
        str, typer.Option("--cost-after", metavar="AMOUNT", help="What it cost after it: call-backs, discounts.")
    ] = "",
    job: Job = "",
    as_: As = "",
) -> int:
    """Say why punch items came to be, how that is prevented, and what it cost. What is left out stays as it was.

    Example: qcheck punch diagnose P1 --cause "measured before plastering" --prevention "measure again" --cost 120
    """
    if not cause and not (prevention or cost or cost_after) and out.asking():
        cause = out.ask("What was the cause?")
        prevention = out.ask("What would have prevented it (Enter: not known)?")
        cost = out.ask("What did it cost so far (Enter: not known)?")
    said = app.diagnose(desk(context), job, tuple(names), Diagnosed(cause, prevention, cost, cost_after), as_)
    tell(context, said, "diagnosed")
    return 0
