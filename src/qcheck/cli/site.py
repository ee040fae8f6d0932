"""On site: found, agree, attach, release, witness."""

from typing import Annotated

import typer

from qcheck.app import site as app
from qcheck.app.answer import Said
from qcheck.cli import out
from qcheck.cli.answer import As, File, Items, Job, Note, Photo, taken
from qcheck.cli.pick import named
from qcheck.cli.place import desk, options
from qcheck.cli.recorded import left, with_evidence
from qcheck.errors import Refused

Text = Annotated[str, typer.Argument(metavar="TEXT", help="In a few words.")]


def found(
    context: typer.Context, text: Text, photo: Photo = None, file: File = None, job: Job = "", as_: As = ""
) -> int:
    """Say how something was before you came. It stands in the report and is never in the way.

    Example: qcheck found "Scratch on the parquet by the window" --photo
    """
    kept = taken(context, job, photo, file)
    said = app.found(desk(context), job, text, kept, as_)
    _say(context, f"{said.job}: as found: {' '.join(text.split()).rstrip('.')}.{with_evidence(kept)}")
    return 0


def agree(
    context: typer.Context,
    text: Text,
    client: Annotated[str, typer.Option("--client", metavar="NAME", help="Who of the client's side agreed.")] = "",
    price: Annotated[str, typer.Option("--price", metavar="TEXT", help="What it costs, or what is taken off.")] = "",
    drop: Annotated[
        str, typer.Option("--drop", metavar="ITEM", help="The item that is no longer wanted instead of one more.")
    ] = "",
    job: Job = "",
    as_: As = "",
) -> int:
    """Record what the client agreed to change: one more item to be checked by handover, or one that ends.

    Example: qcheck agree "Lights under the wall units" --price "240 EUR" --client "Ann Client"
    """
    if not client and out.asking():
        client = out.ask("Who of the client's side agreed to it?")
    said = app.agree(desk(context), job, text, (client, price), drop, as_)
    numbers = " ".join(str(item.number) for item in said.items)
    what = f"No longer needed: {numbers}" if drop else f"One more check, number {numbers}"
    _say(context, f"{said.job}: agreed with {client}: {' '.join(text.split()).rstrip('.')}. {what}; {left(said)}")
    return 0


def attach(
    context: typer.Context,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="A number or a name.")],
    photo: Photo = None,
    file: File = None,
    job: Job = "",
    as_: As = "",
) -> int:
    """Add photos or files to the answer that an item has. A later answer needs its own.

    Example: qcheck attach 1 --photo door.jpg
    """
    kept = taken(context, job, photo, file)
    said = app.attach(desk(context), job, item, kept, as_)
    _say(context, f"{said.job}: added to {said.items[0].number} {said.items[0].text}.{with_evidence(kept)}")
    if said.lacks:
        _say(context, f"{', '.join(said.lacks)} still missing.")
    return 0


def release(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[GATE|ITEM...]", help="A gate, or hold points; at a terminal these are asked for if left out."
        ),
    ] = None,
    note: Note = "",
    force: Annotated[
        str, typer.Option("--force", metavar="REASON", help="Release a gate that is not ready; it shows.")
    ] = "",
    job: Job = "",
    as_: As = "",
) -> int:
    """Let work go on: past a hold point that was checked, or past a gate that is ready.

    Example: qcheck release 12 --as olga
    """
    here = desk(context)
    job, what = named(here, job, what, "release")
    if not what:
        return 0
    gates = [word for word in what if app.is_gate(here, word)]
    if gates and len(what) > 1:
        raise Refused(f"{gates[0]}: a gate is released by itself.", f"qcheck release {gates[0]}")
    if gates:
        app.release_gate(here, job, what[0], (note, force), as_)
        _say(context, f"Gate {what[0]} released.")
        return 0
    if force:
        raise Refused("--force goes with a gate; a hold point is released by its role, or passed with tick --force.")
    said = app.release(here, job, tuple(what), note, as_)
    _say(context, f"{said.job}: {_named(said)} released, work may go on. Wrong? qcheck undo")
    return 0


def witness(
    context: typer.Context,
    items: Items,
    invite: Annotated[str, typer.Option("--invite", metavar="WHO", help="Who is invited; with --for.")] = "",
    time: Annotated[str, typer.Option("--for", metavar="TIME", help='For when, such as "fri 9:00".')] = "",
    came: Annotated[str, typer.Option("--came", metavar="WHO", help="Who came.")] = "",
    absent: Annotated[bool, typer.Option("--absent", help="Whoever was invited did not come.")] = False,
    job: Job = "",
    as_: As = "",
) -> int:
    """Invite a party to a witness point, and record that they came or did not; work may go on either way.

    Example: qcheck witness 12 --invite "Ann Client" --for "fri 9:00"
    """
    if sum(map(bool, (invite, came, absent))) != 1:
        raise Refused("One of --invite, --came and --absent says what happened.", 'For example: --came "Ann Client"')
    outcome: app.Outcome = "invited" if invite else "attended" if came else "absent"
    said = app.witness(desk(context), job, tuple(items), outcome, (invite or came, time), as_)
    words = {"invited": f"{invite} invited", "attended": f"{came} came", "absent": "they did not come"}[outcome]
    _say(context, f"{said.job}: {_named(said)}: {words}.")
    return 0


def _named(said: Said) -> str:
    """One item by its text, several by their numbers."""
    if len(said.items) == 1:
        return f"{said.items[0].number} {said.items[0].text}"
    return " ".join(str(item.number) for item in said.items)


def _say(context: typer.Context, text: str) -> None:
    if not options(context).quiet:
        out.say(text)
