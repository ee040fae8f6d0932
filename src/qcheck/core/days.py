"""Days: a date that answers an item, as it is typed, judged and told."""

from datetime import UTC, date, datetime, time

from qcheck.core.clean import line
from qcheck.core.compare import is_date
from qcheck.core.phrase import listed, phrase
from qcheck.core.typed import Unclear, quoted
from qcheck.model.checklist import Day
from qcheck.model.settings import HANDOVER

TODAY = "today"
HINT = 'Write it as 2026-12-04, "4 dec 2026", yesterday or today.'
LONGEST = 40
ISO_LENGTH = len("2026-12-04")
# A day and month without a year mean the nearest such day only where the other one is so many days away.
FAR = 300


def read(answer: Day, typed: str, today: str, handover: str) -> tuple[str, bool]:
    """The day that was typed, as an ISO date, and whether it passes; `handover` may have a time, or be empty.

    Raises `Unclear` where it is no day or could be two, or where its limits cannot be known.
    """
    after, before = (_limit(limit, today, handover) for limit in (answer.after, answer.before))

    day = _day(typed, today)
    return day, (not after or day >= after) and (not before or day <= before)


def told(value: str) -> str:
    """A recorded day as people read it, `Fri 4 Dec 2026`; what is none as it stands."""
    if not is_date(value):
        return line(value)
    from qcheck.core.wording import when  # 4 ms, and only dates need it

    return when(value, UTC)


def limits(answer: Day) -> str:
    """Between which days it passes: `not before today, not after Fri 4 Dec 2026`; empty if on any."""
    after = phrase("not before {day}", day=_named(answer.after)) if answer.after else ""
    before = phrase("not after {day}", day=_named(answer.before)) if answer.before else ""
    return listed(", ", filter(None, (after, before)))


def _named(limit: str) -> str:
    return {TODAY: phrase("today"), HANDOVER: phrase("the handover")}.get(limit) or told(limit)


def _limit(limit: str, today: str, handover: str) -> str:
    """A limit as an ISO date; empty where there is none."""
    day = {TODAY: today, HANDOVER: handover[:ISO_LENGTH]}.get(limit, limit)
    if not limit or is_date(day):
        return day
    if limit == HANDOVER:
        raise Unclear("it is judged by the handover, which has no date yet.", "Set it: qcheck plan --handover DATE")
    raise Unclear(f"it is judged by {quoted(day)}, which is no date.", "Mend after and before in its checklist.")


def _day(typed: str, today: str) -> str:
    near, *others = _readings(typed, today)
    for far in others:
        if _distance(far, today) <= FAR:
            one, other = sorted((near, far))
            raise Unclear(f"{quoted(typed)} could be {told(one)} or {told(other)}.", f"Write {one} or {other}.")
    return near


def _readings(typed: str, today: str) -> list[str]:
    """The days that can be meant, the nearest first: a list of dates speaks of the past as well as of what comes."""
    from qcheck.core import dates  # 2 ms, and only dates that are typed need it

    if len(typed) > LONGEST or not is_date(today):
        raise Unclear(f"{quoted(typed)} is no date.", HINT)
    now = datetime.combine(date.fromisoformat(today), time(), UTC)
    found, refused = set(), ""
    for past in (True, False):
        try:
            found.add(dates.day_or_time(typed, now, past=past))
        except dates.Unclear as unclear:
            refused = line(str(unclear))
    if not found:
        raise Unclear(refused, HINT)
    if any(not is_date(day) for day in found):
        raise Unclear(f"{quoted(typed)} has a time of day.", "Write the date alone.")
    return sorted(found, key=lambda day: _distance(day, today))


def _distance(day: str, today: str) -> int:
    return abs((date.fromisoformat(day) - date.fromisoformat(today)).days)
