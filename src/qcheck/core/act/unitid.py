"""The id of a unit, made from its name."""

import hashlib
import re

from qcheck.core.meaning import tidy
from qcheck.core.names import LONGEST_ID, NUMBER

DIGITS = 8


def unit_id(kind: str, name: str) -> str:
    """The id that a unit gets by its name: `Room 12` is `room-12`; a number alone becomes `rooms-12`.

    Names in letters that ASCII lacks keep them, and a very long one ends in digits of its digest: another device
    that adds a unit of the same name must come to the same id, and one of another name to another.
    """
    slug = "-".join(re.findall(r"[^\W_]+", _plain(name)))
    if len(slug) > LONGEST_ID:
        slug = f"{slug[: LONGEST_ID - DIGITS - 1].rstrip('-')}-{_digest(name)}"
    digits = slug.replace("-", "")
    number = not slug or digits.isnumeric() or re.fullmatch(NUMBER, digits)
    return f"{kind.casefold()}-{slug}".rstrip("-") if number else slug


def _digest(name: str) -> str:
    return hashlib.sha256(tidy(name).casefold().encode(errors="replace")).hexdigest()[:DIGITS]


def _plain(name: str) -> str:
    """A name in lower-case ASCII where that loses none of its letters but their accents."""
    import unicodedata  # 1 ms, only where an id is made

    folded = unicodedata.normalize("NFC", name.casefold())
    ascii_ = {c: unicodedata.normalize("NFKD", c).encode("ascii", "ignore").decode() for c in set(folded)}
    if any(c.isalnum() and not ascii_[c] for c in folded):
        return folded
    return "".join(ascii_[c] or ("" if unicodedata.combining(c) else " ") for c in folded)
