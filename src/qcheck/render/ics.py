"""Calendars: what is due as iCalendar (RFC 5545), as events of a whole day or as to-dos."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from qcheck.core.clean import UNSAFE
from qcheck.model.dueview import DueView, DutyView

END = "\r\n"
WIDEST = 75  # octets of a line, without its end
# What a SEQUENCE is counted from, in seconds: a later export counts higher, in 32 bits until 2088.
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
HIGHEST = 2**31 - 1
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
PRODID = "-//qcheck//due//EN"


def events(view: DueView, _: Mapping[str, bytes]) -> bytes:
    """A calendar of events of a whole day, one for each duty that has a day; they make nobody busy."""
    return _calendar(view, "VEVENT", _event)


def todos(view: DueView, _: Mapping[str, bytes]) -> bytes:
    """A calendar of to-dos, one for each duty that has a day."""
    return _calendar(view, "VTODO", _todo)


def _calendar(view: DueView, component: str, dated: Callable[[str], list[str]]) -> bytes:
    """No organizer is named, though a strict reader of RFC 5546 might miss one: with it, calendars take what is due for
    invitations, which can be neither changed nor deleted.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escaped(view.title)}")
    stamps = _stamps(view.as_of)
    for duty in (duty for day in view.days for duty in day.duties if duty.day):
        lines += [f"BEGIN:{component}", f"UID:{duty.uid}@qcheck", *stamps, *dated(duty.day), *_words(duty)]
        lines.append(f"END:{component}")
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + END.encode() for line in lines)


def _stamps(as_of: str) -> list[str]:
    """When it was so, UTC: what a calendar tells a newer export from an older one by."""
    moment = datetime.fromisoformat(as_of)
    stamp = as_of.replace("-", "").replace(":", "")
    sequence = min(HIGHEST, max(0, int((moment - EPOCH).total_seconds())))
    return [f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{sequence}"]


def _event(day: str) -> list[str]:
    """An event of a whole day ends where the next day begins; the last day there is has no next."""
    start, end = date.fromisoformat(day), date.max
    if start < date.max:
        end = start + timedelta(days=1)
    ends = [f"DTEND;VALUE=DATE:{_date(end)}"] if end > start else []
    return [f"DTSTART;VALUE=DATE:{_date(start)}", *ends, "TRANSP:TRANSPARENT", "STATUS:CONFIRMED"]


def _todo(day: str) -> list[str]:
    return [f"DUE;VALUE=DATE:{_date(date.fromisoformat(day))}", "STATUS:NEEDS-ACTION"]


def _date(day: date) -> str:
    return day.isoformat().replace("-", "")


def _words(duty: DutyView) -> list[str]:
    """What is read: the time in front where one was promised, since a whole day shows none."""
    head = " ".join(filter(None, ("LATE" if duty.late else "", duty.time, duty.what)))
    facts = (
        duty.person,
        duty.job_name,
        f"{'Late: ' if duty.late else ''}{duty.by}",
        "complaint" if duty.complaint else "",
        "critical" if duty.critical else "",
        duty.when,
        duty.where,
        duty.note,
    )
    summary, description = f"{head} ({duty.person}, {duty.job_name})", "\n".join(filter(None, facts))
    return [f"SUMMARY:{escaped(summary)}", f"DESCRIPTION:{escaped(description)}"]


def escaped(text: str) -> str:
    """Any text as a value of iCalendar: without control characters, which have no place there, the rest escaped."""
    return re.sub(UNSAFE, "", text.replace(END, "\n")).translate(ESCAPES)


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, each but the first behind a space, and no character torn."""
    pieces, used = [bytearray()], 0
    for character in line:
        octets = character.encode()
        if used + len(octets) > WIDEST:
            pieces.append(bytearray(b" "))
            used = 1
        pieces[-1] += octets
        used += len(octets)
    return END.encode().join(pieces)
