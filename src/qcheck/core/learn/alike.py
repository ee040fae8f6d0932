"""Alike: texts that people meant for the same, whatever their capitals, spaces and small differences."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeVar

from qcheck.core.clean import UNSAFE
from qcheck.core.meaning import tidy

NEAR = 0.9
TELLING = 3
LONGEST = 2000

T = TypeVar("T")
_HIDDEN = re.compile(f"{UNSAFE}|[\ufffe\uffff]")


def folded(text: str) -> str:
    """A text as it is compared: tidied, without capitals and the full stop at its end."""
    return sayable(text).casefold().rstrip(".!; ")


def sayable(text: str, longest: int = LONGEST) -> str:
    """A text as a checklist may hold it: on one line, without characters that nobody sees, cut where it is too long."""
    seen = tidy(_HIDDEN.sub("", tidy(text)))
    return seen if len(seen) <= longest else f"{seen[: longest - 1].rstrip()}…"


def near(one: str, other: str) -> bool:
    """Whether two folded texts differ in little: nine in ten of their characters are the same, in the same order."""
    if one == other:
        return True
    if min(len(one), len(other)) * 2 < NEAR * (len(one) + len(other)):
        return False
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= NEAR and match.ratio() >= NEAR


def commonest(texts: Iterable[str]) -> str:
    """The text that most of them are, in its own spelling; the first of several. Empty if there is none."""
    every = [text for text in map(sayable, texts) if text]
    counts = Counter(map(folded, every))
    return max(every, key=lambda text: counts[folded(text)], default="")


def grouped(entries: Iterable[tuple[str, T]]) -> list[list[T]]:
    """What belongs to texts that are alike, together; those whose text is empty are left out.

    A text joins the first group whose first text is near to it. Only those are tried that share its three longest
    words, or all but one of them, so that thousands of texts do not have to be held against each other.
    """
    groups: dict[str, list[T]] = {}
    known: dict[str, str] = {}
    firsts = _Firsts()
    for text, entry in entries:
        key = folded(text)
        if key and key not in known:
            known[key] = firsts.near(key) or firsts.add(key)
        if key:
            groups.setdefault(known[key], []).append(entry)
    return list(groups.values())


class _Firsts:
    """The first texts of groups, found by their longest words."""

    def __init__(self) -> None:
        self.by_word: dict[str, list[str]] = defaultdict(list)

    def add(self, key: str) -> str:
        for word in _telling(key):
            self.by_word[word].append(key)
        return key

    def near(self, key: str) -> str:
        """The first of them that is near to a text; empty if none is."""
        words = _telling(key)
        shared = Counter(first for word in words for first in self.by_word.get(word, ()))
        least = max(1, len(words) - 1)
        return next((first for first, count in shared.items() if count >= least and near(first, key)), "")


def _telling(key: str) -> list[str]:
    return sorted(set(key.split()), key=lambda word: (-len(word), word))[:TELLING]
