"""Comparing: whether what was said about a fact or an item is what a condition asks for."""

from datetime import date
from typing import Literal

from msgspec import Struct

from qcheck.core.exact import canonical, compare
from qcheck.core.meaning import tidy
from qcheck.core.phrase import phrase
from qcheck.model.checklist import Test

RESULTS = {"pass": phrase("passed"), "fail": phrase("failed"), "na": phrase("does not apply")}
LONGEST_NUMBER = 60
DIGITS = frozenset("0123456789")


class Said(Struct, frozen=True):
    """What is known about a fact or an item: its `result`, empty for a fact, and its `value`; `open` if nothing was
    said yet, `absent` if nothing ever will be since it does not apply.
    """

    result: str
    value: str
    state: Literal["known", "open", "absent"]


def holds(test: Test, said: Said) -> bool | None:
    """Whether a comparison holds for one answer; None while that is open, or where a fact in someone's own words
    cannot be compared: nobody knows then.
    """
    if said.state == "open":
        return None
    if said.state == "absent":
        return False
    value = tidy(said.value)
    if not said.result and not _comparable(test, value):
        return None
    if test.relation == "is":
        return any(_same(said.result, value, tidy(wanted)) for wanted in test.values)
    if test.relation in {"before", "after"}:
        return any(_in_time(test.relation, value, tidy(limit)) for limit in test.values)
    return any(_within(test.relation, value, tidy(limit)) for limit in test.values)


def _comparable(test: Test, value: str) -> bool:
    """Whether a fact is what a comparison needs: a date for one in time, a number for one in size."""
    if test.relation == "is":
        return True
    return is_date(value) if test.relation in {"before", "after"} else is_decimal(value)


def is_decimal(text: str) -> bool:
    """Whether that is a number as people measure: digits, perhaps with a point and a sign, and no exponent."""
    whole, point, part = text.removeprefix("-").partition(".")
    digits = whole + part
    return bool(whole and (part or not point)) and len(text) <= LONGEST_NUMBER and DIGITS.issuperset(digits)


def is_date(text: str) -> bool:
    """Whether that is a day of the calendar, written `2026-12-04`."""
    if len(text) != len("2026-12-04") or text[4] + text[7] != "--" or not DIGITS.issuperset(text.replace("-", "")):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _same(result: str, value: str, wanted: str) -> bool:
    if wanted in RESULTS and wanted == result:
        return True
    if not value:
        return False
    if value.casefold() == wanted.casefold():
        return True
    return is_decimal(value) and is_decimal(wanted) and _compare("is", value, wanted)


def _in_time(relation: str, value: str, limit: str) -> bool:
    """Both ends are inclusive, as they are where a date is the answer."""
    if not (is_date(value) and is_date(limit)):
        return False
    return value <= limit if relation == "before" else value >= limit


def _within(relation: str, value: str, limit: str) -> bool:
    return is_decimal(value) and is_decimal(limit) and _compare(relation, value, limit)


def _compare(relation: str, value: str, limit: str) -> bool:
    order = compare(canonical(value), canonical(limit))
    return {
        "is": order == 0,
        "at_least": order >= 0,
        "at_most": order <= 0,
        "over": order > 0,
        "under": order < 0,
    }.get(relation, False)
