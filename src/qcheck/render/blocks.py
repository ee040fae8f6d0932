"""Blocks: what stands on a page one below the other, each as the typesetter knows it."""

from collections.abc import Callable
from typing import Any

from qcheck.render.dom import Element
from qcheck.render.lines import Lines, rtl
from qcheck.render.pictured import Pictures, drawing, picture
from qcheck.render.ruled import ruled, whole

Block = dict[str, Any]

# What stands on lines of its own; all else runs on in a line.
STANDING = frozenset({
    "", "html", "body", "main", "header", "footer", "section", "article", "aside", "nav", "div", "p", "h1", "h2", "h3",
    "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th",
    "caption", "figure", "figcaption", "pre", "blockquote", "hr", "form", "fieldset", "svg", "img", "details",
    "summary", "address",
})  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
UNSEEN = frozenset({"head", "script", "style", "template", "title", "input", "button", "select", "textarea"})
# What the page's style hides on paper, and what of it a reader has opened.
HIDDEN = frozenset({"inline-label", "past"})
# What the page's style puts on a line of its own, inside of a cell.
OWN_LINE = frozenset({"fine", "result", "due", "when", "pen"})
STYLES = ("company", "subtitle", "fine", "trail")
LISTS = ("shots", "readings", "choices", "crowd")
FRAMES = {"verdict": "bar", "blank": "blank", "signature": "frame", "seal": "seal"}
# Those of them whose items have lines of their own, as cells have.
BROKEN = ("shots", "readings")
# Lists in tables in lists: what is deeper than this stands one below the other.
DEEPEST = 7
# Parts that stand beside each other, with their widths; of as many as there are, all alike.
BESIDE: dict[str, list[int]] = {"before-after": [], "lines": [2, 1, 2]}


def blocks(page: Element, pictures: Pictures) -> list[Block]:
    """All of a page; its pictures are gathered on the way."""
    return _Setting(pictures).inside(page)


class _Setting:
    """The way through a page: the pictures that were met, and the level of the last heading."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.level = 0
        self.depth = 0
        self.kinds: dict[str, Callable[[Element], list[Block]]] = {
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(("ul", "ol"), self._list),
            "dl": self._pairs,
            "img": lambda each: picture(each, pictures),
            "svg": lambda each: drawing(each, pictures),
            "table": self._table,
            "pre": _printed,
            "hr": lambda _: [{"k": "rule"}],
        }

    def inside(self, of: Element, *, cell: bool = False, style: str = "") -> list[Block]:
        """What stands in an element; what runs on between two of them is a paragraph of that style."""
        found: list[Block] = []
        lines = Lines()
        for each in of.inside:
            if isinstance(each, str):
                lines.add(each)
            elif _unseen(each):
                continue
            elif each.tag in STANDING:
                found += [*lines.taken(style), *self._block(each, cell=cell)]
            elif cell and each.classes & OWN_LINE:
                found += lines.taken(style)
                lines.element(each)
                found += lines.taken("fine" if "fine" in each.classes else style)
            elif _holds(each, STANDING):
                found += [*lines.taken(style), *self.inside(each, cell=cell)]
            else:
                lines.element(each)
        return found + lines.taken(style)

    def _block(self, each: Element, *, cell: bool) -> list[Block]:
        """One element that stands on lines of its own."""
        frame = next((FRAMES[name] for name in FRAMES if name in each.classes), "")
        if not frame or self.depth >= DEEPEST:
            return self._plain(each, cell=cell)
        inside = self._deeper(lambda of: self._plain(of, cell=cell), each)
        return [{"k": frame, "blocks": inside, "whole": whole(inside)}] if inside else []

    def _plain(self, each: Element, *, cell: bool) -> list[Block]:
        """The same without a frame."""
        if each.tag in self.kinds and self.depth < DEEPEST:
            return self._deeper(self.kinds[each.tag], each)
        if each.tag in {"p", "summary", "address", "figcaption"}:
            return self._paragraph(each, cell=cell)
        if "rule" in each.classes:
            return [{"k": "pen"}]
        weights = next((BESIDE[name] for name in BESIDE if name in each.classes), None)
        if weights is None or self.depth >= DEEPEST:
            return self.inside(each, cell=cell)
        return self._deeper(lambda of: self._beside(of, weights, cell=cell), each)

    def _deeper(self, way: Callable[[Element], list[Block]], each: Element) -> list[Block]:
        self.depth += 1
        found = way(each)
        self.depth -= 1
        return found

    def _paragraph(self, each: Element, *, cell: bool) -> list[Block]:
        """A paragraph; a picture in it stands by itself."""
        caption = "fine" if each.tag == "figcaption" or "kept" in each.classes else ""
        style = next((name for name in STYLES if name in each.classes), caption)
        if _holds(each, STANDING):
            return self.inside(each, cell=cell, style=style)
        lines = Lines(kept=bool({"said", "site"} & each.classes))
        lines.inside(each)
        return lines.taken(style)

    def _beside(self, each: Element, weights: list[int], *, cell: bool) -> list[Block]:
        parts = [part for part in each.inside if isinstance(part, Element) and not _unseen(part)]
        columns = [self._block(part, cell=cell) for part in parts]
        given = (weights + [1] * len(columns))[: len(columns)]
        return [{"k": "columns", "weights": given, "columns": columns}] if columns else []

    def _heading(self, each: Element) -> list[Block]:
        """A heading; no level is left out on the way down, whatever the page says."""
        lines = Lines()
        lines.inside(each)
        runs = lines.runs()
        if not runs:
            return []
        self.level = min(HEADINGS[each.tag], self.level + 1)
        return [{"k": "h", "level": self.level, "runs": runs, "rtl": rtl(runs)}]

    def _list(self, each: Element) -> list[Block]:
        kind = next((name for name in LISTS if name in each.classes), "")
        items = [
            self.inside(item, cell=bool(kind))
            for item in each.inside
            if isinstance(item, Element) and not _unseen(item)
        ]
        items = [item for item in items if item]
        if not items:
            return []
        if kind:
            kept = [whole(item) for item in items]
            return [{"k": kind, "items": items, "whole": kept, "tiny": "tiny" in each.classes}]
        marked = not each.classes & {"plain", "history"}
        return [{"k": "list", "numbered": each.tag == "ol", "marked": marked, "items": items}]

    def _table(self, each: Element) -> list[Block]:
        captions = [part for part in each.inside if isinstance(part, Element) and part.tag == "caption"]
        above = [block for part in captions if not _unseen(part) for block in self.inside(part, style="fine")]
        return above + ruled(each, lambda cell: self.inside(cell, cell=True))

    def _pairs(self, each: Element) -> list[Block]:
        """Terms, each with what is said of it."""
        pairs: list[list[list[Block]]] = []
        for inner in _parts(each):
            if inner.tag == "dt":
                pairs.append([self.inside(inner), []])
            elif inner.tag == "dd" and pairs:
                pairs[-1][1] += self._said(inner)
        columns, kept = 1 if "digests" in each.classes else 4, [whole(pair) for pair in pairs]
        return [{"k": "pairs", "columns": columns, "pairs": pairs, "whole": kept}] if pairs else []

    def _said(self, of: Element) -> list[Block]:
        """What is said of a term: a text, or several that each stand on a line."""
        parts = [each for each in of.inside if isinstance(each, Element) or each.strip()]
        if _holds(of, STANDING, OWN_LINE) or not all(
            isinstance(each, Element) and each.tag == "span" for each in parts
        ):
            parts = [of]
        return [block for part in parts if isinstance(part, Element) for block in self._line(part)]

    def _line(self, of: Element) -> list[Block]:
        if _holds(of, STANDING, OWN_LINE):
            return self.inside(of, cell=True)
        lines = Lines(kept="site" in of.classes)
        lines.element(of)
        return lines.taken("fine" if "fine" in of.classes else "")


def _printed(each: Element) -> list[Block]:
    """A text whose lines and spaces are its own."""
    lines = Lines(kept=True)
    lines.add(each.text().strip("\n").replace("  ", "\u00a0 "))
    return [{"k": "pre", "runs": runs} for runs in [lines.runs()] if runs]


def _parts(of: Element) -> list[Element]:
    """What is in a list of terms, also where each pair is in a part of its own."""
    found = [each for each in of.inside if isinstance(each, Element)]
    return [part for each in found for part in (_parts(each) if each.tag == "div" else [each])]


def _unseen(element: Element) -> bool:
    folded = bool(element.classes & HIDDEN) and not (element.tag == "details" and "open" in element.attributes)
    ornament = element.tag == "svg" and element.attributes.get("aria-hidden") == "true"
    return element.tag in UNSEEN or folded or ornament or "hidden" in element.attributes


def _holds(each: Element, tags: frozenset[str], classes: frozenset[str] = frozenset()) -> bool:
    """Whether an element has in it one of these."""
    return any(inner.tag in tags or inner.classes & classes for inner in each.elements() if inner is not each)
