"""Logos: a picture of the firm, looked at before it goes on a page."""

import re
import struct
from xml.etree import ElementTree as ET

# A page carries its logo within itself, and is mailed.
MOST_BYTES = 200_000
LONGEST_SIDE = 4000
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
DRAWN = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "symbol",
    "use", "title", "desc", "style", "clipPath", "linearGradient", "radialGradient", "stop",
})  # fmt: skip
# Left out, with all that is in it: what drawing programs keep for themselves.
IDLE = frozenset({"metadata", "switch"})
# In the words of a style: what would load something, or hide that it does.
LOADING = re.compile(r"url\((?!\s*['\"]?\s*#)|@|\\|expression|javascript:|data:", re.IGNORECASE)
# References to references multiply: so many of them make a few thousand at most.
MOST_USES = 20
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.IGNORECASE)


class NotLogo(ValueError):
    """Why a file cannot be a logo, in words that follow its name."""


def logo(content: bytes) -> bytes:
    """The picture as a page may carry it: PNG and JPEG as they are, SVG with nothing in it but what is drawn.

    Raises `NotLogo`.
    """
    if len(content) > MOST_BYTES:
        raise NotLogo(f"it has {len(content) // 1000} KB, and a logo may have {MOST_BYTES // 1000}")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _sized(content, _of_png(content))
    if content.startswith(b"\xff\xd8\xff"):
        return _sized(content, _of_jpeg(content))
    if b"<svg" in content[:4000] or b":svg" in content[:4000]:
        return _svg(content)
    raise NotLogo("it is no PNG, JPEG or SVG picture")


def _sized(content: bytes, size: tuple[int, int] | None) -> bytes:
    if size is None or min(size) < 1:
        raise NotLogo("it is damaged: it does not say how large it is")
    if max(size) > LONGEST_SIDE:
        raise NotLogo(f"it is {size[0]} by {size[1]} pixels, and a logo may have {LONGEST_SIDE} each way")
    return content


def _of_png(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or not content[24:]:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    """Width and height from the frame header (ITU-T T.81, B.2.2), past the segments before it."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - every marker begins with it
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in range(0xC0, 0xD0) and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    return None


def _svg(content: bytes) -> bytes:
    try:
        text = DOCTYPE.sub("", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotLogo("it is not written in UTF-8") from None
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise NotLogo("it defines entities, which could grow without end")
    try:
        root = ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 - no entities are left to expand
        if root.tag != f"{SVG}svg":
            raise NotLogo("it is no SVG picture")
        if sum(1 for _ in root.iter(f"{SVG}use")) > MOST_USES:
            raise NotLogo(f"it has more than {MOST_USES} <use> in it, which could grow without end")
        drawn = _drawn(root)
        drawn.set("xmlns", SVG[1:-1])
        return ET.tostring(drawn, encoding="unicode").encode()
    except ET.ParseError as error:
        raise NotLogo(f"it cannot be read: {error}") from None
    except RecursionError:
        raise NotLogo("it is nested too deep") from None


def _drawn(element: ET.Element) -> ET.Element:
    """An element and what is drawn in it; what other programs keep there is left out. Raises `NotLogo`."""
    name = element.tag.removeprefix(SVG)
    if name not in DRAWN:
        raise NotLogo(f"it has <{name}> in it, and a logo may only draw")
    made = ET.Element(name, dict(_said(name, key, value) for key, value in element.items() if _ours(key)))
    made.text = element.text
    if name == "style" and LOADING.search(element.text or ""):
        raise NotLogo("its <style> would load something")
    if name == "style" and "clip-path" in (element.text or ""):
        raise NotLogo("its <style> has clip-path, which belongs to the shape itself")
    if name == "clipPath" and any("url(" in value for each in element.iter() for value in each.attrib.values()):
        raise NotLogo("its <clipPath> refers to another, which could grow without end")
    for child in element:
        if child.tag.startswith(SVG) and child.tag.removeprefix(SVG) not in IDLE:
            made.append(_drawn(child))
            made[-1].tail = child.tail
    return made


def _ours(key: str) -> bool:
    return not key.startswith("{") or key == XLINK


def _said(name: str, key: str, value: str) -> tuple[str, str]:
    """An attribute, if it only says how something is drawn. Raises `NotLogo`."""
    key = "href" if key == XLINK else key
    if key.lower().startswith("on"):
        raise NotLogo(f"its <{name}> has {key}, and a logo may run nothing")
    if (key == "href" and not value.startswith("#")) or (key != "href" and LOADING.search(value)):
        raise NotLogo(f"{key} of its <{name}> would load something")
    return key, value
