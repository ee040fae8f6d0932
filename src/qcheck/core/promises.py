"""Promises: whether a date that was given has passed, and whether it was kept, judged by the clock."""

from datetime import datetime, tzinfo

from qcheck.core.compare import is_date
from qcheck.core.dates import local, utc
from qcheck.core.phrase import phrase

# Why a date was moved, as the record has it, in words.
REASONS = {
    "materials": phrase("materials"),
    "labour": phrase("labour"),
    "weather": phrase("weather"),
    "predecessor": phrase("predecessor"),
    "access": phrase("access"),
    "client": phrase("client"),
    "information": phrase("information"),
    "over-commitment": phrase("over-commitment"),
    "quality": phrase("quality"),
    "change": phrase("change"),
}


def passed(due: str, now: str, today: str) -> bool:
    """Whether a date, or a date and time, lies behind; `now` is UTC as in the record, `today` the local date."""
    if "T" in due:
        return _moment(due) < now
    return bool(due) and (due < today or not is_date(due))


def kept(due: str, done_at: str, zone: tzinfo) -> bool:
    """Whether something that was done at a moment (UTC) was done on the day that was promised, or by that time."""
    if "T" in due:
        return done_at <= _moment(due)
    if not is_date(due):
        return False
    try:
        return local(done_at, zone).date().isoformat() <= due
    except OverflowError:  # at the ends of the calendar there is no other zone
        return done_at <= due


def _moment(due: str) -> str:
    try:
        return utc(datetime.fromisoformat(due))
    except (ValueError, OverflowError):  # a line of another program: what is no time has passed, so that it shows
        return ""
