"""Punch items moved on and owed: done, confirmed, assigned, promised, diagnosed; contact with the client about them."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import promised
from qcheck.app.punch import Said, Words, recorded, spoken
from qcheck.app.site import keeping
from qcheck.core.act import contact as contacting
from qcheck.core.act import moves, owing
from qcheck.core.act.actor import Refusal
from qcheck.core.act.moves import Terms
from qcheck.core.act.owing import REASONS
from qcheck.core.act.pick import select
from qcheck.core.typed import Unclear, decimal
from qcheck.errors import Refused
from qcheck.model.event import Draft, Kept
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Contacted, Diagnosed, Waiting, Way

if TYPE_CHECKING:
    from qcheck.app.evidence import Taken

__all__ = [
    "REASONS", "Diagnosed", "Said", "Terms", "assign", "contact", "cost", "diagnose", "hand_on", "move", "moves_a_date",
     "promise", "wait",
]  # fmt: skip

MOVES = {
    "done": moves.done,
    "verify": moves.verify,
    "reject": moves.reject,
    "dispute": moves.dispute,
    "void": moves.void,
    "reopen": moves.reopen,
}


def move(
    desk: Desk, job: str, how: str, words: Words, terms: Terms, said_by: dict[str, str], taken: "tuple[Taken, ...]" = ()
) -> Said:
    """One of `MOVES`, of all these punch items or of none; `said_by` may hold as and did. Raises `Refused`."""
    who = spoken(desk, said_by)

    def decide(held: Job, kept: tuple[Kept, ...]) -> list[Draft] | Refusal:
        return MOVES[how](held.state, words, replace(terms, kept=kept), who)

    return recorded(desk, job, keeping(taken, decide))


def assign(desk: Desk, job: str, words: Words, to: str, note: str, said_by: str = "") -> Said:
    """These punch items are someone's from now on."""
    who, owner = jobs.actor(desk, speaker(desk, said_by)), person(desk, to)
    return recorded(desk, job, lambda j: owing.assign(j.state, words, owner, note, who))


def hand_on(desk: Desk, job: str, source: str, to: str, note: str, said_by: str = "") -> Said:
    """All that one person has is another's from now on, as when someone is ill."""
    who, before, owner = jobs.actor(desk, speaker(desk, said_by)), person(desk, source), person(desk, to)

    def decide(held: Job) -> list[Draft] | Refusal:
        mine = _names(owing.owned(held.state, before))
        if not mine:
            return Refusal(f"{who.name(before)} has no punch item that is open.")
        return owing.assign(held.state, mine, owner, note, who)

    return recorded(desk, job, decide)


def _names(items: tuple[PunchItem, ...]) -> Words:
    return tuple(f"P{item.number}-{item.tag}" for item in items)


def promise(desk: Desk, job: str, words: Words, due: str, terms: dict[str, str]) -> Said:
    """A date for these punch items; `terms` may hold as, did, why and note."""
    who, day = spoken(desk, terms), promised(desk, due)
    return recorded(
        desk,
        job,
        lambda j: owing.promise(j.state, words, day, terms.get("why", ""), terms.get("note", ""), who),
    )


def moves_a_date(desk: Desk, job: str, words: Words, due: str) -> bool:
    """Whether a date for these punch items would take the place of another. Raises `Refused` for one that is none."""
    day = promised(desk, due)
    chosen = select(jobs.load(desk, jobs.which(desk, job)).state, words)
    return not isinstance(chosen, Refusal) and any(item.due and item.due != day for item in chosen)


def wait(desk: Desk, job: str, words: Words, what: str, terms: dict[str, str]) -> Said:
    """These punch items wait for something, or with no `what` have it; `terms` may hold as, reference and until."""
    who = spoken(desk, terms)
    until = promised(desk, terms["until"]) if terms.get("until") else ""
    body = Waiting(" ".join(what.split()), terms.get("reference", ""), until)
    return recorded(desk, job, lambda j: owing.wait(j.state, words, body, who))


def diagnose(desk: Desk, job: str, words: Words, found: Diagnosed, said_by: str = "") -> Said:
    """Why these punch items came to be, and what they cost; costs are as they were typed."""
    who = jobs.actor(desk, speaker(desk, said_by))
    body = Diagnosed(
        " ".join(found.cause.split()),
        " ".join(found.prevention.split()),
        cost(desk, found.internal),
        cost(desk, found.external),
    )
    return recorded(desk, job, lambda j: owing.diagnose(j.state, words, body, who))


def cost(desk: Desk, typed: str) -> str:
    """A cost as the record writes it: decimal text; the currency may stand before or after it. Raises `Refused`."""
    text = typed.strip()
    currency = desk.settings.currency
    if currency:
        text = text.removeprefix(currency).removesuffix(currency).strip()
    if not text:
        return ""
    try:
        value = decimal(text, desk.settings.decimal)
    except Unclear as error:
        raise Refused(str(error), error.hint) from error
    if value.startswith("-"):
        raise Refused(f"{typed}: a cost is not below zero.")
    return value


def contact(desk: Desk, job: str, way: Way, terms: dict[str, str], *, missed: bool) -> Said:
    """The client was contacted, or could not be reached; `terms` may hold as, about and text."""
    who = spoken(desk, terms)
    body = Contacted(way, " ".join(terms.get("text", "").split()), missed)
    return recorded(desk, job, lambda j: contacting.contact(j.state, terms.get("about", ""), body, who))
