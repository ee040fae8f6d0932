"""Tables of a page: the head, and rows in groups, each of which stands on one sheet if it can."""

from collections.abc import Callable
from typing import Any

from qcheck.render.dom import Element
from qcheck.render.pictured import number

Block = dict[str, Any]

# The widths that columns have on paper, in points. Of the others the fullest takes what is left, and each else what
# it needs.
WIDTHS = {"number": 30, "reading": 84, "outcome": 98, "person": 110, "price": 84, "tick": 26}
LEFT, NEEDED = 0, -1
# What may stand on one sheet as a whole: so many letters, and pictures that count for some.
WHOLE, PICTURE = 900, 150
WIDEST = 20


def ruled(each: Element, inside: Callable[[Element], list[Block]]) -> list[Block]:
    """A table as a block; `inside` gives what stands in a cell."""
    head: list[Block] = []
    groups: list[Block] = []
    for part in (part for part in each.inside if isinstance(part, Element)):
        rows = [
            [_cell(c, inside) for c in row.inside if isinstance(c, Element) and "hidden" not in c.attributes]
            for row in _rows(part)
        ]
        rows = [row for row in rows if row]
        if part.tag == "thead" and rows and not head:
            head, rows = rows[0], rows[1:]
        groups += _grouped(rows)
    every = [head, *(row for group in groups for row in group["rows"])]
    count = max((sum(cell["span"] for cell in row) for row in every), default=0)
    if not count or not groups:
        return []
    widths = _widths(head or every[1], every, count)
    return [{"k": "table", "widths": widths, "head": head, "groups": groups}]


def _widths(first: list[Block], every: list[list[Block]], count: int) -> list[int]:
    known = [WIDTHS.get(cell["kind"], NEEDED) for cell in first for _ in range(cell["span"])]
    widths = (known + [NEEDED] * count)[:count]
    weights = [0] * count
    for row in every:
        if len(row) == count:
            weights = [sum_ + weight(cell["blocks"]) for sum_, cell in zip(weights, row, strict=True)]
    open_ = [number for number, width in enumerate(widths) if width == NEEDED]
    if open_:
        widths[max(open_, key=lambda number: (weights[number], -number))] = LEFT
    return widths


def _rows(part: Element) -> list[Element]:
    return [part] if part.tag == "tr" else [e for e in part.inside if isinstance(e, Element) and e.tag == "tr"]


def _cell(each: Element, inside: Callable[[Element], list[Block]]) -> Block:
    kind = next((name for name in WIDTHS if name in each.classes), "")
    strong = each.tag == "th" and each.attributes.get("scope") == "row" and kind != "number"
    span = max(1, min(number(each.attributes.get("colspan", "1")), WIDEST))
    below = "beneath" in each.classes
    return {"kind": kind, "span": span, "rows": 1, "strong": strong, "below": below, "blocks": inside(each)}


def _grouped(rows: list[list[Block]]) -> list[Block]:
    """The rows, each with the one that stands beneath it: the empty cell at the start of that is the one above it."""
    groups: list[list[list[Block]]] = []
    for row in rows:
        beneath = any(cell["below"] for cell in row) and not row[0]["blocks"]
        if beneath and groups and len(groups[-1]) == 1:
            above = groups[-1][0]
            groups[-1] = [[{**above[0], "rows": 2}, *above[1:]], row[1:]]
        else:
            groups.append([row])
    return [{"rows": g, "whole": whole(g)} for g in groups]


def whole(of: object) -> bool:
    """Whether it may stand on one sheet as a whole: what would be longer than that is broken, or its end is lost."""
    return weight(of) < WHOLE


def weight(of: object) -> int:
    """How much room something takes, in letters."""
    if isinstance(of, dict):
        return PICTURE if of.get("k") == "picture" else sum(weight(each) for each in of.values())
    if isinstance(of, list):
        return sum(weight(each) for each in of)
    return len(of) if isinstance(of, str) else 0
