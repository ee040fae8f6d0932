"""The record of a job: its logs read with all their problems, and appended to so that nothing acknowledged is lost."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from qcheck.core import events, logs
from qcheck.errors import StorageFailed
from qcheck.model.event import Draft, Event
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.store import files
from qcheck.store.installation import Installation

TRIES = 5
TAIL = 64


class End(Struct, frozen=True):
    """How a log ended when it was read: the id of its last line that is an event, its size, lines and last bytes."""

    tip: str
    size: int
    lines: int
    tail: bytes


NEW = End("", 0, 0, b"")


class Record(Struct, frozen=True):
    """What a job's logs hold: events as read, problems, and how each log ends."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    ends: dict[str, End]


class _Moved(Exception):
    """The log under our hands is not the one that was read: git, or a person, has put another in its place."""


def read(job: Path, shown: str) -> Record:
    """The record of the job in a folder; `shown` is the folder's name in places. Never raises for its content."""
    found: list[Event] = []
    problems: list[Problem] = []
    ends: dict[str, End] = {}
    for path in files.names(job / "record", ".jsonl"):
        source = files.read(path)
        said, wrong = logs.read(source, path.stem, f"{shown}/record/{path.name}")
        found += said
        problems += wrong
        ends[path.stem] = End(said[-1].id if said else "", len(source), source.count(b"\n"), source[-TAIL:])
    return Record(tuple(found), (*problems, *logs.missing_links(found)), ends)


def append(job: Path, drafts: list[Draft], seen: Record, installation: Installation, tag: str) -> Record:
    """Adds drafts to this installation's log of a job, or to a new one called `tag`; they last when this returns.

    Gives back what was read, with the new lines. The caller holds the workspace lock and has read `seen` under it.
    A log is continued only if this installation wrote its present last line: in a copied folder, a restored backup
    or on a switched branch a new one begins. Raises `StorageFailed`; then nothing was recorded.
    """
    for _ in range(TRIES):
        log = next((name for name, end in seen.ends.items() if end.tip and end.tip == installation.tip(name)), tag)
        end = seen.ends.get(log, NEW)
        raw = _chained(drafts, end, seen)
        path = job / "record" / f"{log}.jsonl"
        try:
            _write(path, b"".join(line + b"\n" for line in raw), end)
        except _Moved:
            seen = read(job, f"jobs/{job.name}")
            continue
        return _remembered(path, raw, end, seen, installation)
    raise StorageFailed(
        f"The files in {job / 'record'} keep changing while they are written to.", "Let git finish, then try again."
    )


def _chained(drafts: list[Draft], end: End, seen: Record) -> list[bytes]:
    highest = max((event.seq for event in seen.events), default=0)
    if highest + len(drafts) > events.LAST_SEQ:
        last = next(event.place for event in seen.events if event.seq == highest)
        raise StorageFailed(f"{last}: the record cannot go on after this line: its `seq` is absurd.")
    return [events.encode(line) for line in events.chain(drafts, end.tip, highest)]


def _remembered(path: Path, raw: list[bytes], end: End, seen: Record, installation: Installation) -> Record:
    """The record with the new lines; that this installation wrote them is kept outside the workspace."""
    first = end.lines + 1 + (bool(end.tail) and not end.tail.endswith(b"\n"))
    shown = f"jobs/{path.parents[1].name}/record/{path.name}"
    said = [events.decode(line, path.stem, Place(shown, number)) for number, line in enumerate(raw, first)]
    with suppress(StorageFailed):  # if it cannot be remembered, a new log begins next time; nothing is lost
        installation.remember(path.stem, said[-1].id)
    return Record((*seen.events, *said), seen.problems, seen.ends)


def _write(path: Path, content: bytes, end: End) -> None:
    """Appends to a log that still ends as it was read; a line torn off at its end is finished first."""
    with files.told("Cannot write", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = _open(path, new=end is NEW)
        try:
            size = os.fstat(fd).st_size
            if size != end.size or _tail(fd, path, size) != end.tail:
                raise _Moved
            _append(fd, b"\n" + content if end.tail and not end.tail.endswith(b"\n") else content, size)
            _still_there(fd, path)
        finally:
            os.close(fd)
        if end is NEW:
            files.sync_folder(path.parent)


def _open(path: Path, *, new: bool) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_APPEND | (os.O_CREAT | os.O_EXCL if new else 0), 0o666)
    except (FileNotFoundError, FileExistsError) as error:
        raise _Moved from error


def _append(fd: int, content: bytes, size: int) -> None:
    """One write, then down to the disk; what a full disk took of it is taken back."""
    written = -1
    try:
        written = os.write(fd, content)
        if written == len(content):
            os.fsync(fd)
    except OSError:
        written = -1
        raise
    finally:
        if written != len(content):
            with suppress(OSError):
                os.ftruncate(fd, size)
    if written != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _still_there(fd: int, path: Path) -> None:
    """A merge that replaced the file meanwhile took our line with it: it has to be written again."""
    try:
        same = os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        same = False
    if not same:
        raise _Moved


def _tail(fd: int, path: Path, size: int) -> bytes:
    return os.pread(fd, TAIL, max(0, size - TAIL)) if hasattr(os, "pread") else path.read_bytes()[-TAIL:]
