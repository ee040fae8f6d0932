"""Screens over the walk: what stands in the way of the gate, and what each key does."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcheck.model.key import KEYS
from qcheck.model.view import FindingView
from qcheck.model.walkview import WalkView
from qcheck.tui.full import Over
from qcheck.tui.panes import VERDICTS, sign

MARKS = (
    ("ok", "passed"),
    ("FAIL", "failed; beside it the punch item"),
    ("n/a", "does not apply"),
    ("miss", "passed, and something is lacking"),
    ("held", "not to be answered now: see below the list"),
    ("old", "reworded since it was answered"),
    ("two", "two devices said different"),
    ("wvd", "waived"),
)


class Gate(Over):
    """All that stands in the way, and who it waits on. Gives back a subject that was chosen, `handover`, or nothing."""

    BINDINGS: ClassVar = [
        Binding("escape", "out", show=False),
        Binding("h", "handover", show=False),
        Binding("q", "out", show=False),
    ]

    DEFAULT_CSS = """
    Gate { align: center middle; }
    Gate > Vertical { background: $surface; padding: 0 1; }
    Gate OptionList { height: 1fr; border: none; padding: 0; background: $surface; }
    Gate #how { color: $text-muted; }
    """

    def __init__(self, view: WalkView, *, ended: bool) -> None:
        super().__init__()
        self.view = view
        self.ended = ended
        self.standing = [f for f in view.status.findings if f.severity != "info"]

    def compose(self) -> ComposeResult:
        """The verdict, then a line for each thing, and how to go on."""
        with Vertical():
            yield Static(self._head())
            yield OptionList(
                *(Option(_finding(f), id=f"{n}") for n, f in enumerate(self.standing)), markup=False, compact=True
            )
            yield Static(Text(self._keys()), id="how")

    def on_mount(self) -> None:
        """The first thing in the way is in hand."""
        if self.standing:
            self.query_one(OptionList).focus()

    def _head(self) -> Text:
        status = self.view.status
        lines = [Text("Nothing is left that can be checked by this gate.")] if self.ended else []
        count = sum(f.stands for f in self.standing)
        what = f": {count} problem{'s' if count != 1 else ''}" if count else ""
        lines.append(Text.assemble((status.verdict.upper(), VERDICTS[status.verdict]), what))
        lines += [Text(f"Waiting on {_waiting(self.standing)}")] if _waiting(self.standing) else []
        if status.signoff and not status.signoff.stale:
            lines.append(Text(f"{status.signoff.spoken}, {status.signoff.person}, {status.signoff.at}"))
        return Text("\n").join(lines)

    def _keys(self) -> str:
        on = "h: hand over   " if self.view.status.verdict != "not ready" else ""
        return f"{on}{'Enter: go to it   ' if self.standing else ''}Esc: back"

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.leave(self.standing[event.option_index].subject)

    def action_out(self) -> None:
        """Back to the walk."""
        self.leave("")

    def action_handover(self) -> None:
        """On to the handover, where the gate is open."""
        if self.view.status.verdict != "not ready":
            self.leave("handover")


def _finding(finding: FindingView) -> Text:
    words = Text(f"{finding.number} " if finding.number else "")
    words.append(finding.message, style="" if finding.stands else "dim")
    if finding.waiting_on:
        words.append(f", waiting on {finding.waiting_on}", style="italic")
    return words if finding.stands else words.append(" (warning)", style="dim")


def _waiting(findings: list[FindingView]) -> str:
    """Everyone that is waited for, with how many things: `Ravi Shah (2), Olga Petrova`."""
    counts: dict[str, int] = {}
    for finding in findings:
        if finding.stands and finding.waiting_on:
            counts[finding.waiting_on] = counts.get(finding.waiting_on, 0) + 1
    return ", ".join(f"{name} ({n})" if n > 1 else name for name, n in counts.items())


class Page(Over):
    """Words to be read, in tables of two columns under headings."""

    BINDINGS: ClassVar = [Binding("escape,q,question_mark,enter", "out", show=False)]

    DEFAULT_CSS = """
    Page { align: center middle; }
    Page > VerticalScroll { background: $surface; padding: 0 1; max-width: 100; }
    """

    def __init__(self, first: str, *tables: tuple[str, tuple[tuple[str, str], ...]]) -> None:
        super().__init__()
        self.first = first
        self.tables = tables

    def compose(self) -> ComposeResult:
        """How to leave it, then the tables."""
        with VerticalScroll():
            yield Static(Text(self.first))
            for head, rows in self.tables:
                yield Static(_table(head, rows))

    def action_out(self) -> None:
        """Back to what is below."""
        self.leave(None)


def help_(keys: dict[str, tuple[str, ...]]) -> Page:
    """What each key of the walk does, and what the marks mean."""
    first = "Esc: back. Arrows move, a touch chooses, Ctrl+P finds a command by its name."
    return Page(first, ("Keys", tuple((_signs(keys[n]), key.help) for n, key in KEYS.items())), ("Marks", MARKS))


def _signs(keys: tuple[str, ...]) -> str:
    return " ".join(sign(key) for key in keys)


def _table(head: str, rows: tuple[tuple[str, str], ...]) -> Table:
    """Two columns of words under a heading."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    table.add_row()
    table.add_row(head)
    for left, right in rows:
        table.add_row(left, right)
    return table
