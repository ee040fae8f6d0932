"""Punch items moved on: done, verify, reject, dispute, void, reopen."""

from typing import Annotated

import typer

from qcheck.app import owed as app
from qcheck.app.owed import Said, Terms
from qcheck.cli import out
from qcheck.cli.answer import As, Did, Job, Note, Photo, taken
from qcheck.cli.place import desk, options
from qcheck.cli.punch import Names, Why, by, joined, tell
from qcheck.cli.recorded import with_evidence

AsClient = Annotated[
    str, typer.Option("--as", metavar="WHO|client", help="Who says so; client: the client does, and you record it.")
]


def done(
    context: typer.Context,
    names: Names,
    note: Note = "",
    photo: Photo = None,
    extra: Annotated[
        str, typer.Option("--extra", metavar="TEXT", help="What the client was given besides, to make it good.")
    ] = "",
    cost: Annotated[str, typer.Option("--cost", metavar="AMOUNT", help="What that extra cost.")] = "",
    job: Job = "",
    as_: As = "",
    did: Did = "",
) -> int:
    """Say that punch items are done. Someone else has to confirm it; what a client complained of, the client.

    Example: qcheck punch done P1 --photo
    """
    kept = taken(context, job, photo, None)
    here = desk(context)
    terms = Terms(text=note, extra=extra, cost=app.cost(here, cost))
    said = app.move(here, job, "done", tuple(names), terms, {"as": as_, "did": did}, kept)
    tell(context, said, _done(said), with_evidence(kept))
    _next(context, said)
    return 0


def _done(said: Said) -> str:
    """Who is said to have done it: the office may have meant somebody else."""
    doers = list(dict.fromkeys(item.done_by for item in said.items))
    return f"done by {doers[0]}" if len(doers) == 1 and doers[0] else "done"


def _next(context: typer.Context, said: Said) -> None:
    complaints = tuple(item for item in said.items if item.complaint)
    others = tuple(item for item in said.items if not item.complaint)
    if others:
        _hint(context, f"Someone else confirms it: qcheck punch verify {joined(others)}")
    if complaints:
        _hint(context, f"The client confirms it: qcheck punch verify {joined(complaints)} --as client")


def verify(
    context: typer.Context,
    names: Names,
    note: Note = "",
    unconfirmed: Annotated[
        str,
        typer.Option("--unconfirmed", metavar="REASON", help="Close a complaint whose client could not be reached."),
    ] = "",
    job: Job = "",
    as_: AsClient = "",
) -> int:
    """Confirm that punch items are done. Whoever did them cannot; the client always may.

    Example: qcheck punch verify P1 --as client
    """
    client, speaker = by(as_)
    terms = Terms(text=note, client=client, unconfirmed=unconfirmed)
    said = app.move(desk(context), job, "verify", tuple(names), terms, {"as": speaker})
    what = "closed, not confirmed by the client" if unconfirmed else "put right and confirmed"
    tell(context, said, f"{what} by the client" if client else what)
    return 0


def reject(
    context: typer.Context, names: Names, why: Why = "", photo: Photo = None, job: Job = "", as_: AsClient = ""
) -> int:
    """Send punch items back that were said to be done, or are disputed, with the reason.

    Example: qcheck punch reject P1 --why "scratch still to be seen in side light"
    """
    return _reasoned(context, "reject", names, (why, job, as_), photo, "goes back")


def dispute(
    context: typer.Context,
    names: Names,
    why: Why = "",
    photo: Photo = None,
    job: Job = "",
    as_: As = "",
    did: Annotated[str, typer.Option("--did", metavar="WHO", help="Who disputes it, if someone else.")] = "",
) -> int:
    """Say that punch items are not yours to put right, or none at all. The lead settles it.

    Example: qcheck punch dispute P1 --why "was there before we came, see the photo"
    """
    return _reasoned(context, "dispute", names, (why, job, as_), photo, "disputed", did)


def void(context: typer.Context, names: Names, why: Why = "", job: Job = "", as_: AsClient = "") -> int:
    """Say that punch items are none, with the reason; they stay on record. Nobody voids their own.

    Example: qcheck punch void P1 --why "same as P3"
    """
    return _reasoned(context, "void", names, (why, job, as_), None, "voided")


def reopen(
    context: typer.Context, names: Names, why: Why = "", photo: Photo = None, job: Job = "", as_: AsClient = ""
) -> int:
    """Open punch items again that were confirmed or voided, because they came back.

    Example: qcheck punch reopen P1 --why "it leaks again"
    """
    return _reasoned(context, "reopen", names, (why, job, as_), photo, "open again")


def _reasoned(
    context: typer.Context,
    how: str,
    names: list[str],
    given: tuple[str, str, str],
    photo: list[str] | None,
    what: str,
    did: str = "",
) -> int:
    """A move that gives its reason, asked for where someone is there to be asked."""
    why, job, as_ = given
    if not why and out.asking():
        why = out.ask("Why?")
    client, speaker = by(as_)
    kept = taken(context, job, photo, None)
    terms = Terms(text=why, client=client)
    said = app.move(desk(context), job, how, tuple(names), terms, {"as": speaker, "did": did}, kept)
    tell(context, said, what, with_evidence(kept))
    return 0


def _hint(context: typer.Context, text: str) -> None:
    if not options(context).quiet:
        out.say(text)
