"""Keys of the walk as a workspace sets them: each does one thing."""

import re
from typing import Any

from msgspec import Struct

from qcheck.core import nodes
from qcheck.core.compound import ListOf
from qcheck.core.nodes import Node, Scalar
from qcheck.core.shapes import MISSING, Missing, OneOf, Reader, Text, spoken
from qcheck.model.key import KEYS, NAMED, RESERVED

ONE_SIGN = r"[^\s\d\x00-\x1f\x7f]"
PATTERN = rf"({ONE_SIGN}|{'|'.join(NAMED)}|ctrl\+[a-z])"
WANTED = "one sign that is no digit, space, enter, f1 to f12, or ctrl+ and a letter"


class KeyName(Struct, frozen=True):
    """A key by its sign or its name."""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = Text(20, verbatim=True).read(node, reader, name)
        if isinstance(text, Missing):
            return MISSING
        if text in RESERVED:
            wanted = "a key that the screen is not moved about with"
            return reader.report("value-wrong", node, key=name, wanted=wanted, got=spoken(node))
        if re.fullmatch(PATTERN, text):
            return text
        return reader.report("value-wrong", node, key=name, wanted=WANTED, got=spoken(node))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{PATTERN}$", "not": {"enum": list(RESERVED)}}


class Keymap(Struct, frozen=True):
    """What can be done in the walk, each with the keys for it; what is not named keeps those it has."""

    actions: OneOf = OneOf(tuple(KEYS))
    keys: ListOf = ListOf(KeyName(), least=1, lone=True, named="one key")

    def read(self, node: Node, reader: Reader, name: str) -> tuple[tuple[str, tuple[str, ...]], ...] | Missing:
        if isinstance(node, Scalar) and node.empty:
            return ()
        if not isinstance(node, nodes.Mapping):
            return reader.report("value-wrong", node, key=name, wanted="actions with their keys", got=spoken(node))
        chosen: dict[str, tuple[str, ...]] = {}
        at: dict[str, Node] = {}
        for key, value in node.pairs:
            action = self.actions.read(key, reader, name)
            keys = self.keys.read(value, reader, f"{name}.{key.text}")
            if isinstance(action, str) and not isinstance(keys, Missing):
                chosen[action], at[action] = tuple(dict.fromkeys(keys)), value
        self._each_once(chosen, at, reader)
        return tuple(chosen.items())

    def _each_once(self, chosen: dict[str, tuple[str, ...]], at: dict[str, Node], reader: Reader) -> None:
        """Reports a key that would do two things."""
        taken = {key: action for action in KEYS if action not in chosen for key in KEYS[action].keys}
        for action, keys in chosen.items():
            for key in keys:
                other = taken.setdefault(key, action)
                if other != action:
                    reader.report("keys-clash", at[action], key=key, action=action, other=other)

    def schema(self) -> dict[str, Any]:
        keys = self.keys.schema()
        return {
            "type": ["object", "null"],
            "properties": dict.fromkeys(KEYS, keys),
            "additionalProperties": False,
        }
