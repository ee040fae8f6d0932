"""Rules about time: what is due before the handover, readings that are repeated, results that expire."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from qcheck.core.duration import spoken
from qcheck.core.gates import RELEASING, due
from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.core.settle import settled
from qcheck.model.checklist import Command, Every
from qcheck.model.finding import Finding
from qcheck.model.settings import HANDOVER
from qcheck.model.state import Answer, ItemState, JobState

MINUTE = 60


def item_late(state: JobState, context: Context) -> Iterator[Finding]:
    """An item that is due some time before the handover was not done by then.

    Do it now and tell whoever counts on the time; if it cannot be in time at all, move the handover:
    `qcheck plan --handover DATE --reason …`.
    """
    promised = _moment(state.plan.handover) if "T" in state.plan.handover else None
    for late in _due(state, context):
        if not late.item.due or not promised:
            continue
        limit = promised - timedelta(seconds=late.item.due)
        done = _said_at(late.heads[-1]) if settled(late) and late.heads else _moment(context.now)
        if done and done > limit:
            yield _found("item-late", late, at=_utc(limit), when="done late" if settled(late) else "not done")


def reading_late(state: JobState, context: Context) -> Iterator[Finding]:
    """Readings that are to be repeated came late, or the next one is overdue.

    What happened between two readings nobody knows. Take the next one now; what was missed cannot be made up for:
    `qcheck waive` it with a reason if the product is sound all the same.
    """
    end = _end(state, context)
    for item in _due(state, context):
        if item.item.every and item.heads and end:
            late = _late(item, item.item.every, end, context)
            if late.count:
                yield _found(
                    "reading-late",
                    item,
                    count=late.count,
                    every=spoken(item.item.every.interval),
                    longest=spoken(int(late.longest.total_seconds()) // MINUTE * MINUTE),
                )


def result_expired(state: JobState, context: Context) -> Iterator[Finding]:
    """The result of a command is older than its list lets it be.

    What was true then may no longer be. Run it again: `qcheck run ITEM`.
    """
    now = _moment(context.now)
    for item in _due(state, context):
        answer = item.item.answer
        if not isinstance(answer, Command) or not answer.fresh or item.standing != "pass" or not now:
            continue
        ran = _said_at(item.heads[-1])
        if ran and now - ran > timedelta(seconds=answer.fresh):
            yield _found("result-expired", item, at=item.heads[-1].at, fresh=spoken(answer.fresh))


class _Late(Struct, frozen=True):
    """How many readings came late or are overdue, and the longest time between two."""

    count: int
    longest: timedelta


def _late(item: ItemState, every: Every, end: datetime, context: Context) -> _Late:
    tolerance = context.settings.policy.reading_tolerance * MINUTE
    allowed = timedelta(seconds=every.interval + tolerance)
    times = sorted(t for a in item.history if not a.retracted and (t := _said_at(a)))
    if not times:
        return _Late(0, timedelta())
    last = times[0] + timedelta(seconds=every.span) if every.span else end
    until = max(times[-1], min(end, last))
    gaps = [later - earlier for earlier, later in pairwise((*times, until))]
    long = [gap for gap in gaps if gap > allowed]
    return _Late(len(long), max(long, default=timedelta()))


def _end(state: JobState, context: Context) -> datetime | None:
    """When readings end that name no time of their own: at the handover, signed or promised, or now."""
    signed = [s.at for s in state.signoffs if s.gate == HANDOVER and s.current and s.outcome in RELEASING]
    ends = [context.now, *signed[:1], *([state.plan.handover] if "T" in state.plan.handover else [])]
    return min((m for e in ends if (m := _moment(e))), default=None)


def _due(state: JobState, context: Context) -> Iterator[ItemState]:
    gates = context.settings.gates
    return (i for i in state.items if i.standing != "hidden" and due(i.item.gate, context.gate, gates))


def _said_at(answer: Answer) -> datetime | None:
    """When the work was done: as claimed, else when it was recorded."""
    return _moment(answer.done_at or answer.at)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _utc(moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    return (moment.replace(tzinfo=None) - offset).isoformat(timespec="seconds") + "Z"


def _found(code: str, state: ItemState, **args: str | int) -> Finding:
    item = state.item
    place = state.heads[-1].place if state.heads else item.place
    return found(code, place, item.subject, number=item.number, text=item.text, **args)
