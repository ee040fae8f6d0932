"""Shapes: what a YAML file may hold, written once, for the reader that checks it and for the editor's JSON Schema.

A shape reads a node into a value and reports everything that does not fit, with its place; where nothing usable
is left it gives `MISSING` and reading goes on.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final, Protocol

from msgspec import Struct

from qcheck.core.meaning import tidy
from qcheck.core.nodes import FLAGS, Mapping, Node, Scalar, Sequence
from qcheck.core.rules.table import found
from qcheck.model.finding import Arg, Finding
from qcheck.model.place import Place


class Missing:
    """The type of `MISSING`: nothing usable stood there, and that was reported."""

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing()

LONGEST_ID = 60
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WORD = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


class Reader:
    """Collects the findings of one file while shapes read it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def place(self, node: Node) -> Place:
        return Place(self.file, node.line, node.column)

    def report(self, code: str, node: Node, **args: Arg) -> Missing:
        self.findings.append(found(code, self.place(node), self.file, **args))
        return MISSING


class Shape(Protocol):
    """Anything that can read a node and describe itself to an editor."""

    def read(self, node: Node, reader: Reader, name: str) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def _scalar(node: Node, reader: Reader, name: str, wanted: str) -> Scalar | None:
    if not isinstance(node, Scalar):
        got = "a list" if isinstance(node, Sequence) else "keys and values"
        reader.report("value-wrong", node, key=name, wanted=wanted, got=got)
        return None
    if node.empty or not node.text.strip():
        reader.report("value-empty", node, key=name, wanted=wanted)
        return None
    return node


class Text(Struct, frozen=True):
    """Words for people, up to `limit` characters."""

    limit: int = 2000

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        scalar = _scalar(node, reader, name, "text")
        if scalar is None:
            return MISSING
        if len(scalar.text) > self.limit:
            return reader.report("text-too-long", node, key=name, limit=self.limit, length=len(scalar.text))
        return tidy(scalar.text)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": self.limit}


class Id(Struct, frozen=True):
    """A short name that other lines refer to: letters, digits and hyphens, with at least one letter.

    A `slug` is stricter, since it becomes a file's name: lower case ASCII.
    """

    slug: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        scalar = _scalar(node, reader, name, "an id")
        if scalar is None:
            return MISSING
        text = unicodedata.normalize("NFC", scalar.text)
        if scalar.number_like or (scalar.plain and text in FLAGS) or text.isdigit():
            return reader.report("id-not-text", node, id=text, fix=_wordlike(text))
        if not (SLUG if self.slug else WORD).fullmatch(text) or len(text) > LONGEST_ID:
            return reader.report("id-malformed", node, id=text, fix=suggest_id(text), allowed=self._allowed())
        return text

    def _allowed(self) -> str:
        return "lower-case letters a-z, digits and hyphens" if self.slug else "letters, digits and hyphens"

    def schema(self) -> dict[str, Any]:
        pattern = (
            r"^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$" if self.slug else r"^(?![0-9]+$)[^\s./:_-]([^\s./:]*[^\s./:_-])?$"
        )
        return {"type": "string", "pattern": pattern, "maxLength": LONGEST_ID}


def _wordlike(text: str) -> str:
    digits = re.sub(r"\W+", "-", text).strip("-")
    return f"item-{digits}" if digits else "item"


def suggest_id(text: str) -> str:
    """An id made from words, to offer where none or a wrong one was written."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])
    return _wordlike(slug) if not slug or slug.replace("-", "").isdigit() else slug


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
    """One of a few fixed words."""

    words: tuple[str, ...]

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        wanted = "one of " + ", ".join(self.words)
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


def near(word: str, known: tuple[str, ...] | list[str]) -> str:
    """The known word that was most likely meant, or an empty string."""
    folded = {k.casefold(): k for k in known}
    match = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else ""


class ListOf(Struct, frozen=True):
    """A list of one shape; a single value stands for a list of one where `lone` is set."""

    shape: Shape
    least: int = 0
    lone: bool = False
    named: str = "an entry"

    def read(self, node: Node, reader: Reader, name: str) -> tuple[Any, ...] | Missing:
        if self.lone and isinstance(node, Scalar) and not node.empty:
            node = Sequence([node], node.line, node.column)
        if not isinstance(node, Sequence):
            got = (
                "nothing"
                if isinstance(node, Scalar) and node.empty
                else "one value"
                if isinstance(node, Scalar)
                else "keys"
            )
            return reader.report("value-wrong", node, key=name, wanted="a list, one `- ` a line", got=got)
        if len(node.items) < self.least:
            return reader.report("list-empty", node, key=name, named=self.named)
        values = (self.shape.read(entry, reader, name) for entry in node.items)
        return tuple(value for value in values if value is not MISSING)

    def schema(self) -> dict[str, Any]:
        many = {"type": "array", "items": self.shape.schema(), "minItems": self.least}
        return {"anyOf": [self.shape.schema(), many]} if self.lone else many


class MapOf(Struct, frozen=True):
    """Names of the user's own choice, each with a value of one shape; `build` takes name, value and place."""

    key: Shape
    value: Shape
    build: Callable[[str, Any, Place], Any]

    def read(self, node: Node, reader: Reader, name: str) -> tuple[Any, ...] | Missing:
        if not isinstance(node, Mapping):
            return reader.report("value-wrong", node, key=name, wanted="names with values", got="something else")
        built = []
        for key, value in node.pairs:
            word = self.key.read(key, reader, name)
            held = self.value.read(value, reader, f"{name}.{key.text}")
            if word is not MISSING and held is not MISSING:
                built.append(self.build(word, held, reader.place(key)))
        return tuple(built)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
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
            return reader.report(
                "value-wrong", node, key=name, wanted=f"{self.named} with its keys", got="something else"
            )
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
