"""Answering: tick, fail, na, note, undo."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from qcheck.app import answer as app
from qcheck.app.answer import NeedsValue, Said
from qcheck.cli import out
from qcheck.cli.pick import named
from qcheck.cli.place import desk, inbox, options
from qcheck.cli.recorded import FEW, left, lines, spoken, with_evidence
from qcheck.errors import Refused
from qcheck.model.event import Result

if TYPE_CHECKING:
    from qcheck.app.desk import Desk
    from qcheck.app.evidence import Taken


Items = Annotated[
    list[str], typer.Argument(metavar="ITEM...", help="Numbers (3 5-8), names (worktops.level) or sections.")
]
Picked = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ITEM...]", help="The same; at a terminal they are asked for if left out."),
]
Note = Annotated[str, typer.Option("--note", "-n", metavar="TEXT", help="What was seen, or why.")]
Job = Annotated[
    str,
    typer.Option("--job", "-j", metavar="JOB", help="Any part of the job's name; the last one used if left out."),
]
As = Annotated[str, typer.Option("--as", metavar="WHO", help="Who says so.")]
Did = Annotated[str, typer.Option("--did", metavar="WHO", help="Who did the work, if someone else.")]
At = Annotated[str, typer.Option("--at", metavar="TIME", help='When it was done, such as 14:00 or "3 dec 9:30".')]

Force = Annotated[
    str, typer.Option("--force", metavar="REASON", help="Override a hold point, a role or an order; it shows.")
]
Owner = Annotated[str, typer.Option("--owner", metavar="WHO", help="Who puts right what fails.")]
Due = Annotated[str, typer.Option("--due", metavar="DATE", help="By when: fri, 2d (working days).")]
Photo = Annotated[
    list[str] | None,
    typer.Option("--photo", "-p", metavar="[FILE]", help="A photo; without FILE the newest in the inbox."),
]
File = Annotated[list[str] | None, typer.Option("--file", metavar="FILE", help="A file of any kind to keep with it.")]


def tick(
    context: typer.Context,
    items: Picked = None,
    note: Note = "",
    photo: Photo = None,
    file: File = None,
    done: Annotated[bool, typer.Option("--done", help="The punch items open for them are done.")] = False,
    owner: Owner = "",
    due: Due = "",
    force: Force = "",
    job: Job = "",
    as_: As = "",
    did: Did = "",
    at: At = "",
) -> int:
    """Say that items were checked and are right, with a value where one is asked for: the limits judge it.

    Example: qcheck tick 3 5-8 17=1.5 worktops.level@pantry
    """
    here = desk(context)
    job, items = named(here, job, items, "tick")
    if not items:
        return 0
    given = {"note": note, "force": force, "as": as_, "did": did, "at": at}
    said = _answer(context, here, items, "pass", job, given, taken(context, job, photo, file))
    _taken_up(context, here, said, job, {"as": as_, "owner": owner, "due": due})
    names = [name for name, _ in said.pending]
    if names and (done or _asked_done(said)):
        from qcheck.app import owed  # 10 ms, only where a punch item is done

        closed = owed.move(here, job, "done", tuple(names), owed.Terms(), given)
        _say(
            context,
            f"{closed.job}: {' '.join(names)} done; someone else confirms it: qcheck punch verify {' '.join(names)}",
        )
    elif names:
        _say(context, f"Still open: {spoken(said.pending)}. If it is done: qcheck punch done {' '.join(names)}")
    return 0


def fail(
    context: typer.Context,
    items: Picked = None,
    note: Note = "",
    photo: Photo = None,
    file: File = None,
    owner: Owner = "",
    due: Due = "",
    force: Force = "",
    job: Job = "",
    as_: As = "",
    did: Did = "",
    at: At = "",
) -> int:
    """Say that items were checked and are not right. The failure stays on record; tick them once they are right.

    Example: qcheck fail 17 --note "3.5 mm over 2 m"
    """
    here = desk(context)
    job, items = named(here, job, items, "fail")
    if not items:
        return 0
    if not note and out.asking():
        note = out.ask("What is wrong?")
    given = {"note": note, "force": force, "as": as_, "did": did, "at": at}
    said = _answer(context, here, items, "fail", job, given, taken(context, job, photo, file))
    _taken_up(context, here, said, job, {"as": as_, "owner": owner, "due": due})
    return 0


def _taken_up(context: typer.Context, here: "Desk", said: Said, job: str, terms: dict[str, str]) -> None:
    """Gives what failed to someone, with a date: asked for at a terminal, else only if it was given. It is of the same
    command, so one undo takes both back.
    """
    failed = tuple(a.item.subject for a in said.answers if a.result == "fail")
    if not failed:
        return
    if not terms["owner"] and not terms["due"] and out.asking_besides():
        terms = _asked_who(here, said, terms)
    if not terms["owner"] and not terms["due"]:
        return
    from qcheck.app import punch  # 10 ms, only where something failed
    from qcheck.cli.punch import one

    for item in punch.take_up(here, job, failed, terms).items:
        _say(context, f"{one(item)}.")


def _asked_who(here: "Desk", said: Said, terms: dict[str, str]) -> dict[str, str]:
    """Who puts it right and by when; what cannot be is asked again."""
    from qcheck.app import punch  # 10 ms, only where something failed

    try:
        owner = out.ask(
            f"Who puts it right? [Enter: {said.waiting_on}]", check=lambda typed: punch.wrong_owner(here, typed)
        )
        due = out.ask("By when? [Enter: no date yet]", check=lambda typed: punch.wrong_date(here, typed))
    except KeyboardInterrupt:
        out.complain("\nThe failure is recorded; who puts it right and when is not. Wrong? qcheck undo")
        raise
    return {**terms, "owner": owner, "due": due}


def na(
    context: typer.Context,
    items: Picked = None,
    note: Note = "",
    force: Force = "",
    job: Job = "",
    as_: As = "",
    did: Did = "",
    at: At = "",
) -> int:
    """Say that items do not apply to this job, and why. One reason may serve a whole section.

    Example: qcheck na gas --note "all-electric flat"
    """
    here = desk(context)
    job, items = named(here, job, items, "na")
    if not items:
        return 0
    if not note and out.asking():
        note = out.ask("Why not?")
    given = {"note": note, "force": force, "as": as_, "did": did, "at": at}
    _answer(context, here, items, "na", job, given, ())
    return 0


def taken(context: typer.Context, job: str, photos: list[str] | None, files: list[str] | None) -> "tuple[Taken, ...]":
    """Photos and files, taken in for a job; nothing without either."""
    if not photos and not files:
        return ()
    from qcheck.app import evidence  # 10 ms, and Pillow behind it, only where there is a photo

    return evidence.of_job(desk(context), job, tuple(photos or ()), tuple(files or ()), inbox())


def pictures(context: typer.Context, job: str, photos: list[str] | None, near: str, far: str) -> "tuple[Taken, ...]":
    """Photos, those among them that show a thing from near or where it is from far said to."""
    plain = taken(context, job, photos, None)
    if not near and not far:
        return plain
    from qcheck.app import evidence  # 10 ms, and Pillow behind it, only where there is a photo

    close = [evidence.shot(each, "near") for each in taken(context, job, [near] if near else None, None)]
    wide = [evidence.shot(each, "far") for each in taken(context, job, [far] if far else None, None)]
    return (*close, *wide, *plain)


def _answer(
    context: typer.Context,
    here: "Desk",
    items: list[str],
    result: Result,
    job: str,
    given: dict[str, str],
    kept: "tuple[Taken, ...]",
) -> Said:
    try:
        said = app.answer(here, job, tuple(items), result, given, kept)
    except NeedsValue as needed:
        if not out.asking():
            raise
        said = _asked(items, needed, lambda words: app.answer(here, job, words, result, given, kept))
    if options(context).quiet:
        return said
    for line in lines(said, result, with_evidence(kept)):
        out.say(line)
    return said


def _asked(items: list[str], needed: NeedsValue, answer: Callable[[tuple[str, ...]], Said]) -> Said:
    """The answer once the values that it needs were asked for, and asked for again while one cannot be taken."""
    while True:
        asked = [f"{q.number}={out.ask(f'{q.number} {q.text}: {q.wanted}?', check=_empty)}" for q in needed.asks]
        try:
            return answer((*items, *asked))
        except Refused as error:
            out.complain(f"{error.message} {error.hint}")


def _empty(typed: str) -> str:
    return "" if typed else "It needs a value."


def _asked_done(said: Said) -> bool:
    return out.asking_besides() and out.agreed(f"Is it done: {spoken(said.pending)}?")


def _say(context: typer.Context, text: str) -> None:
    if not options(context).quiet:
        out.say(text)


def _numbers(said: Said) -> str:
    return " ".join(str(item.number) for item in said.items)


def note(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The remark.")],
    items: Annotated[
        list[str] | None, typer.Argument(metavar="[ITEM...]", help="Items it is about; the job if none.")
    ] = None,
    job: Job = "",
    as_: As = "",
) -> int:
    """Add a remark to the job, or to items; it changes no answer and stands in the report.

    Example: qcheck note "client asked for oak handles" 12
    """
    said = app.note(desk(context), job, tuple(items or ()), text, {"as": as_})
    about = f" on {_numbers(said)}" if said.items else ""
    if not options(context).quiet:
        out.say(f"{said.job}: noted{about}.")
    return 0


def undo(
    context: typer.Context,
    show: Annotated[bool, typer.Option("--show", help="Only show what it would take back.")] = False,
    job: Job = "",
    as_: As = "",
) -> int:
    """Take back your last command in the job, whole. It stays on record as taken back. At a terminal it is shown
    first, and asked about.

    Example: qcheck undo
    """
    here = desk(context)
    batch = ""
    if show or out.asking():
        batch, lines = app.last(here, job, {"as": as_})
        if show:
            out.say("Nothing was taken back. It would be:")
            _tell(lines)
            return 0
        if not _agreed_to(lines):
            out.say("Nothing was taken back.")
            return 0
    said, taken = app.undo(here, job, {"as": as_}, batch)
    if not options(context).quiet:
        out.say(f"{said.job}: taken back, {left(said)}")
        if not batch:
            _tell(taken)
    return 0


def _agreed_to(lines: tuple[str, ...]) -> bool:
    """Whether what was said last, which is shown, is to be taken back."""
    if len(lines) == 1:
        return out.agreed(f"Take back {lines[0]}?")
    _tell(lines)
    return out.agreed(f"Take back these {len(lines)}?")


def _tell(lines: tuple[str, ...]) -> None:
    for line in lines[:FEW]:
        out.say(f"  {line}")
    if len(lines) > FEW:
        out.say(f"  … {len(lines) - FEW} more")
