"""Owing: whose a punch item is, by when it is promised, what it waits for, and why it came to be."""

from collections.abc import Mapping
from typing import Literal

from qcheck.core.act.actor import Actor, Refusal, live_of
from qcheck.core.act.pick import select, told
from qcheck.core.life import CLOSED
from qcheck.core.meaning import tidy
from qcheck.core.punch import names
from qcheck.core.similar import near
from qcheck.model.event import Body, Draft
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Assigned, Diagnosed, Promised, Reason, Reopened, Waiting
from qcheck.model.state import JobState

REASONS: tuple[Reason, ...] = (
    "materials", "labour", "weather", "predecessor", "access", "client", "information", "over-commitment", "quality",
    "change",
)  # fmt: skip


def assign(state: JobState, words: tuple[str, ...], owner: str, note: str, actor: Actor) -> list[Draft] | Refusal:
    """These punch items are someone's from now on; one that was disputed is open again with that."""
    items = _open(state, words)
    if isinstance(items, Refusal):
        return items
    drafts: list[Draft] = []
    heads = live_of(state, "assigned")
    for item in items:
        drafts.append(_register(heads, item, "assigned", Assigned(owner, tidy(note)), actor))
        if item.standing == "disputed":
            body = Reopened(tidy(note) or f"assigned to {actor.name(owner)}")
            drafts.append(actor.draft(item.subject, "reopened", body, item.heads))
    return drafts


def promise(
    state: JobState, words: tuple[str, ...], due: str, reason: str, note: str, actor: Actor
) -> list[Draft] | Refusal:
    """These punch items will be done by a date. Moving one that was given asks for a reason; the first stays."""
    items = _open(state, words, undone=True)
    if isinstance(items, Refusal):
        return items
    if reason and reason not in REASONS:
        close = near(reason, REASONS)
        return Refusal(
            f"{reason}: no such reason.", f"Did you mean {close}?" if close else f"There are: {', '.join(REASONS)}."
        )
    moved = [i for i in items if i.due and i.due != due]
    if moved and not reason:
        every = names(state.punch)
        dates = "\n".join(f"{every[i.subject]} {i.text}: promised for {i.due} before." for i in moved)
        return Refusal(f"{dates}\nWhy does it move?", f"--why with one of: {', '.join(REASONS)}.")
    why: Reason | Literal[""] = next((r for r in REASONS if r == reason), "")
    heads = live_of(state, "promised")
    return [
        _register(heads, i, "promised", Promised(due, why if i.due and i.due != due else "", tidy(note)), actor)
        for i in items
        if i.due != due
    ]


def wait(state: JobState, words: tuple[str, ...], what: Waiting, actor: Actor) -> list[Draft] | Refusal:
    """These punch items wait for something to come; with no text it has come."""
    items = _open(state, words, undone=True)
    if isinstance(items, Refusal):
        return items
    idle = [i for i in items if not what.text and not i.awaited]
    if idle:
        return Refusal(told(idle, state, "it waits for nothing"))
    heads = live_of(state, "waiting")
    return [_register(heads, i, "waiting", what, actor) for i in items]


def diagnose(state: JobState, words: tuple[str, ...], found: Diagnosed, actor: Actor) -> list[Draft] | Refusal:
    """Why these failed, how it is prevented and what it cost; what is not said now stands as it was."""
    items = select(state, words)
    if isinstance(items, Refusal):
        return items
    if found == Diagnosed("") or (not found.cause and any(not i.diagnosis for i in items)):
        return Refusal("What was the cause?", 'For example: --cause "measured before the plaster was dry"')
    heads = live_of(state, "diagnosed")
    return [_register(heads, i, "diagnosed", _diagnosed(i, found), actor) for i in items]


def _diagnosed(item: PunchItem, found: Diagnosed) -> Diagnosed:
    before = item.diagnosis
    if not before:
        return found
    return Diagnosed(
        found.cause or before.cause,
        found.prevention or before.prevention,
        found.internal or before.internal,
        found.external or before.external,
    )


def _open(state: JobState, words: tuple[str, ...], *, undone: bool = False) -> list[PunchItem] | Refusal:
    """The punch items that are not closed; `undone` asks for those that are not done either."""
    items = select(state, words)
    if isinstance(items, Refusal):
        return items
    gone = [i for i in items if i.standing in CLOSED]
    if gone:
        return Refusal(told(gone, state, "closed already"), "qcheck punch reopen, if it came back.")
    done = [i for i in items if undone and i.standing == "completed" and not i.contested]
    return Refusal(told(done, state, "done already"), "qcheck punch reject, if it is not.") if done else items


def _register(heads: Mapping[str, tuple[str, ...]], item: PunchItem, kind: str, body: Body, actor: Actor) -> Draft:
    return actor.draft(item.subject, kind, body, heads.get(item.subject, ()))


def owned(state: JobState, who: str) -> tuple[PunchItem, ...]:
    """The punch items that are not closed and someone's to put right."""
    return tuple(i for i in state.punch if i.standing not in CLOSED and (i.owner or state.plan.lead) == who)
