"""The firm's look on pages: its colour and its logo, as `qcheck.yaml` names them."""

import re
from typing import Any

from msgspec import Struct

from qcheck.core.compound import Field, Fields
from qcheck.core.nodes import Node
from qcheck.core.shapes import MISSING, Missing, Reader, Text, spoken
from qcheck.model.place import Place
from qcheck.model.settings import Brand

# What text needs for people who see less well: WCAG 2.2, success criterion 1.4.3.
LEAST_CONTRAST = 4.5
# Below this a part of a colour is linear: IEC 61966-2-1.
DARK = 0.04045


def contrast(colour: str) -> float:
    """The contrast of `#rrggbb` to white, from 1 for white to 21 for black: WCAG 2.2, "contrast ratio"."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= DARK else ((part + 0.055) / 1.055) ** 2.4


class _Accent(Struct, frozen=True):
    """A colour that can be read on white."""

    pattern: str = r"#[0-9A-Fa-f]{6}"

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = Text(20).read(node, reader, name)
        if isinstance(text, Missing):
            return MISSING
        if not re.fullmatch(self.pattern, text):
            wanted = 'a colour such as "#0b5a6b", in quotation marks'
            return reader.report("value-wrong", node, key=name, wanted=wanted, got=spoken(node))
        if contrast(text) < LEAST_CONTRAST:
            wanted = f"a darker colour, with a contrast of {LEAST_CONTRAST} or more to white"
            got = f"{spoken(node)}, with one of {int(contrast(text) * 10) / 10}"
            return reader.report("value-wrong", node, key=name, wanted=wanted, got=got)
        return text.lower()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


class _Logo(Struct, frozen=True):
    """A picture inside the workspace, with the place where it was named."""

    # Parts without a drive, a backslash or a control character; none is hidden, `..` or a home.
    pattern: str = (
        r"(?!~)((?!\.)[^/\\:\x00-\x1f\x7f]+/)*(?!\.)[^/\\:\x00-\x1f\x7f]+\.(png|jpg|jpeg|svg|PNG|JPG|JPEG|SVG)"
    )

    def read(self, node: Node, reader: Reader, name: str) -> tuple[str, Place] | Missing:
        text = Text(200, verbatim=True).read(node, reader, name)
        if isinstance(text, Missing):
            return MISSING
        if re.fullmatch(self.pattern, text):
            return text, reader.place(node)
        wanted = "a PNG, JPEG or SVG file inside the workspace, such as logo.svg"
        return reader.report("value-wrong", node, key=name, wanted=wanted, got=spoken(node))

    def schema(self) -> dict[str, Any]:
        return {**Text(200).schema(), "pattern": f"^{self.pattern}$"}


def _brand(values: dict[str, Any], _: Place) -> Brand:
    logo, place = values.get("logo", ("", None))
    return Brand(values.get("accent", ""), logo, place)


BRAND = Fields(
    build=_brand,
    named="the entry brand",
    fields={
        "accent": Field(_Accent(), 'The one colour of pages, such as "#0b5a6b"; it must be readable on white.'),
        "logo": Field(_Logo(), "The firm's logo: a PNG, JPEG or SVG file inside the workspace, up to 200 KB."),
    },
)
