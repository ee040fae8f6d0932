"""A full screen with a list: moved about in by keys and touch, filtered as one types."""

from collections.abc import Callable

from textual import on
from textual.events import Key
from textual.widgets import Input

from qcheck.tui import rows
from qcheck.tui.board import Board
from qcheck.tui.full import Full
from qcheck.tui.rows import Row


class Listed(Full):
    """A list of `rows`, of which the `filter` shows some. What is below it is told by whoever makes one of this."""

    CSS = """
    Screen { layout: vertical; }
    #gate { height: 3; background: $panel; padding: 0 1; }
    #filter { display: none; height: 1; border: none; padding: 0 1; background: $boost; }
    #filter:focus { border: none; }
    .filtering #filter { display: block; }
    #hand { border-top: solid $panel; padding: 0 1; scrollbar-size-vertical: 1; }
    #hand Static { height: auto; }
    #keys { background: $panel; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.filter = ""

    @property
    def board(self) -> Board:
        """The list."""
        return self.query_one(Board)

    def line(self, words: str) -> Input:
        """The line that a filter is typed in; `words` say what can be."""
        line = Input(id="filter", placeholder=words, select_on_focus=False)
        line.can_focus = False  # but while it is typed in: keys are meant for the list
        return line

    def show(self, made: tuple[Row, ...], at: str = "") -> None:
        """The list as it is now, with the cursor on the row about `at`, else where it was."""
        held = self.board.row
        self.rows = made
        self.board.show(rows.chosen(self.rows, self.filter), at or (held.key if held else ""))
        self.tell()

    def tell(self) -> None:
        """Shows what belongs to the row in hand."""

    def filtered(self, words: str) -> None:
        """Shows only what the words mean, with the list in hand again."""
        self.filter = words
        line = self.query_one("#filter", Input)
        line.can_focus = False
        with self.prevent(Input.Changed):
            line.value = words
        self.screen_stack[0].set_class(bool(words), "filtering")
        self.screen_stack[0].set_focus(self.board)
        self.show(self.rows)

    def filtering(self) -> None:
        """Lets a filter be typed."""
        self.screen_stack[0].add_class("filtering")
        line = self.query_one("#filter", Input)
        line.value = self.filter
        line.can_focus = True
        self.screen.set_focus(line)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is set, or typed."""
        return bool(self.filter) or self.screen_stack[0].has_class("filtering")

    def take(self, event: Key) -> bool:
        """A key that moves the cursor, unless a filter is typed."""
        if isinstance(self.focused, Input) or event.key not in MOVES:
            return False
        MOVES[event.key](self)
        return True

    def page(self, way: int) -> None:
        """A screen further."""
        self.board.page(way)

    @on(Board.Moved)
    def moved(self) -> None:
        """What is in hand is told."""
        self.tell()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self.filter = event.value.strip()
        self.show(self.rows)

    @on(Input.Submitted, "#filter")
    def _typed_out(self) -> None:
        self.filtered(self.filter)


# Keys that every list has; none of them is in a table of keys.
MOVES: dict[str, Callable[[Listed], None]] = {
    "up": lambda screen: screen.board.step(-1),
    "down": lambda screen: screen.board.step(1),
    "pageup": lambda screen: screen.page(-1),
    "pagedown": lambda screen: screen.page(1),
    "home": lambda screen: screen.board.edge(0),
    "end": lambda screen: screen.board.edge(-1),
}
