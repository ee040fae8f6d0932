"""Fuzzy search: which texts are meant by words typed in any order, in part or with a slip of a finger, best first."""

import re
import unicodedata
from collections.abc import Sequence

# How a typed word fits a word of a text, best first; the sum over all that was typed is what texts are ordered by.
WHOLE, BEGINNING, INSIDE, SLIP, LETTERS = range(5)
FEW_LETTERS, MANY_LETTERS = 4, 8
LONGEST = 60


def ranked(query: str, texts: Sequence[str]) -> tuple[int, ...]:
    """The places of the texts in which every word of a query is found, best first, else in their order.

    One more word never finds more texts. A query without a word finds them all.
    """
    typed = words(query)
    held = [frozenset(words(text)) for text in texts]
    known = frozenset().union(*held)
    fits = [_fits(each, known) for each in dict.fromkeys(typed)]
    found = []
    for place, text in enumerate(held):
        best = [min((fit[word] for word in text if word in fit), default=None) for fit in fits]
        whole = [fit for fit in best if fit is not None]
        if len(whole) == len(best):
            found.append((sum(whole), place))
    return tuple(place for _, place in sorted(found))


def _fits(typed: str, known: frozenset[str]) -> dict[str, int]:
    """The known words that a typed one fits, and how; what is only similar counts where nothing has it as it is."""
    fits = {word: fit for word in known if (fit := fitting(typed, word)) is not None}
    literal = {word: fit for word, fit in fits.items() if fit <= INSIDE}
    return literal or fits


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return tuple(word[:LONGEST] for word in re.findall(r"[^\W_]+", plain))


def fitting(typed: str, word: str) -> int | None:
    """How a typed word fits one of a text; None if it does not."""
    if typed == word:
        return WHOLE
    if word.startswith(typed):
        return BEGINNING
    if typed in word:
        return INSIDE
    if len(typed) < FEW_LETTERS or typed.isdecimal():
        return None  # of so few letters, or of digits, something else is meant
    slips = 2 if len(typed) >= MANY_LETTERS else 1
    if _slipped(typed, word, slips):
        return SLIP
    return LETTERS if typed[0] == word[0] and _in_order(typed, word) else None


def _slipped(typed: str, word: str, most: int) -> bool:
    """Whether at most so many slips (a letter wrong, missing, too many, two swapped) lie between what was typed and a
    word, or the beginning of one.
    """
    if len(typed) - len(word) > most:
        return False
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(word, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return False
    return min(row) <= most


def _in_order(typed: str, word: str) -> bool:
    """Whether the letters of what was typed stand in a word in that order."""
    rest = iter(word)
    return all(letter in rest for letter in typed)
