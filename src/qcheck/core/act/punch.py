"""Punch items raised: on site, by the client, by a list of them; each once."""

import hashlib

from msgspec import Struct

from qcheck.core.act.actor import Actor, Refusal, live_ids
from qcheck.core.life import CLOSED
from qcheck.core.meaning import tidy
from qcheck.core.punch import PREFIX
from qcheck.model.checklist import Category
from qcheck.model.event import Draft, Kept
from qcheck.model.punchevent import Assigned, Promised, Raised
from qcheck.model.state import JobState

LONGEST = 500
EMPTY = "The text is empty."
EXAMPLE = 'For example: qcheck punch add "Scratch on the left door" --where "wall unit 2"'


class New(Struct, frozen=True):
    """A punch item that is to be raised. `key` keeps the same one from being raised twice; `item` is what failed."""

    text: str
    category: Category = "A"
    where: str = ""
    fix: str = ""
    trade: str = ""
    owner: str = ""
    due: str = ""
    item: str = ""
    kept: tuple[Kept, ...] = ()
    client: bool = False
    complaint: bool = False
    key: str = ""


def add(state: JobState, new: tuple[New, ...], actor: Actor, mark: str = "") -> list[Draft] | Refusal:
    """Raises punch items; one whose subject the job has already is passed over.

    A trade is resolved to its person; where nobody is named an item is the lead's. `mark` tells those of a command
    apart from others of its batch.
    """
    wrong = [problem for each in new if (problem := _unsayable(each))]
    if wrong:
        empty = EMPTY in wrong
        return Refusal("\n".join(wrong), EXAMPLE if empty else "Say it shorter, and the rest in a note.")
    known = {item.subject for item in state.punch}
    drafts: dict[str, Draft] = {}
    for count, each in enumerate(new, 1):
        subject = subject_of(each.key) if each.key else f"{PREFIX}{actor.batch}-{mark}{count}"
        if subject not in known:
            number = state.punch_numbers + len(drafts) + 1
            drafts.setdefault(subject, actor.draft(subject, "raised", _raised(each, number, actor)))
    return list(drafts.values())


def take_up(state: JobState, failed: tuple[str, ...], given: tuple[str, str], actor: Actor) -> list[Draft] | Refusal:
    """Failed items, by subject, for someone to put right by a date (`given`, either may be empty): on the punch items
    that their failures raised, else on new ones.
    """
    owner, due = given
    open_ = {p.item: p for p in state.punch if p.item and p.standing not in CLOSED}
    raised = [open_[subject] for subject in failed if subject in open_]
    new = tuple(
        New(i.item.text, owner=owner, due=due, item=i.item.subject)
        for i in state.items
        if i.item.subject in failed and i.item.subject not in open_ and i.standing == "fail"
    )
    drafts: list[Draft] = []
    for item in raised:
        about = item.subject
        if owner:
            drafts.append(actor.draft(about, "assigned", Assigned(owner), live_ids(state, about, "assigned")))
        if due and not item.due:
            drafts.append(actor.draft(about, "promised", Promised(due), live_ids(state, about, "promised")))
    more = add(state, new, actor, "t")
    return more if isinstance(more, Refusal) else [*drafts, *more]


def subject_of(key: str) -> str:
    """The subject of a punch item that came with a key: the same for the same key, on every device."""
    return f"{PREFIX}{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _raised(new: New, number: int, actor: Actor) -> Raised:
    return Raised(
        text=tidy(new.text),
        category=new.category,
        item=new.item,
        trade=tidy(new.trade),
        owner=new.owner or of_trade(new.trade, actor),
        due=new.due,
        where=tidy(new.where),
        fix=tidy(new.fix),
        kept=new.kept,
        client=new.client,
        complaint=new.complaint,
        number=number,
    )


def of_trade(trade: str, actor: Actor) -> str:
    """The person whom the settings name for a trade; empty where they name none."""
    return next((p for t, p in actor.settings.trades.items() if t.casefold() == trade.strip().casefold()), "")


def _unsayable(new: New) -> str:
    if not tidy(new.text):
        return EMPTY
    long = next((text for text in (new.text, new.where, new.fix, new.trade) if len(text) > LONGEST), "")
    return f"{long[:40]}…: at most {LONGEST} characters." if long else ""
