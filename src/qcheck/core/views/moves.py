"""What moved of the work itself: items, hold points, punch items and their promises, evidence."""

from collections.abc import Iterator

from qcheck.core.gates import NAMED
from qcheck.core.phrase import counted, listed, phrase
from qcheck.core.promises import REASONS
from qcheck.core.punch import ABOUT
from qcheck.core.revisions import Namer
from qcheck.core.views import items, parts
from qcheck.core.views.between import Between
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch, said_day
from qcheck.model.diffview import How, MoveView
from qcheck.model.event import Answered, Event, Released
from qcheck.model.punchview import PunchView
from qcheck.model.state import ItemState
from qcheck.model.view import ItemView

ANSWERS = frozenset({"answered"})
HOLDS = frozenset({"released", "witnessed"})
MOVES = frozenset({"raised", *ABOUT} - {"promised", "diagnosed"})


def answered(between: Between) -> Iterator[MoveView]:
    """Items that stand otherwise, or that were answered again, in the job's order."""
    was = {between.present(view.id): view for view in _items(between.before)}
    heads = {between.present(i.item.subject): _heads(i) for i in between.before.state.items}
    states = {i.item.subject: i for i in between.after.state.items}
    for view in _items(between.after):
        state, before = states[view.id], was.get(view.id)
        stood, stands = _stood(before), _stands(view)
        if before is None and not state.history:
            continue  # nothing was said of what is new: the lists tell of it
        cause = between.last(view.id, ANSWERS)
        failed = _failed(state, between, cause)
        again = heads.get(view.id, ()) != _heads(state)
        if stood != stands or again or failed:
            said = view.answer.note if view.answer and cause and isinstance(cause.body, Answered) else ""
            anew = phrase("answered again") if stood == stands and again else ""
            note = listed("; ", filter(None, (anew, said, failed)))
            yield between.move(_named(view), stood, stands, cause, note)


def _items(told: Told) -> list[ItemView]:
    return [view for section in items.sections(told) for view in section.items]


def _heads(state: ItemState) -> tuple[str, ...]:
    return tuple(answer.event for answer in state.heads)


def _named(view: ItemView) -> tuple[str, str, str]:
    """An item by id, number and text."""
    return view.id, str(view.number), view.text


def _stood(view: ItemView | None) -> str:
    return _stands(view) if view else phrase("not asked")


def _stands(view: ItemView) -> str:
    """How an item stands: `3.5 mm, FAILED`."""
    if view.hidden:
        return phrase("not needed ({why})", why=view.hidden)
    value = view.answer.value if view.answer else ""
    return f"{value}, {view.spoken}" if value else view.spoken


def _failed(state: ItemState, between: Between, cause: Event | None) -> str:
    """That it failed in between, which no later answer hides, nor that it was taken back."""
    new = {event.id for event in between.new} - ({cause.id} if cause else set())
    failed = [answer for answer in state.history if answer.event in new and answer.result == "fail"]
    if not failed:
        return ""
    said = counted("failed in between", "failed in between {count} times", len(failed))
    return phrase("{what}, taken back", what=said) if all(answer.retracted for answer in failed) else said


def released(between: Between) -> Iterator[MoveView]:
    """Hold and witness points that stand otherwise, and gates that were released."""
    was = {between.present(view.id): view.hold for view in _items(between.before)}
    for view in _items(between.after):
        before = was.get(view.id, "")
        if view.hold != before and (before or between.last(view.id, HOLDS)):
            yield between.move(_named(view), before, view.hold, between.last(view.id, HOLDS))
    for event in between.new:
        if isinstance(event.body, Released) and event.about.startswith("gate/"):
            gate = event.about.removeprefix("gate/")
            forced, named = event.body.forced, phrase("Gate {gate}", gate=NAMED.get(gate, gate))
            why = phrase("not ready then: {why}", why=forced) if forced else event.body.note
            yield between.move((event.about, "", named), "", phrase("released"), event, why)


def punched(between: Between) -> Iterator[MoveView]:
    """Punch items that are new, and those that stand otherwise or are with someone else."""
    was = {view.id: view for view in punch(between.before, year=True)}
    now = {view.id: view for view in punch(between.after, year=True)}
    for view in now.values():
        before = was.get(view.id)
        stood, stands = _has(before) if before else "", _has(view)
        if stood != stands:
            how: How | None = "closed" if before and view.closed and not before.closed else None
            yield between.move(
                (view.id, view.name, _where(view)), stood, stands, between.last(view.id, MOVES), view.because, how
            )
    for view in was.values():
        if view.id not in now:
            yield between.move((view.id, view.name, _where(view)), _has(view), "", between.last(view.id, MOVES))


def _where(view: PunchView) -> str:
    return f"{view.text} ({view.where})" if view.where else view.text


def _has(view: PunchView) -> str:
    """How a punch item stands, whom it waits on, and what it waits for."""
    held: str = phrase("{what}: {who}", what=view.spoken, who=view.waiting_on) if view.waiting_on else view.spoken
    facts = (held, phrase("complaint") if view.complaint else "", view.when if not view.closed else "")
    awaits = phrase("waits for {what}", what=view.awaits) if view.awaits else ""
    return listed(", ", filter(None, (*facts, awaits)))


def promised(between: Between) -> Iterator[MoveView]:
    """Dates of punch items that were given or moved, with the reason; the first one is on record for ever."""
    was = {p.subject: p.due for p in between.before.state.punch}
    names = Namer(between.after.state).punch
    for each in between.after.state.punch:
        before = was.get(each.subject, "")
        if each.due == before:
            continue
        last = each.promises[-1] if each.promises else None
        why = listed(", ", filter(None, (REASONS.get(last.reason, ""), last.note))) if last else ""
        stood, stands = (said_day(between.after, due, year=True) if due else "" for due in (before, each.due))
        cause = between.last(each.subject, {"promised", "raised"})
        yield between.move((each.subject, names[each.subject], each.text), stood, stands, cause, why)


def shown(between: Between) -> Iterator[MoveView]:
    """Photos and files that were added, with what they belong to."""
    namer = Namer(between.after.state)
    for event in between.new:
        kept = parts.evidence(getattr(event.body, "kept", ()), between.after.speaker)
        if kept and event.id not in between.after.state.retracted:
            about = namer.about(event)
            yield between.move((event.about, "", about), "", ", ".join(each.name for each in kept), event)
