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
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() >= NEAR and match.quick_ratio() >= NEAR and match.ratio() >= NEAR


def commonest(texts: Iterable[str]) -> str:
    """The text that most of them are, in its own spelling; the first of several. Empty if there is none."""
    every = [text for text in map(sayable, texts) if text]
    counts = Counter(map(folded, every))
    return max(every, key=lambda text: counts[folded(text)], default="")


def grouped(entries: Iterable[tuple[str, T]]) -> list[list[T]]:
    """What belongs to texts that are alike, together; those whose text is empty are left out.

    A text joins the first group whose first text is near to it. Only groups are tried that share one of its longest
    words, so that thousands of texts do not have to be held against each other.
    """
    groups: dict[str, list[T]] = {}
    known: dict[str, str] = {}
    by_word: dict[str, list[str]] = defaultdict(list)
    for text, entry in entries:
        key = folded(text)
        if key and key not in known:
            words = sorted(set(key.split()), key=lambda word: (-len(word), word))[:TELLING]
            tried = dict.fromkeys(first for word in words for first in by_word[word])
            known[key] = next((first for first in tried if near(first, key)), key)
            if known[key] == key:
                for word in words:
                    by_word[word].append(key)
        if key:
            groups.setdefault(known[key], []).append(entry)
    return list(groups.values())
