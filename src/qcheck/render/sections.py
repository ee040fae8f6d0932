"""Sections on a terminal: how far each is."""

from collections.abc import Iterable

from rich.text import Text

from qcheck.core.cells import width
from qcheck.model.view import SectionView
from qcheck.render.grid import GAP, Look, Part, grid

WIDE = 120  # from here on progress stands in several columns, if it is many lines
MANY = 6


def title(section: SectionView, look: Look) -> str:
    """A section's heading with how much of it is done."""
    if look.plain:
        return f"{section.title}: {_done(section)}." if section.due else f"{section.title}."
    return f"{section.title}  {section.settled} of {section.due}" if section.due else section.title


def progress(sections: Iterable[SectionView], look: Look) -> Iterable[Part]:
    """How far every section is that anything of is needed, where there are several."""
    shown = [s for s in sections if any(item.standing != "hidden" for item in s.items)]
    if len(shown) < 2:  # noqa: PLR2004 (one section is the whole job, of which the head tells)
        return
    yield Text()
    if look.plain:
        yield from (Text(f"{s.title}: {_done(s)}.") for s in shown)
        return
    rows = [(Text(s.title), Text(f"{s.settled} of {s.due}" if s.due else "later")) for s in shown]
    columns = _columns(rows, look)
    if columns == 1:
        yield grid(rows, look, GAP)
    else:
        yield from _abreast(rows, columns)


def _done(section: SectionView) -> str:
    return f"{section.settled} of {section.due} done" if section.due else "due later"


def _columns(rows: list[tuple[Text, Text]], look: Look) -> int:
    if look.width < WIDE or len(rows) <= MANY:
        return 1
    one = sum(max(width(row[at].plain) for row in rows) + GAP for at in (0, 1)) + 2 * GAP
    return max(1, min(look.width // one, -(-len(rows) // (MANY - 1))))


def _abreast(rows: list[tuple[Text, Text]], columns: int) -> Iterable[Part]:
    """Columns side by side, each read downwards."""
    high = -(-len(rows) // columns)
    wide = [max(width(row[at].plain) for row in rows) for at in (0, 1)]
    for at in range(high):
        line = Text()
        for name, count in rows[at::high]:
            line.append(" " * GAP).append(name).append(" " * (wide[0] - width(name.plain) + GAP))
            line.append(count).append(" " * (wide[1] - width(count.plain) + GAP))
        yield line
