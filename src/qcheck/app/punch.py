"""Punch items and complaints: listed, shown and raised."""

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
from qcheck.core.act import punch as raising
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.pick import select
from qcheck.core.act.punch import New
from qcheck.core.act.select import select as select_items
from qcheck.core.clean import line
from qcheck.core.compare import is_date
from qcheck.core.dates import works
from qcheck.core.life import CLOSED
from qcheck.core.punch import PREFIX
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch as view
from qcheck.core.wording import Speaker
from qcheck.errors import NotFound, QcheckError
from qcheck.model.event import Draft, Kept
from qcheck.model.punchevent import Contacted, Way
from qcheck.model.punchview import PunchView
from qcheck.model.state import JobState

if TYPE_CHECKING:
    from qcheck.app.evidence import Taken

__all__ = [
    "New",
    "PunchList",
    "Said",
    "Wanted",
    "add",
    "complain",
    "idle",
    "listed",
    "recorded",
    "shown",
    "spoken",
    "take_up",
    "wrong_date",
    "wrong_owner",
]

Words = tuple[str, ...]


class Said(Struct, frozen=True):
    """What a command recorded: the job's name, and the punch items it was about as they stand now."""

    job: str
    items: tuple[PunchView, ...]


class PunchList(Struct, frozen=True):
    """The punch items of a job that were asked for, how many it has in all and closed, and what the list is called."""

    job: str
    name: str
    items: tuple[PunchView, ...]
    closed: int
    total: int
    called: str = "punch list"


class Wanted(Struct, frozen=True):
    """Which punch items are asked for; nothing asks for all that are not closed. Words match any part, in any case."""

    who: str = ""
    trade: str = ""
    where: str = ""
    category: str = ""
    overdue: bool = False
    closed: bool = False


def idle(desk: Desk, items: tuple[PunchView, ...]) -> tuple[str, ...]:
    """The dates of these punch items on which the firm does not work, as they are read."""
    calendar = desk.settings.calendar
    dated = (item for item in items if is_date(item.due_date))
    return tuple(dict.fromkeys(i.due for i in dated if not works(date.fromisoformat(i.due_date), calendar)))


def listed(desk: Desk, job: str, wanted: Wanted, as_of: str = "") -> PunchList:
    """The punch items of a job by who has to act, those that are due first."""
    at = instant(desk, as_of)
    loaded = jobs.load(desk, jobs.which(desk, job), at)
    every = _views(desk, loaded, at)
    who = _name(desk, wanted.who) if wanted.who else ""
    chosen = [p for p in every if _meant(p, wanted, who)]
    ordered = sorted(chosen, key=lambda p: (p.closed, p.waiting_on, p.due_date or "9999", p.category))
    return PunchList(
        loaded.id,
        loaded.state.plan.name or loaded.id,
        tuple(ordered),
        sum(p.closed for p in every),
        len(every),
        f"{desk.settings.terminology.get('punch item', 'punch')} list",
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
    who = spoken(desk, terms)
    owner, due = _given(desk, terms)

    def decide(held: Job, kept: tuple[Kept, ...]) -> list[Draft] | Refusal:
        item = _item(held.state, terms.get("item", ""))
        if isinstance(item, Refusal):
            return item
        return raising.add(held.state, (_with(new, owner, due, item, kept),), who)

    return recorded(desk, job, keeping(taken, decide))


def _given(desk: Desk, terms: dict[str, str]) -> tuple[str, str]:
    """Who is to put it right and by when, of what was typed; empty where nothing was."""
    owner = person(desk, terms["owner"]) if terms.get("owner") else ""
    return owner, promised(desk, terms["due"]) if terms.get("due") else ""


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
    open_ = [p for p in state.punch if p.item == item.item.subject and p.standing not in CLOSED]
    if open_:
        return Refusal(f"{item.item.number} {item.item.text} is on the punch list already.", "qcheck punch list")
    return item.item.subject


def wrong_owner(desk: Desk, typed: str) -> str:
    """Why a person that was typed cannot be taken; nothing for one that can, or for none."""
    return _wrong(lambda: person(desk, typed)) if typed else ""


def wrong_date(desk: Desk, typed: str) -> str:
    """The same of a date that is promised."""
    return _wrong(lambda: promised(desk, typed)) if typed else ""


def _wrong(read: Callable[[], str]) -> str:
    try:
        read()
    except QcheckError as error:
        return f"{error.message} {error.hint}".strip()
    return ""


def take_up(desk: Desk, job: str, failed: Words, terms: dict[str, str]) -> Said:
    """Failed items, by their subjects, given to someone: on the punch items that they raised, else on new ones.

    `terms` may hold as, owner and due as they were typed.
    """
    who = spoken(desk, terms)
    given = _given(desk, terms)
    return recorded(desk, job, lambda j: raising.take_up(j.state, failed, given, who))


def complain(
    desk: Desk, job: str, new: New, way: Way | None, terms: dict[str, str], taken: "tuple[Taken, ...]" = ()
) -> Said:
    """The client complains. Where they told one of ours (`way`), they know that it is known."""
    who = spoken(desk, terms)
    owner, due = _given(desk, terms)

    def decide(held: Job, kept: tuple[Kept, ...]) -> list[Draft] | Refusal:
        drafts = raising.add(held.state, (_with(new, owner, due, "", kept),), who)
        if isinstance(drafts, Refusal) or way is None:
            return drafts
        told = (who.draft(d.about, "contacted", Contacted(way, "complaint taken")) for d in drafts)
        return [*drafts, *told]

    return recorded(desk, job, keeping(taken, decide))


def spoken(desk: Desk, terms: dict[str, str]) -> Actor:
    """Who speaks now; `terms` may hold as and did, as they were typed."""
    by = speaker(desk, terms.get("as", ""))
    did = person(desk, terms["did"]) if terms.get("did") else by
    return jobs.actor(desk, by, did)


def recorded(desk: Desk, job: str, decide: Callable[[Job], list[Draft] | Refusal]) -> Said:
    """What was decided about punch items, recorded, and how they stand now. Raises `Refused`."""
    written = write(desk, jobs.which(desk, job), decide)
    return _said(desk, written.job, {d.about for d in written.drafts if d.about.startswith(PREFIX)})


def _said(desk: Desk, job: Job, subjects: set[str]) -> Said:
    named = {line(subject) for subject in subjects}  # as views have them
    chosen = tuple(view_ for view_ in _views(desk, job) if view_.id in named)
    return Said(job.state.plan.name or job.id, chosen)


def _views(desk: Desk, job: Job, as_of: str = "") -> tuple[PunchView, ...]:
    """The punch items in words; no rule is asked for that."""
    at = context(desk, job, as_of=as_of)
    return view(Told(job.state, (), at, Speaker(desk.settings, desk.zone())))
