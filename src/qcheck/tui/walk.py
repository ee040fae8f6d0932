"""The walk: a full screen to go through a job with, item by item; each key is recorded before it shows."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from rich.text import Text
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import Button, Input, Static
from textual.widgets.button import ButtonVariant

from qcheck.app import walk as app
from qcheck.app.answer import Said, Spoken
from qcheck.app.desk import Desk
from qcheck.app.text import clean
from qcheck.app.told import told
from qcheck.errors import QcheckError
from qcheck.model.key import KEYS
from qcheck.model.view import ItemView, SectionView
from qcheck.model.walkview import WalkView
from qcheck.tui import acts, panes, punches, rows
from qcheck.tui.board import Board
from qcheck.tui.form import Form
from qcheck.tui.hand import Hand
from qcheck.tui.listed import Listed
from qcheck.tui.rows import Row
from qcheck.tui.screens import Gate, help_

POLL = 0.4  # seconds between two looks whether anyone else has said something
SETTLE = 0.15  # seconds after a key until the whole job is looked at anew, so that the next key need not wait for it
HANDOVER = "handover"
BEGUN_BY_DIGIT = {"number", "date"}
VARIANTS: dict[str, ButtonVariant] = {"pass": "success", "fail": "error"}
TOUCHED = ("pass", "fail", "na", "skip")
LOW = 24  # lines below which the panes give way to the list

Act = Callable[[Hand, Row], None]
ON_ITEMS: dict[str, Act] = {
    "pass": acts.passed,
    "fail": acts.failed,
    "na": acts.na,
    "value": acts.value,
    "note": acts.note,
    "photo": acts.photo,
    "punch": acts.raise_,
    "release": acts.release,
    "waive": acts.excuse,
    "undo": acts.undo,
}
ON_PUNCH: dict[str, Act] = {
    "pass": punches.passed,
    "fail": punches.failed,
    "na": punches.voided,
    "punch": punches.given,
    "waive": punches.waits,
    "undo": acts.undo,
}


class Walk(Listed):
    """A job on a full screen. Gives back `handover` where that is to come next."""

    TITLE = "qcheck walk"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = [Binding("escape", "out", show=False)]
    CSS = (
        Listed.CSS
        + """
    #foot { height: auto; }
    #said { padding: 0 1; }
    #said.bad { max-height: 5; color: $text-error; text-style: bold; }
    .one Board { display: none; }
    #touch { display: none; height: 3; }
    #touch Button { width: 1fr; min-width: 8; }
    .one #touch { display: block; }
    """
    )

    def __init__(self, desk: Callable[[], Desk], job: str, inbox: str = "", *, one: bool = False) -> None:
        super().__init__()
        self.make_desk = desk
        self.job = job
        self.inbox = inbox
        self.one = one
        first = desk()
        self.stamp = app.stamp(first, job)
        self.view: WalkView = app.look(first, job)
        self.keys = {name: first.settings.keys.get(name, key.keys) for name, key in KEYS.items()}
        self.names = {key: name for name, keys in self.keys.items() for key in keys}
        self.rows = rows.rows(self.view)
        self.left = self.view.status.count.left
        self.ended = False
        self.due = False

    def compose(self) -> ComposeResult:
        """Gate, filter, list, what is in hand, what was said, keys: from top to bottom."""
        yield Static(id="gate")
        yield self.line("words, missing, failed, mine, @place, gate:…")
        yield Board(id="board")
        with VerticalScroll(id="hand", can_focus=False):
            yield panes.Detail()
        with Horizontal(id="touch"):
            for name in TOUCHED:
                yield _button(name)
        with Vertical(id="foot"):
            yield Static(id="said")
            yield panes.Keys(id="keys")

    def on_mount(self) -> None:
        """The first missing item is in hand."""
        self.screen_stack[0].set_class(self.one, "one")
        board = self.board
        board.focus()
        board.show(self.rows)
        board.next_missing(here=True)
        self.tell()
        self.set_interval(POLL, self._poll)

    # What acts use.

    def desk(self) -> Desk:
        """A desk for a statement that is made now."""
        return self.make_desk()

    def say(self, text: str, *, bad: bool = False) -> None:
        """Tells what came of it, above the keys."""
        said = self.query_one("#said", Static)
        said.set_class(bad, "bad")
        said.styles.height = "auto" if bad else self._lines(self.size.height)
        said.update(Text(clean(text)), layout=bad)

    def ask(self, form: Form, *, on: bool = False) -> None:
        """Asks over the walk; afterwards the job is looked at anew."""
        held = self.board.row.key if self.board.row else ""

        def answered(recorded: bool | None) -> None:
            if recorded:
                self.reload()
            if on and (recorded or form.said):
                self._go_on(held)

        self.over(form, answered)

    def answered(self, said: Said) -> None:
        """Shows at once what was recorded, goes on, and looks at the whole job a moment later."""
        came = {a.item.subject: a for a in said.answers}
        held = self.board.row.key if self.board.row else ""
        if any(a.item.hold for a in said.answers):
            self.reload()
            row = self.board.row
            if row and row.taking.release and row.key in came:
                return  # the next thing is to release it
            self._go_on(held)
            return
        sections = tuple(_patched(s, came) for s in self.view.status.sections)
        self.view = replace(self.view, status=replace(self.view.status, sections=sections))
        self.left = said.left
        self.show(rows.spliced(self.rows, self.view, set(came)))
        self._go_on(held)
        self._look_soon()

    def reload(self) -> None:
        """Looks at the job anew, with the cursor where it is."""
        try:
            desk = self.desk()
            stamp = app.stamp(desk, self.job)
            self.view = app.look(desk, self.job)
        except QcheckError as error:
            self.say(told(error), bad=True)
            return
        self.stamp = stamp
        self.left = self.view.status.count.left
        self.show(rows.rows(self.view))

    def _look_soon(self) -> None:
        if not self.due:
            self.due = True
            self.set_timer(SETTLE, self._settle)

    def _settle(self) -> None:
        self.due = False
        self.reload()

    def _poll(self) -> None:
        """Whether anyone else has said something since; what this walk said is known already."""
        try:
            changed = app.stamp(self.desk(), self.job) != self.stamp
        except QcheckError:
            return  # a settings file that is being edited; the next statement tells what is wrong with it
        if changed and not self.due:
            self.reload()

    # What shows.

    def tell(self) -> None:
        """Gate, row in hand and keys as they are now."""
        width = self.size.width - 2
        row = self.board.row
        self.query_one("#gate", Static).update(panes.gate(self.view, self.left, width), layout=False)
        self.query_one(panes.Detail).tell(row, self._place(row) if self.one else "")
        self.query_one(panes.Keys).tell(row, self.keys, width, self._lines(self.size.height))

    def _place(self, row: Row | None) -> str:
        """Where one is in the job: `First fix: item 4 of 6`."""
        section = next((s for s in self.view.status.sections if row and row.item in s.items), None)
        if not section or not row or not row.item:
            return ""
        needed = [item.id for item in section.items if item.standing != "hidden"]
        return f"{section.title}: item {needed.index(row.item.id) + 1} of {len(needed)}"

    @on(Board.Moved)
    def moved(self) -> None:
        """What is in hand is told from its beginning."""
        self.tell()
        self.query_one("#hand", VerticalScroll).scroll_home(animate=False)

    @on(Board.Taken)
    def _taken(self) -> None:
        self.action_do("open")

    @on(Button.Pressed, "#touch Button")
    def _touched(self, event: Button.Pressed) -> None:
        self.action_do((event.button.id or "").removeprefix("touch-"))

    def on_resize(self, event: Resize) -> None:
        """Everything is cut to the room there is; nothing moves while one works."""
        self._lay_out(event.size.height)
        self.call_later(self.tell)  # once the screen knows its new size

    def _lay_out(self, height: int) -> None:
        self.query_one("#hand").styles.height = "1fr" if self.one else min(max(6, height // 4 + 1), 12)
        self.query_one("#said").styles.height = self.query_one("#keys").styles.height = self._lines(height)

    @staticmethod
    def _lines(height: int) -> int:
        """How many lines there are for what was said, and for the keys."""
        return 1 if height < LOW else 2

    def _go_on(self, held: str) -> None:
        """To the next that is missing after the row that was in hand, which a filter may have taken away since; where
        none is left, to the gate, once.
        """
        row = self.board.row
        if self.board.next_missing(here=bool(row and row.key != held)):
            self.ended = False
            return
        missing = any(row.missing for row in self.rows)
        if not missing and not self.ended:
            self.ended = True
            self.reload()
            self._gate(ended=True)

    # What keys do.

    def action_do(self, name: str) -> None:
        """One of the table of keys."""
        own = getattr(self, f"_do_{name}", None)
        if own:
            own()
            return
        row = self.board.row
        if row is None:
            self.say("Nothing is in hand. Change the filter.", bad=True)
            return
        act = (ON_PUNCH if row.punch else ON_ITEMS).get(name)
        if act:
            try:
                act(self, row)
            except QcheckError as error:
                self.say(f"Not recorded. {told(error)}", bad=True)
        else:
            self.say(f"{KEYS[name].label}: that goes with items of the checklist.", bad=True)

    def _do_skip(self) -> None:
        self.board.next_missing()

    def _do_up(self) -> None:
        self.board.step(-1)

    def _do_down(self) -> None:
        self.board.step(1)

    def _do_before(self) -> None:
        self.board.section(-1)

    def _do_after(self) -> None:
        self.board.section(1)

    def _do_open(self) -> None:
        self.one = not self.one
        self.screen_stack[0].set_class(self.one, "one")
        self._lay_out(self.size.height)
        self.tell()

    def _do_missing(self) -> None:
        self.filtered("" if self.filter == "missing" else "missing")

    def _do_filter(self) -> None:
        self.filtering()

    def _do_gate(self) -> None:
        self._gate(ended=False)

    def _do_handover(self) -> None:
        self.reload()
        if self.view.status.verdict == "not ready":
            self._gate(ended=False)
        else:
            self.exit(HANDOVER)

    def _do_help(self) -> None:
        self.over(help_(self.keys), lambda _: None)

    def _do_quit(self) -> None:
        self.exit("")

    def _gate(self, *, ended: bool) -> None:
        self.over(Gate(self.view, ended=ended), self._from_gate)

    def _from_gate(self, chosen: str | None) -> None:
        if chosen == HANDOVER:
            self.exit(HANDOVER)
        elif chosen:
            self.filtered("")
            self.board.show(self.rows, chosen)
            self.tell()

    def page(self, way: int) -> None:
        """A screen further; of one item, further in its text."""
        hand = self.query_one("#hand", VerticalScroll)
        if not self.one:
            self.board.page(way)
        elif way > 0:
            hand.scroll_page_down()
        else:
            hand.scroll_page_up()

    def action_out(self) -> None:
        """Out of the filter, out of one item, in that order."""
        if self.is_filtered:
            self.filtered("")
        elif self.one:
            self._do_open()

    def take(self, event: Key) -> bool:
        """A key of the table, or a digit that begins the value of an item that asks for one."""
        if isinstance(self.focused, Input):
            return False
        if super().take(event):
            return True
        sign = event.character or ""
        row = self.board.row
        name = self.names.get(sign) or self.names.get(event.key)
        if sign.isdigit() and row and row.taking.kind in BEGUN_BY_DIGIT:
            acts.value(self, row, sign)
        elif name:
            self.action_do(name)
        return bool(name) or sign.isdigit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette finds: all that keys do, by their words."""
        del screen
        for name, key in KEYS.items():
            yield SystemCommand(key.label.capitalize(), key.help, partial(self.action_do, name))


def _button(name: str) -> Button:
    """A button that is touched; keys stay with the list."""
    button = Button(KEYS[name].label.capitalize(), VARIANTS.get(name, "default"), id=f"touch-{name}")
    button.can_focus = False
    return button


def _patched(section: SectionView, came: dict[str, Spoken]) -> SectionView:
    """A section with what was just answered in it."""
    if not any(item.id in came for item in section.items):
        return section
    items = tuple(_as_answered(item, came[item.id]) if item.id in came else item for item in section.items)
    more = sum(i.settled for i in items if i.due) - sum(i.settled for i in section.items if i.due)
    return replace(section, items=items, settled=section.settled + more)


def _as_answered(item: ItemView, spoken: Spoken) -> ItemView:
    done = spoken.result != "fail" and not spoken.lacks
    return replace(item, standing=spoken.result, settled=done, lacks=spoken.lacks, spoken=acts.WORDS[spoken.result])
