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
TAIL = 65536
ID_DIGITS = 64


class Record(Struct, frozen=True):
    """What a job's logs hold: events as read, problems, and the id of each log's last whole line."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    tips: dict[str, str]


class _Moved(Exception):
    """The log under our hands is not the one that was read: git, or a person, has put another in its place."""


def read(job: Path, shown: str) -> Record:
    """The record of the job in a folder; `shown` is the folder's name in places. Never raises for its content."""
    found: list[Event] = []
    problems: list[Problem] = []
    tips: dict[str, str] = {}
    for path in files.names(job / "record", ".jsonl"):
        source = files.read(path)
        said, wrong = logs.read(source, path.stem, f"{shown}/record/{path.name}")
        found += said
        problems += wrong
        tips[path.stem] = _tip(source)
    return Record(tuple(found), (*problems, *logs.missing_links(found)), tips)


def append(job: Path, drafts: list[Draft], seen: Record, installation: Installation, tag: str) -> Record:
    """Adds drafts to this installation's log of a job, or to a new one called `tag`; they last when this returns, and
    the record as it is then is given back.

    The caller holds the workspace lock and has read `seen` under it. A log is continued only if this installation
    wrote its present last line: in a copied folder, a restored backup or on a switched branch a new one begins.
    Raises `StorageFailed`; then nothing was recorded.
    """
    for _ in range(TRIES):
        log = next((name for name, tip in seen.tips.items() if tip and tip == installation.tip(name)), tag)
        highest = max((event.seq for event in seen.events), default=0)
        lines = events.chain(drafts, seen.tips.get(log, ""), highest)
        path = job / "record" / f"{log}.jsonl"
        raw = [events.encode(line) for line in lines]
        try:
            _write(path, b"".join(line + b"\n" for line in raw), seen.tips.get(log, ""))
        except _Moved:
            seen = read(job, job.name)
            continue
        with suppress(StorageFailed):  # if it cannot be remembered, a new log begins next time; nothing is lost
            installation.remember(log, lines[-1].id)
        place = Place(f"jobs/{job.name}/record/{path.name}")
        said = (events.decode(line, log, place) for line in raw)
        return Record((*seen.events, *said), seen.problems, {**seen.tips, log: lines[-1].id})
    raise StorageFailed(
        f"The files in {job / 'record'} keep changing while they are written to.",
        "Let git finish, then try again.",
    )


def _write(path: Path, content: bytes, tip: str) -> None:
    with files.told("Cannot write", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            size = os.fstat(fd).st_size
            tail = os.pread(fd, TAIL, max(0, size - TAIL)) if hasattr(os, "pread") else _tail(path)
            if _tip(tail) != tip:
                raise _Moved
            _append(fd, content if not tail or tail.endswith(b"\n") else b"\n" + content, size)
            _still_there(fd, path)
        finally:
            os.close(fd)
        if new:
            files.sync_folder(path.parent)


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


def _tail(path: Path) -> bytes:
    return path.read_bytes()[-TAIL:]


def _tip(source: bytes) -> str:
    """The id of the last whole line that can be read; a torn one after it never counted."""
    whole = source[: source.rfind(b"\n") + 1].rstrip(b"\r\n")
    last = whole[whole.rfind(b"\n") + 1 :]
    _, _, rest = last.rpartition(b'"id":"')
    ident = rest[:ID_DIGITS].decode("ascii", "replace")
    return ident if len(ident) == ID_DIGITS else ""
