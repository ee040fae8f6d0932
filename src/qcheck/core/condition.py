"""Condition YAML: the `when:` of an item, read into a `Condition`."""

import re
import unicodedata
from typing import Any

from msgspec import Struct

from qcheck.core.compare import is_date, is_decimal
from qcheck.core.compound import ListOf
from qcheck.core.names import suggest_id
from qcheck.core.nodes import Mapping, Node, Scalar, Sequence
from qcheck.core.shapes import MISSING, WORD, Missing, Reader, Shape, Text, spoken
from qcheck.core.similar import near
from qcheck.model.checklist import AllOf, AnyOf, Condition, Not, Relation, Test
from qcheck.model.place import Place

FACT = "fact"
ITEM = "item"
WANTED = "a condition such as `fact.gas: yes`"
VALUES = ListOf(Text(), least=1, named="one value")
LONGEST_NAME = 260
# An editor checks conditions inside conditions this deep; the reader checks all of them.
UNROLLED = 1

_JOINED = ("all", "any", "not")
_KNOWN = (f"{FACT}.NAME", f"{ITEM}.SECTION.ITEM", *_JOINED)


class Decimal(Struct, frozen=True):
    """A number, kept as the decimal text that was written."""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if is_decimal(text):
            return text
        return reader.report("value-wrong", node, key=name, wanted="a number such as 50 or 2.5", got=spoken(node))

    def schema(self) -> dict[str, Any]:
        return {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}


class Date(Struct, frozen=True):
    """A day of the calendar, written `2026-12-04`."""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if is_date(text):
            return text
        return reader.report("value-wrong", node, key=name, wanted="a date such as 2026-12-04", got=spoken(node))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


COMPARISONS: dict[Relation, tuple[Shape, str]] = {
    "at_least": (Decimal(), "This number or more."),
    "at_most": (Decimal(), "This number or less."),
    "over": (Decimal(), "More than this number."),
    "under": (Decimal(), "Less than this number."),
    "before": (Date(), "This day or an earlier one."),
    "after": (Date(), "This day or a later one."),
}


class When(Struct, frozen=True):
    """Conditions: facts and items with what they must be, joined by `all`, `any` and `not`; several keys must all
    hold. Where a part cannot be read, nothing is left of the whole, since it would mean something else.
    """

    def read(self, node: Node, reader: Reader, name: str) -> Condition | Missing:
        if not isinstance(node, Mapping):
            return _no_condition(node, reader, name)
        if not node.pairs:
            return reader.report("list-empty", node, key=name, named="one condition")
        return _joined(AllOf, [self._part(key, value, reader) for key, value in node.pairs])

    def _part(self, key: Scalar, value: Node, reader: Reader) -> Condition | Missing:
        if key.text == "not":
            part = self.read(value, reader, key.text)
            return part if isinstance(part, Missing) else Not(part)
        if key.text in _JOINED:
            return self._several(AllOf if key.text == "all" else AnyOf, value, reader, key.text)
        subject = _subject(key, reader)
        return _tests(subject, value, reader, reader.place(key)) if subject else MISSING

    def _several(self, kind: type[AllOf | AnyOf], node: Node, reader: Reader, name: str) -> Condition | Missing:
        if not isinstance(node, Sequence):
            wanted = "a list of conditions, one `- ` a line"
            return reader.report("value-wrong", node, key=name, wanted=wanted, got=spoken(node))
        if not node.items:
            return reader.report("list-empty", node, key=name, named="one condition")
        return _joined(kind, [self.read(entry, reader, name) for entry in node.items])

    def schema(self) -> dict[str, Any]:
        return _schema(UNROLLED)


WHEN = When()


def _no_condition(node: Node, reader: Reader, name: str) -> Missing:
    if isinstance(node, Scalar) and not node.text.strip():
        return reader.report("value-empty", node, key=name, wanted=WANTED)
    return reader.report("value-wrong", node, key=name, wanted=WANTED, got=spoken(node))


def _joined(kind: type[AllOf | AnyOf], parts: list[Condition | Missing]) -> Condition | Missing:
    whole = tuple(part for part in parts if not isinstance(part, Missing))
    if len(whole) < len(parts):
        return MISSING
    return whole[0] if len(whole) == 1 else kind(whole)


def _subject(key: Scalar, reader: Reader) -> str:
    """What a key of a condition is about, or an empty string after a report."""
    text = unicodedata.normalize("NFC", key.text)
    kind, dot, name = text.partition(".")
    if kind not in {FACT, ITEM} or not dot:
        meant = near(kind, (FACT, ITEM)) if dot else ""
        likely = f"{meant}.{name}" if meant else near(text, _JOINED)
        reader.report("key-unknown", key, key=text, named="a condition", near=likely, known=_KNOWN)
    elif len(name) > LONGEST_NAME:
        reader.report("text-too-long", key, key=kind, limit=LONGEST_NAME, length=len(name))
    elif not _well_formed(kind, name):
        allowed = "letters, digits and hyphens" + (", as in `section.item`" if kind == ITEM else "")
        parts = re.split(r"[./@]", name)[:2] if kind == ITEM else [name]
        fix = ".".join(suggest_id(part) for part in parts)
        reader.report("id-malformed", key, id=text, fix=f"{kind}.{fix}", allowed=allowed)
    else:
        return text
    return ""


def _well_formed(kind: str, name: str) -> bool:
    """Whether that could be a fact's id, or the end of an item's: `list/section.item@unit`."""
    if kind == FACT:
        return WORD.fullmatch(name) is not None
    rest, at, unit = name.partition("@")
    checklist, slash, inside = rest.rpartition("/")
    section, dot, item = inside.rpartition(".")
    words = [item, *([unit] if at else []), *([section] if dot or slash else []), *([checklist] if slash else [])]
    return all(WORD.fullmatch(word) for word in words)


def _tests(subject: str, node: Node, reader: Reader, place: Place) -> Condition | Missing:
    if isinstance(node, Mapping):
        return _compared(subject, node, reader, place)
    if isinstance(node, Sequence):
        values = VALUES.read(node, reader, subject)
        if isinstance(values, Missing) or len(values) < len(node.items):
            return MISSING
        return Test(subject, "is", values, place)
    value = Text().read(node, reader, subject)
    return value if isinstance(value, Missing) else Test(subject, "is", (value,), place)


def _compared(subject: str, node: Mapping, reader: Reader, place: Place) -> Condition | Missing:
    if not node.pairs:
        return reader.report("list-empty", node, key=subject, named="one comparison")
    return _joined(AllOf, [_comparison(subject, key, value, reader, place) for key, value in node.pairs])


def _comparison(subject: str, key: Scalar, node: Node, reader: Reader, place: Place) -> Test | Missing:
    relation = next((relation for relation in COMPARISONS if relation == key.text), None)
    if relation is None:
        known = tuple(COMPARISONS)
        return reader.report(
            "key-unknown", key, key=key.text, named="a comparison", near=near(key.text, known), known=known
        )
    value = COMPARISONS[relation][0].read(node, reader, key.text)
    return value if isinstance(value, Missing) else Test(subject, relation, (value,), place)


def _schema(levels: int) -> dict[str, Any]:
    inner = _schema(levels - 1) if levels else {"type": "object", "minProperties": 1}
    several = {"type": "array", "items": inner, "minItems": 1}
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {
            "all": {**several, "description": "Every one of these must hold."},
            "any": {**several, "description": "One of these must hold."},
            "not": {**inner, "description": "This must not hold."},
        },
        "patternProperties": {rf"^({FACT}|{ITEM})\..+$": _value_schema()},
        "additionalProperties": False,
    }


def _value_schema() -> dict[str, Any]:
    compared = {
        "type": "object",
        "minProperties": 1,
        "properties": {name: {**shape.schema(), "description": doc} for name, (shape, doc) in COMPARISONS.items()},
        "additionalProperties": False,
    }
    return {"anyOf": [Text().schema(), VALUES.schema(), compared]}
