"""The galley: a page of HTML as what the typesetter sets, every text a string, every picture apart."""

import re
from collections.abc import Iterable, Mapping

import msgspec

from qcheck.core.clean import clean
from qcheck.render.blocks import blocks
from qcheck.render.dom import Element, parsed
from qcheck.render.pictured import Pictures

DIGEST = re.compile(r"[0-9a-f]{64}")
ACCENT = re.compile(r"--accent:\s*(#[0-9a-fA-F]{6})\b")
# Parts of a chart that only make sense beside its drawing.
DRAWN = frozenset({"plot", "legend", "bar"})
# What a style says for some screens, or for paper, alone.
MEDIA = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def galley(page: bytes, assets: Mapping[str, bytes]) -> bytes:
    """What the typesetter needs of a page, as MessagePack: `galley` is JSON, `pictures` are files by name.

    `moment` of the assets is the time that the file is to bear, as YYYY-MM-DDTHH:MM:SSZ.
    """
    top = parsed(page.decode("utf-8", "replace"))
    every = list(top.elements())
    _tabled(every)
    pictures = Pictures()
    title = _one(every, "title")
    told = {
        "title": title,
        "foot": {"runs": [[title, ""]]},
        "language": next((e.attributes.get("lang", "") for e in every if e.tag == "html"), "") or "en",
        "accent": _accent(every),
        "moment": [int(part) for part in re.findall(r"\d+", assets["moment"].decode())],
        "digests": list(dict.fromkeys(d for e in every if "digest" in e.classes for d in DIGEST.findall(e.text()))),
        "blocks": blocks(top, pictures),
    }
    return msgspec.msgpack.encode({"galley": msgspec.json.encode(told), "pictures": pictures.held})


def _tabled(every: Iterable[Element]) -> None:
    """Charts as their tables: how they are drawn stands in the page's style, which nothing here reads."""
    for chart in (each for each in every if "chart" in each.classes):
        for each in chart.elements():
            if each.classes & DRAWN or each.tag == "svg":
                each.attributes["hidden"] = ""
            elif each.tag == "details":
                each.attributes["open"] = ""


def _one(every: Iterable[Element], tag: str) -> str:
    return next((" ".join(clean(each.text()).split()) for each in every if each.tag == tag), "") or "qcheck"


def _accent(every: Iterable[Element]) -> str:
    """The one colour that the page's style has for it, on paper that is white."""
    style = "".join(each.text() for each in every if each.tag == "style")
    found = ACCENT.findall(MEDIA.sub("", style))
    return found[-1] if found else "#0b5a6b"
