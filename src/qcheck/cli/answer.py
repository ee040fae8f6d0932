"""Answering: tick, fail, na, note, undo."""

from typing import Annotated

import typer

from qcheck.app import answer as app
from qcheck.app.answer import Said
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.model.event import Result

Items = Annotated[
    list[str], typer.Argument(metavar="ITEM...", help="Numbers (3 5-8), names (worktops.level) or sections.")
]
Note = Annotated[str, typer.Option("--note", "-n", metavar="TEXT", help="What was seen, or why.")]
Job = Annotated[
    str,
    typer.Option("--job", "-j", metavar="JOB", help="Any part of the job's name; the last one used if left out."),
]
As = Annotated[str, typer.Option("--as", metavar="WHO", help="Who says so.")]
Did = Annotated[str, typer.Option("--did", metavar="WHO", help="Who did the work, if someone else.")]
At = Annotated[str, typer.Option("--at", metavar="TIME", help='When it was done, such as 14:00 or "3 dec 9:30".')]

WORDS = {"pass": "ticked", "fail": "FAILED", "na": "not applicable"}
KEPT = {"fail": "FAILED", "na": "not applicable", "contested": "contested", "open": "waived", "stale": "waived"}
FEW = 5


def tick(
    context: typer.Context,
    items: Items,
    note: Note = "",
    job: Job = "",
    as_: As = "",
    did: Did = "",
    at: At = "",
) -> int:
    """Say that items were checked and are right.

    Example: qcheck tick 3 5-8 worktops.level
    """
    return _answer(context, items, "pass", job, {"note": note, "as": as_, "did": did, "at": at})


def fail(
    context: typer.Context,
    items: Items,
    note: Note = "",
    job: Job = "",
    as_: As = "",
    did: Did = "",
    at: At = "",
) -> int:
    """Say that items were checked and are not right. The failure stays on record; tick them once they are right.

    Example: qcheck fail 17 --note "3.5 mm over 2 m"
    """
    if not note and out.asking():
        note = out.ask("What is wrong?")
    return _answer(context, items, "fail", job, {"note": note, "as": as_, "did": did, "at": at})


def na(
    context: typer.Context,
    items: Items,
    note: Note = "",
    job: Job = "",
    as_: As = "",
    did: Did = "",
    at: At = "",
) -> int:
    """Say that items do not apply to this job, and why. One reason may serve a whole section.

    Example: qcheck na gas --note "all-electric flat"
    """
    return _answer(context, items, "na", job, {"note": note, "as": as_, "did": did, "at": at})


def _answer(context: typer.Context, items: list[str], result: Result, job: str, given: dict[str, str]) -> int:
    said = app.answer(desk(context), job, tuple(items), result, given)
    if options(context).quiet:
        return 0
    out.say(f"{said.job}: {_what(said, WORDS[result])}{left(said)}{_wrong(result)}")
    for line in _passed_over(said):
        out.say(line)
    if said.reopened:
        out.say(f"This reopens what {said.reopened} signed: show them, then hand over again.")
    if result == "fail":
        out.say(f"Waiting on {said.waiting_on}. When it is right: qcheck tick {_numbers(said)}")
    return 0


def _what(said: Said, word: str) -> str:
    """One item by its text, so that a wrong number shows; several by their count."""
    if len(said.items) == 1:
        return f"{said.items[0].number} {said.items[0].text}: {word}, "
    return f"{len(said.items)} {word}, "


def left(said: Said) -> str:
    """How many checks are left, or what comes next."""
    if said.left:
        return f"{said.left} left."
    return f"nothing left. Next: qcheck {'handover' if said.gate == 'handover' else 'check'}."


def _passed_over(said: Said) -> list[str]:
    """What ranges and sections left alone, but for what had passed: that is no news."""
    kept = [i for i in said.passed_over if i.standing != "pass"]
    if not kept:
        return []
    named = [f"  {i.item.number} {i.item.text}: {KEPT[i.standing]}" for i in kept]
    more = [f"  … {len(named) - FEW} more"] if len(named) > FEW else []
    return ["Left as they are, since they were answered; name one to answer it again:", *named[:FEW], *more]


def _wrong(result: str) -> str:
    return " Wrong? qcheck undo" if result == "pass" else ""


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


def undo(context: typer.Context, job: Job = "", as_: As = "") -> int:
    """Take back your last command in the job, whole. It stays on record as taken back.

    Example: qcheck undo
    """
    said, taken = app.undo(desk(context), job, {"as": as_})
    if not options(context).quiet:
        out.say(f"{said.job}: taken back, {left(said)}")
        for line in taken[:FEW]:
            out.say(f"  {line}")
        if len(taken) > FEW:
            out.say(f"  … {len(taken) - FEW} more")
    return 0
