"""Demands: what an item asks for beside its answer, as written in YAML: evidence, releases, roles, other items."""

import re
from typing import Any

from msgspec import Struct

from qcheck.core.compound import Field, Fields, ListOf
from qcheck.core.nodes import Node
from qcheck.core.shapes import MISSING, Id, Missing, OneOf, Reader, Text, Whole, spoken
from qcheck.model.checklist import Evidence, Hold, Raise, Reference
from qcheck.model.place import Place


def _evidence(values: dict[str, Any], _: Place) -> tuple[Evidence, ...]:
    """What one entry asks for; `{photos: 1, note: fail}` says two things, each with its own occasion."""
    on = values.get("when", "answer")
    note = values.get("note", "")
    counted = Evidence(photos=values.get("photos", 0), files=values.get("file", 0), on=on)
    return (*([counted] if counted.photos or counted.files else []), *([Evidence(note=True, on=note)] if note else []))


def _hold(values: dict[str, Any], _: Place) -> Hold:
    return Hold(**values)


def _raise(values: dict[str, Any], _: Place) -> Raise:
    return Raise(**values.get("raise", {}))


class _Flattened(Struct, frozen=True):
    """Entries that each give several values, read as one list of them."""

    entries: ListOf

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        read_ = self.entries.read(node, reader, name)
        return read_ if isinstance(read_, Missing) else tuple(value for entry in read_ for value in entry)

    def schema(self) -> dict[str, Any]:
        return self.entries.schema()


class _Pointer(Struct, frozen=True):
    """An item named elsewhere: `section.item`, `list/section.item`, or its own id where no other has it; one that may
    be gone is named with its section (`whole`).
    """

    whole: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> Reference | Missing:
        text = Text(200).read(node, reader, name)
        if isinstance(text, Missing):
            return MISSING
        if not POINTER.fullmatch(text) or (self.whole and "." not in text):
            return reader.report("value-wrong", node, key=name, wanted="an item as section.item", got=spoken(node))
        return Reference(text, reader.place(node))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[^\s]+$"}


POINTER = re.compile(r"([\w-]+/)?([\w-]+\.)?[\w-]+(@[\w-]+)?")
OCCASION = OneOf(("pass", "fail", "answer"))
POINTERS = ListOf(_Pointer(), lone=True, least=1, named="one item")
FORMER = ListOf(_Pointer(whole=True), lone=True, least=1, named="one item")
ROLES = ListOf(Id(), lone=True, least=1, named="one role")

EVIDENCE = Fields(
    build=_evidence,
    named="evidence",
    some=("photos", "file", "note"),
    fields={
        "photos": Field(Whole(1, 20), "So many photos."),
        "file": Field(Whole(1, 20), "So many files."),
        "note": Field(OCCASION, "A note: with a pass, with a fail, or with any answer."),
        "when": Field(OCCASION, "With which answer photos and files are asked for; any if left out."),
    },
)

EVIDENCES = _Flattened(ListOf(EVIDENCE, lone=True, least=1, named="one demand"))

HOLD = Fields(
    build=_hold,
    named="a hold",
    some=("release", "witness"),
    fields={
        "release": Field(ROLES, "A hold point: work goes on only after one of these roles has released it."),
        "witness": Field(ROLES, "A witness point: who is invited; work may go on if they do not come."),
    },
)

RAISE = Fields(
    build=lambda values, _: values,
    named="raise",
    fields={
        "category": Field(OneOf(("A", "B", "C")), "A before handover, B after it, C cosmetic."),
        "trade": Field(Id(), "Who puts it right."),
        "text": Field(Text(500), "What is to be put right; the item's text if left out."),
    },
)

ON_FAIL = Fields(
    build=_raise,
    named="on_fail",
    fields={"raise": Field(RAISE, "The punch item that a failure raises.", required=True)},
)
