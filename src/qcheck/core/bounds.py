"""Bounds: numbers, units, days and lengths of time as a checklist's YAML holds them."""

import re
from typing import Any

from msgspec import Struct

from qcheck.core import duration
from qcheck.core.compare import is_date
from qcheck.core.exact import MOST_DIGITS, canonical
from qcheck.core.nodes import Node, Scalar
from qcheck.core.shapes import Missing, Reader, Text, spoken

NAMED_DAYS = ("today", "handover")
LONGEST_UNIT = 20
# Phones type a minus of their own.
MINUS = ("-", "\u2212")
# What a number begins with, or has between its digits: a unit that began so could not be told from it.
NUMERIC = (*MINUS, *"+.,'_0123456789", "\u2019")

_DECIMAL = re.compile(rf"[+-]?(0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})?(\.[0-9]{{1,{MOST_DIGITS}}})?")
_LEADING_ZERO = re.compile(r"([+-]?)0+([0-9]+(\.[0-9]+)?)")


def wrong(node: Node, reader: Reader, name: str, wanted: str) -> Missing:
    return reader.report("value-wrong", node, key=name, wanted=wanted, got=spoken(node))


def written(node: Node) -> str:
    """A value's text; empty where it has none."""
    return "" if not isinstance(node, Scalar) or node.empty else node.text.strip()


class Decimal(Struct, frozen=True):
    """A number with a point, as text; YAML's own other forms (`010`, `1e3`, `0x10`) are read differently by others."""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = written(node)
        if zeros := _LEADING_ZERO.fullmatch(text):
            return wrong(node, reader, name, f"a number without leading zeros, such as {zeros[1]}{zeros[2]}")
        digits = sum(sign.isdigit() for sign in text)
        if not text or not digits or digits > MOST_DIGITS or not _DECIMAL.fullmatch(text):
            return wrong(node, reader, name, "a number written with digits and a point, such as 2 or 2.5")
        return canonical(text)

    def schema(self) -> dict[str, Any]:
        pattern = r"^[+-]?((0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+)$"
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": pattern, "maxLength": MOST_DIGITS + 2}]}


class Unit(Struct, frozen=True):
    """What a number is measured in."""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        if isinstance(node, Scalar) and written(node)[:1] in NUMERIC:
            return wrong(node, reader, name, "a unit, such as mm, °C or pcs")
        return Text(LONGEST_UNIT).read(node, reader, name)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^[^\s{re.escape(''.join(NUMERIC))}]", "maxLength": LONGEST_UNIT}


class DayLimit(Struct, frozen=True):
    """A day that another is held against: `today`, `handover` or an ISO date."""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = written(node)
        if text in NAMED_DAYS or is_date(text):
            return text
        return wrong(node, reader, name, "today, handover or a date such as 2027-01-31")

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"enum": list(NAMED_DAYS)}, {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}]}


class Duration(Struct, frozen=True):
    """A length of time from `least` to `most` seconds; `before` is one told backwards from the handover, as `-2h`."""

    least: int = 1
    most: int = duration.LONGEST
    example: str = "30min or 2h"
    before: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> int | Missing:
        text = written(node)
        marked = text[:1] in MINUS
        length = duration.seconds(text[1:] if self.before else text) if marked == self.before else None
        if not length:
            kind = "a time before the handover" if self.before else "a length of time"
            return wrong(node, reader, name, f"{kind}, such as {self.example}")
        if length < self.least:
            return wrong(node, reader, name, f"at least {duration.spoken(self.least)}")
        if length > self.most:
            return wrong(node, reader, name, f"at most {duration.spoken(self.most)}")
        return length

    def schema(self) -> dict[str, Any]:
        mark = f"[{''.join(MINUS)}]" if self.before else ""
        return {"type": "string", "pattern": rf"^{mark}(?=\s*[0-9])\s*{duration.PATTERN}$"}
