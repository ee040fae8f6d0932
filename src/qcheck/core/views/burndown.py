"""The burn-down: what was open from the opening of a job on, against the date of its handover."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo

from msgspec import Struct

from qcheck.core.dates import utc
from qcheck.core.figures import inspection
from qcheck.core.figures.basis import Basis, counted
from qcheck.core.punch import closed
from qcheck.core.wording import Speaker
from qcheck.model.chartview import BurndownView, BurnPoint
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState

# A record of any length is told by so many states at most: each of them is made of the record anew.
MOST = 30
WIDTH = 1000


class Moment(Struct, frozen=True):
    """A job as it stood at an instant (UTC, as in the record)."""

    at: str
    state: JobState


def instants(effective: Iterable[str], now: str) -> tuple[str, ...]:
    """The instants at which to look: the first, and the last in each of so many equal parts of the time since. Nothing
    changes in between that no later one shows.
    """
    every = sorted({at for at in effective if at <= now})
    if len(every) <= MOST:
        return tuple(every)
    first, span = _seconds(every[0]), _seconds(every[-1]) - _seconds(every[0])
    held = {int((_seconds(at) - first) * (MOST - 1) // max(span, 1)): at for at in every}
    return tuple(dict.fromkeys((every[0], *held.values())))


def burndown(moments: tuple[Moment, ...], basis: Basis, speaker: Speaker) -> BurndownView | None:
    """What was open at each moment, the last of which is now; None where a job has no day to be handed over on."""
    plan = moments[-1].state.plan
    handover, first = _end(plan.handover, basis.zone), _end(plan.first_handover, basis.zone)
    if not handover:
        return None
    left = [_left(moment, basis) for moment in moments]
    last = moments[-1].at if sum(left[-1]) or len(moments) == 1 else moments[-2].at
    begin = _seconds(moments[0].at)
    span = max(1, _seconds(max(handover, first, last)) - begin)

    def x(at: str) -> int:
        return min(WIDTH, max(0, int((_seconds(at) - begin) * WIDTH // span)))

    points = tuple(
        BurnPoint(speaker.when(moment.at), x(moment.at), checks, punch, checks + punch)
        for moment, (checks, punch) in zip(moments, left, strict=True)
    )
    return BurndownView(
        points=points,
        begins=speaker.when(moments[0].at),
        ends=speaker.when(max(handover, first, last)),
        top=top(max(point.both for point in points)),
        handover=speaker.when(plan.handover),
        handover_x=x(handover),
        first_handover=speaker.when(plan.first_handover) if first != handover else "",
        first_handover_x=x(first or handover),
    )


def top(most: int) -> int:
    """The even number with one digit before its noughts that an axis ends at: 2, 4, 6, 8, 10, 20, 40 …"""
    step = 1
    while 10 * step < most:
        step *= 10
    return next(step * times for times in (2, 4, 6, 8, 10) if step * times >= most)


def _left(moment: Moment, basis: Basis) -> tuple[int, int]:
    then = Basis(moment.at, basis.zone, basis.settings)
    checks = inspection.settled_by(HANDOVER, moment.state, then)
    return checks.denominator - checks.numerator, sum(not closed(item) for item in counted(moment.state))


def _end(of: str, zone: tzinfo) -> str:
    """A date of the plan as an instant: the end of that day, or the time that it names; empty if it is none."""
    try:
        if "T" in of:
            return utc(datetime.fromisoformat(of))
        day = datetime.combine(datetime.fromisoformat(of), time(), zone) if of else None
        return utc((day + timedelta(days=1)).astimezone(UTC) - timedelta(seconds=1)) if day else ""
    except (ValueError, OverflowError):  # a line of another program
        return ""


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()
