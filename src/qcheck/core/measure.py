"""Measures: numbers with their units and their limits, as people type and read them."""

from qcheck.core import dimension
from qcheck.core.clean import line
from qcheck.core.exact import DIGITS, compare, divided, is_canonical, times
from qcheck.core.phrase import figure, phrase
from qcheck.core.typed import PLUS_MINUS, Unclear, decimal, numeric, other_form, plain, quoted
from qcheck.model.checklist import Number


def with_unit(typed: str, unit: str, sign: str) -> str:
    """A number as the record writes it, from one that may be followed by a unit: its value in `unit`, exactly.

    Raises `Unclear` as `typed.decimal` does, for a unit of another dimension, and where the value in `unit` has no end.
    """
    text = plain(typed)
    number, spelt = _split(text, unit)
    if not spelt:
        return decimal(number, sign)
    if not unit:
        raise Unclear(f"this item is a number without a unit, not {quoted(spelt)}.", "Write the number alone.")
    given = dimension.meant(spelt, unit)
    if not given:
        raise Unclear(f"this item is in {line(unit)}, not “{quoted(spelt)}”.", f"Write it in {line(unit)}.")
    try:
        value = decimal(number, sign)
    except Unclear as unclear:
        raise Unclear(str(unclear), _with(unclear.hint, line(spelt))) from unclear
    return _converted(value, given, unit, text)


def _with(hint: str, unit: str) -> str:
    """A hint that names numbers, each with the unit that was typed: without it they would mean something else."""
    words = (
        f"{word.rstrip('.')}{unit}{'.' if word.endswith('.') else ''}" if _counts(word) else word
        for word in hint.split(" ")
    )
    return " ".join(words)


def _counts(word: str) -> bool:
    return word.lstrip("-")[:1].isdigit()


def shown(value: str, unit: str, sign: str) -> str:
    """A recorded number with its unit: `3.5 mm`, `3,5 mm`, `63%`; anything else that a record holds as it stands."""
    number = figure(value, sign) if is_canonical(value) else line(value)
    if unit == "%":
        return phrase("{number}%", number=number)
    return phrase("{number} {unit}", number=number, unit=line(unit)) if unit else number


def limits(number: Number, sign: str) -> str:
    """Between which limits a number passes: `at most 2 mm`, `2 to 4 mm`; empty if it has none."""
    least, most = (shown(limit, number.unit, sign) if limit else "" for limit in (number.least, number.most))
    if least and most:
        low = shown(number.least, "", sign)
        return phrase("exactly {most}", most=most) if least == most else phrase("{low} to {most}", low=low, most=most)
    if most:
        return phrase("at most {most}", most=most)
    return phrase("at least {least}", least=least) if least else ""


def broken(value: str, number: Number) -> str:
    """The limit that a number of the record breaks, or empty if it keeps them.

    Raises `ValueError` where the value or a limit is no such number.
    """
    below = bool(number.least) and compare(value, number.least) < 0
    above = bool(number.most) and compare(value, number.most) > 0
    return (number.least if below else "") or (number.most if above else "")


def _split(text: str, unit: str) -> tuple[str, str]:
    """Number and unit; all of it is the number where no unit can be told from it."""
    if other_form(text.lstrip(PLUS_MINUS)):
        return text, ""
    head = text.removesuffix(unit).rstrip() if unit else text
    if head != text and head[-1:] in DIGITS:
        return head, unit
    end = next((n for n, character in enumerate(text) if not numeric(character)), len(text))
    number, spelt = text[:end].rstrip(), text[end:]
    counted = any(character.isnumeric() for character in number)
    return (number, spelt) if counted and spelt[:1] not in set("/:=*^") else (text, "")


def _converted(value: str, given: str, unit: str, text: str) -> str:
    scale = dimension.scale(unit)
    if given == unit or not scale:
        return value
    if scale[given] > scale[unit]:
        return times(value, scale[given] // scale[unit])
    result = divided(value, scale[unit] // scale[given])
    if not result:
        raise Unclear(f"{quoted(text)} has no end when it is written in {unit}.", f"Write it in {unit}.")
    return result
