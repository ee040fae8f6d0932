"""Answers: pass, fail, n/a, a value; refused, judged and made into events."""

from msgspec import Struct

from qcheck.core import value
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.permit import Objection, Permit
from qcheck.core.act.punch import of_trade
from qcheck.core.act.select import Selection, select
from qcheck.core.life import CLOSED
from qcheck.core.standings import STANDINGS
from qcheck.core.value import Wrong
from qcheck.model.checklist import Check, Command
from qcheck.model.event import Answered, Draft, Kept, Result
from qcheck.model.punchevent import Raised
from qcheck.model.state import ItemState, JobItem, JobState

ANSWERED = {*STANDINGS.values(), "waived"}


class Given(Struct, frozen=True):
    """What goes with answers: a note, evidence, a reason to override what forbids them; and the day they are given."""

    note: str = ""
    force: str = ""
    kept: tuple[Kept, ...] = ()
    today: str = ""


class Question(Struct, frozen=True):
    """An item that cannot be answered without a value, and what is asked of whoever answers it."""

    number: int
    text: str
    wanted: str


class ValueNeeded(Refusal, frozen=True):
    """Nothing was recorded, since these items need a value."""

    asks: tuple[Question, ...] = ()


class PassedOver(Struct, frozen=True):
    """An item that a range or a section left alone, and why; `news` if it is worth telling."""

    item: JobItem
    why: str
    news: bool = True


class Answers(Struct, frozen=True):
    """What is to be recorded, and what was passed over."""

    drafts: tuple[Draft, ...]
    passed_over: tuple[PassedOver, ...] = ()


def answer(state: JobState, words: tuple[str, ...], result: Result, given: Given, actor: Actor) -> Answers | Refusal:
    """Pass, fail or n/a of every item that is named, or a refusal of all of them.

    A range or a section means what can be answered now and is not yet: nobody takes back a failure, or passes a hold
    point, without naming the item.
    """
    selection = select(state, words)
    if isinstance(selection, Refusal):
        return selection
    permit = Permit(state, actor)
    kept, items = _passed_over(selection, result, permit)
    if not items:
        named = "".join(f"\n  {k.item.number} {k.item.text}: {k.why}" for k in kept if k.why != "passed")
        answered = all(k.why in ANSWERED for k in kept)
        what = "All of these are answered already." if answered else "None of these can be answered as a group."
        again = " again" if answered else ""
        against = (permit.objection(i, result) for i in selection.items)
        hints = dict.fromkeys(objection.hint for objection in against if objection and not answered)
        return Refusal(f"{what}{named}", "\n".join(hints) or f"To answer one{again}, name it by its number.")
    if given.kept and len(items) > 1:
        return Refusal("Photos and files go with one item.", "Answer the others without them.")
    refusal = _forbidden(items, result, given, permit) or (_not_applicable(items, given) if result == "na" else None)
    if refusal:
        return refusal
    judged = _judged(items, selection.values, result, given, permit)
    if isinstance(judged, Refusal):
        return judged
    permit.answered = {i.item.subject for i, body in judged if body.result != "fail"}
    passing = tuple(i for i, body in judged if body.result != "fail")
    refusal = _forbidden(passing, result, given, permit)  # what failed in this very command holds up what needs it
    if refusal:
        return refusal
    drafts = [_draft(i, body, actor) for i, body in judged]
    return Answers((*drafts, *raised(state, judged, actor)), kept)


def _passed_over(
    selection: Selection, result: Result, permit: Permit
) -> tuple[tuple[PassedOver, ...], tuple[ItemState, ...]]:
    """The items of ranges and sections that are left alone, and those that are answered."""
    waived = permit.waived
    why = {i.item.number: _why_not(i, result, selection, waived) for i in selection.items}
    while True:  # an item that is left alone holds up those that need it
        taken = [i for i in selection.items if not why[i.item.number]]
        permit.answered = {i.item.subject for i in taken}
        grouped = (i for i in taken if i.item.number in selection.grouped)
        held_up = {i.item.number: objection.message for i in grouped if (objection := permit.objection(i, result))}
        if not held_up:
            break
        why |= held_up
    kept = (i for i in selection.items if why[i.item.number])
    return (
        tuple(PassedOver(i.item, why[i.item.number], i.standing not in {"pass", "hidden"}) for i in kept),
        tuple(taken),
    )


def _why_not(state: ItemState, result: Result, selection: Selection, waived: set[str]) -> str:
    """Why a group leaves an item alone, whatever else it answers; empty if it does not."""
    number = state.item.number
    if number not in selection.grouped:
        return ""
    if state.item.subject in waived:
        return "waived"
    if state.standing == "hidden":
        return f"not needed: {state.hidden}"
    if state.standing not in {"open", "stale"}:
        return STANDINGS[state.standing]
    needs_value = not isinstance(state.item.answer, Check) and number not in selection.values
    return "needs a value of its own" if result == "pass" and needs_value else ""


def _forbidden(items: tuple[ItemState, ...], result: Result, given: Given, permit: Permit) -> Refusal | None:
    """What stands against answering these items and is not overridden."""
    against: list[tuple[JobItem, Objection]] = []
    for i in items:
        objection = permit.objection(i, result)
        if objection and not (given.force and objection.forceable):
            against.append((i.item, objection))
    if not against:
        return None
    return Refusal(
        "\n".join(f"{item.number} {item.text}: {objection.message}." for item, objection in against),
        "\n".join(dict.fromkeys(objection.hint for _, objection in against)),
    )


def _not_applicable(items: tuple[ItemState, ...], given: Given) -> Refusal | None:
    never = [i.item for i in items if i.item.na == "never"]
    if never:
        named = "\n".join(f"{item.number} {item.text}: its list says that it always applies." for item in never)
        return Refusal(named, "Check it and answer with tick or fail.")
    unexplained = [i.item for i in items if i.item.na == "reason"]
    if unexplained and not given.note:
        numbers = " ".join(str(item.number) for item in unexplained)
        named = "\n".join(f"{item.number} {item.text}: not applicable, but why?" for item in unexplained)
        return Refusal(named, f'Say why: qcheck na {numbers} --note "no gas in this flat"')
    return None


def _judged(
    items: tuple[ItemState, ...],
    values: dict[int, str],
    result: Result,
    given: Given,
    permit: Permit,
) -> list[tuple[ItemState, Answered]] | Refusal:
    """Each item with what is to be said of it: a value is judged by the item's limits."""
    actor, handover = permit.actor, permit.state.plan.handover
    judged: list[tuple[ItemState, Answered]] = []
    wrong: list[tuple[JobItem, Wrong]] = []
    asks: list[Question] = []
    for i in items:
        item = i.item
        forced = given.force if given.force and permit.objection(i, result) else ""
        typed = values.get(item.number)
        if typed is None:
            if result == "pass" and not isinstance(item.answer, Check):
                wrong.append((item, _unasked(item, actor)))
                if not isinstance(item.answer, Command):
                    asks.append(Question(item.number, item.text, value.asked(item.answer, actor.settings)))
            judged.append((i, Answered(item.fingerprint, result, given.note, "", given.kept, forced)))
            continue
        read = _read(item, typed, result, (given.today, handover), actor)
        if isinstance(read, Wrong):
            wrong.append((item, read))
        else:
            came_to = "fail" if result == "fail" else read.result
            judged.append((i, Answered(item.fingerprint, came_to, given.note, read.value, given.kept, forced)))
    if not wrong:
        return judged
    message = "\n".join(f"{item.number} {item.text}: {w.message}" for item, w in wrong)
    hint = "\n".join(dict.fromkeys(w.hint for _, w in wrong if w.hint))
    return ValueNeeded(message, hint, tuple(asks)) if len(asks) == len(wrong) else Refusal(message, hint)


def _read(item: JobItem, typed: str, result: Result, days: tuple[str, str], actor: Actor) -> "value.Read | Wrong":
    if result == "na":
        return Wrong("n/a goes without a value.", f"qcheck na {item.number}")
    return value.read(item.answer, typed, actor.settings, *days)


def _unasked(item: JobItem, actor: Actor) -> Wrong:
    """What is wrong with ticking an item that asks for more than a tick."""
    if isinstance(item.answer, Command):
        return Wrong("it is answered by running its command.", f"qcheck run {item.number}")
    example = f"{item.number}={value.example(item.answer, actor.settings)}"
    typed = f'"{example}"' if " " in example else example
    return Wrong(f"it needs {value.asked(item.answer, actor.settings)}.", f"For example: qcheck tick {typed}")


def _draft(state: ItemState, body: Answered, actor: Actor) -> Draft:
    return actor.draft(state.item.subject, "answered", body, tuple(answer.event for answer in state.heads))


def raised(state: JobState, judged: list[tuple[ItemState, Answered]], actor: Actor) -> list[Draft]:
    """The punch items that these failures raise by themselves; not a second one while the first is open."""
    pending = {p.item for p in state.punch if p.standing not in CLOSED}
    failed = [i.item for i, body in judged if body.result == "fail" and i.item.on_fail]
    drafts = []
    for count, item in enumerate((f for f in failed if f.subject not in pending), 1):
        if item.on_fail:
            text = item.on_fail.text or item.text
            trade = item.on_fail.trade
            owner, number = of_trade(trade, actor), state.punch_numbers + count
            body = Raised(text, item.on_fail.category, item.subject, trade, owner, number=number)
            drafts.append(actor.draft(f"punch/{actor.batch}-{count}", "raised", body))
    return drafts
