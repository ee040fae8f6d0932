"""Compound shapes: lists, names with values and fixed keys, made of other shapes."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from qcheck.core.nodes import Mapping, Node, Scalar, Sequence
from qcheck.core.shapes import MISSING, Missing, Reader, Shape, spoken
from qcheck.core.similar import near
from qcheck.model.place import Place


class ListOf(Struct, frozen=True):
    """A list of one shape; a single value stands for a list of one where `lone` is set, and nothing for an empty one
    where none is needed.
    """

    shape: Shape
    least: int = 0
    lone: bool = False
    named: str = "one entry"

    def read(self, node: Node, reader: Reader, name: str) -> tuple[Any, ...] | Missing:
        if self.lone and (isinstance(node, Mapping) or (isinstance(node, Scalar) and not node.empty)):
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
    """Fixed keys, each with its own shape; `build` makes the value from those that were read, and the place.

    Of the keys in `some` at least one must be there. A `lenient` one is built even where a required key is missing,
    so that what is inside is looked at in the same run.
    """

    build: Callable[[dict[str, Any], Place], Any]
    fields: dict[str, Field]
    named: str
    doc: str = ""
    lenient: bool = False
    some: tuple[str, ...] = ()

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
        whole = self._whole(node, values, reader)
        return self.build(values, reader.place(node)) if whole or self.lenient else MISSING

    def _unknown(self, key: Scalar, reader: Reader) -> None:
        known = tuple(self.fields)
        reader.report("key-unknown", key, key=key.text, named=self.named, near=near(key.text, known), known=known)

    def _whole(self, node: Mapping, values: dict[str, Any], reader: Reader) -> bool:
        written = {key.text for key, _ in node.pairs}
        required = [name for name, field in self.fields.items() if field.required]
        for name in required:
            if name not in written:
                reader.report("key-missing", node, key=name, named=self.named)
        if self.some and not written & set(self.some):
            reader.report("key-missing", node, key=" or ".join(self.some), named=self.named)
        return all(name in values for name in required) and (not self.some or bool(set(self.some) & values.keys()))

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            **({"description": self.doc} if self.doc else {}),
            "properties": {n: {**f.shape.schema(), "description": f.doc} for n, f in self.fields.items()},
            "required": [n for n, f in self.fields.items() if f.required],
            "additionalProperties": False,
            **({"anyOf": [{"required": [n]} for n in self.some]} if self.some else {}),
        }
