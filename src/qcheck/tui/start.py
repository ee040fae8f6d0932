"""The page to start from: jobs by urgency and what is due today; Enter walks through one."""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Key, Resize
from textual.widgets import Input, Static
from textual.worker import WorkType

from qcheck.app import start as app
from qcheck.app.desk import Desk, speaker
from qcheck.app.text import clean
from qcheck.app.told import told
from qcheck.errors import QcheckError
from qcheck.model.startview import StartJob
from qcheck.tui import panes, startrows
from qcheck.tui.board import Board
from qcheck.tui.listed import Listed
from qcheck.tui.screens import Page
from qcheck.tui.startrows import KEYS

POLL = 1.0  # seconds between two looks whether anything was said of any job
AGAIN = 300.0  # seconds until all jobs are looked at anew: time itself makes things late
SYNC = 5.0  # seconds between two looks at what waits for sync, which asks git
BUSY = 0.02  # seconds for which jobs are read before keys are answered
PAUSE = 0.002  # seconds in which they are
SHOW = 0.1  # seconds between two times that what was read is shown
NAMES = {key: name for name, held in KEYS.items() for key in held.keys}


class Start(Listed):
    """The jobs of a workspace. Gives back `walk JOB` or `status JOB`, or nothing."""

    TITLE = "qcheck"
    BINDINGS: ClassVar = [Binding("escape", "out", show=False)]

    def __init__(self, desk: Callable[[], Desk], at: str = "") -> None:
        super().__init__()
        self.desk = desk
        first = desk()
        self.jobs: dict[str, StartJob] = {job.job: job for job in app.names(first)}
        self.unread = list(self.jobs)
        self.stamps = app.stamps(first)
        self.waiting_for_sync: tuple[str, ...] = ()
        self.view = app.page(first, self.jobs.values())
        self.at = at
        self.chose = False
        self.reading = False
        self.looked = 0.0
        self.asking = False
        self.lost = ""
        self.wrong = ""

    def compose(self) -> ComposeResult:
        """The head, the filter, the jobs with what is due, the one in hand, the keys."""
        yield Static(id="gate")
        yield self.line("name, lead, late, ready, not, due, sync")
        yield Board(id="board", aside=0.65)
        with VerticalScroll(id="hand", can_focus=False):
            yield Static(id="told")
        yield panes.Keys(startrows.keys(), id="keys")

    def on_mount(self) -> None:
        """The names show at once; how each job stands comes as it is read."""
        self.board.focus()
        self._shown()
        self._to_read([])
        self.set_interval(POLL, self._poll)
        self.set_interval(AGAIN, lambda: self._to_read(list(self.jobs)))
        self.set_interval(SYNC, self._ask_git)

    # What is read.

    def _to_read(self, names: list[str]) -> None:
        """Reads jobs, or goes on with it."""
        self.unread += [name for name in names if name not in self.unread]
        if self.unread and not self.reading:
            self.reading = True
            self.set_timer(PAUSE, self._read)

    def _read(self) -> None:
        """Reads the next jobs, and shows how they stand; between them keys are answered."""
        self.reading = False
        began = perf_counter()
        try:
            while self.unread and perf_counter() - began < BUSY:
                self.jobs[self.unread[0]] = app.job(self.desk(), self.unread[0])
                del self.unread[0]
        except QcheckError as error:
            self._cannot_look(error)
            return
        if self.unread:
            self._to_read([])
        else:
            self._ask_git()
        if not self.unread or began - self.looked > SHOW:
            self.looked = began
            self._look()

    def _poll(self) -> None:
        """Reads again what was said something of, and what is new; what is gone is gone here, too."""
        try:
            desk = self.desk()
            now, names = app.stamps(desk), app.names(desk)
        except QcheckError as error:
            self._cannot_look(error)
            return
        gone = self.jobs.keys() - now.keys()
        changed = [name for name, stamp in now.items() if self.stamps.get(name) != stamp]
        self.stamps = now
        self.jobs = {job.job: self.jobs.get(job.job, job) for job in names}
        self.unread = [name for name in self.unread if name in self.jobs]
        self._to_read([name for name in changed if name in self.jobs])
        if gone or self.lost:
            self.lost = ""
            self._look()

    def _ask_git(self) -> None:
        """Asks unless git is still at it: a slow one is waited for, not asked again and again."""
        if not self.asking:
            self.asking = True
            work: WorkType[None] = self._look_at_sync  # called when it runs: a page may be left before that
            self.run_worker(work)

    async def _look_at_sync(self) -> None:
        """What waits for sync, asked beside the screen: git may take its time."""
        try:
            found = await asyncio.to_thread(app.waiting, self.desk())
        except QcheckError as error:
            self._cannot_look(error)
            return
        finally:
            self.asking = False
        if found != self.waiting_for_sync:
            self.waiting_for_sync = found
            self._look()

    # What shows.

    def _look(self) -> None:
        """The page as it is now."""
        try:
            self.view = app.page(self.desk(), self.jobs.values(), self.waiting_for_sync)
        except QcheckError as error:
            self._cannot_look(error)
        else:
            self._shown()

    def _cannot_look(self, error: QcheckError) -> None:
        """Settings that are being edited, or a disk that is gone: what shows is old, and says so until it is not."""
        self.lost = f"What shows may be old. {told(error)}"
        self.tell()

    def _shown(self) -> None:
        """The list, with the cursor on the job that was left or moved to; until then on the most urgent one."""
        made = startrows.rows(self.view, self.size.width)
        first = next((row.key for row in made if row.key), "")
        self.show(made, self.at or ("" if self.chose else first))

    def tell(self) -> None:
        """The head, and what is to be known of the job in hand."""
        head = startrows.head(self.view, len(self.unread), self.size.width - 2)
        self.query_one("#gate", Static).update(head, layout=False)
        row = self.board.row
        shown = startrows.in_hand(self.view, row.key) if row else Text("Nothing here. Esc shows all.", style="dim")
        if self.wrong or self.lost:
            shown = Text(clean(self.wrong or self.lost), style="bold red")
        self.query_one("#told", Static).update(shown)

    def on_resize(self, event: Resize) -> None:
        """Everything is cut to the room there is."""
        self.query_one("#hand").styles.height = min(max(6, event.size.height // 4 + 1), 12)
        self.call_later(self._shown)  # once the screen knows its new size

    # What keys and touches do.

    @on(Board.Moved)
    def moved(self) -> None:
        """A touch chooses as well."""
        self.at, self.chose, self.wrong = "", True, ""
        self.tell()
        self.query_one("#hand", VerticalScroll).scroll_home(animate=False)

    @on(Board.Taken)
    def _taken(self) -> None:
        self.action_do("open")

    def take(self, event: Key) -> bool:
        """One of the few keys there are."""
        if isinstance(self.focused, Input):
            return False
        if super().take(event):
            self.at, self.chose = "", True
            return True
        name = NAMES.get(event.character or "") or NAMES.get(event.key)
        if name:
            self.action_do(name)
        return bool(name)

    def action_do(self, name: str) -> None:
        """One of the table of keys."""
        if name == "open":
            self._open()
        elif name == "status":
            self._leave("status")
        elif name == "due":
            self.filtered("" if self.filter == "due" else "due")
        elif name == "filter":
            self.filtering()
        elif name == "help":
            self.over(
                Page("Esc: back. Arrows move, a touch chooses, a second one walks.", *startrows.HELP), lambda _: None
            )
        elif name == "quit":
            self.exit("")
        else:
            self.at, self.chose = "", True
            self.board.step(-1 if name == "up" else 1)

    def _open(self) -> None:
        """On to the walk, unless nobody can be told to be walking or nothing of the job can be read."""
        job = self._in_hand()
        self.wrong = job.unread if job and not job.verdict else ""
        try:
            speaker(self.desk())
        except QcheckError as error:
            self.wrong = told(error)
        if self.wrong:
            self.tell()
        else:
            self._leave("walk")

    def _leave(self, how: str) -> None:
        job = self._in_hand()
        if job:
            self.exit(f"{how} {job.job}")

    def _in_hand(self) -> StartJob | None:
        """The job in hand, or the one that what is due belongs to."""
        return startrows.job_of(self.view, self.board.row.key) if self.board.row else None

    def action_out(self) -> None:
        """Out of the filter."""
        if self.is_filtered:
            self.filtered("")
