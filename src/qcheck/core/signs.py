"""Signs: what is written where an encoding has no such sign."""

# ruff: noqa: RUF001 (signs that look like others are what this table is about)

import unicodedata
from functools import lru_cache

UNKNOWN = "?"
SIGNS = {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "", "\u200c": "", "\u200d": "", "\u2067": "", "\u2069": "",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"', "‹": "'", "›": "'", "…": "...", "→": "->", "←": "<-", "×": "x", "÷": "/", "·": "-", "•": "*",
    "≤": "<=", "≥": ">=", "≠": "!=", "±": "+/-", "✓": "+", "✗": "x", "○": "o", "↻": "~", "█": "#", "░": ".", "⁄": "/",
    "°": "deg ", "€": "EUR", "£": "GBP", "ß": "ss", "Ø": "O", "ø": "o", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe",
    "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "─": "-", "│": "|", "�": "?",
}  # fmt: skip


def sayable(text: str, encoding: str) -> str:
    """Text that an encoding can hold: ours in plain signs, letters without their accents, `?` for all others."""
    if text.isascii():
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(sign if _held(sign, encoding) else plain(sign) for sign in text)
    return text


def plain(sign: str) -> str:
    """A sign in ASCII; `?` where nothing comes near it."""
    if sign in SIGNS:
        return SIGNS[sign]
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me"}:
        return ""
    apart = "".join(SIGNS.get(each, each) for each in unicodedata.normalize("NFKD", sign))
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return bare if bare.isascii() else UNKNOWN


@lru_cache(1024)
def _held(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
