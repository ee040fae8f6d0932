"""Days in a message: at its beginning or its end, as of the day it was written."""

import re
from datetime import datetime

from qcheck.core.dates import DAY_NAMES, DAYS, MONTHS, NoDate, Unclear, coming
from qcheck.core.message import written_on
from qcheck.model.settings import Calendar

MOST_WORDS = 6
_EDGES = " ,.;:!"
_MONTH = "|".join(MONTHS)
# What names its day whenever it is read; anything else counts from the day it was written.
_ABSOLUTE = re.compile(rf"\d[./-]\d|\d\.?\s+(?:{_MONTH})|(?:{_MONTH})[a-z]*\.?\s+\d", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}$")
_UNTIL = re.compile(r"(?:^|[\s,])(?:until|till|bis|by)\s+(?P<day>.*)$", re.IGNORECASE)
_DAY_WORD = rf"{'|'.join(name.lower() for name in DAY_NAMES)}|{'|'.join(DAYS)}|tues|thurs|thur"
_WITHIN = re.compile(
    rf"\b(?:today|tomorrow|yesterday|heute|morgen|gestern|{_DAY_WORD})\b"
    rf"|\b(?:\d{{1,2}}\.?\s*(?:{_MONTH})[a-z]*|(?:{_MONTH})[a-z]*\.?\s+\d{{1,2}})\b"
    r"|\d{4}-\d{1,2}-\d{1,2}|\b\d{1,2}[./]\d{1,2}\.?(?:\d{2,4})?\b",
    re.IGNORECASE,
)


def leading(text: str, sent: str, now: datetime, calendar: Calendar) -> tuple[str, str] | str | None:
    """The day with which a text begins, as the record writes it, and the rest; why that is not clear; None without one.

    `sent` is the day on which it was written, as a messenger says it: `fri` of another day is not clear.
    """
    held = text.split()
    for count in range(min(MOST_WORDS, len(held)), 0, -1):
        found = _day(" ".join(held[:count]), sent, now, calendar)
        if found is not None:
            return found.why or (found.day, " ".join(held[count:]).strip(" ,.;:!-"))
    return None


def trailing(text: str, sent: str, now: datetime, calendar: Calendar) -> tuple[str, str] | str:
    """What stands before the day with which a text ends, and that day, empty if there is none; or why that is not
    clear.
    """
    if until := _UNTIL.search(text):
        found = _day(until["day"], sent, now, calendar)
        if found is None:
            return f"until when? “{until['day'].strip()}” is not a day"
        return found.why or (text[: until.start()].strip(), found.day)
    held = text.split()
    for count in range(min(MOST_WORDS, len(held)), 0, -1):
        found = _day(" ".join(held[-count:]), sent, now, calendar)
        if found is not None:
            return found.why or (" ".join(held[:-count]), found.day)
    return text.strip(), ""


def trimmed(text: str, edges: str) -> str:
    """A text without these characters around it; the last point of `4.12.` stays, without which it is no clear day."""
    kept = text.strip(edges)
    rest = text[text.index(kept) + len(kept) :]
    return f"{kept}." if rest.startswith(".") and _DAY_AND_MONTH.search(kept) else kept


def said_within(text: str) -> bool:
    """Whether a text speaks of a day anywhere."""
    return _WITHIN.search(text) is not None


class _Found:
    """A day, or why what looks like one is not clear."""

    def __init__(self, day: str = "", why: str = "") -> None:
        self.day, self.why = day, why


def _day(text: str, sent: str, now: datetime, calendar: Calendar) -> _Found | None:
    typed = trimmed(text, _EDGES)
    if re.fullmatch(r"[a-z]{1,2}", typed, re.IGNORECASE):  # `we`, `so`, `mo`: words as well as days
        return None
    try:
        day = coming(typed, now, calendar)
    except NoDate:
        return None
    except Unclear as error:
        return _Found(why=str(error).rstrip("."))
    if sent and not _ABSOLUTE.search(typed) and not written_on(sent, now.date()):
        return _Found(why=f"“{typed}” was written on {sent}; write the day itself, such as 2026-12-04")
    return _Found(day)
