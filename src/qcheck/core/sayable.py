"""Sayable: what can be said about a fact or an item, as far as conditions can tell it apart."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import pairwise

from qcheck.core.compare import LONGEST_NUMBER, RESULTS, Said, is_date, is_decimal
from qcheck.core.meaning import tidy
from qcheck.model.checklist import Check, Choice, Command, Day, Item, Number, Question, Test, Words

DATED = ("before", "after")
OTHER = "\ue000"
SOME_DAY = "2000-01-01"
PRECISION = 200
# Of more options than a hand-written list has, none is called wrong, so that looking does not take long.
MOST_OPTIONS = 500


def odd(test: Test, about: Question | Item) -> tuple[str, ...]:
    """The values of a comparison that can never be said about what it compares."""
    if test.relation == "is":
        return tuple(value for value in test.values if not _can_be(tidy(value), about))
    return () if _comparable(test, about) else test.values


def offered(about: Question | Item) -> tuple[str, ...]:
    """What can be said about something, in words for people."""
    if isinstance(about, Question):
        return about.choice or ("any text",)
    match about.answer:
        case Choice(options):
            named: tuple[str, ...] = options
        case Number():
            named = ("a number",)
        case Day():
            named = ("a date such as 2026-12-04",)
        case Words():
            named = ("any text",)
        case Check() | Command():
            named = ()
    return (*named, *RESULTS)


def domain(about: Question | Item, tests: Iterable[Test]) -> list[Said]:
    """Answers among which are all that these comparisons tell apart; none where they are too fine to list.

    An answer may fail whatever its value, and may not apply whatever the list says of that.
    """
    asked = list(tests)
    if isinstance(about, Question):
        return [Said("", value, "known") for value in _choices(about.choice, asked) or _facts(asked)]
    match about.answer:
        case Choice(options, passing):
            values = [(value, value in passing) for value in _choices(options, asked)]
        case Number(_, least, most):
            points = _points([*_limits(asked), *(text for text in (least, most) if is_decimal(text))])
            values = [(point, _within(point, least, most)) for point in points]
        case Words() | Day():
            values = [(value, True) for value in _texts(asked)]
        case Check() | Command():
            return [Said(result, "", "known") for result in RESULTS]
    passed = [Said("pass", value, "known") for value, passes in values if passes]
    failed = [Said("fail", value, "known") for value, _ in values]
    return [*passed, *failed, Said("fail", "", "known"), Said("na", "", "known")] if values else []


def _can_be(value: str, about: Question | Item) -> bool:
    if isinstance(about, Question):
        return not about.choice or _among(value, about.choice)
    if value in RESULTS:
        return True
    match about.answer:
        case Choice(options):
            return _among(value, options)
        case Number():
            return is_decimal(value)
        case Day():
            return is_date(value)
        case Words():
            return True
        case Check() | Command():
            return False


def _among(value: str, options: tuple[str, ...]) -> bool:
    return len(options) > MOST_OPTIONS or value.casefold() in _folded(options)


@lru_cache
def _folded(options: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tidy(option).casefold() for option in options)


def _comparable(test: Test, about: Question | Item) -> bool:
    """Whether something can be compared with a number or a date: also options that are all numbers, or all dates."""
    fits = is_date if test.relation in DATED else is_decimal
    if isinstance(about, Question):
        return all(fits(tidy(option)) for option in about.choice)
    match about.answer:
        case Choice(options):
            return all(fits(tidy(option)) for option in options)
        case Number():
            return test.relation not in DATED
        case Day():
            return test.relation in DATED
        case _:
            return False


def _choices(options: tuple[str, ...], tests: list[Test]) -> list[str]:
    """The options that are mentioned, and one that is not; all of them where they are compared by size."""
    if any(test.relation != "is" for test in tests) or any(is_decimal(tidy(option)) for option in options):
        return list(options)
    mentioned = {tidy(value).casefold() for test in tests for value in test.values}
    named = [option for option in options if tidy(option).casefold() in mentioned]
    others = [option for option in options if tidy(option).casefold() not in mentioned]
    return [*named, *others[:1]]


def _texts(tests: list[Test]) -> list[str]:
    """Every text that is mentioned, one that is not, and numbers and dates around those mentioned."""
    mentioned = [tidy(value) for test in tests for value in test.values]
    points = _points(_limits(tests))
    days = _days([text for text in mentioned if is_date(text)])
    return list(dict.fromkeys([*mentioned, *points, *days, OTHER])) if points else []


def _facts(tests: list[Test]) -> list[str]:
    """The same for a fact in someone's own words; what its comparisons all leave undecided is left out."""
    fits = [is_date if test.relation in DATED else is_decimal for test in tests if test.relation != "is"]
    values = _texts(tests)
    return [v for v in values if any(fit(v) for fit in fits)] if len(fits) == len(tests) else values


def _limits(tests: list[Test]) -> list[str]:
    return [tidy(value) for test in tests for value in test.values if is_decimal(tidy(value))]


def _points(limits: list[str]) -> list[str]:
    """Numbers at, between and beyond limits; none where they lie too close together to be written."""
    with localcontext() as context:
        context.prec = PRECISION
        known = sorted({Decimal(limit) for limit in limits} or {Decimal(0)})
        between = [(low + high) / 2 for low, high in pairwise(known)]
        points = [f"{point:f}" for point in (known[0] - 1, *known, *between, known[-1] + 1)]
    return points if all(len(point) <= LONGEST_NUMBER for point in points) else []


def _days(mentioned: list[str]) -> list[str]:
    """Days at, just before and just after those mentioned, within the calendar."""
    known = {date.fromisoformat(text).toordinal() for text in mentioned or [SOME_DAY]}
    near = sorted(day + step for day in known for step in (-1, 0, 1))
    return [date.fromordinal(day).isoformat() for day in near if 1 <= day <= date.max.toordinal()]


def _within(value: str, least: str, most: str) -> bool:
    low = not is_decimal(least) or Decimal(value) >= Decimal(least)
    return low and (not is_decimal(most) or Decimal(value) <= Decimal(most))
