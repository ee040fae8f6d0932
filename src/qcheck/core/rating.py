"""Rating: what a client gives a job, from 0 to 10 and by dimension of service, typed and told; and its form's code."""

import hashlib
import re
from collections.abc import Iterable
from typing import get_args

from msgspec import Struct

from qcheck.core.events import MOST_PERCEIVED, MOST_SCORE
from qcheck.core.similar import near
from qcheck.core.typed import Unclear, plain, quoted
from qcheck.model.event import Opened
from qcheck.model.punch import Rating
from qcheck.model.punchevent import Dimension, Rated, Score
from qcheck.model.state import JobState

# Parasuraman, Zeithaml and Berry, "SERVQUAL", Journal of Retailing 64 (1988), in the order that they give.
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
LONGEST_WORDS = 4000
# Letters that a mail program takes for nothing else: no vowels, so no words, and no digits.
LETTERS = "bcdfghjkmnpqrstvwxz"
CODE_LENGTH = 8

OVERALL = re.compile(rf"([0-9]{{1,4}})(?: ?(?:/|of|out of) ?{MOST_SCORE})?")
NUMBER = re.compile(r"[0-9]{1,4}")


class Origin(Struct, frozen=True):
    """Where an answer comes from, as it says itself: the job's id, and the code that was in the form; either empty."""

    job: str = ""
    code: str = ""


def score(typed: str) -> int:
    """What a client gives, from `9`, `9/10` or `9 of 10`. Raises `Unclear`."""
    text = plain(typed)
    match = OVERALL.fullmatch(text.casefold())
    if match and int(match[1]) <= MOST_SCORE:
        return int(match[1])
    raise Unclear(f"{quoted(text) or 'Nothing'} is no rating.", f"Give a whole number from 0 to {MOST_SCORE}.")


def dimension(typed: str) -> Score:
    """The score of one dimension, from `empathy=6`, or `empathy=6/7` with what was expected. Raises `Unclear`."""
    name, equals, said = (part.strip() for part in typed.partition("="))
    known = next((d for d in DIMENSIONS if d == name.casefold()), None)
    if known is None:
        meant = near(name, DIMENSIONS)
        hint = f"Did you mean {meant}?" if meant else f"There are: {', '.join(DIMENSIONS)}."
        raise Unclear(f"{quoted(name) or 'Nothing'} is no dimension of service.", hint)
    perceived, slash, expected = (part.strip() for part in said.partition("/"))
    if not equals or not _seven(perceived) or (slash and not _seven(expected)):
        raise Unclear(
            f"{quoted(typed)}: give how it was from 1 to {MOST_PERCEIVED}, and what was expected after a slash.",
            f"For example: {known}=5, or {known}=5/7",
        )
    return Score(known, int(perceived), int(expected or 0))


def dimensions(typed: Iterable[str]) -> tuple[Score, ...]:
    """The scores of several dimensions, in the order of SERVQUAL. Raises `Unclear`, also for one that comes twice."""
    found: dict[str, Score] = {}
    for each in map(dimension, typed):
        if each.dimension in found:
            raise Unclear(f"{each.dimension} was given twice.", "Give each dimension once.")
        found[each.dimension] = each
    return in_order(found.values())


def in_order(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Scores in the order of SERVQUAL."""
    return tuple(sorted(scores, key=lambda s: DIMENSIONS.index(s.dimension)))


def _seven(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) and 1 <= int(text) <= MOST_PERCEIVED


def told(scores: Iterable[Score]) -> str:
    """Scores by dimension in words: `reliability 6, expected 7; empathy 5`."""
    return "; ".join(f"{s.dimension} {s.perceived}{f', expected {s.expected}' if s.expected else ''}" for s in scores)


def codes(state: JobState) -> tuple[str, ...]:
    """What the answers to a job's form are known by, the form's own first: made of the line that opened the job.

    Nobody who has not seen a form of this job can know it, and every form of the job has the same.
    """
    opened = (e.id for e in state.events if isinstance(e.body, Opened) and e.id not in state.retracted)
    return tuple(dict.fromkeys(_code(ident) for ident in opened))


def _code(ident: str) -> str:
    number, letters = int.from_bytes(hashlib.sha256(ident.encode("utf-8", "replace")).digest()), []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def recorded(said: Rated, state: JobState) -> Rating | None:
    """The rating that says the same already."""
    return next((r for r in reversed(state.ratings) if content(r) == content(said)), None)


def content(said: Rated | Rating) -> tuple[int, str, tuple[Score, ...]]:
    """What makes two ratings the same: mail programs break lines, and double or drop blanks."""
    return said.score, "".join(said.text.split()), in_order(said.dimensions)
