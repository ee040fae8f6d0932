"""Cells: how much room a text takes on a terminal."""

import re
import unicodedata
from functools import lru_cache

LATIN = "\u0300"  # below it every letter takes one cell
JOINING = (("\u1160", "\u11ff"), ("\ud7b0", "\ud7ff"))  # parts of a Korean syllable, drawn into the one before
EMOJI = ("\U0001f300", "\U0001faff")
FLAG = ("\U0001f1e6", "\U0001f1ff")
PICTURES = "\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff"
# What makes one picture of several, or another of one: terminals differ in whether they follow it, and so in its width.
UNSTEADY = re.compile(
    f"[\ufe0e\ufe0f]|\u200d(?=[{PICTURES}])|(?<=[{PICTURES}\ufe0f])[\U0001f3fb-\U0001f3ff]|[\ufff9-\ufffb]"
)
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RUN = re.compile(rf"[{RIGHT_TO_LEFT}]+(?:[\W\d_]*[{RIGHT_TO_LEFT}]+)*")
ISOLATE, POP = "\u2067", "\u2069"


def width(text: str) -> int:
    """How many cells a text of one line takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(4096)
def _width(sign: str) -> int:
    if sign < LATIN:
        return 1
    kind = unicodedata.category(sign)
    if kind in {"Mn", "Me", "Cf"} or any(first <= sign <= last for first, last in JOINING):
        return 0
    newer = kind == "Cn" and EMOJI[0] <= sign <= EMOJI[1]  # pictures that this Python does not know yet
    return 2 if newer or unicodedata.east_asian_width(sign) in "WF" else 1


def steady(text: str) -> str:
    """Text that takes the same room on every terminal: a picture joined of several shows as those, a colour of skin or
    a variant of a sign as the sign itself.
    """
    return text if text.isascii() else UNSTEADY.sub("", text)


def isolated(text: str) -> str:
    """Text of one line in which words that run from right to left cannot draw in what stands beside them."""
    return text if text.isascii() else RUN.sub(lambda run: f"{ISOLATE}{run[0]}{POP}", text)


def chopped(text: str, most: int) -> list[int]:
    """Where a word is cut so that no part takes more cells: the ends of its parts; no letter loses its accents, no flag
    its half.
    """
    ends, used, last = [], 0, 0
    for start, end in _letters(text):
        wide = width(text[start:end])
        if used + wide > most and start > last:
            ends.append(start)
            used, last = 0, start
        used += wide
    return [*ends, len(text)]


def _letters(text: str) -> list[tuple[int, int]]:
    """Each letter with all that is drawn into it."""
    spans: list[tuple[int, int]] = []
    halves = 0
    for at, sign in enumerate(text):
        half = FLAG[0] <= sign <= FLAG[1]
        halves = halves + 1 if half else 0
        if spans and ((not _width(sign)) or (half and halves % 2 == 0)):
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans
