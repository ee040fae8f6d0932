"""The record of a job: its logs read with all their problems, and appended to so that nothing acknowledged is lost."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, structs

from qcheck.core import events, logs
from qcheck.errors import StorageFailed
from qcheck.model.event import Draft, Event, Line
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.store import files
from qcheck.store.installation import Installation

TRIES = 5
TAIL = 64


class Log(Struct, frozen=True, omit_defaults=True):
    """One log as it was read: its events and problems, how many lines and bytes it had, and the last of them; the id
    of its last event, and its highest sequence with the place of that.
    """

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: int = 0
    size: int = 0
    tail: bytes = b""
    tip: str = ""
    seq: int = 0
    highest: Place | None = None

    def closed(self) -> "Log":
        """The log without its events: what is needed to append to it."""
        return structs.replace(self, events=())


NEW = Log()


class Record(Struct, frozen=True):
    """The logs of a job by name."""

    logs: dict[str, Log]

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(event for log in self.logs.values() for event in log.events)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*(p for log in self.logs.values() for p in log.problems), *logs.missing_links(self.events))


class _Moved(Exception):
    """The log under our hands is not the one that was read: git, or a person, has put another in its place."""


def read(job: Path, shown: str) -> Record:
    """The record of the job in a folder; `shown` is the folder's name in places. Never raises for its content, only
    where it is a link to another place.
    """
    files.require_own(job / "record")
    return Record({path.stem: _read(path, shown) for path in files.names(job / "record", ".jsonl")})


def _read(path: Path, shown: str) -> Log:
    source = files.read_plain(path)
    said, wrong = logs.read(source, path.stem, f"{shown}/record/{path.name}")
    read_ = Log(problems=tuple(wrong), lines=source.count(b"\n"), size=len(source), tail=source[-TAIL:])
    return _with(read_, said)


def _with(log: Log, said: list[Event]) -> Log:
    """A log with more events at its end."""
    highest = max(said, key=lambda event: event.seq, default=None)
    if highest and highest.seq > log.seq:
        log = structs.replace(log, seq=highest.seq, highest=highest.place)
    tip = said[-1].id if said else log.tip
    return structs.replace(log, events=(*log.events, *said), tip=tip)


def sources(job: Path) -> dict[str, bytes]:
    """The bytes of everything that a job's state is made of: its logs and its pinned lists, by name."""
    files.require_own(job / "record")
    paths = [*files.names(job / "record", ".jsonl"), *files.names(job / "checklists", ".yaml")]
    return {f"{path.parent.name}/{path.name}": files.read_plain(path) for path in paths}


def grown(job: Path, ends: dict[str, Log], sources_: dict[str, bytes]) -> Record | None:
    """The lines that came to logs since they ended as given; None if one of them is not sound."""
    found: dict[str, Log] = {}
    for name, content in sources_.items():
        stem = name.removeprefix("record/").removesuffix(".jsonl")
        if not name.startswith("record/"):
            continue
        log = ends.get(stem, NEW)
        new = content[log.size :]
        if new and not (new.endswith(b"\n") and (log.tail.endswith(b"\n") or not log.size)):
            return None
        try:
            found[stem] = _grown(log, new, job / "record" / f"{stem}.jsonl", f"jobs/{job.name}")
        except ValueError:  # a line that is no event, or was changed
            return None
    return Record(found)


def _grown(log: Log, content: bytes, path: Path, shown: str) -> Log:
    """A log with what was just appended; read anew only where it was not sound, since a new line can change that."""
    if log.problems or not (log.tail.endswith(b"\n") or log is NEW):
        return _read(path, shown)
    place = f"{shown}/record/{path.name}"
    raw = content.splitlines()
    said = [events.decode(line, path.stem, Place(place, log.lines + n)) for n, line in enumerate(raw, 1)]
    tail = (log.tail + content)[-TAIL:]
    grown = structs.replace(log, lines=log.lines + len(raw), size=log.size + len(content), tail=tail)
    return _with(grown, said)


def append(job: Path, drafts: list[Draft], seen: Record, installation: Installation, tag: str) -> Record:
    """Adds drafts to this installation's log of a job, or to a new one called `tag`; they last when this returns.

    Gives back what was read, with the new lines. The caller holds the workspace lock and has read `seen` under it.
    A log is continued only if this installation wrote its present last line: in a copied folder, a restored backup
    or on a switched branch a new one begins. Raises `StorageFailed`; then nothing was recorded.
    """
    shown = f"jobs/{job.name}"
    for _ in range(TRIES):
        name = _own(seen, installation, tag)
        log = seen.logs.get(name, NEW)
        path = job / "record" / f"{name}.jsonl"
        lines = _chained(drafts, log, seen)
        content = b"".join(events.encode(line) + b"\n" for line in lines)
        try:
            _write(path, content, log)
        except _Moved:
            seen = read(job, shown)
            continue
        with suppress(StorageFailed):  # if it cannot be remembered, a new log begins next time; nothing is lost
            installation.remember(name, lines[-1].id)
        return Record({**seen.logs, name: _grown(log, content, path, shown)})
    raise StorageFailed(
        f"The files in {job / 'record'} keep changing while they are written to.", "Let git finish, then try again."
    )


def _own(seen: Record, installation: Installation, tag: str) -> str:
    """The log to go on with: one whose last line this installation wrote, else a new one."""
    own = next((name for name, log in seen.logs.items() if log.tip and log.tip == installation.tip(name)), "")
    while not own and tag in seen.logs:
        tag += "x"
    return own or tag


def _chained(drafts: list[Draft], log: Log, seen: Record) -> list[Line]:
    highest = max(seen.logs.values(), key=lambda each: each.seq, default=NEW)
    seq = highest.seq
    if seq + len(drafts) > events.LAST_SEQ:
        raise StorageFailed(
            f"{highest.highest}: nothing can follow this line, since its `seq` is as high as it can be.",
            "Bring the file back from a backup or another device; nothing was recorded.",
        )
    return events.chain(drafts, log.tip, seq)


def _write(path: Path, content: bytes, log: Log) -> None:
    """Appends to a log that still ends as it was read; a line torn off at its end is finished first."""
    files.require_own(path.parent)
    with files.told("Cannot write", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = _open(path, new=log is NEW)
        try:
            size = os.fstat(fd).st_size
            if size != log.size or _tail(fd, path, size) != log.tail:
                raise _Moved
            _append(fd, b"\n" + content if log.tail and not log.tail.endswith(b"\n") else content, size)
            _still_there(fd, path)
        except OSError:
            if log is NEW:
                with suppress(OSError):
                    path.unlink()
            raise
        finally:
            os.close(fd)
        if log is NEW:
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
