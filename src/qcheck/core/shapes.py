"""Shapes: what a YAML file may hold, written once, for the reader that checks it and for the editor's JSON Schema.

A shape reads a node into a value and reports everything that does not fit, with its place; where nothing usable
is left it gives `MISSING` and reading goes on.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final, Protocol

from msgspec import Struct

from qcheck.core.meaning import tidy
from qcheck.core.names import LONGEST_ID, suggest_id, wordlike
from qcheck.core.nodes import FLAGS, MOST_FINDINGS, NULLS, Mapping, Node, Scalar, Sequence
from qcheck.core.rules.table import found
from qcheck.core.similar import near
from qcheck.model.finding import Arg, Finding
from qcheck.model.place import Place


class Missing:
    """The type of `MISSING`: nothing usable stood there, and that was reported."""

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing()

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WORD = re.compile(r"[^\W_]+(-[^\W_]+)*")


SHOWN = 50


def spoken(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, Scalar):
        return "empty" if node.empty or not node.text.strip() else f'"{_short(node.text)}"'
    if not (node.items if isinstance(node, Sequence) else node.pairs):
        return "empty"
    return "a list" if isinstance(node, Sequence) else "keys with values"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class TooMany(Exception):
    """There is so much wrong in a file that the rest of it is not worth reading."""


class Reader:
    """Collects the findings of one file while shapes read it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def place(self, node: Node) -> Place:
        return Place(self.file, node.line, node.column)

    def report(self, code: str, node: Node, **args: Arg) -> Missing:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(found(code, self.place(node), self.file, **args))
        else:
            self.findings.append(found("too-many-problems", self.place(node), self.file, limit=MOST_FINDINGS))
            raise TooMany
        return MISSING

    def read(self, shape: "Shape", node: Node) -> Any:
        """The whole file as a shape reads it; `MISSING` where nothing usable is left."""
        try:
            return shape.read(node, self, "the file")
        except TooMany:
            return MISSING


class Shape(Protocol):
    """Anything that can read a node and describe itself to an editor."""

    def read(self, node: Node, reader: Reader, name: str) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def _scalar(node: Node, reader: Reader, name: str, wanted: str) -> Scalar | None:
    if not isinstance(node, Scalar):
        reader.report("value-wrong", node, key=name, wanted=wanted, got=spoken(node))
        return None
    if node.empty or not node.text.strip():
        reader.report("value-empty", node, key=name, wanted=wanted)
        return None
    return node


class Text(Struct, frozen=True):
    """Words for people, up to `limit` characters; `verbatim` keeps their white space."""

    limit: int = 2000
    verbatim: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        scalar = _scalar(node, reader, name, "text")
        if scalar is None:
            return MISSING
        if len(scalar.text) > self.limit:
            return reader.report("text-too-long", node, key=name, limit=self.limit, length=len(scalar.text))
        return scalar.text if self.verbatim else tidy(scalar.text)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": self.limit}


class Id(Struct, frozen=True):
    """A short name that other lines refer to: letters, digits and hyphens, with at least one letter.

    A `slug` is stricter, since it becomes a file's name: lower case ASCII.
    """

    slug: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        if isinstance(node, Scalar) and node.empty and node.text:
            return reader.report("id-not-text", node, id=node.text, fix=wordlike(""))
        scalar = _scalar(node, reader, name, "an id")
        if scalar is None:
            return MISSING
        text = unicodedata.normalize("NFC", scalar.text)
        if scalar.number_like or text in FLAGS or text in NULLS or text.replace("-", "").isdigit():
            return reader.report("id-not-text", node, id=text, fix=wordlike(text))
        if len(text) > LONGEST_ID:
            return reader.report("text-too-long", node, key=name, limit=LONGEST_ID, length=len(text))
        if not (SLUG if self.slug else WORD).fullmatch(text):
            return reader.report("id-malformed", node, id=text, fix=suggest_id(text), allowed=self._allowed())
        return text

    def _allowed(self) -> str:
        return "lower-case letters a-z, digits and hyphens" if self.slug else "letters, digits and hyphens"

    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": rf"^{_NO_WORD}{_SLUG_SCHEMA if self.slug else _WORD_SCHEMA}$",
            "maxLength": LONGEST_ID,
        }


# The same as `SLUG` and `WORD` for editors, whose patterns know no Unicode classes: what is no ASCII sign may stand.
_SIGN = r"\s!-,./:-@\[-`{-~\u00b2\u00b3\u00b9"
_SLUG_SCHEMA = r"[a-z0-9]+(-[a-z0-9]+)*"
_WORD_SCHEMA = rf"[^{_SIGN}-]+(-[^{_SIGN}-]+)*"
_NO_WORD = r"(?!([0-9]+|[0-9]+[eE][0-9]+|0x[0-9a-fA-F]+|0o[0-7]+|true|True|TRUE|false|False|FALSE|null|Null|NULL)$)"


class Whole(Struct, frozen=True):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 1_000_000

    def read(self, node: Node, reader: Reader, name: str) -> int | Missing:
        wanted = f"a whole number from {self.least} to {self.most}"
        scalar = _scalar(node, reader, name, wanted)
        if scalar is None:
            return MISSING
        if re.fullmatch(r"[+-]?[0-9]{1,12}", scalar.text) and self.least <= int(scalar.text) <= self.most:
            return int(scalar.text)
        return reader.report("value-wrong", node, key=name, wanted=wanted, got=f'"{scalar.text}"')

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Flag(Struct, frozen=True):
    """True or false."""

    def read(self, node: Node, reader: Reader, name: str) -> bool | Missing:
        scalar = _scalar(node, reader, name, "true or false")
        if scalar is None:
            return MISSING
        if scalar.plain and scalar.text in FLAGS:
            return FLAGS[scalar.text]
        return reader.report("value-wrong", node, key=name, wanted="true or false", got=f'"{scalar.text}"')

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class OneOf(Struct, frozen=True):
    """One of a few fixed words; `named` says in a message what they are where they are many."""

    words: tuple[str, ...]
    named: str = ""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        wanted = self.named or ("one of " if len(self.words) > 1 else "the word ") + ", ".join(self.words)
        scalar = _scalar(node, reader, name, wanted)
        if scalar is None:
            return MISSING
        if scalar.text in self.words:
            return scalar.text
        return reader.report(
            "value-unknown",
            node,
            key=name,
            got=scalar.text,
            wanted=wanted,
            near=near(scalar.text, self.words),
        )

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


class ListOf(Struct, frozen=True):
    """A list of one shape; a single value stands for a list of one where `lone` is set, and nothing for an empty one
    where none is needed.
    """

    shape: Shape
    least: int = 0
    lone: bool = False
    named: str = "one entry"

    def read(self, node: Node, reader: Reader, name: str) -> tuple[Any, ...] | Missing:
        if self.lone and isinstance(node, Scalar) and not node.empty:
            node = Sequence([node], node.line, node.column)
        if isinstance(node, Scalar) and not node.text.strip() and not self.least:
            return ()
        if not isinstance(node, Sequence):
            return reader.report("value-wrong", node, key=name, wanted="a list, one `- ` a line", got=spoken(node))
        if len(node.items) < self.least:
            return reader.report("list-empty", node, key=name, named=self.named)
        values = (self.shape.read(entry, reader, name) for entry in node.items)
        return tuple(value for value in values if value is not MISSING)

    def schema(self) -> dict[str, Any]:
        many = {
            "type": "array" if self.least else ["array", "null"],
            "items": self.shape.schema(),
            "minItems": self.least,
        }
        return {"anyOf": [self.shape.schema(), many]} if self.lone else many


class MapOf(Struct, frozen=True):
    """Names of the user's own choice, each with a value of one shape; `build` takes name, value and place."""

    key: Shape
    value: Shape
    build: Callable[[str, Any, Place], Any]

    def read(self, node: Node, reader: Reader, name: str) -> tuple[Any, ...] | Missing:
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and not node.text.strip():
                return ()
            return reader.report("value-wrong", node, key=name, wanted="names with values", got=spoken(node))
        built = []
        for key, value in node.pairs:
            word = self.key.read(key, reader, name)
            held = self.value.read(value, reader, f"{name}.{key.text}")
            if word is not MISSING and held is not MISSING:
                built.append(self.build(word, held, reader.place(key)))
        return tuple(built)

    def schema(self) -> dict[str, Any]:
        return {
            "type": ["object", "null"],
            "propertyNames": self.key.schema(),
            "additionalProperties": self.value.schema(),
        }


class Field(Struct, frozen=True):
    """A key of `Fields`: its shape, whether it must be there, and what an editor says of it."""

    shape: Shape
    doc: str
    required: bool = False


class Fields(Struct, frozen=True):
    """Fixed keys, each with its own shape; `build` makes the value from those that were read, and the place."""

    build: Callable[[dict[str, Any], Place], Any]
    fields: dict[str, Field]
    named: str
    doc: str = ""

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if not isinstance(node, Mapping):
            return reader.report("value-wrong", node, key=name, wanted="keys with values", got=spoken(node))
        values: dict[str, Any] = {}
        for key, value in node.pairs:
            field = self.fields.get(key.text)
            if field is None:
                self._unknown(key, reader)
            else:
                held = field.shape.read(value, reader, key.text)
                if held is not MISSING:
                    values[key.text] = held
        return self.build(values, reader.place(node)) if self._whole(node, values, reader) else MISSING

    def _unknown(self, key: Scalar, reader: Reader) -> None:
        known = tuple(self.fields)
        reader.report("key-unknown", key, key=key.text, named=self.named, near=near(key.text, known), known=known)

    def _whole(self, node: Mapping, values: dict[str, Any], reader: Reader) -> bool:
        written = {key.text for key, _ in node.pairs}
        required = [name for name, field in self.fields.items() if field.required]
        for name in required:
            if name not in written:
                reader.report("key-missing", node, key=name, named=self.named)
        return all(name in values for name in required)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            **({"description": self.doc} if self.doc else {}),
            "properties": {n: {**f.shape.schema(), "description": f.doc} for n, f in self.fields.items()},
            "required": [n for n, f in self.fields.items() if f.required],
            "additionalProperties": False,
        }
