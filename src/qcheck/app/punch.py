"""Punch items and complaints: raised, owned, promised, moved, diagnosed; and contact with the client about them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import context, instant, promised
from qcheck.app.site import keeping
from qcheck.app.write import write
from qcheck.core.act import contact as contacting
from qcheck.core.act import moves, owing
from qcheck.core.act import punch as raising
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.moves import Terms
from qcheck.core.act.owing import REASONS
from qcheck.core.act.pick import select
from qcheck.core.act.punch import New
from qcheck.core.act.select import select as select_items
from qcheck.core.compare import is_date
from qcheck.core.dates import works
from qcheck.core.punch import PREFIX
from qcheck.core.typed import Unclear, decimal
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch as view
from qcheck.core.wording import Speaker
from qcheck.errors import NotFound, Refused
from qcheck.model.event import Draft, Kept
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Contacted, Diagnosed, Waiting, Way
from qcheck.model.punchview import PunchView
from qcheck.model.state import JobState

if TYPE_CHECKING:
    from qcheck.app.evidence import Taken

__all__ = [
    "REASONS",
    "Diagnosed",
    "New",
    "PunchList",
    "Said",
    "Terms",
    "Wanted",
    "add",
    "assign",
    "complain",
    "contact",
    "cost",
    "diagnose",
    "hand_on",
    "idle",
    "listed",
    "move",
    "moves_a_date",
    "promise",
    "shown",
    "take_up",
    "wait",
]

Words = tuple[str, ...]
MOVES = {
    "done": moves.done,
    "verify": moves.verify,
    "reject": moves.reject,
    "dispute": moves.dispute,
    "void": moves.void,
    "reopen": moves.reopen,
}


class Said(Struct, frozen=True):
    """What a command recorded: the job's name, and the punch items it was about as they stand now."""

    job: str
    items: tuple[PunchView, ...]


class PunchList(Struct, frozen=True):
    """The punch items of a job that were asked for, and how many it has in all and closed."""

    job: str
    name: str
    items: tuple[PunchView, ...]
    closed: int
    total: int


class Wanted(Struct, frozen=True):
    """Which punch items are asked for; nothing asks for all that are not closed. Words match any part, in any case."""

    who: str = ""
    trade: str = ""
    where: str = ""
    category: str = ""
    overdue: bool = False
    closed: bool = False


def listed(desk: Desk, job: str, wanted: Wanted, as_of: str = "") -> PunchList:
    """The punch items of a job by who has to act, those that are due first."""
    at = instant(desk, as_of)
    loaded = jobs.load(desk, jobs.which(desk, job), at)
    every = _views(desk, loaded, at)
    who = _name(desk, wanted.who) if wanted.who else ""
    chosen = [p for p in every if _meant(p, wanted, who)]
    ordered = sorted(chosen, key=lambda p: (p.closed, p.waiting_on, p.due_date or "9999", p.category))
    return PunchList(
        loaded.id, loaded.state.plan.name or loaded.id, tuple(ordered), sum(p.closed for p in every), len(every)
    )


def _name(desk: Desk, typed: str) -> str:
    """The name under which someone is shown; the client is nobody of the settings."""
    return "" if typed == "client" else Speaker(desk.settings, desk.zone()).name(person(desk, typed))


def _meant(view_: PunchView, wanted: Wanted, who: str) -> bool:
    if wanted.who and (who not in {view_.waiting_on, view_.owner} if who else not view_.client):
        return False
    if wanted.overdue and not view_.overdue:
        return False
    return (
        (wanted.closed or not view_.closed)
        and wanted.trade.casefold() in view_.trade.casefold()
        and wanted.where.casefold() in view_.where.casefold()
        and (not wanted.category or view_.category == wanted.category.upper())
    )


def shown(desk: Desk, job: str, words: Words) -> Said:
    """Punch items with everything that was said of them."""
    loaded = jobs.load(desk, jobs.which(desk, job))
    chosen = select(loaded.state, words)
    if isinstance(chosen, Refusal):
        raise NotFound(chosen.message, chosen.hint)
    return _said(desk, loaded, {item.subject for item in chosen})


def add(desk: Desk, job: str, new: New, terms: dict[str, str], taken: "tuple[Taken, ...]" = ()) -> Said:
    """Raises a punch item; `terms` may hold as, owner, due and item as they were typed."""
    who = _actor(desk, terms)
    owner = person(desk, terms["owner"]) if terms.get("owner") else ""
    due = promised(desk, terms["due"]) if terms.get("due") else ""

    def decide(held: Job, kept: tuple[Kept, ...]) -> list[Draft] | Refusal:
        item = _item(held.state, terms.get("item", ""))
        if isinstance(item, Refusal):
            return item
        return raising.add(held.state, (_with(new, owner, due, item, kept),), who)

    return _write(desk, job, keeping(taken, decide))


def _with(new: New, owner: str, due: str, item: str, kept: tuple[Kept, ...]) -> New:
    return replace(new, owner=owner, due=due, item=item, kept=kept)


def _item(state: JobState, word: str) -> str | Refusal:
    """The subject of the failed item that a punch item is about; empty if it is about none."""
    if not word:
        return ""
    chosen = select_items(state, (word,))
    if isinstance(chosen, Refusal):
        return chosen
    if len(chosen.items) > 1:
        return Refusal(f"{word}: one item at a time.")
    item = chosen.items[0]
    if item.standing != "fail":
        return Refusal(f"{item.item.number} {item.item.text} did not fail.", f"First: qcheck fail {item.item.number}")
    open_ = [p for p in state.punch if p.item == item.item.subject and p.standing not in {"verified", "voided"}]
    if open_:
        return Refusal(f"{item.item.number} {item.item.text} is on the punch list already.", "qcheck punch list")
    return item.item.subject


def take_up(desk: Desk, job: str, failed: Words, terms: dict[str, str]) -> Said:
    """Failed items, by their subjects, given to someone: on the punch items that they raised, else on new ones.

    `terms` may hold as, owner and due as they were typed.
    """
    who = _actor(desk, terms)
    owner = person(desk, terms["owner"]) if terms.get("owner") else ""
    due = promised(desk, terms["due"]) if terms.get("due") else ""
    return _write(desk, job, lambda j: raising.take_up(j.state, failed, (owner, due), who))


def move(
    desk: Desk, job: str, how: str, words: Words, terms: Terms, said_by: dict[str, str], taken: "tuple[Taken, ...]" = ()
) -> Said:
    """One of `MOVES`, of all these punch items or of none; `said_by` may hold as and did. Raises `Refused`."""
    who = _actor(desk, said_by)

    def decide(held: Job, kept: tuple[Kept, ...]) -> list[Draft] | Refusal:
        return MOVES[how](held.state, words, replace(terms, kept=kept), who)

    return _write(desk, job, keeping(taken, decide))


def assign(desk: Desk, job: str, words: Words, to: str, note: str, said_by: str = "") -> Said:
    """These punch items are someone's from now on."""
    who, owner = jobs.actor(desk, speaker(desk, said_by)), person(desk, to)
    return _write(desk, job, lambda j: owing.assign(j.state, words, owner, note, who))


def hand_on(desk: Desk, job: str, source: str, to: str, note: str, said_by: str = "") -> Said:
    """All that one person has is another's from now on, as when someone is ill."""
    who, before, owner = jobs.actor(desk, speaker(desk, said_by)), person(desk, source), person(desk, to)

    def decide(held: Job) -> list[Draft] | Refusal:
        mine = _names(owing.owned(held.state, before))
        if not mine:
            return Refusal(f"{who.name(before)} has no punch item that is open.")
        return owing.assign(held.state, mine, owner, note, who)

    return _write(desk, job, decide)


def _names(items: tuple[PunchItem, ...]) -> Words:
    return tuple(f"P{item.number}-{item.tag}" for item in items)


def promise(desk: Desk, job: str, words: Words, due: str, terms: dict[str, str]) -> Said:
    """A date for these punch items; `terms` may hold as, did, why and note."""
    who, day = _actor(desk, terms), promised(desk, due)
    return _write(
        desk,
        job,
        lambda j: owing.promise(j.state, words, day, terms.get("why", ""), terms.get("note", ""), who),
    )


def moves_a_date(desk: Desk, job: str, words: Words, due: str) -> bool:
    """Whether a date for these punch items would take the place of another. Raises `Refused` for one that is none."""
    day = promised(desk, due)
    chosen = select(jobs.load(desk, jobs.which(desk, job)).state, words)
    return not isinstance(chosen, Refusal) and any(item.due and item.due != day for item in chosen)


def idle(desk: Desk, items: tuple[PunchView, ...]) -> tuple[str, ...]:
    """The dates of these punch items on which the firm does not work, as they are read."""
    calendar = desk.settings.calendar
    dated = (item for item in items if is_date(item.due_date))
    return tuple(dict.fromkeys(i.due for i in dated if not works(date.fromisoformat(i.due_date), calendar)))


def wait(desk: Desk, job: str, words: Words, what: str, terms: dict[str, str]) -> Said:
    """These punch items wait for something, or with no `what` have it; `terms` may hold as, reference and until."""
    who = _actor(desk, terms)
    until = promised(desk, terms["until"]) if terms.get("until") else ""
    body = Waiting(" ".join(what.split()), terms.get("reference", ""), until)
    return _write(desk, job, lambda j: owing.wait(j.state, words, body, who))


def diagnose(desk: Desk, job: str, words: Words, found: Diagnosed, said_by: str = "") -> Said:
    """Why these punch items came to be, and what they cost; costs are as they were typed."""
    who = jobs.actor(desk, speaker(desk, said_by))
    body = Diagnosed(
        " ".join(found.cause.split()),
        " ".join(found.prevention.split()),
        cost(desk, found.internal),
        cost(desk, found.external),
    )
    return _write(desk, job, lambda j: owing.diagnose(j.state, words, body, who))


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
    who = _actor(desk, terms)
    body = Contacted(way, " ".join(terms.get("text", "").split()), missed)
    return _write(desk, job, lambda j: contacting.contact(j.state, terms.get("about", ""), body, who))


def complain(
    desk: Desk, job: str, new: New, way: Way | None, terms: dict[str, str], taken: "tuple[Taken, ...]" = ()
) -> Said:
    """The client complains. Where they told one of ours (`way`), they know that it is known."""
    who = _actor(desk, terms)
    owner = person(desk, terms["owner"]) if terms.get("owner") else ""
    due = promised(desk, terms["due"]) if terms.get("due") else ""

    def decide(held: Job, kept: tuple[Kept, ...]) -> list[Draft] | Refusal:
        drafts = raising.add(held.state, (_with(new, owner, due, "", kept),), who)
        if isinstance(drafts, Refusal) or way is None:
            return drafts
        told = (who.draft(d.about, "contacted", Contacted(way, "complaint taken")) for d in drafts)
        return [*drafts, *told]

    return _write(desk, job, keeping(taken, decide))


def _actor(desk: Desk, terms: dict[str, str]) -> Actor:
    by = speaker(desk, terms.get("as", ""))
    did = person(desk, terms["did"]) if terms.get("did") else by
    return jobs.actor(desk, by, did)


def _write(desk: Desk, job: str, decide: Callable[[Job], list[Draft] | Refusal]) -> Said:
    written = write(desk, jobs.which(desk, job), decide)
    return _said(desk, written.job, {d.about for d in written.drafts if d.about.startswith(PREFIX)})


def _said(desk: Desk, job: Job, subjects: set[str]) -> Said:
    chosen = tuple(view_ for view_ in _views(desk, job) if view_.id in subjects)
    return Said(job.state.plan.name or job.id, chosen)


def _views(desk: Desk, job: Job, as_of: str = "") -> tuple[PunchView, ...]:
    """The punch items in words; no rule is asked for that."""
    at = context(desk, job, as_of=as_of)
    return view(Told(job.state, (), at, Speaker(desk.settings, desk.zone())))
