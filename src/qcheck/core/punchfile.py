"""A punch list as YAML: what is to be put right, one item a `- `, read with everything that is wrong with it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from qcheck.core import shapes
from qcheck.core.act.punch import LONGEST
from qcheck.core.compound import Field, Fields, ListOf
from qcheck.core.nodes import Node
from qcheck.core.shapes import Id, Missing, OneOf, Reader, Shape, Text
from qcheck.model.checklist import Category
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.punchfile import Cell, Line, PunchFile

CATEGORIES: tuple[Category, ...] = ("A", "B", "C")
LONGEST_NAME, LONGEST_DATE, LONGEST_PATH = 100, 40, 300
# How long what stands under a key may be, in any form of a punch list.
LIMITS = {
    "id": 60,
    "text": LONGEST,
    "where": LONGEST,
    "fix": LONGEST,
    "trade": LONGEST_NAME,
    "owner": LONGEST_NAME,
    "due": LONGEST_DATE,
    "category": LONGEST_DATE,
    "photos": LONGEST_PATH,
}


def read(source: bytes, file: str) -> tuple[PunchFile | None, list[Finding]]:
    """A punch list in YAML, and everything wrong with it; None where nothing usable is left."""
    return shapes.read(source, file, PUNCH)


class _Placed(Struct, frozen=True):
    """A shape of text whose place is kept."""

    shape: Shape

    def read(self, node: Node, reader: Reader, name: str) -> Cell | Missing:
        text = self.shape.read(node, reader, name)
        return text if isinstance(text, Missing) else Cell(text, reader.place(node))

    def schema(self) -> dict[str, Any]:
        return self.shape.schema()


def _line(values: dict[str, Any], place: Place) -> Line:
    return Line(place, {k: v for k, v in values.items() if k != "photos"}, values.get("photos", ()))


def _file(values: Mapping[str, Any], place: Place) -> PunchFile:
    return PunchFile(place.file, values.get("punch", ""), values.get("items", ()))


def _text(key: str) -> _Placed:
    return _Placed(Text(LIMITS[key]))


LINE = Fields(
    build=_line,
    named="a punch item",
    fields={
        "id": Field(_Placed(Id()), "Keeps an edited line from being raised a second time."),
        "text": Field(_text("text"), "What is wrong, as it is seen.", required=True),
        "where": Field(_text("where"), "The place: kitchen / wall unit 2."),
        "fix": Field(_text("fix"), "What would put it right."),
        "trade": Field(_text("trade"), "Whose trade it is: trades: in qcheck.yaml names the person."),
        "owner": Field(_text("owner"), "Who puts it right; the trade's person or the lead if left out."),
        "due": Field(_text("due"), "By when: 2026-12-05, or with a time 2026-12-05 17:00."),
        "category": Field(
            _Placed(OneOf(CATEGORIES)), "A before handover, B after it if accepted so, C cosmetic; A if left out."
        ),
        "photos": Field(ListOf(_text("photos"), lone=True), "Photos beside this file, one or several."),
    },
)

PUNCH = Fields(
    build=_file,
    named="a punch list",
    doc="A punch list, as qcheck punch load reads it.",
    fields={
        "punch": Field(Text(200), "What the list is called, such as walk of 2026-12-03.", required=True),
        "items": Field(ListOf(LINE, least=1, named="one item"), "What is to be put right.", required=True),
    },
)
