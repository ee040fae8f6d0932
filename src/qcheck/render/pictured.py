"""Pictures of a page: those that it holds, each once, by the names that the typesetter finds them by."""

import base64
import binascii
import re
from typing import Any

from qcheck.core.clean import clean
from qcheck.render.dom import Element

# The kinds of pictures as a page calls them, with the endings of files.
FORMS = {"jpeg": "jpg", "png": "png", "gif": "gif", "webp": "webp", "svg+xml": "svg"}


class Pictures:
    """The pictures that were met, by name."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.names: dict[bytes, str] = {}

    def shown(self, content: bytes, form: str, alt: str, size: list[int], *, logo: bool = False) -> dict[str, Any]:
        """A picture as a block."""
        name = self.names.setdefault(content, f"picture-{len(self.names)}.{form}")
        self.held[name] = content
        return {"k": "picture", "name": name, "alt": alt, "size": size, "logo": logo}


def picture(each: Element, pictures: Pictures) -> list[dict[str, Any]]:
    """A picture that the page itself holds. One from elsewhere is not fetched: what it shows stands in words."""
    kind, _, data = each.attributes.get("src", "").partition(",")
    alt = clean(each.attributes.get("alt", ""))
    try:
        content = base64.b64decode(data, validate=True) if kind.startswith("data:image/") else b""
    except binascii.Error:
        content = b""
    form = next((ending for name, ending in FORMS.items() if kind.startswith(f"data:image/{name}")), "")
    if not content or not form:
        return [{"k": "p", "style": "fine", "runs": [[alt, ""]], "rtl": False}] if alt else []
    size = [number(each.attributes.get(side, "")) for side in ("width", "height")]
    return [pictures.shown(content, form, alt, size, logo="logo" in each.classes)]


def drawing(each: Element, pictures: Pictures) -> list[dict[str, Any]]:
    label = clean(each.attributes.get("aria-label", "")) or " ".join(re.sub("<[^>]*>", " ", each.raw).split())
    source = (
        each.raw if "xmlns=" in each.raw else each.raw.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )
    return [pictures.shown(source.encode(), "svg", label, [0, 0])]


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004 (no picture is as wide)
