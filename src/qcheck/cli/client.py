"""The client: what they complain of, and that they were spoken or written to."""

from typing import Annotated, Literal

import typer

from qcheck.app import owed
from qcheck.app import punch as app
from qcheck.app.punch import New
from qcheck.cli import out
from qcheck.cli.answer import As, Job, Photo, pictures
from qcheck.cli.place import desk, options
from qcheck.cli.punch import Category, Due, Far, Near, one, tell_idle
from qcheck.cli.recorded import with_evidence

Way = Literal["call", "visit", "mail", "message", "note"]


def complain(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What the client complains of, in their words.")],
    where: Annotated[str, typer.Option("--where", metavar="PLACE", help="Where.")] = "",
    way: Annotated[
        Way | None,
        typer.Option("--by", help="How they told you. After a call or a visit they know that it is known."),
    ] = None,
    owner: Annotated[str, typer.Option("--owner", "-o", metavar="WHO", help="The one person who stays with it.")] = "",
    due: Due = "",
    category: Category = "B",
    near: Near = "",
    far: Far = "",
    photo: Photo = None,
    job: Job = "",
    as_: As = "",
) -> int:
    """Record what a client complains of. It is acknowledged, owned by one person, promised, made good, and closed
    only when the client says so; until then closeout stays shut. Write what is wrong, without names or numbers of
    people: it stays in the record, and is printed.

    Example: qcheck complain "Tap drips" --by call --owner ravi --due 1d
    """
    kept = pictures(context, job, photo, near, far)
    new = New(text=text, category=category, where=where, client=True, complaint=True)
    told = way if way in {"call", "visit"} else None
    said = app.complain(desk(context), job, new, told, {"as": as_, "owner": owner, "due": due}, kept)
    if options(context).quiet:
        return 0
    for item in said.items:
        out.say(f"{said.job}: complaint {one(item)}.{with_evidence(kept)}")
        if not told:
            out.say(f"Tell the client that it is known: qcheck contact call --about {item.name}")
        if not owner:
            out.say(f"Who stays with it? qcheck punch assign {item.name} WHO")
        if not due:
            out.say(f"By when? qcheck punch promise {item.name} --due 2d")
    tell_idle(context, said)
    return 0


def contact(
    context: typer.Context,
    way: Annotated[Way, typer.Argument(help="How: call, visit, mail, message, note.")],
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="What was said.")] = "",
    about: Annotated[str, typer.Option("--about", metavar="P1", help="The punch item or complaint it was about.")] = "",
    missed: Annotated[
        bool, typer.Option("--missed", "--no-access", help="They could not be reached, or nobody opened.")
    ] = False,
    job: Job = "",
    as_: As = "",
) -> int:
    """Record that the client was spoken or written to, or could not be reached. Silence is a finding.

    Example: qcheck contact call "stone comes on Tuesday" --about P1
    """
    here = desk(context)
    said = owed.contact(here, job, way, {"as": as_, "about": about, "text": text}, missed=missed)
    if not options(context).quiet:
        named = f" about {', '.join(item.name for item in said.items)}" if said.items else ""
        out.say(f"{said.job}: {'client not reached' if missed else 'contact recorded'}, {way}{named}.")
    return 0
