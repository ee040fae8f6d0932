"""Handing over."""

import webbrowser
from typing import Annotated, Literal

import typer
from msgspec.structs import replace

from qcheck.app import handover as app
from qcheck.app.desk import Desk
from qcheck.app.handover import NotReady, Statement
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.cli.status import JobArgument
from qcheck.errors import Refused
from qcheck.model.event import Outcome

Accept = Literal["accepted", "accepted-with-reservations", "refused", "unsigned"]
WITHOUT = "Does the {} (a)ccept, accept (w)ith reservations, (r)efuse, or is absent (u)?"
WITH_WAIVERS = "Does the {} accept (w)ith what is waived as reservations, (r)efuse, or is absent (u)?"
WRONG = "The letter, or the whole word: accepted, with reservations, refused, absent."
WORDS = {
    "a": ("accept", "accepted", "accepts"),
    "w": ("with", "with reservations", "accepted with reservations", "accept with reservations", "reservations"),
    "r": ("refuse", "refused", "refuses"),
    "u": ("absent", "unsigned"),
}
ACCEPTED = ("accepted", "accepted_with_reservations")
LETTERS: dict[str, Outcome] = {
    "a": "accepted",
    "w": "accepted_with_reservations",
    "r": "refused",
    "u": "unsigned",
}


def handover(
    context: typer.Context,
    job: JobArgument = "",
    outcome: Annotated[Accept | None, typer.Option("--outcome", help="What the client says.")] = None,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Who says so: the client's full name.")] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="In which role.")] = "client",
    reservation: Annotated[
        list[str] | None,
        typer.Option("--reservation", metavar="TEXT", help="What they accept it with; may be repeated."),
    ] = None,
    comment: Annotated[str, typer.Option("--comment", metavar="TEXT", help="In their words.")] = "",
    units: Annotated[
        list[str] | None, typer.Option("--units", metavar="UNIT", help="Only this part of the job; may be repeated.")
    ] = None,
    sign: Annotated[
        str, typer.Option("--sign", metavar="[KEY]", help="Sign with this SSH key too; without KEY, the usual one.")
    ] = "",
    as_: Annotated[str, typer.Option("--as", metavar="WHO", help="Who of us hands over.")] = "",
) -> int:
    """Hand over to the client. While the gate is shut it says why and signs nothing; a refusal, or that nobody was
    there to sign, can always be recorded.

    Example: qcheck handover elm --outcome accepted --name "Ann Client"
    """
    here = desk(context)
    said = Statement("accepted", name, role, tuple(units or ()), tuple(reservation or ()), comment)
    said = replace(said, outcome=_outcome(outcome)) if outcome else _asked(here, job, app.of_units(here, job, said))
    signed = app.hand_over(here, job, said, as_, sign)
    if not options(context).quiet:
        spoken = _spoken(replace(said, person=signed.person), app.part(here, job, said))
        out.say(f"{signed.job}: {spoken}. Revision {signed.revision}, seal {signed.seal[:12]}.")
        if signed.awaited:
            out.say(app.still_to_sign(signed.awaited))
        for raised, text in signed.raised:
            out.say(f"{raised} {text}: who puts it right, and when? qcheck punch assign {raised} WHO")
        out.say(f"Report: {signed.path}")
    if out.asking():
        webbrowser.open(signed.path.as_uri())
    return 0


def _outcome(typed: str) -> Outcome:
    return next(o for o in LETTERS.values() if o == typed.replace("-", "_"))


def _asked(here: Desk, job: str, said: Statement) -> Statement:
    """What the client says, asked for if the gate is open. Raises `NotReady` otherwise."""
    status = app.readiness(here, job, said.units)
    if status.verdict == "not ready":
        raise NotReady(status)
    signed = bool(status.signoff and not status.signoff.stale and status.signoff.outcome in ACCEPTED)
    if not said.units and status.signoff and signed and said.role not in status.awaited:
        raise Refused(
            f"{status.signoff.person} has accepted it already, and nothing was changed since.",
            app.still_to_sign(status.awaited),
        )
    if not out.asking():
        raise Refused(
            f"{status.job.name} is ready. What does the {said.role} say?",
            "For example: --outcome accepted" + (' --name "Ann Client"' if said.role == app.CLIENT else ""),
        )
    valid = [w for w in status.waivers if w.state == "valid"]
    apart = f", {len(valid)} waived" if valid else ""
    apart += f", {status.count.deferred} to be put right after it" if status.count.deferred else ""
    done = status.count.settled - len(valid) - status.count.deferred
    out.say(f"{status.job.name}: READY, {done} check{'' if done == 1 else 's'} done{apart}.")
    for waiver in valid:
        out.say(f"  {waiver.number} {waiver.text}: waived until {waiver.until} by {waiver.approver} ({waiver.reason})")
    letters = "wru" if valid else "awru"
    question = (WITH_WAIVERS if valid else WITHOUT).format(said.role)
    typed = out.ask(question, check=lambda typed: "" if _meant(typed, letters) else WRONG)
    said = replace(said, outcome=LETTERS[_meant(typed, letters)])
    if said.outcome == "accepted_with_reservations" and not said.reservations:
        kept = tuple(r for r in (status.signoff.own_words if status.signoff else ()) if out.agreed(f"Still open: {r}?"))
        already = "Beside what is waived, with" if valid else "With"
        more = out.ask_lines(f"{already} which {'further ' if kept else ''}reservations, one a line (empty line ends):")
        said = replace(said, reservations=(*kept, *more))
    if said.outcome != "unsigned" and not said.person:
        said = replace(said, person=_signer(said.role, status.job.client.name))
    out.say(f"{status.job.name}: {_spoken(said, app.part(here, job, said))}.")
    for text in said.reservations:
        out.say(f"  {text}")
    if not out.agreed("This cannot be undone. Record it?", default=False):
        raise KeyboardInterrupt
    return said


def _meant(typed: str, letters: str) -> str:
    """The letter of the outcome that is meant, by the letter itself or by one of its words; empty for anything else.

    What is signed cannot be taken back, so nothing is guessed.
    """
    word = " ".join(typed.casefold().replace("-", " ").split())
    return next((letter for letter in letters if word == letter or word in WORDS[letter]), "")


def _signer(role: str, client: str) -> str:
    """Who signs; someone of the firm who gives no name is whoever speaks."""
    if role != app.CLIENT:
        return out.ask("Who signs (Enter: you)?")
    return out.ask("Client's full name?", client, check=_name_wrong)


def _name_wrong(typed: str) -> str:
    return "" if typed else "A sign-off needs a name."


def _spoken(said: Statement, part: str) -> str:
    who = said.person or f"the {said.role}"
    return {
        "accepted": f"accepted by {who}",
        "accepted_with_reservations": f"accepted with reservations by {who}",
        "refused": f"refused by {who}",
        "unsigned": "handed over, nobody there to sign",
    }[said.outcome] + (f", for {part} only" if part else "")
