"""Grids: long lists are laid out as Rich's tables lay them out, only sooner."""

from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table
from rich.text import Text

from qcheck.render.grid import Look, Row, aligned, grid, printed

WORDS = st.lists(st.sampled_from(["door", "Küche", "扉", "scratch", "a", "\n", "x" * 40]), max_size=9).map(" ".join)
CELL = st.tuples(WORDS, st.sampled_from(["", "bold", "red"]), WORDS).map(
    lambda parts: Text().append(parts[0], style=parts[1]).append(parts[2], style="dim")
)
ROWS = st.lists(
    st.tuples(st.integers(1, 999).map(lambda n: Text(f"P{n}".rjust(4), style="bold")), CELL, CELL), min_size=1
)


@given(ROWS, st.sampled_from([40, 71, 72, 100]), st.booleans())
def test_a_long_list_looks_as_a_table_does(rows: list[Row], width: int, colour: bool) -> None:
    """At any width, with colours and without, whatever is in the cells."""
    look = Look(width=width, colour=colour)
    second = 28
    table = grid(rows, look, second)
    assert isinstance(table, Table)
    table.columns[-1].min_width = width - 4 - 4 - second if width >= 72 else width - 4 - 2
    assert printed([aligned(rows, look, second)], look) == printed([table], look)
