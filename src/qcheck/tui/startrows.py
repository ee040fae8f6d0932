"""Lines of the page to start from: its head, its rows, what is to be known of the one in hand, its keys."""

from rich.text import Text

from qcheck.app.text import clean
from qcheck.model.dueview import DutyView
from qcheck.model.key import Key
from qcheck.model.startview import StartJob, StartView
from qcheck.tui.panes import VERDICTS, sign, touched
from qcheck.tui.rows import Row, first

KEYS: dict[str, Key] = {
    "open": Key(("enter",), "walk", "Walk through the job in hand, item by item, and come back here."),
    "filter": Key(("/",), "filter", "Show only some: by name or lead, late, ready, not (ready), unreadable, sync."),
    "due": Key(("d",), "due", "Show only what is due today or late, or all again."),
    "status": Key(("s",), "status", "The job in hand as qcheck status shows it, and leave."),
    "up": Key(("k",), "up", "To the one above; the arrow does the same."),
    "down": Key(("j",), "down", "To the one below; the arrow does the same."),
    "help": Key(("?",), "keys", "What each key does."),
    "quit": Key(("q",), "quit", "Leave."),
}
SHOWN = ("open", "filter", "due", "status", "help", "quit")
MARKS = (
    ("??", "cannot be read, or not whole: it may lack anything"),
    ("late", "not handed over by its date; of what is due, not done by its day"),
    ("ok", "ready"),
    ("wvd", "ready with waivers"),
)
HELP = (("Keys", tuple((" ".join(sign(k) for k in key.keys), key.help) for key in KEYS.values())), ("Marks", MARKS))
NARROW, WIDE = 60, 100  # columns below which a row tells one thing of a job, and from which it tells all


def head(view: StartView, unread: int, width: int) -> Text:
    """Whose jobs, how many are not ready, what is due, and what waits for sync."""
    counts = (
        (len([job for job in view.jobs if job.unread]), "not readable"),
        (len([job for job in view.jobs if job.verdict == "not ready"]), "not ready"),
        (len([job for job in view.jobs if job.late]), "late"),
    )
    facts = [f"{count} {what}" for count, what in counts if count]
    if not facts or width >= NARROW:  # the heading of the list has it too
        facts.insert(0, _counted(len(view.jobs), "job"))
    third = f"reading, {unread} to go" if unread else ", ".join(_to_do(view, narrow=width < NARROW))
    lines = [Text(view.company or "Jobs", style="bold"), Text(", ".join(facts)), Text(third, style="dim")]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return Text("\n").join(lines)


def _to_do(view: StartView, *, narrow: bool) -> list[str]:
    """How much is due, for whoever looks and for the others, and how much waits for sync."""
    mine, others, waiting = len(view.mine), len(view.others), len(view.waiting)
    due = "due" if narrow else "due today or late"
    if view.me:
        said = [f"{mine} {due}" if mine else "nothing due for you today", *([f"{others} for others"] if others else [])]
    else:
        said = [f"{others} {due}" if others else "nothing due today"]
    how = "" if narrow else ": qcheck sync"
    return [*said, *([f"{_counted(waiting, 'job')} to sync{how}"] if waiting else [])]


def rows(view: StartView, width: int) -> tuple[Row, ...]:
    """The jobs, the most urgent first; below them what is due today, first of whoever looks."""
    made = [Row(title="Jobs", aside=f"{len(view.jobs)}"), *(_job_row(job, view, width) for job in view.jobs)]
    if view.mine:
        made.append(Row(title=f"Due today or late, {view.me}", aside=f"{len(view.mine)}"))
        made += [_duty_row(duty, duty.time if width < NARROW else duty.by) for duty in view.mine]
    if view.others:
        others = ", others" if view.me else ""
        made.append(Row(title=f"Due today or late{others}", aside=f"{len(view.others)}"))
        made += [_duty_row(duty, first(duty.person) if width < NARROW else duty.person) for duty in view.others]
    return tuple(made)


def _job_row(job: StartJob, view: StartView, width: int) -> Row:
    marks = {"ready": "ok", "ready with waivers": "wvd"}
    waits = job.job in view.waiting
    states = [*(["late"] if job.late else []), *(["unreadable"] if job.unread else [])]
    states += [job.verdict.replace(" ", "-"), *(["sync"] if waits else [])]
    return Row(
        mark="??" if job.unread else marks.get(job.verdict, "late" if job.late else ""),
        text=job.name,
        aside=_aside(job, width, waits=waits),
        words=f"{job.name} {job.job} {job.lead}".casefold(),
        states=tuple(states),
        ident=job.job,
    )


def _aside(job: StartJob, width: int, *, waits: bool) -> str:
    """How a job stands, in as many words as there is room for."""
    if job.unread:
        return "not readable"
    if not job.read:
        return "…"
    ready = job.verdict if job.verdict != "not ready" else ""
    if width < NARROW:
        return ready or (job.until if job.day else _stands(job))
    facts = [ready or (f"not ready, {_stands(job)}" if width >= WIDE else _stands(job))]
    facts += [job.handover if job.handover and not job.over else "", job.until]
    facts += [job.lead if width >= WIDE else "", "to sync" if waits else ""]
    return ", ".join(filter(None, facts))


def _stands(job: StartJob) -> str:
    """What a job that is not ready lacks: checks, or else so many problems stand in the way."""
    return f"{job.left} left" if job.left else _counted(job.problems, "problem")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _duty_row(duty: DutyView, aside: str) -> Row:
    return Row(
        mark="late" if duty.late else "",
        text=f"{duty.what} ({duty.job_name})",
        aside=aside,
        words=f"{duty.what} {duty.job_name} {duty.person}".casefold(),
        states=("due", *(("late",) if duty.late else ())),
        ident=_ident(duty),
    )


def _ident(duty: DutyView) -> str:
    return f"due {duty.uid}"


def job_of(view: StartView, key: str) -> StartJob | None:
    """The job of a row: itself, or the one that what is due belongs to."""
    return next((j for j in view.jobs if j.job == key or any(_ident(duty) == key for duty in j.duties)), None)


def in_hand(view: StartView, key: str) -> Text:
    """What is to be known of a row."""
    duty = next((duty for duty in (*view.mine, *view.others) if _ident(duty) == key), None)
    if duty:
        return _duty(duty)
    job = next((job for job in view.jobs if job.job == key), None)
    return _job(job, view) if job else Text()


def _job(job: StartJob, view: StartView) -> Text:
    lines = [Text(job.name, style="bold")]
    if job.unread:
        lines.append(Text(f"Not readable: {job.unread}. qcheck check {clean(job.job)}", style="bold red"))
    elif not job.read:
        lines.append(Text("Being read."))
    if job.verdict and (job.left or not job.unread):  # of one that is not readable, only what is lacking is known
        handover = f"handover {job.handover}" if job.handover else ""
        gate = handover if job.gate == "handover" else f"gate {job.gate}"
        left = f"{job.left} left" if job.left else "nothing left"
        facts = ", ".join(filter(None, (left, job.until, gate, job.lead)))
        lines.append(Text.assemble((job.verdict.upper(), VERDICTS.get(job.verdict, "")), ": ", facts))
        lines += [Text(f"Blocks: {job.blocks}")] if job.blocks else []
    lines += [Text("Waits for sync.")] if job.job in view.waiting else []
    lines += [Text(f"Due {d.by}: {d.what}, {d.person}{' (late)' if d.late else ''}") for d in job.duties]
    return Text("\n").join(lines)


def _duty(duty: DutyView) -> Text:
    by = f"by {duty.by}" if duty.by else "without a date"
    late = " (late)" if duty.late else ""
    lines = [Text(duty.what, style="bold"), Text(f"{duty.job_name}: {duty.person}, {by}{late}")]
    lines += [Text(words) for words in (duty.when, duty.where, duty.note) if words]
    return Text("\n").join(lines)


def keys() -> Text:
    """The keys, each of which can be touched as well."""
    return Text("  ").join(touched(name, KEYS[name].keys[0], KEYS[name].label) for name in SHOWN)
