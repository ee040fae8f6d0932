"""Mentions: where free text of a record names somebody."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from qcheck.core.clean import line
from qcheck.core.removed import CLIENT
from qcheck.model.place import Place

SHORTEST_NAME, SHORTEST_PLACE, SHORTEST_NUMBER = 3, 5, 6
LONGEST_SHOWN = 160
_BETWEEN_DIGITS = re.compile(r"[\s()./+-]")


class Mention(Struct, frozen=True):
    """A line of a record that names somebody, and the text that does."""

    place: Place
    text: str


class Sought(Struct, frozen=True):
    """What somebody is known by: words of names, addresses and mail, in small letters, and telephone numbers."""

    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def in_(self, text: str) -> bool:
        """Whether a text names them."""
        small = text.casefold()
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", small) for word in self.words):
            return True
        digits = _BETWEEN_DIGITS.sub("", text) if self.numbers else ""
        return any(number in digits for number in self.numbers)


def sought(names: Iterable[str], places: Iterable[str], contacts: Iterable[str]) -> Sought:
    """What to look for: the words of names, the lines of addresses and their parts, mail and telephone."""
    words = {word for name in names for word in re.findall(r"\w+", name.casefold()) if len(word) >= SHORTEST_NAME}
    parts = (part.strip() for place in places for part in re.split(r"[\n,;]", place.casefold()))
    words |= {part for part in parts if len(part) >= SHORTEST_PLACE}
    numbers: set[str] = set()
    for contact in contacts:
        words |= {part for part in re.split(r"[\s,;]+", contact.casefold()) if "@" in part or "://" in part}
        spoken = (_BETWEEN_DIGITS.sub("", part) for part in re.split(r"[,;\n]|[^\W\d_]+", contact))
        numbers |= {part.lstrip("0") for part in spoken if part.isdecimal() and len(part) >= SHORTEST_NUMBER}
    return Sought(frozenset(words), frozenset(numbers))


def mentions(source: bytes, file: str, of: Sought) -> list[Mention]:
    """The lines of a log in which something that was typed names somebody."""
    found = []
    for number, raw in enumerate(source.splitlines(), 1):
        text = next((text for text in _texts(raw) if of.in_(text)), "")
        if text:
            shown = line(text)
            short = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
            found.append(Mention(Place(file, number), short))
    return found


def _texts(raw: bytes) -> Iterator[str]:
    """The texts of a line that come from people; the line itself where it cannot be read."""
    try:
        said = msgspec.json.decode(raw)
        yield from _inside({**said, "about": ""} if isinstance(said, dict) and said.get("about") == CLIENT else said)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        yield raw.decode("utf-8", "replace")


def _inside(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting.extend(reversed(each.values()))
        elif isinstance(each, list):
            waiting.extend(reversed(each))
