"""Jobs: which one is meant, its record and lists loaded, and what they come to."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app.desk import Desk
from qcheck.core import gates, heads
from qcheck.core.act.actor import Actor
from qcheck.core.fold import fold
from qcheck.core.names import is_digest, is_slug, plain_words
from qcheck.errors import NotFound
from qcheck.model.checklist import Checklist
from qcheck.model.event import Event, Opened, Pin, Upgraded
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.model.state import JobState
from qcheck.store import files, record, workspace
from qcheck.store.record import Record

PIN_DIGITS = 12
OFFERED = 20


class Job(Struct, frozen=True):
    """A job as loaded: its folder, its state, everything wrong with its files, and the record to append to."""

    id: str
    folder: Path
    state: JobState
    problems: tuple[Problem, ...]
    record: Record


def which(desk: Desk, typed: str = "") -> str:
    """The id of the job that is meant: by any unambiguous part of its name, else `QCHECK_JOB`, the one whose folder
    one is in, the last one used, or the only one there is. Raises `NotFound`.
    """
    every = workspace.jobs(desk.root)
    word = typed or desk.caller.job
    if word:
        return _named(word, every)
    here = workspace.job_of_folder(desk.root, desk.caller.folder)
    last = workspace.last_job(desk.root)
    for candidate in (here, last):
        if candidate in every:
            return candidate
    if len(every) == 1:
        return every[0]
    if not every:
        raise NotFound("There is no job yet.", 'Open one: qcheck open "Elm Street kitchen" --checklist kitchen')
    raise NotFound("Which job?", _offer(every))


def _named(word: str, every: list[str]) -> str:
    slug = plain_words(word)
    if slug in every:
        return slug
    found = [job for job in every if slug and slug in job]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{word}: that could be several jobs.", _offer(found))
    raise NotFound(
        f"{word}: there is no such job.", _offer(every) if every else "There is no job yet: qcheck open NAME"
    )


def _offer(jobs: list[str]) -> str:
    return "There are:\n" + "\n".join(f"  {job}" for job in jobs[:OFFERED]) + ("\n  …" if len(jobs) > OFFERED else "")


def load(desk: Desk, job: str, as_of: str = "") -> Job:
    """A job with its state, now or at an instant (UTC, as in the record)."""
    folder = desk.root / "jobs" / job
    return of_record(desk, job, record.read(folder, f"jobs/{job}"), as_of)


def of_record(desk: Desk, job: str, held: Record, as_of: str = "") -> Job:
    """A job as a record that was read makes it."""
    folder, shown = desk.root / "jobs" / job, f"jobs/{job}"
    lists, problems = _pinned(desk, folder, shown, held.events)
    said = heads.until(held.events, as_of) if as_of else held.events
    if held.events and not said:
        raise too_early(desk, job, held.events)
    state = _folded(desk, job, lists, said)
    return Job(job, folder, state, (*held.problems, *problems), held)


def too_early(desk: Desk, job: str, events: tuple[Event, ...]) -> NotFound:
    """What is said where nothing of a record counts at an instant yet."""
    from qcheck.core.wording import when  # 10 ms, only where a time is told

    first = min(event.at for event in events)
    return NotFound(f"{job} was not opened by then.", f"Its record begins on {when(first, desk.zone())}.")


def at_cut(desk: Desk, job: Job, said: Iterable[Event]) -> Job:
    """A job that was loaded whole as it was when only these of its statements had been made."""
    return replace(job, state=_folded(desk, job.id, pinned(desk, job), said))


def _folded(desk: Desk, job: str, lists: dict[str, Checklist], said: Iterable[Event]) -> JobState:
    events = tuple(said)
    return fold(job, _place(desk, job, events), lists, events, desk.settings.gates, desk.settings.policy.signatures)


def _place(desk: Desk, job: str, said: tuple[Event, ...]) -> Place:
    """Where a job as a whole stands: the line that opened it; where there is none, a file of its folder, or else the
    workspace's own.
    """
    opened = min((event for event in said if event.kind == "opened"), key=lambda e: (e.seq, e.at, e.id), default=None)
    if opened:
        return opened.place
    folder = desk.root / "jobs" / job
    held = [*files.names(folder / "record", ".jsonl"), *files.names(folder / "checklists", ".yaml")]
    return Place(f"jobs/{job}/{held[0].parent.name}/{held[0].name}" if held else workspace.SETTINGS)


def read_list(desk: Desk, source: bytes, shown: str) -> Checklist | None:
    """A checklist from its source, through the cache; its places name the file `shown`. None if it cannot be read."""

    def parsed() -> Checklist | None:
        from qcheck.core.parse import checklist as parse  # 25 ms for YAML, only for a list not read before

        checklist, findings = parse(source, shown)
        return None if any(f.severity == "block" for f in findings) else checklist

    return desk.cache.get(source + b"\0" + shown.encode(), Checklist, parsed)


def pin_path(folder: Path, pin: Pin) -> Path:
    """Where a pinned source stands: named by its list, so that people know it, and by its digest."""
    return folder / "checklists" / f"{pin.list}.{pin.digest[:PIN_DIGITS]}.yaml"


def pinned(desk: Desk, job: Job) -> dict[str, Checklist]:
    """Every list that the job was ever pinned to, by digest."""
    return _pinned(desk, job.folder, f"jobs/{job.id}", job.state.events)[0]


def _pinned(
    desk: Desk, folder: Path, shown: str, said: tuple[Event, ...]
) -> tuple[dict[str, Checklist], list[Problem]]:
    lists: dict[str, Checklist] = {}
    problems: list[Problem] = []
    pins = {pin.digest: pin for event in said if isinstance(event.body, Opened | Upgraded) for pin in event.body.lists}
    for pin in pins.values():
        path = pin_path(folder, pin)
        place = Place(f"{shown}/checklists/{path.name}")
        read, wrong = _pin(desk, path, place, pin)
        if read is None:
            problems.append(Problem("checklist-altered", place, wrong))
        else:
            lists[pin.digest] = read
    return lists, problems


def _pin(desk: Desk, path: Path, place: Place, pin: Pin) -> tuple[Checklist | None, str]:
    if not is_slug(pin.list) or not is_digest(pin.digest):
        return None, "its name is not valid"
    source = files.read_if_there(path)
    if source is None:
        return None, "the file is gone"
    if hashlib.sha256(source).hexdigest() != pin.digest:
        return None, "the file was changed"
    read = read_list(desk, source, place.file)
    return (read, "") if read else (None, "this version of qcheck cannot read it")


def actor(desk: Desk, by: str, did: str = "", done_at: str = "") -> Actor:
    """Someone who speaks now, in this command."""
    caller = desk.caller
    return Actor(
        by=by,
        did=did or by,
        at=caller.at,
        batch=caller.token[:16],
        settings=desk.settings,
        done_at=done_at,
        day=lambda: today(desk),
    )


def today(desk: Desk) -> str:
    """The date in the workspace's zone."""
    return desk.caller.now.astimezone(desk.zone()).date().isoformat()


def current_gate(desk: Desk, state: JobState) -> str:
    """The gate a job stands before."""
    return gates.current(state, desk.settings.gates)
