"""Typed: a number as people type it, read so that nobody could have meant another one."""

from qcheck.core.clean import line
from qcheck.core.exact import DIGITS, LONGEST, MOST_DIGITS, canonical
from qcheck.core.meaning import tidy

SIGNS = {".": "a point", ",": "a comma"}
PLUS_MINUS = "+-"
# Between digits some write these for thousands.
GROUPING = frozenset(" _'\u2019")
# Phones type a minus of their own.
MINUS = "\u2212"
SHOWN = 40
THOUSAND = 3


class Unclear(ValueError):
    """What was typed is no number, or could be two; `hint` says what to type instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def decimal(typed: str, sign: str) -> str:
    """A number as the record writes it, from one typed with `sign` (a point or a comma) before its decimals.

    Raises `Unclear` for everything that is none, or that another reader would take for another one.
    """
    text = plain(typed)
    body = text.lstrip(PLUS_MINUS)
    _refuse_other_forms(text, body, sign)
    marks = [mark for mark in body if mark in SIGNS]
    if len(marks) > 1:
        such = typeable("1500.5", sign)
        raise Unclear(f"{quoted(text)} has more than one decimal sign.", f"Leave out those of thousands: {such}.")
    whole, mark, part = body.partition(marks[0]) if marks else (body, "", "")
    if mark:
        _refuse_unclear_mark(text, whole, mark, part, sign)
    if len((whole + part).lstrip("0")) > MOST_DIGITS:
        raise Unclear(f"{quoted(text)} has more than {MOST_DIGITS} digits.", "Write it with fewer.")
    return canonical(f"{text[: len(text) - len(body)]}{whole}.{part}")


def typeable(value: str, sign: str) -> str:
    """A number of the record as it can be typed: three decimals could be thousands, so there are fewer or more."""
    whole, _, part = value.partition(".")
    if _thousands(whole.removeprefix("-"), part):
        part = part.rstrip("0")
        part = part.ljust(THOUSAND + 1, "0") if len(part) == THOUSAND else part
    return f"{whole}{sign}{part}" if part else whole


def plain(typed: str) -> str:
    """What was typed on one line, with the minus of a keyboard."""
    return tidy(typed).replace(MINUS, "-")


def quoted(typed: str) -> str:
    """What was typed, safe to show and cut short."""
    text = line(typed)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def numeric(character: str) -> bool:
    """Whether it can stand in what is typed for a number: in a sound one, or in one that is refused as a whole."""
    return character in PLUS_MINUS or character in SIGNS or character in GROUPING or _counts(character)


def other_form(body: str) -> bool:
    """Whether that is a number in another form than decimal digits: `1e3`, `0x1F`."""
    return _scientific(body) or _based(body)


def _refuse_other_forms(text: str, body: str, sign: str) -> None:
    """Refuse what is no number in plain digits, with the reason."""
    said, such = quoted(text), typeable("1.5", sign)
    example = f"Write a number, such as {such}."
    if not text:
        raise Unclear("no number was given.", example)
    if len(text) > LONGEST:
        raise Unclear(f"{said} is too long for a number.", example)
    if len(text) - len(body) > 1:
        raise Unclear(f"{said} has more than one plus or minus.", f"Write one, such as -{such}.")
    if any(_counts(character) and character not in DIGITS for character in body):
        raise Unclear(f"{said} has digits other than 0 to 9.", f"Write it with 0 to 9, such as {such}.")
    if _scientific(body):
        raise Unclear(f"{said} has an exponent.", "Write the number out, such as 1500.")
    if _based(body):
        raise Unclear(f"{said} is not in decimal digits.", example)
    if _grouped(body):
        raise Unclear(f"{said} has something between its digits.", "Write them without it, such as 1500.")
    if not DIGITS.intersection(body) or not DIGITS.union(SIGNS).issuperset(body):
        raise Unclear(f"{said} is not a number.", example)


def _refuse_unclear_mark(text: str, whole: str, mark: str, part: str, sign: str) -> None:
    said = quoted(text)
    if not part:
        raise Unclear(f"{said} ends with {SIGNS[mark]}.", f"Write {text[:-1]}, or the digits after it.")
    minus = "-" if text.startswith("-") else ""
    clear = typeable(canonical(f"{minus}{whole}.{part}"), sign)
    if _thousands(whole, part):
        thousands = f"{minus}{whole}{part}"
        raise Unclear(f"{said} could be a fraction or {thousands}.", f"Write {clear} or {thousands}.")
    if mark != sign:
        raise Unclear(f"{said} has {SIGNS[mark]}; this workspace writes {SIGNS[sign]}.", f"Write {clear}.")


def _thousands(whole: str, part: str) -> bool:
    return len(part) == THOUSAND and 1 <= len(whole) <= THOUSAND and whole[0] != "0"


def _counts(character: str) -> bool:
    """Whether it is a digit or stands for a number; raised ones belong to units."""
    return character.isnumeric() and character not in {"²", "³"}


def _scientific(body: str) -> bool:
    number, e, power = body.replace("E", "e").partition("e")
    return bool(e and number and power) and DIGITS.union(SIGNS).issuperset(number) and power[-1] in DIGITS


def _based(body: str) -> bool:
    return body[:1] == "0" and body[1:2] in set("xXoObB") and body[2:3] in set("0123456789abcdefABCDEF")


def _grouped(body: str) -> bool:
    ends = body[:1] + body[-1:]
    inside = GROUPING.intersection(body)
    return bool(inside) and DIGITS.issuperset(ends) and GROUPING.union(DIGITS, SIGNS).issuperset(body)
