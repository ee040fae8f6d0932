"""Tables of a page: the head, and rows in groups, each of which stands on one sheet if it can."""

from collections.abc import Callable
from typing import Any

from qcheck.render.dom import Element
from qcheck.render.pictured import number

Block = dict[str, Any]

# The widths that columns have on paper, in points; the others share what is left.
WIDTHS = {"number": 30, "reading": 84, "outcome": 98, "person": 110, "price": 84}
# What may stand on one sheet as a whole: so many letters, and pictures that count for some.
WHOLE, PICTURE = 900, 150
WIDEST = 20


def ruled(each: Element, inside: Callable[[Element], list[Block]]) -> list[Block]:
    """A table as a block; `inside` gives what stands in a cell."""
    head: list[Block] = []
    groups: list[Block] = []
    for part in (part for part in each.inside if isinstance(part, Element)):
        rows = [[_cell(c, inside) for c in row.inside if isinstance(c, Element)] for row in _rows(part)]
        rows = [row for row in rows if row]
        if part.tag == "thead" and rows and not head:
            head, rows = rows[0], rows[1:]
        together = part.tag == "tbody" and "items" in each.classes
        groups += [_group(rows)] if rows and together else [_group([row]) for row in rows]
    every = [head, *(row for group in groups for row in group["rows"])]
    count = max((sum(cell["span"] for cell in row) for row in every), default=0)
    if not count or not groups:
        return []
    widths = [WIDTHS.get(cell["kind"], 0) for cell in (head or every[1]) for _ in range(cell["span"])]
    return [{"k": "table", "widths": (widths + [0] * count)[:count], "head": head, "groups": groups}]


def _rows(part: Element) -> list[Element]:
    return [part] if part.tag == "tr" else [e for e in part.inside if isinstance(e, Element) and e.tag == "tr"]


def _cell(each: Element, inside: Callable[[Element], list[Block]]) -> Block:
    kind = next((name for name in WIDTHS if name in each.classes), "")
    strong = each.tag == "th" and each.attributes.get("scope") == "row" and kind != "number"
    span = max(1, min(number(each.attributes.get("colspan", "1")), WIDEST))
    return {"kind": kind, "span": span, "rows": 1, "strong": strong, "blocks": inside(each)}


def _group(rows: list[list[Block]]) -> Block:
    """Rows that belong together: an empty cell at the start of the second is the one above it."""
    if len(rows) == 2 and rows[1][0]["kind"] == "number" and not rows[1][0]["blocks"]:  # noqa: PLR2004 (two)
        rows = [[{**rows[0][0], "rows": 2}, *rows[0][1:]], rows[1][1:]]
    return {"rows": rows, "whole": sum(_weight(cell["blocks"]) for row in rows for cell in row) < WHOLE}


def _weight(of: object) -> int:
    """How much room something takes, in letters."""
    if isinstance(of, dict):
        return PICTURE if of.get("k") == "picture" else sum(_weight(each) for each in of.values())
    if isinstance(of, list):
        return sum(_weight(each) for each in of)
    return len(of) if isinstance(of, str) else 0
