"""Exact: arithmetic on decimal text, so that what was measured is what is kept and no float ever rounds it."""

DIGITS = frozenset("0123456789")
MOST_DIGITS = 15
LONGEST = 60


def is_canonical(text: str) -> bool:
    """Whether that is a number as the record writes it: `-0.50`, with a point, without a plus or leading zeros."""
    whole, point, part = text.removeprefix("-").partition(".")
    if not whole or bool(point) != bool(part) or len(text) > LONGEST or not DIGITS.issuperset(whole + part):
        return False
    zero = not (whole + part).strip("0")
    return (whole == "0" or whole[0] != "0") and not (zero and text[0] == "-")


def canonical(text: str) -> str:
    """The same number as the record writes it, from digits with a sign before and a point between, or empty if it is
    none such; zeros at the end are kept, since they say how precisely it was measured.
    """
    sign = text[:1] if text[:1] in {"+", "-"} else ""
    whole, _, part = text[len(sign) :].partition(".")
    whole = whole.lstrip("0") or ("0" if whole + part else "")
    number = f"{whole}.{part}" if part else whole
    return f"-{number}" if sign == "-" and number.strip("0.") else number


def compare(one: str, other: str) -> int:
    """Below zero, zero or above it, as the first number is less than the other, equal or more; exact, since it is
    done on whole numbers. Raises `ValueError` where one of them is no number as the record writes it.
    """
    if not (is_canonical(one) and is_canonical(other)):
        raise ValueError(f"not two decimal numbers: {one[:LONGEST]!r}, {other[:LONGEST]!r}")
    places = max(len(number.partition(".")[2]) for number in (one, other))
    left, right = _whole(one, places), _whole(other, places)
    return (left > right) - (left < right)


def _whole(number: str, places: int) -> int:
    whole, _, part = number.partition(".")
    return int(whole + part.ljust(places, "0"))


def times(number: str, factor: int) -> str:
    """A number of the record multiplied by a factor; moving the point keeps all its digits."""
    power = _power(factor)
    sign, whole, part = _parts(number)
    if power is not None:
        part = part.ljust(power, "0")
        return canonical(f"{sign}{whole}{part[:power]}.{part[power:]}")
    return _shortest(_whole(number, len(part)) * factor, len(part))


def divided(number: str, factor: int) -> str:
    """A number of the record divided by a factor, or empty where the result has no end: a third is no decimal."""
    power = _power(factor)
    sign, whole, part = _parts(number)
    if power is not None:
        whole = whole.rjust(power + 1, "0")
        split = len(whole) - power
        return canonical(f"{sign}{whole[:split]}.{whole[split:]}{part}")
    places = len(part) + factor.bit_length()
    result, left = divmod(_whole(number, places), factor)
    return "" if left else _shortest(result, places)


def _parts(number: str) -> tuple[str, str, str]:
    sign = "-" if number.startswith("-") else ""
    whole, _, part = number[len(sign) :].partition(".")
    return sign, whole, part


def _power(factor: int) -> int | None:
    """Which power of ten a factor is, or None."""
    power = len(str(factor)) - 1
    return power if factor == 10**power else None


def _shortest(number: int, places: int) -> str:
    """A whole number of the last of so many places as decimal text, without zeros at the end."""
    digits = str(abs(number)).rjust(places + 1, "0")
    split = len(digits) - places
    return canonical(f"{'-' * (number < 0)}{digits[:split]}.{digits[split:].rstrip('0')}")
