"""Kinds: the forms in which YAML says how an item is answered."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from qcheck.core.bounds import written, wrong
from qcheck.core.compound import Fields, ListOf
from qcheck.core.meaning import tidy
from qcheck.core.nodes import Mapping, Node, Scalar, Sequence
from qcheck.core.shapes import MISSING, Missing, OneOf, Reader, Shape, Text
from qcheck.core.similar import near
from qcheck.model.checklist import AnswerType, Choice

EXAMPLES = {
    "number": "{number: {unit: mm, max: 2}}",
    "choice": "{choice: [granite, quartz]}",
    "command": "{command: [npm, test]}",
}


class Ordered(Struct, frozen=True):
    """Keys of which two are the ends of one range; `crossed` tells whether the lower lies beyond the higher."""

    keys: Fields
    low: str
    high: str
    crossed: Callable[[Any], bool]

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        value = self.keys.read(node, reader, name)
        if value is MISSING or not self.crossed(value):
            return value
        keys = {key.text: held for key, held in node.pairs} if isinstance(node, Mapping) else {}
        least, most = keys[self.low], keys[self.high]
        return reader.report(
            "limits-crossed", least, low=self.low, least=written(least), high=self.high, most=written(most)
        )

    def schema(self) -> dict[str, Any]:
        return self.keys.schema()


class Short(Struct, frozen=True):
    """A shape with keys, or one value alone from which `build` makes the same."""

    long: Shape
    short: Shape
    build: Callable[[Any], Any]

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if isinstance(node, Mapping):
            return self.long.read(node, reader, name)
        value = self.short.read(node, reader, name)
        return MISSING if isinstance(value, Missing) else self.build(value)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.short.schema(), self.long.schema()]}


class Options(Struct, frozen=True):
    """What may be chosen: at least two, none of which is another in capitals or with other spaces."""

    entries: ListOf = ListOf(Text(100), least=2, named="two options")

    def read(self, node: Node, reader: Reader, name: str) -> tuple[str, ...] | Missing:
        options = self.entries.read(node, reader, name)
        if isinstance(options, Missing) or not isinstance(node, Sequence):
            return MISSING
        seen: set[str] = set()
        doubled = False
        for entry in node.items:
            option = tidy(written(entry)).casefold()
            if option and option in seen:
                reader.report("key-duplicate", entry, key=written(entry))
                doubled = True
            seen.add(option)
        return MISSING if doubled or len(options) < len(node.items) else options

    def schema(self) -> dict[str, Any]:
        return {**self.entries.schema(), "uniqueItems": True}


class Later(Struct, frozen=True):
    """A value that can be read only when those beside it are known."""

    shape: Shape

    def read(self, node: Node, _: Reader, __: str) -> Node:
        return node

    def schema(self) -> dict[str, Any]:
        return self.shape.schema()


class Chosen(Struct, frozen=True):
    """Options, and those of them that pass: all of them if none is named."""

    keys: Fields

    def read(self, node: Node, reader: Reader, name: str) -> Choice | Missing:
        values = self.keys.read(node, reader, name)
        if isinstance(values, Missing):
            return MISSING
        options = values["options"]
        if "pass" not in values:
            return Choice(options, options)
        passing = ListOf(OneOf(options), lone=True, least=1, named="one option").read(values["pass"], reader, "pass")
        return MISSING if isinstance(passing, Missing) else Choice(options, tuple(dict.fromkeys(passing)))

    def schema(self) -> dict[str, Any]:
        return self.keys.schema()


class Kinds(Struct, frozen=True):
    """The word for a kind of answer, or that word with what is asked for; those in `bare` need no more."""

    kinds: dict[str, Shape]
    bare: dict[str, AnswerType]

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if isinstance(node, Mapping) and len(node.pairs) == 1:
            key, held = node.pairs[0]
            return self._kind(key, held, reader)
        word = written(node)
        if word in self.bare:
            return self.bare[word]
        if word in self.kinds:
            return wrong(node, reader, name, EXAMPLES[word])
        if not word:
            return wrong(node, reader, name, f"one kind of answer, such as text or {EXAMPLES['number']}")
        kinds = tuple(self.kinds)
        wanted = "one of " + ", ".join(kinds)
        return reader.report("value-unknown", node, key=name, got=word, wanted=wanted, near=near(word, kinds))

    def _kind(self, key: Scalar, held: Node, reader: Reader) -> Any:
        if key.text not in self.kinds:
            known = tuple(self.kinds)
            near_ = near(key.text, known)
            return reader.report("key-unknown", key, key=key.text, named="an answer", near=near_, known=known)
        if key.text in self.bare and isinstance(held, Scalar) and held.empty:
            return self.bare[key.text]
        return self.kinds[key.text].read(held, reader, key.text)

    def schema(self) -> dict[str, Any]:
        empty = {"type": "null"}
        held = {
            kind: {"anyOf": [shape.schema(), empty]} if kind in self.bare else shape.schema()
            for kind, shape in self.kinds.items()
        }
        keys = {
            "type": "object",
            "properties": held,
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        }
        return {"anyOf": [{"enum": list(self.bare)}, keys]}
