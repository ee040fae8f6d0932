"""Dates written in a file, which is read on another day than it was written, and read again later."""

import re
from datetime import datetime

from qcheck.core.dates import Unclear, day_or_time

# What counts from the day on which it is read: `3d`, `tomorrow`, `fri`. A weekday beside a date is none of these.
_COUNTED = re.compile(r"\s*\+?\d{1,3}\s*[dw]\s*|\D*", re.IGNORECASE)
# Midnight, as programs write a date that has no time.
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?Z?$")
_SECONDS = re.compile(r"(\d:\d\d):00(\.0+)?$")
_CLOCK = re.compile(r"(^|\s+|T)\d{1,2}:\d\d$", re.IGNORECASE)


def written(text: str, now: datetime) -> str:
    """A date in a file, as `2026-12-04` or with a time; it may lie behind. `now` is local and has its zone.

    A day and month without a year are the nearest such day where the other one is far away. Raises `Unclear`, also for
    what would be another day each time the file is read.
    """
    typed = _SECONDS.sub(r"\1", _MIDNIGHT.sub("", text.strip()))
    found, refused = set(), ""
    for past in (False, True):
        try:
            found.add(day_or_time(typed, now, past=past))
        except Unclear as unclear:
            refused = refused or str(unclear)
    if not found:
        raise Unclear(refused)
    if _COUNTED.fullmatch(_CLOCK.sub("", typed)):
        raise Unclear(f"{text}: counts from the day on which this is read.")
    if len(found) > 1:
        raise Unclear(f"{text}: that could be {' or '.join(sorted(found))}.")
    return found.pop()
