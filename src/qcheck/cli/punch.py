"""Punch items: listed, shown, raised."""

from typing import Annotated, Literal

import typer

from qcheck.app import punch as app
from qcheck.app.punch import New, Said, Wanted
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.answer import Job, Photo, pictures
from qcheck.cli.place import desk, look, options
from qcheck.cli.recorded import with_evidence
from qcheck.cli.status import AsOf, JobArgument, Json
from qcheck.model.punchview import PunchView

Names = Annotated[
    list[str], typer.Argument(metavar="P1...", help="Punch items, as qcheck punch list names them: P1 P3-P5.")
]
Why = Annotated[str, typer.Option("--why", "-w", metavar="TEXT", help="The reason; it stays on record.")]
Owner = Annotated[str, typer.Option("--owner", "-o", metavar="WHO", help="Who puts it right; the lead if left out.")]
Due = Annotated[str, typer.Option("--due", metavar="DATE", help='By when: fri, 2d (working days), "5 dec 17:00".')]
Near = Annotated[str, typer.Option("--near", metavar="FILE", help="A photo of the thing itself; - for the inbox.")]
Far = Annotated[str, typer.Option("--far", metavar="FILE", help="A photo of where it is; - for the inbox.")]
Letter = Literal["A", "B", "C"]
Category = Annotated[
    Letter,
    typer.Option("--category", case_sensitive=False, help="A before handover, B after it, C cosmetic."),
]
CLIENT = "client"
FEW = 12


def list_(
    context: typer.Context,
    job: JobArgument = "",
    who: Annotated[
        str, typer.Option("--who", metavar="WHO", help="Theirs, or waiting on them; client: what the client raised.")
    ] = "",
    trade: Annotated[str, typer.Option("--trade", metavar="TRADE", help="Of this trade.")] = "",
    where: Annotated[str, typer.Option("--where", metavar="PLACE", help="In this place, or part of its name.")] = "",
    category: Annotated[
        Letter | None, typer.Option("--category", case_sensitive=False, help="Of this category.")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Those whose date has passed.")] = False,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Closed ones too.")] = False,
    as_of: AsOf = "",
    json: Json = False,
) -> int:
    """List the punch items of a job by who has to act: what is to be put right, by when, before handover or after.

    Example: qcheck punch list elm --who ravi --overdue
    """
    wanted = Wanted(who, trade, where, category or "", overdue, everything)
    found = app.listed(desk(context), job, wanted, as_of)
    if json:
        out.raw(as_json(found.items))
        return 0
    if not found.total:
        out.say(f"{found.name}: nothing on the {found.called}.")
        return 0
    from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

    if found.items:
        out.show(screen.punch(found.items, look(context)))
    else:
        out.say(f"{found.name}: none of these.")
    hidden = 0 if everything else found.closed
    if hidden:
        out.say(f"{hidden} closed: qcheck punch list --all")
    return 0


def show(context: typer.Context, names: Names, job: Job = "", json: Json = False) -> int:
    """Show punch items with everything that was said of them.

    Example: qcheck punch show P1
    """
    said = app.shown(desk(context), job, tuple(names))
    if json:
        out.raw(as_json(said.items))
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.show(screen.punch_items(said.items, look(context)))
    return 0


def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help='What is wrong, such as "Scratch on the left door".')],
    where: Annotated[str, typer.Option("--where", metavar="PLACE", help='Where: "kitchen / wall unit 2".')] = "",
    fix: Annotated[str, typer.Option("--fix", metavar="TEXT", help="What would put it right.")] = "",
    trade: Annotated[
        str,
        typer.Option("--trade", metavar="TRADE", help="Whose trade it is: trades: in qcheck.yaml names the person."),
    ] = "",
    owner: Owner = "",
    due: Due = "",
    category: Category = "A",
    item: Annotated[
        str, typer.Option("--item", metavar="ITEM", help="The failed item it is about, by number or name.")
    ] = "",
    near: Near = "",
    far: Far = "",
    photo: Photo = None,
    job: Job = "",
    as_: Annotated[
        str, typer.Option("--as", metavar="WHO|client", help="Who says so; client: the client points it out.")
    ] = "",
) -> int:
    """Raise a punch item: work that is incomplete or not to specification.

    Example: qcheck punch add "Scratch on the left door" --where "wall unit 2" --owner ravi --due fri --category B
    """
    client, speaker = by(as_)
    kept = pictures(context, job, photo, near, far)
    new = New(text=text, category=category, where=where, fix=fix, trade=trade, client=client)
    terms = {"as": speaker, "owner": owner, "due": due, "item": item}
    said = app.add(desk(context), job, new, terms, kept)
    tell(context, said, "raised", with_evidence(kept))
    tell_idle(context, said)
    return 0


def by(typed: str) -> tuple[bool, str]:
    """Whether it is the client who says so, recorded by whoever uses this device; else who."""
    return (True, "") if typed.strip().casefold() == CLIENT else (False, typed)


def tell(context: typer.Context, said: Said, what: str, end: str = "") -> None:
    """What a command recorded: one by its words, several by their names, and who each is waiting on now."""
    if options(context).quiet:
        return
    if not said.items:
        out.say(f"{said.job}: nothing new.")
        return
    if len(said.items) == 1:
        item = said.items[0]
        out.say(f"{said.job}: {item.name} {item.text}: {', '.join((what, *_facts(item)))}.{end}")
        return
    out.say(f"{said.job}: {len(said.items)} {what}.{end}")
    for item in said.items[:FEW]:
        out.say(f"  {one(item)}")
    if len(said.items) > FEW:
        out.say(f"  … {len(said.items) - FEW} more")


def tell_idle(context: typer.Context, said: Said) -> None:
    """What was just promised for a day on which the firm does not work."""
    idle = app.idle(desk(context), said.items)
    if idle and not options(context).quiet:
        out.say(f"{', '.join(idle)}: no working day by the calendar in qcheck.yaml.")


def one(item: PunchView) -> str:
    """A punch item in a line: `P1 Scratch on the left door: waiting on Ravi Shah, Thu 3 Dec, before handover`."""
    facts = ", ".join(_facts(item))
    return f"{item.name} {item.text}{f': {facts}' if facts else ''}"


def _facts(item: PunchView) -> tuple[str, ...]:
    """Whom it waits on, by when; nothing of one that is closed."""
    if not item.waiting_on:
        return ()
    due = item.due if item.standing in {"open", "disputed"} else ""
    return tuple(filter(None, (f"waiting on {item.waiting_on}", due, item.when)))


def joined(items: tuple[PunchView, ...]) -> str:
    """Their names, to be typed again."""
    return " ".join(item.name for item in items)
