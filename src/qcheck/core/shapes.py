"""Shapes: what a YAML file may hold, written once, for the reader that checks it and for the editor's JSON Schema.

A shape reads a node into a value and reports everything that does not fit, with its place; where nothing usable
is left it gives `MISSING` and reading goes on.
"""

import re
import unicodedata
from typing import Any, Final, Protocol

from msgspec import Struct

from qcheck.core import nodes
from qcheck.core.clean import UNSAFE
from qcheck.core.meaning import tidy
from qcheck.core.names import LONGEST_ID, suggest_id, wordlike
from qcheck.core.nodes import FLAGS, MOST_FINDINGS, NULLS, Node, Scalar, Sequence
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


class Shape(Protocol):
    """Anything that can read a node and describe itself to an editor."""

    def read(self, node: Node, reader: Reader, name: str) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def read(source: bytes, file: str, shape: Shape) -> tuple[Any, list[Finding]]:
    """The bytes of a YAML file as a shape reads them, and all findings; None where nothing usable is left."""
    text, findings = nodes.decode(source, file)
    if findings:
        return None, findings
    node, findings = nodes.compose(text, file)
    if node is None:
        return None, findings
    reader = Reader(file)
    try:
        value = shape.read(node, reader, "the file")
    except TooMany:
        value = MISSING
    return (None if value is MISSING else value), [*findings, *reader.findings]


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
        if self.verbatim:
            return scalar.text
        hidden = None if scalar.text.isprintable() else re.search(UNSAFE, scalar.text)
        if hidden:
            return reader.report("character-hidden", node, character=f"U+{ord(hidden[0]):04X}")
        return tidy(scalar.text)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": self.limit}


class Maybe(Struct, frozen=True):
    """A text that may also be left empty."""

    text: Text = Text(verbatim=True)

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        if isinstance(node, Scalar) and (node.empty or not node.text.strip()):
            return ""
        return self.text.read(node, reader, name)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean", "null"], "maxLength": self.text.limit}


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
