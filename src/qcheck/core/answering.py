"""Answering: how an item's `answer`, `every` and `due` are written in YAML."""

from typing import Any

from qcheck.core.bounds import NAMED_DAYS, DayLimit, Decimal, Duration, Unit
from qcheck.core.compound import Field, Fields, ListOf
from qcheck.core.duration import UNITS
from qcheck.core.exact import compare
from qcheck.core.kinds import Chosen, Kinds, Later, Options, Ordered, Short
from qcheck.core.shapes import Text, Whole
from qcheck.core.value import MOST_CHARACTERS
from qcheck.model.checklist import CHECK, Check, Choice, Command, Day, Every, Number, Words
from qcheck.model.place import Place


def _number(values: dict[str, Any], _: Place) -> Number:
    return Number(values.get("unit", ""), values.get("min", ""), values.get("max", ""))


def _crossed(number: Number) -> bool:
    return bool(number.least and number.most) and compare(number.least, number.most) > 0


def _never(day: Day) -> bool:
    days = {day.after, day.before}
    return "" not in days and days.isdisjoint(NAMED_DAYS) and day.after > day.before


NUMBER = Fields(
    build=_number,
    named="a number",
    fields={
        "unit": Field(Unit(), "What it is measured in, such as mm, °C or pcs."),
        "min": Field(Decimal(), "The least that passes."),
        "max": Field(Decimal(), "The most that passes."),
    },
)

CHOICE = Fields(
    build=lambda values, _: values,
    named="a choice",
    fields={
        "options": Field(Options(), "What may be chosen.", required=True),
        "pass": Field(Later(ListOf(Text(100), lone=True, least=1)), "The options that pass; all if left out."),
    },
)

WORDS = Fields(
    build=lambda values, _: Words(values.get("min", 1)),
    named="a text",
    fields={"min": Field(Whole(1, MOST_CHARACTERS), "So many characters at least.")},
)

DATE = Fields(
    build=lambda values, _: Day(values.get("after", ""), values.get("before", "")),
    named="a date",
    fields={
        "after": Field(DayLimit(), "The first day that passes: today, handover or a date."),
        "before": Field(DayLimit(), "The last day that passes: today, handover or a date."),
    },
)

ARGV = ListOf(Text(MOST_CHARACTERS, verbatim=True), least=1, named="one word")

COMMAND = Fields(
    build=lambda values, _: Command(values["run"], values.get("limit", 60), values.get("fresh", 0)),
    named="a command",
    fields={
        "run": Field(ARGV, "The program and its arguments, each a word of a list; no shell reads them.", required=True),
        "limit": Field(Duration(most=UNITS["d"]), "How long it may take, such as 60s (the default) or 10min."),
        "fresh": Field(Duration(), "How long its result holds, such as 24h; for good if left out."),
    },
)

INTERVAL = Duration(least=UNITS["min"])

REPEATED = Fields(
    build=lambda values, _: Every(values["time"], values.get("for", 0)),
    named="every",
    fields={
        "time": Field(INTERVAL, "How long from one reading to the next, such as 30min.", required=True),
        "for": Field(Duration(), "How long readings go on from the first one; until handover if left out."),
    },
)

ANSWER = Kinds(
    kinds={
        "check": Fields(build=lambda *_: CHECK, named="a check", fields={}),
        "number": Short(Ordered(NUMBER, "min", "max", _crossed), Unit(), Number),
        "choice": Short(Chosen(CHOICE), Options(), lambda options: Choice(options, options)),
        "text": WORDS,
        "date": Ordered(DATE, "after", "before", _never),
        "command": Short(COMMAND, ARGV, Command),
    },
    bare={"check": Check(), "number": Number(), "text": Words(), "date": Day()},
)
EVERY = Short(Ordered(REPEATED, "time", "for", lambda e: 0 < e.span < e.interval), INTERVAL, Every)
DUE = Duration(example="-2h or -30min", before=True)
