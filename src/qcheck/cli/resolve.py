"""With other devices: resolve."""

from typing import Annotated

import typer

from qcheck.app import resolve as app
from qcheck.app.resolve import Open, Unsettled
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.errors import Refused


def resolve(
    context: typer.Context,
    job: Annotated[
        str, typer.Argument(metavar="[JOB]", help="Any part of the job's name; the last one used if left out.")
    ] = "",
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="WHAT=SIDE", help="Which side holds, by number or by who said it."),
    ] = None,
    note: Annotated[str, typer.Option("--note", "-n", metavar="TEXT", help="Why.")] = "",
    force: Annotated[
        str, typer.Option("--force", metavar="REASON", help="Override a hold point, a role or an order; it shows.")
    ] = "",
    as_: Annotated[str, typer.Option("--as", metavar="WHO", help="Who says so.")] = "",
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> int:
    """Settle what two devices said differently, having seen both sides. Neither is lost: both stay in the record.

    Exit code 1 while something is contested still.

    Example: qcheck resolve elm --take 17=2 --take handover=dana
    """
    here = desk(context)
    given = {"note": note, "force": force, "as": as_}
    found = app.unsettled(here, job)
    taken = _taken(take or [])
    if not taken and found.open and out.asking() and not json:
        taken = _asked(found)
    if taken:
        found = app.settle(here, job, taken, given)
    if json:
        out.raw(as_json(found))
    elif not options(context).quiet or _is_open(found):
        _say(found, len(taken))
    return 1 if _is_open(found) else 0


def _taken(words: list[str]) -> dict[str, str]:
    pairs = [word.rpartition("=") for word in words]
    wrong = next((word for word, (key, _, side) in zip(words, pairs, strict=True) if not (key and side)), "")
    if wrong:
        raise Refused(f"{wrong}: which side of what?", "For example: --take 17=2, or --take handover=dana")
    return {key.strip(): side.strip() for key, _, side in pairs}


def _asked(found: Unsettled) -> dict[str, str]:
    """Asks of each subject which side holds; Enter leaves it open."""
    taken: dict[str, str] = {}
    for each in found.open:
        for text in _told(each):
            out.say(text)
        numbers = [str(n) for n in range(1, len(each.sides) + 1)]

        def check(typed: str, numbers: list[str] = numbers) -> str:
            return "" if not typed or typed in numbers else f"Type one of {', '.join(numbers)}, or only Enter."

        if answer := out.ask("Which holds? [Enter: neither yet]", check=check):
            taken[each.key] = answer
    return taken


def _told(each: Open) -> list[str]:
    lines = [f"{each.key} {each.text}" if each.key != each.text else each.key]
    for number, side in enumerate(each.sides, 1):
        note = f" “{side.note}”" if side.note else ""
        lines.append(f"  {number}  {side.said}{note}: {side.by}, {side.at}")
    return lines


def _is_open(found: Unsettled) -> bool:
    return bool(found.open or found.punch or found.lists)


def _say(found: Unsettled, settled: int) -> None:
    if settled:
        out.say(f"{found.job}: {settled} settled, {len(found.open)} contested still.")
    for each in found.open:
        for text in _told(each):
            out.say(text)
    if found.open:
        out.say(f"Say which holds: qcheck resolve --take {found.open[0].key}=1")
    if found.punch:
        what = "1 punch item is" if found.punch == 1 else f"{found.punch} punch items are"
        out.say(f"{what} contested: say once more what holds. qcheck punch list")
    if found.lists:
        out.say("The job's lists are contested: say once more which hold. qcheck upgrade")
    if not (settled or _is_open(found)):
        out.say(f"{found.job}: nothing is contested.")
