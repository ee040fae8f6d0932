"""The board: all rows of a full screen in a list of which only the lines in sight are drawn."""

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcheck.app.fitting import steady
from qcheck.tui.rows import STYLES, Row

MARK = 5
GAP = 2
ASIDE = 0.4  # of the width, at most, unless a screen says otherwise


class Board(ScrollView, can_focus=True):
    """A list with a cursor that stands on items and punch items, never on a heading."""

    COMPONENT_CLASSES: ClassVar = {"board--cursor"}
    DEFAULT_CSS = """
    Board { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Board .board--cursor { background: $primary; color: $text; text-style: bold; }
    """

    class Moved(Message):
        """The cursor stands on another row."""

    class Taken(Message):
        """The row under the cursor was clicked again."""

    def __init__(self, *, id: str | None = None, aside: float = ASIDE) -> None:  # noqa: A002 (as all widgets name it)
        super().__init__(id=id)
        self.aside = aside
        self.rows: tuple[Row, ...] = ()
        self.cursor = 0
        self.digits = 1

    def show(self, rows: tuple[Row, ...], at: str = "") -> None:
        """Shows rows with the cursor on the one about `at`, else near where it was."""
        self.rows = rows
        self.digits = max((len(row.number) for row in rows), default=1)
        self.virtual_size = Size(0, len(rows))
        places = [n for n, row in enumerate(rows) if row.key]
        wanted = next((n for n in places if rows[n].key == at), None)
        if wanted is None:
            wanted = next((n for n in places if n >= self.cursor), places[-1] if places else 0)
        self.cursor = wanted
        self.refresh()
        self._into_sight()

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None where there is none to stand on."""
        held = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return held if held and held.key else None

    def go(self, to: int) -> None:
        """Puts the cursor on a row by its place."""
        if to != self.cursor and 0 <= to < len(self.rows):
            before, self.cursor = self.cursor, to
            self._refresh_line(before)
            self._refresh_line(to)
            self._into_sight()
        self.post_message(self.Moved())

    def step(self, by: int) -> None:
        """To the next row that can be stood on, in either direction."""
        places = range(self.cursor + by, len(self.rows) if by > 0 else -1, by)
        self.go(next((n for n in places if self.rows[n].key), self.cursor))

    def page(self, way: int) -> None:
        """A screen further."""
        wanted = min(max(self.cursor + way * max(1, self.size.height - 1), 0), len(self.rows) - 1)
        self._near(wanted, way)

    def edge(self, end: int) -> None:
        """To the first row or the last."""
        self._near(0 if end == 0 else len(self.rows) - 1, 1 if end == 0 else -1)

    def _near(self, wanted: int, way: int) -> None:
        ahead = range(wanted, len(self.rows) if way > 0 else -1, way)
        back = range(wanted, -1 if way > 0 else len(self.rows), -way)
        self.go(next((n for n in (*ahead, *back) if self.rows[n].key), self.cursor))

    def section(self, way: int) -> None:
        """To the first row of the next section, or of this one and then the one before."""
        heads = [n for n, row in enumerate(self.rows) if row.title]
        after = [n for n in heads if n > self.cursor] if way > 0 else [n for n in heads if n < self.cursor - 1]
        if after:
            self.go((after[0] if way > 0 else after[-1]) + 1)

    def next_missing(self, *, here: bool = False) -> bool:
        """To the next row about which something is missing, or the one in hand; from the top again after the last.

        Gives whether there is one. What can be done now comes before what waits for something.
        """
        start = self.cursor + (not here)
        order = (*range(start, len(self.rows)), *range(start))
        free = [n for n in order if self.rows[n].missing]
        wanted = next((n for n in free if not _waits(self.rows[n])), free[0] if free else None)
        if wanted is None:
            return False
        self.go(wanted)
        return True

    def on_click(self, event: Click) -> None:
        """A touch moves the cursor; a second one on the same row takes it."""
        place = event.y + self.scroll_offset.y
        if place < len(self.rows) and self.rows[place].key:
            if place == self.cursor:
                self.post_message(self.Taken())
            self.go(place)

    def on_resize(self, _: Resize) -> None:
        """What is in hand stays in sight when a window shrinks."""
        self._into_sight()

    def _refresh_line(self, place: int) -> None:
        self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))

    def _into_sight(self) -> None:
        """Scrolls the cursor's row, and a heading right above it, into sight."""
        if not self.size.height or not self.rows:
            return
        top = self.cursor - 1 if self.cursor and self.rows[self.cursor - 1].title else self.cursor
        self.scroll_to_region(Region(0, top, 1, self.cursor - top + 1), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        place, width = y + self.scroll_offset.y, self.size.width
        base = self.rich_style
        if place >= len(self.rows):
            return Strip.blank(width, base)
        row = self.rows[place]
        if row.title:
            return Strip(_heading(row, width, base)).adjust_cell_length(width, base)
        here = place == self.cursor
        if here:
            base = self.get_component_rich_style("board--cursor")
        return Strip(self._line(row, base, here=here)).adjust_cell_length(width, base)

    def _line(self, row: Row, base: Style, *, here: bool) -> list[Segment]:
        """`> FAIL  25 Worktop set level       P1`: the cursor's sign, how it stands, number, text, one thing more."""
        colour = STYLES.get(row.mark)
        mark = Segment(f"{row.mark:<{MARK}}", base + Style.parse(colour) if colour and not here else base)
        number = Segment(f"{row.number:>{self.digits}} ", base)
        room = self.size.width - 1 - MARK - self.digits - 1 - 1
        aside = _cut(row.aside, int(room * self.aside)) if room >= MARK * 4 else ""
        free = room - (cell_len(aside) + GAP if aside else 0)
        text = _cut(row.text, max(free, 1))
        gap = Segment(" " * (free - cell_len(text) + (GAP if aside else 0)), base)
        bold = Style(bold=True) if row.item and row.item.critical and row.missing else Style()
        said = (Segment(text, base + bold), gap, Segment(aside, base + Style(dim=not here)))
        return [Segment(">" if here else " ", base + Style(bold=True)), mark, number, *said]


def _waits(row: Row) -> bool:
    """Whether nothing can be done about it now: it is behind a hold point, or it failed and someone else has it."""
    return bool(row.taking.held) or bool(row.item and row.item.standing == "fail") or bool(row.punch)


def _heading(row: Row, width: int, base: Style) -> list[Segment]:
    aside = f" {row.aside}" if row.aside else ""
    title = _cut(row.title, max(1, width - cell_len(aside) - 1))
    gap = max(0, width - 1 - cell_len(title) - cell_len(aside))
    return [Segment(title, base + Style(bold=True)), Segment(" " * gap, base), Segment(aside, base + Style(dim=True))]


def _cut(text: str, width: int) -> str:
    """Text of at most so many cells, on every terminal; what was cut off ends in `…`."""
    text = steady(text)
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, max(0, width - 1)).rstrip()}…" if width > 0 else ""
