"""Messages as people paste them: line by line, without what messengers and mail put around the words."""

import re
import unicodedata
from datetime import date

from msgspec import Struct

LONGEST = 1000
MOST_LINES = 2000
MOST_DAYS = 31

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
# `[12:03, 4.12.2026] Ravi: …`, `[04.12.26, 12:03:11] Ravi: …`, `04.12.26, 12:03 - Ravi: …`
_STAMPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\[(?P<day>{_DAY}),?\s+{_CLOCK}\]\s*(?P<who>[^:]{{1,60}}):\s*",
        rf"\[{_CLOCK}(?:,?\s+(?P<day>{_DAY}))?\]\s*(?P<who>[^:]{{1,60}}):\s*",
        rf"(?P<day>{_DAY}),?\s+{_CLOCK}\s+[-\u2013]\s+(?P<who>[^:]{{1,60}}):\s*",
    )
)
_QUOTE = re.compile(r"\s*(?:[>|]\s*)+")
_EDITED = re.compile(r"\s*<(?:this message was edited|diese nachricht wurde bearbeitet)>\s*$", re.IGNORECASE)
# Bold and code of messengers, what makes a sign a coloured one; every dash and apostrophe as it is typed.
_DRESS = dict.fromkeys(map(ord, "*`\ufe0e\ufe0f"), "") | dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"
)
_DRESS |= dict.fromkeys(map(ord, "\u2018\u2019"), "'")


class Line(Struct, frozen=True):
    """A line of a message: `text` as it was written, on one line and safe to show; `said` without what is around it.

    `who` wrote it and `sent` is the day, as the messenger says it; both empty where it does not.
    """

    number: int
    text: str
    said: str
    who: str = ""
    sent: str = ""


def lines(text: str) -> list[Line]:
    """The lines of a message that hold anything. A line without a stamp is the writer's of the one before it."""
    found: list[Line] = []
    who = sent = ""
    for number, written in enumerate(re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text), 1):
        shown = plain(written)
        rest = _QUOTE.sub("", shown, count=1) if _QUOTE.match(shown) else shown
        stamp = next((m for m in (p.match(rest) for p in _STAMPS) if m), None)
        if stamp:
            who, sent, rest = stamp["who"].strip(), stamp["day"] or "", rest[stamp.end() :]
        if shown:
            found.append(Line(number, shown, _EDITED.sub("", rest.translate(_DRESS)).strip(), who, sent))
    return found


def plain(text: str) -> str:
    """Text on one line without invisible characters: what joins, turns or hides is left out, blanks are one blank."""
    return " ".join("".join(_seen(c) for c in text).split())


def _seen(character: str) -> str:
    if character.isprintable():
        return character
    kind = unicodedata.category(character)
    return " " if kind in {"Cc", "Zs", "Zl", "Zp"} else "" if kind == "Cf" else "�"


def written_on(sent: str, today: date) -> bool:
    """Whether a messenger's date may be today's, whichever way round it puts day and month."""
    parts = [int(part) for part in re.split(r"[./-]", sent)]
    day, month, year = parts[::-1] if parts[0] > MOST_DAYS else parts
    same = (day, month) in {(today.day, today.month), (today.month, today.day)}
    return same and year % 100 == today.year % 100
