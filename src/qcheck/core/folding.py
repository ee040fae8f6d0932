"""Folding: where the lines of a text end on a terminal, so that none is too wide and what belongs together stays so."""

import re
from collections.abc import Iterator
from functools import lru_cache

from qcheck.core.cells import chopped, width

Span = tuple[int, int]

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DATE = rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\d{{1,2}} (?:{MONTHS})\b(?: \d{{4}})?(?: \d\d:\d\d)?"
MEASURE = r"\b\d+(?:[.,]\d+)? (?:mm|cm|m|kg|g|h|l|ml|bar|V|A|W|kW|%|°C|°F|in|ft|[A-Z]{3})\b"
NUMBERED = r"\b[^\W\d_]+ \d{1,4}\b"  # item 12, unit 2
JOINED = r"\S+ [/…–—-](?= |$)"  # noqa: RUF001 (no line begins with a dash)
# Chinese and Japanese are written without spaces: a line may end after any letter, but never before what closes.
HAN = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
OPENS, CLOSES = "「『（〈《【〔“‘(", "、。，．：；？！」』）〉》】〕”’)!?,.:;ー々"  # noqa: RUF001 (signs of those scripts)
CHUNK = re.compile(rf"[{OPENS}]*[{HAN}][{CLOSES}]* *|[^ {HAN}]+ *| +")
PART = re.compile(r"[^/\\_.-]*[/\\_.-]+|[^/\\_.-]+")


def fold(text: str, most: int, names: tuple[str, ...] = (), hang: int = 0, *, tear: bool = True) -> list[Span]:
    """The lines of a text, as their beginnings and ends in it; those that go on one have `hang` cells less.

    Dates, measures and the names given stay on one line if any line has room for them; words do always, but for one
    that is wider than a line, which is torn if it may be.
    """
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        spans += [(at + start, at + end) for start, end in _folded(line, most, names, hang, tear=tear)]
        at += len(line) + 1
    return spans


def _folded(line: str, most: int, names: tuple[str, ...], hang: int, *, tear: bool) -> list[Span]:
    if width(line) <= most:
        return [(0, len(line))]
    spans: list[Span] = []
    start = end = used = 0
    for first, last in _pieces(line, max(1, most - hang), names, tear=tear):
        room = most - hang if spans else most
        bare = len(line[first:last].rstrip(" "))
        if used and used + width(line[first : first + bare]) > room:
            spans += [(start, end)] if end > start else []
            start, used = first, 0
        used += width(line[first:last])
        end = first + bare if bare else end
    return [*spans, (start, max(start, end))]


def _pieces(line: str, most: int, names: tuple[str, ...], *, tear: bool) -> Iterator[Span]:
    """What is not to be torn, each with the spaces behind it; torn all the same where it is wider than a line."""
    for first, last in _chunks(line, _kept(names)):
        if width(line[first:last].rstrip(" ")) <= most:
            yield first, last
            continue
        for start, end in _chunks(line[first:last], None):
            yield from _parts(line, first + start, first + end, most if tear else len(line) * 2)


def _parts(line: str, first: int, last: int, most: int) -> Iterator[Span]:
    if width(line[first:last].rstrip(" ")) <= most:
        yield first, last
        return
    for part in PART.finditer(line, first, last):
        start = part.start()
        for end in chopped(part[0], most):
            yield start, part.start() + end
            start = part.start() + end


def _chunks(line: str, kept: re.Pattern[str] | None) -> Iterator[Span]:
    """Words, or what is kept together, each with the spaces behind it."""
    held = [match.span() for match in kept.finditer(line)] if kept else []
    start = 0
    for chunk in CHUNK.finditer(line):
        end = chunk.end()
        while held and held[0][1] <= end:
            held.pop(0)
        if end == len(line) or not (held and held[0][0] < end):
            yield start, end
            start = end


@lru_cache(8)
def _kept(names: tuple[str, ...]) -> re.Pattern[str]:
    """What is kept together; a name only where it is several words."""
    several = sorted({re.escape(name) for name in names if " " in name}, key=len, reverse=True)
    return re.compile("|".join((*several, DATE, MEASURE, NUMBERED, JOINED)))
