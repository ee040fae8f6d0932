"""Rules about time: what is due before the handover, readings that are repeated, results that expire."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from qcheck.core.asking import due_at
from qcheck.core.duration import spoken
from qcheck.core.fresh import fresh
from qcheck.core.gates import RELEASING
from qcheck.core.phrase import phrase
from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.core.settle import settled
from qcheck.model.checklist import Command, Every
from qcheck.model.finding import Finding
from qcheck.model.settings import HANDOVER
from qcheck.model.state import ItemState, JobState

MINUTE = 60


def item_late(state: JobState, context: Context) -> Iterator[Finding]:
    """An item that is due some time before the handover was not done by then.

    Do it now and tell whoever counts on the time; if it cannot be in time at all, move the handover:
    `qcheck plan --handover DATE --reason …`.
    """
    for late in context.due(state):
        limit = due_at(late.item, state.plan.handover)
        at = _moment(limit)
        first = min((a.at for a in late.history if a.result != "fail" and not a.retracted), default="")
        done = _moment(first if settled(late) else context.now)
        if at and done and done > at:
            yield _found("item-late", late, at=limit, when=phrase("done late") if settled(late) else phrase("not done"))


def reading_late(state: JobState, context: Context) -> Iterator[Finding]:
    """Readings that are to be repeated came late, or the next one is overdue.

    What happened between two readings nobody knows. They count from when they were recorded, as promises do, whatever
    time was claimed. Take the next one now; what was missed cannot be made up for:
    `qcheck waive` it with a reason if the product is sound all the same.
    """
    end = _end(state, context)
    for item in context.due(state):
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
    for item in context.due(state):
        answer = item.item.answer
        lasting = isinstance(answer, Command) and answer.fresh
        if lasting and item.standing == "pass" and not fresh(item.heads[-1], lasting, context.now):
            yield _found("result-expired", item, at=item.heads[-1].at, fresh=spoken(lasting))


class _Late(Struct, frozen=True):
    """How many readings came late or are overdue, and the longest time between two."""

    count: int
    longest: timedelta


def _late(item: ItemState, every: Every, end: datetime, context: Context) -> _Late:
    tolerance = context.settings.policy.reading_tolerance * MINUTE
    allowed = timedelta(seconds=every.interval + tolerance)
    taken = (a for a in item.history if not a.retracted and a.result != "na")
    times = sorted(t for a in taken if (t := _moment(a.at)))
    if not times:
        return _Late(0, timedelta())
    last = _later(times[0], every.span) if every.span else end
    until = max(times[-1], min(end, last))
    gaps = [later - earlier for earlier, later in pairwise((*times, until))]
    long = [gap for gap in gaps if gap > allowed]
    return _Late(len(long), max(long, default=timedelta()))


def _end(state: JobState, context: Context) -> datetime | None:
    """When readings end that name no time of their own: when the job was handed over, or now."""
    signed = [s.at for s in state.signoffs if s.gate == HANDOVER and s.current and s.outcome in RELEASING]
    return min((m for e in (context.now, *signed[:1]) if (m := _moment(e))), default=None)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _later(moment: datetime, seconds: int) -> datetime:
    """A moment so much later; at the end of the calendar, that end."""
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _found(code: str, state: ItemState, **args: str | int) -> Finding:
    item = state.item
    place = state.heads[-1].place if state.heads else item.place
    return found(code, place, item.subject, number=item.number, text=item.text, **args)
