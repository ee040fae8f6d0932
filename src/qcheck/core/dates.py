"""Dates that people type, in a small grammar of our own that refuses what could mean two days.

`fri`, `fri 4 dec`, `4 dec`, `4 dec 2026 17:00`, `2026-12-04`, `2026-12-04 17:00`, `4.12.2026`, `today`, `3d`, `2w`.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from qcheck.model.settings import Calendar

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}

HINT = 'Write it as 2026-12-04, "4 dec", "fri 4 dec", fri, tomorrow or 3d; with a time: "4 dec 17:00".'
NEXT_YEAR_AFTER = timedelta(days=300)
MOST_DAYS = 4000

_CLOCK = re.compile(r"(?:(?:^|\s+|T)(?P<hour>\d{1,2}):(?P<minute>\d{2}))$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AHEAD = re.compile(r"\+?(\d{1,3})\s*([dw])")
_FIGURES = re.compile(r"(\d{1,4})[/.](\d{1,2})(?:[/.](\d{2,4}))?\.?")
# With points the day comes first, wherever dates are written so; a year or a last point tells it from a number.
_POINTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?")
_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]+)\.?,?\s+)?(?:(?P<day>\d{1,2})\.?\s+(?P<month>[a-z]+)\.?|(?P<month2>[a-z]+)\.?\s+(?P<day2>\d{1,2}))"
    r"(?:,?\s+(?P<year>\d{4}))?"
)


class Unclear(ValueError):
    """The text is no date, no real one, or more than one; the message says which."""


class NoDate(Unclear):
    """The text is nothing like a date."""


def day_or_time(text: str, now: datetime, *, past: bool = False, calendar: Calendar | None = None) -> str:
    """What was typed as `2026-12-04`, or with a time as `2026-12-04T17:00+01:00`; `now` is local and has its zone.

    A day without a year, or a weekday, is the coming one, or with `past` the last one. With a calendar `2d` counts the
    days on which the firm works.
    """
    day, clock = _split(text)
    found = _working(day, now.date(), text, calendar) if calendar else None
    if clock is None:
        return (found or _day(day, now.date(), text, past=past)).isoformat()
    date_ = (found or _day(day, now.date(), text, past=past)) if day else now.date()
    moment = datetime.combine(date_, clock, now.tzinfo)
    if not _exists(moment):
        raise Unclear(f"{text}: the clocks go forward then; there is no such time.")
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise Unclear(f"{text}: the clocks go back then, and show that time twice. Write another time.")
    return moment.isoformat(timespec="minutes")


def coming(text: str, now: datetime, calendar: Calendar | None = None) -> str:
    """The same of what is promised: it lies ahead."""
    wanted = day_or_time(text, now, calendar=calendar)
    behind = datetime.fromisoformat(wanted) < now if "T" in wanted else wanted < now.date().isoformat()
    if behind:
        raise Unclear(f"{text} lies behind; name a day to come.")
    return wanted


def works(day: date, calendar: Calendar) -> bool:
    """Whether the firm works on a day."""
    return day.weekday() in calendar.workdays and day.isoformat() not in calendar.holidays


def _working(typed: str, today: date, text: str, calendar: Calendar) -> date | None:
    """`2d` as so many working days ahead; None for anything else."""
    match = _AHEAD.fullmatch(typed)
    if not match or match[2] != "d" or not calendar.workdays:
        return None
    left, day = int(match[1]), today
    for _ in range(MOST_DAYS):
        if not left:
            return day
        day = _ahead(1, day, text)
        left -= works(day, calendar)
    raise Unclear(f"{text}: that is too far ahead.")


def _exists(moment: datetime) -> bool:
    """Whether clocks show that time at all; at the ends of the calendar no clock is put forward."""
    try:
        return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)
    except OverflowError:
        return True


def instant(text: str, now: datetime, *, end_of_day: bool) -> datetime:
    """What was typed as a moment; a bare date is its last second if `end_of_day`, else its first."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", text.strip()):
        try:
            return datetime.fromisoformat(text.strip())
        except ValueError as error:
            raise Unclear(f"{text}: there is no such moment.") from error
    value = day_or_time(text, now, past=True)
    if "T" in value:
        return datetime.fromisoformat(value)
    clock = time(23, 59, 59) if end_of_day else time()
    return datetime.combine(date.fromisoformat(value), clock, now.tzinfo)


def utc(moment: datetime) -> str:
    """A moment as the record writes it."""
    offset = moment.utcoffset() or timedelta()
    return (moment.replace(tzinfo=None) - offset).isoformat(timespec="seconds") + "Z"


def local(text: str, zone: tzinfo) -> datetime:
    """A time from the record on the clocks of a zone."""
    return datetime.fromisoformat(text).astimezone(zone)


def _split(text: str) -> tuple[str, time | None]:
    typed = " ".join(text.strip().lower().split())
    match = _CLOCK.search(typed)
    if not match:
        return typed, None
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        raise Unclear(f"{text}: there is no such time of day.")
    return typed[: match.start()], time(hour, minute)


def _day(typed: str, today: date, text: str, *, past: bool) -> date:
    if typed in NEAR:
        return _ahead(NEAR[typed], today, text)
    if match := _AHEAD.fullmatch(typed):
        return _ahead(int(match[1]) * (7 if match[2] == "w" else 1), today, text)
    if match := _ISO.fullmatch(typed):
        return _real(int(match[1]), int(match[2]), int(match[3]), text)
    if (weekday := _named(typed, DAY_NAMES)) is not None:
        return _weekday(weekday, today, text, past=past)
    if match := _POINTS.fullmatch(typed):
        return _pointed(match, today, text, past=past)
    if match := _FIGURES.fullmatch(typed):
        return _figures(match, today, text, past=past)
    match = _WORDS.fullmatch(typed)
    if not match:
        raise NoDate(f"{text}: not a date.")
    return _in_words(match, today, text, past=past)


def _pointed(match: re.Match[str], today: date, text: str, *, past: bool) -> date:
    """`4.12.2026`, `4.12.`: day, month, year."""
    number, month, year = int(match[1]), int(match[2]), match[3]
    if year:
        return _real(int(year), month, number, text)
    _real(2024, month, number, text)  # a year that has every day there can be
    return _last(month, number, today, text) if past else _coming(month, number, today, text)


def _figures(match: re.Match[str], today: date, text: str, *, past: bool) -> date:
    """`31.12.2026`: taken where only one of the two figures can be a month."""
    one, other, year = int(match[1]), int(match[2]), match[3] or ""
    if one != other and one <= 12 and other <= 12:
        raise Unclear(f"{text}: day and month could be either way round.")
    if len(match[1]) > 2 or len(year) not in {0, 4}:
        raise Unclear(f"{text}: write the year in full.")
    month, number = (other, one) if one > 12 or one == other else (one, other)
    if year:
        return _real(int(year), month, number, text)
    _real(2024, month, number, text)  # a year that has every day there can be
    return _last(month, number, today, text) if past else _coming(month, number, today, text)


def _ahead(days: int, today: date, text: str) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError as error:
        raise Unclear(f"{text}: that is beyond the calendar.") from error


def _weekday(weekday: int, today: date, text: str, *, past: bool) -> date:
    if weekday == today.weekday():
        raise Unclear(f"{text}: that is today, or a week from it. Write today, or the date.")
    ahead = (weekday - today.weekday()) % 7
    return _ahead(ahead - 7 if past else ahead, today, text)


def _in_words(match: re.Match[str], today: date, text: str, *, past: bool) -> date:
    month = _named(match["month"] or match["month2"], MONTH_NAMES, least=3)
    weekday = _named(match["weekday"], DAY_NAMES) if match["weekday"] else None
    if month is None or (match["weekday"] and weekday is None):
        raise NoDate(f"{text}: not a date.")
    number = int(match["day"] or match["day2"])
    if match["year"]:
        day = _real(int(match["year"]), month + 1, number, text)
    else:
        day = _last(month + 1, number, today, text) if past else _coming(month + 1, number, today, text)
    if weekday not in {None, day.weekday()}:
        raise Unclear(f"{text}: {day.day} {MONTHS[month].title()} {day.year} is a {DAY_NAMES[day.weekday()]}.")
    return day


def _coming(month: int, number: int, today: date, text: str) -> date:
    """The date without a year that is meant: the coming one, unless it has just passed."""
    year = today.year if _passed(month, number, today) is False else today.year + 1
    day = _real(year, month, number, text)
    if day - today > NEXT_YEAR_AFTER:
        raise Unclear(f"{text}: that was not long ago, or is nearly a year ahead. Write the year.")
    return day


def _last(month: int, number: int, today: date, text: str) -> date:
    """The date without a year that is meant where the past is spoken of."""
    day = _real(today.year - ((month, number) > (today.month, today.day)), month, number, text)
    if today - day > NEXT_YEAR_AFTER:
        raise Unclear(f"{text}: that lies ahead, or was nearly a year ago. Write the year.")
    return day


def _passed(month: int, number: int, today: date) -> bool:
    return (month, number) < (today.month, today.day)


def _real(year: int, month: int, number: int, text: str) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        raise Unclear(f"{text}: there is no such day.") from error


def _named(typed: str, names: tuple[str, ...], least: int = 2) -> int | None:
    """The place among names of the one that begins so, or None."""
    found = [n for n, name in enumerate(names) if len(typed) >= least and name.lower().startswith(typed)]
    return found[0] if len(found) == 1 else None
