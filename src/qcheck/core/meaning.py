"""Meaning: text made comparable, and the digest of what an item asks."""

import hashlib
from collections.abc import Mapping

from qcheck.model.checklist import CHECK, AnswerType, Check, Choice, Command, Day, Number, Words

# What a finding names that may change while its item and its answers stay.
EXCUSED = ("missing", "hold", "who", "role", "waits", "fresh", "every")


def tidy(text: str) -> str:
    """Text as it is compared and shown: composed Unicode, runs of white space as one space."""
    if not text.isascii():
        import unicodedata  # 1 ms, and most text is ASCII

        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def fingerprint(text: str, accept: str, answer: AnswerType = CHECK) -> str:
    """The digest of what an item means, white space aside: another one turns its answers stale."""
    meaning = "\0".join((_asked(answer), tidy(text), tidy(accept)))
    return "v1:" + hashlib.sha256(meaning.encode()).hexdigest()[:32]


def excused(item: str, args: Mapping[str, str | int | tuple[str, ...]]) -> str:
    """The digest of what a waiver excuses: the item's fingerprint, and the arguments of the finding that say what."""
    what = [f"{key}={args[key]}" for key in EXCUSED if key in args]
    return hashlib.sha256("\0".join((item, *what)).encode()).hexdigest()[:32]


def _asked(answer: AnswerType) -> str:
    """What kind of answer is asked for, as text: how long a command may take or its result holds is no part of it."""
    match answer:
        case Check():
            return "check"
        case Number(unit, least, most):
            return f"number\0{unit}\0{least}\0{most}"
        case Choice(options, passing):
            return "\0".join(("choice", *options, "", *passing))
        case Words(least):
            return f"text\0{least}"
        case Day(after, before):
            return f"date\0{after}\0{before}"
        case Command(argv):
            return "\0".join(("command", *argv))
