"""The page to start from: jobs by urgency and what is due today; Enter walks through one."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Key, Resize
from textual.widgets import Input, Static

from qcheck.app import start as app
from qcheck.app.desk import Desk
from qcheck.app.told import told
from qcheck.errors import QcheckError
from qcheck.model.dueview import DutyView
from qcheck.model.startview import StartJob, StartView
from qcheck.tui.board import Board
from qcheck.tui.listed import Listed
from qcheck.tui.panes import VERDICTS
from qcheck.tui.rows import Row
from qcheck.tui.screens import Page

POLL = 1.0  # seconds between two looks whether anything was said of any job
SLICE = 0.01  # seconds between two jobs that are read, so that keys are answered meanwhile
KEYS = (
    ("enter", "walk", "Walk through the job in hand, item by item."),
    ("/", "filter", "Show only some jobs: by name, lead, ready, late, unreadable, sync."),
    ("s", "status", "The job in hand as qcheck status shows it, and leave."),
    ("?", "keys", "What each key does."),
    ("q", "quit", "Leave."),
)
LAST = "9999"


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
        self.view = StartView(first.settings.company, "")
        self.at = at
        self.moved_to = False
        self.told = ""

    def compose(self) -> ComposeResult:
        """The head, the filter, the jobs with what is due, the one in hand, the keys."""
        yield Static(id="gate")
        yield self.line("name, lead, ready, late, sync, …")
        yield Board(id="board")
        with VerticalScroll(id="hand", can_focus=False):
            yield Static(id="told")
        yield Static(_keys(), id="keys")

    def on_mount(self) -> None:
        """The names show at once; how each job stands comes as it is read."""
        self.board.focus()
        self.board.show(_rows(self.jobs, self.view))
        self.show(_rows(self.jobs, self.view))
        self.set_timer(SLICE, self._read)
        self.set_interval(POLL, self._poll)

    def _read(self) -> None:
        """Reads the next job, and once all were read what is due."""
        if not self.unread:
            self._due()
            return
        name = self.unread.pop(0)
        try:
            self.jobs[name] = app.job(self.desk(), name)
        except QcheckError as error:
            self.jobs[name] = StartJob(name, name, unread=told(error), read=True)
        if not self.unread or len(self.unread) % 10 == 0:
            self._shown()
        self.set_timer(SLICE, self._read)

    def _due(self) -> None:
        try:
            self.view = app.today(self.desk())
        except QcheckError as error:
            self.told = told(error)
        self._shown()

    def _shown(self) -> None:
        """The list, with the cursor on the job that was left or moved to; until then on the most urgent one."""
        held = self.board.row.key if self.board.row else ""
        self.show(_rows(self.jobs, self.view))
        first = next((row.key for row in self.board.rows if row.key), "")
        self.board.show(self.board.rows, self.at or (held if self.moved_to else first))
        self.tell()

    def _poll(self) -> None:
        """Reads again what was said something of, and what is new."""
        try:
            now = app.stamps(self.desk())
        except QcheckError:
            return  # settings that are being edited
        changed = [name for name, stamp in now.items() if self.stamps.get(name) != stamp and name not in self.unread]
        for name in self.stamps.keys() - now.keys():
            self.jobs.pop(name, None)
        self.stamps = now
        if changed:
            idle = not self.unread
            for name in changed:
                self.jobs.setdefault(name, StartJob(name, name))
            self.unread += changed
            if idle:
                self._read()

    def tell(self) -> None:
        """The head, and what is to be known of the job in hand."""
        width = self.size.width - 2
        self.query_one("#gate", Static).update(_head(self.jobs, self.view, len(self.unread), width), layout=False)
        row = self.board.row
        self.query_one("#told", Static).update(self._in_hand(row) if row else Text("Nothing here. Esc shows all."))

    def _in_hand(self, row: Row) -> Text:
        duty = _duty_of(row.key, self.view)
        if duty:
            return _duty(duty)
        job = self.jobs[row.key]
        lines = [f"Due {d.by}: {d.what}, {d.person or 'nobody'}" for d in self.view.duties if d.job == job.job]
        lines += ["Waits for sync."] if job.job in self.view.waiting else []
        return Text("\n").join([_job(job), *map(Text, lines)])

    def on_resize(self, event: Resize) -> None:
        """Everything is cut to the room there is."""
        self.query_one("#hand").styles.height = min(max(6, event.size.height // 4 + 1), 12)
        self.tell()

    @on(Board.Moved)
    def moved(self) -> None:
        """A touch chooses as well."""
        self.at, self.moved_to = "", True
        self.tell()

    @on(Board.Taken)
    def _taken(self) -> None:
        self._go("walk")

    def take(self, event: Key) -> bool:
        """One of the few keys there are."""
        if isinstance(self.focused, Input):
            return False
        if super().take(event):
            self.at, self.moved_to = "", True
            return True
        sign = event.character if event.character and event.character.isprintable() else event.key
        done = {"enter": "walk", "s": "status"}.get(event.key)
        if done:
            self._go(done)
        elif sign == "/":
            self.filtering()
        elif sign == "?":
            self.over(Page("Esc: back.", ("Keys", tuple((_sign(key), does) for key, _, does in KEYS))), lambda _: None)
        elif sign == "q":
            self.exit("")
        else:
            return False
        return True

    def _go(self, how: str) -> None:
        row = self.board.row
        if row:
            duty = _duty_of(row.key, self.view)
            self.exit(f"{how} {duty.job if duty else row.key}")

    def action_out(self) -> None:
        """Out of the filter."""
        if self.is_filtered:
            self.filtered("")


def _rows(jobs: dict[str, StartJob], view: StartView) -> tuple[Row, ...]:
    """The jobs, those that cannot be read first, then by when they are handed over; below them what is due today."""
    ordered = sorted(jobs.values(), key=_urgency)
    made = [
        Row(title="Jobs", aside=f"{len(ordered)}"),
        *(_job_row(job, waits=job.job in view.waiting) for job in ordered),
    ]
    if view.duties:
        whose = f", {view.me}" if view.me else ""
        made.append(Row(title=f"Due today or late{whose}", aside=f"{len(view.duties)}"))
        made += [_duty_row(duty) for duty in view.duties]
    return tuple(made)


def _urgency(job: StartJob) -> tuple[bool, bool, bool, str, str]:
    return not job.unread, not job.read, job.verdict != "not ready", job.day or LAST, job.name.casefold()


def _job_row(job: StartJob, *, waits: bool) -> Row:
    states = [
        *(["late"] if job.late else []),
        *(["unreadable"] if job.unread else []),
        *(["sync"] if waits else []),
        job.verdict.replace(" ", "-"),
    ]
    if job.unread:
        mark, aside = "??", "not readable"
    elif not job.read:
        mark, aside = "", "…"
    else:
        mark = {"ready": "ok", "ready with waivers": "wvd"}.get(job.verdict, "late" if job.late else "")
        aside = ", ".join(filter(None, (f"{job.left} left" if job.left else _stands(job), job.until)))
    words = f"{job.name} {job.job} {job.lead} {job.verdict}".casefold()
    return Row(mark=mark, text=job.name, aside=aside, words=words, states=tuple(states), ident=job.job)


def _stands(job: StartJob) -> str:
    """What is told of a job that lacks no check: it is ready, or so many problems stand in the way."""
    if job.verdict != "not ready":
        return "ready"
    return f"{job.problems} problem{'' if job.problems == 1 else 's'}"


def _duty_row(duty: DutyView) -> Row:
    return Row(
        mark="late" if duty.late else "",
        text=f"{duty.what} ({duty.job_name})",
        aside=duty.person,
        words=f"{duty.what} {duty.job_name} {duty.person}".casefold(),
        states=("due", *(("late",) if duty.late else ())),
        ident=f"due {duty.uid}",
    )


def _duty_of(key: str, view: StartView) -> DutyView | None:
    return next((d for d in view.duties if key == f"due {d.uid}"), None)


def _head(jobs: dict[str, StartJob], view: StartView, unread: int, width: int) -> Text:
    """Whose jobs, how many are not ready, and what is due."""
    shut = sum(job.verdict == "not ready" for job in jobs.values())
    late = sum(job.late for job in jobs.values())
    lost = sum(bool(job.unread) for job in jobs.values())
    facts = [f"{len(jobs)} jobs", f"{shut} not ready", *([f"{late} late"] if late else [])]
    facts += [f"{lost} not readable"] if lost else []
    count = len(view.duties)
    due = f"{count} due today or late" if count else "nothing due today"
    waits = f", {_counted(len(view.waiting))} for sync: qcheck sync" if view.waiting else ""
    third = f"reading, {unread} to go" if unread else f"{due}{waits}"
    lines = [Text(view.company or "Jobs", style="bold"), Text(", ".join(facts)), Text(third, style="dim")]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return Text("\n").join(lines)


def _counted(jobs: int) -> str:
    return "1 job waits" if jobs == 1 else f"{jobs} jobs wait"


def _job(job: StartJob) -> Text:
    if job.unread:
        return Text.assemble((job.name, "bold"), "\n", (f"Not readable: {job.unread}. qcheck check {job.job}", "red"))
    if not job.read:
        return Text.assemble((job.name, "bold"), "\n", "Being read.")
    verdict = Text(job.verdict.upper(), style=VERDICTS.get(job.verdict, ""))
    when = f"{job.gate} {job.handover}".strip() if job.gate == "handover" else f"gate {job.gate}"
    facts = ", ".join(filter(None, (f"{job.left} left" if job.left else "nothing left", job.until, when, job.lead)))
    lines = [Text(job.name, style="bold"), Text.assemble(verdict, ": ", facts)]
    lines += [Text(f"Blocks: {job.blocks}")] if job.blocks else []
    return Text("\n").join(lines)


def _duty(duty: DutyView) -> Text:
    by = f"by {duty.by}" if duty.by else "without a date"
    late = " (late)" if duty.late else ""
    lines = [Text(duty.what, style="bold"), Text(f"{duty.job_name}: {duty.person or 'nobody'}, {by}{late}")]
    lines += [Text(words) for words in (duty.when, duty.where, duty.note) if words]
    return Text("\n").join(lines)


def _keys() -> Text:
    return Text("  ").join(Text.assemble((_sign(key), "bold reverse"), f" {word}") for key, word, _ in KEYS)


def _sign(key: str) -> str:
    return key.capitalize() if len(key) > 1 else key
