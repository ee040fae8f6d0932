"""Faults: processes that write at once, are killed in the middle, or meet a full or read-only disk, lose nothing."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Shell
from qcheck.errors import StorageFailed
from qcheck.model.event import Draft, Noted
from qcheck.model.problem import Problem
from qcheck.store import record
from qcheck.store.installation import Installation

WRITE, FSYNC = os.write, os.fsync

# Appends under the lock as the program does, and acknowledges each line by printing its id once it is down.
APPENDER = """
import os, sys
from pathlib import Path
from qcheck.model.event import Draft, Noted
from qcheck.store import record
from qcheck.store.installation import Installation
from qcheck.store.lock import lock

def say(root, home, tag, text):
    job = root / "jobs" / "elm"
    draft = Draft("job", "2026-12-01T08:00:00Z", "b", Noted(text), "dana", "dana", "noted")
    with lock(root):
        held = record.append(job, [draft], record.read(job, "jobs/elm"), Installation(home), tag)
    os.write(1, max(held.events, key=lambda e: e.seq).id.encode() + b"\\n")
"""

MANY = (
    APPENDER
    + """
root, home, tag, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for number in range(count):
    say(root, home, tag, f"{tag} {number}")
"""
)

# A child appends without end and is killed after a while; every second one dies in the middle of a write.
KILLED = (
    APPENDER
    + """
import random, signal, time
root, home, chance = Path(sys.argv[1]), Path(sys.argv[2]), random.Random(7)
write = os.write

def die(after):
    def half(fd, content):
        nonlocal after
        after -= b'"kind"' in content
        if after < 0:
            write(fd, content[: chance.randrange(len(content))])
            os.kill(os.getpid(), signal.SIGKILL)
        return write(fd, content)
    os.write = half

for number in range(int(sys.argv[3])):
    half, wait = chance.randrange(3), chance.uniform(0, 0.004)
    child = os.fork()
    if not child:
        if number % 2:
            die(half)
        while True:
            say(root, home, f"{number:04x}", str(number))
    end = time.monotonic() + wait
    while not number % 2 and time.monotonic() < end:
        pass
    if not number % 2:
        os.kill(child, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
say(root, home, "ffff", "the end")
"""
)


def _start(program: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _acknowledged(started: "subprocess.Popen[str]") -> list[str]:
    out, err = started.communicate(timeout=60)
    assert (started.returncode, err) == (0, "")
    return out.split()


def _job(root: Path) -> Path:
    job = root / "jobs" / "elm"
    job.mkdir(parents=True)
    return job


def _ids(job: Path) -> list[str]:
    return [event.id for event in record.read(job, "jobs/elm").events]


def _problems(job: Path) -> tuple[Problem, ...]:
    return record.read(job, "jobs/elm").problems


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_of_one_installation_that_append_at_once_lose_nothing(tmp_path: Path, processes: int) -> None:
    """They take turns, and write one log in one chain."""
    job = _job(tmp_path)
    started = [_start(MANY, tmp_path, tmp_path / "home", f"tag{n}", 20) for n in range(processes)]
    acknowledged = [ident for process in started for ident in _acknowledged(process)]
    assert sorted(_ids(job)) == sorted(acknowledged)
    assert len(acknowledged) == processes * 20
    assert _problems(job) == ()
    assert len(list((job / "record").iterdir())) == 1
    assert sorted(e.seq for e in record.read(job, "").events) == list(range(1, processes * 20 + 1))


def test_installations_that_append_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two machines on one shared folder take turns, and each writes a log of its own."""
    job = _job(tmp_path)
    started = [_start(MANY, tmp_path, tmp_path / f"home{n}", f"tag{n}", 20) for n in range(2)]
    acknowledged = [ident for process in started for ident in _acknowledged(process)]
    assert sorted(_ids(job)) == sorted(acknowledged)
    assert _problems(job) == ()
    assert len(list((job / "record").iterdir())) == 2


def test_commands_at_once_lose_nothing(elm: Shell) -> None:
    """Four people tick at the same moment: all four ticks are there."""
    job = elm.folder / "jobs" / "elm-street-kitchen"
    before = len(_ids(job))
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "qcheck", "tick", str(item), "--as", "dana"],
            cwd=elm.folder,
            env=elm.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for item in (1, 2, 3, 4)
    ]
    for process in started:
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
    assert len(_ids(job)) == before + 4
    assert _problems(job) == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork: no process is killed here")
def test_what_was_acknowledged_survives_two_hundred_kills(tmp_path: Path) -> None:
    """A process that dies at any moment, also in the middle of a write, takes nothing with it that it had confirmed."""
    job = _job(tmp_path)
    acknowledged = _acknowledged(_start(KILLED, tmp_path, tmp_path / "home", 200))
    recorded = _ids(job)
    assert set(acknowledged) <= set(recorded)
    assert len(set(recorded)) == len(recorded)
    assert len(acknowledged) > 50
    assert {problem.kind for problem in _problems(job)} == {"line-torn"}


def _say(job: Path, home: Path, text: str) -> record.Record:
    draft = Draft("job", "2026-12-01T08:00:00Z", "b", Noted(text), "dana", "dana", "noted")
    return record.append(job, [draft], record.read(job, "jobs/elm"), Installation(home), "aaaa")


def _refused(job: Path, home: Path) -> StorageFailed:
    with pytest.raises(StorageFailed) as caught:
        _say(job, home, "two")
    return caught.value


FULL = "No space left on device"


@pytest.mark.parametrize("taken", [0, 1, 150])
def test_a_disk_that_takes_half_a_line_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    """The half that was taken is taken back, so the next line needs no repair, and the message says so."""
    job, home = _job(tmp_path), tmp_path / "home"
    _say(job, home, "one")
    log = job / "record" / "aaaa.jsonl"
    before = log.read_bytes()
    monkeypatch.setattr(os, "write", lambda fd, content: WRITE(fd, content[:taken]))
    error = _refused(job, home)
    monkeypatch.undo()
    assert (error.message, error.hint) == (
        f"Cannot write {log}: {FULL}.",
        "Free some space; nothing was recorded.",
    )
    assert log.read_bytes() == before
    _say(job, home, "three")
    assert _problems(job) == ()


@pytest.mark.parametrize("refusing", ["write", "fsync"])
def test_a_full_disk_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str
) -> None:
    """Whether the line is refused or cannot be made to last: nothing of it stays."""
    job, home = _job(tmp_path), tmp_path / "home"
    _say(job, home, "one")
    log = job / "record" / "aaaa.jsonl"
    before = log.read_bytes()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, FULL)

    monkeypatch.setattr(os, refusing, full)
    error = _refused(job, home)
    monkeypatch.undo()
    assert (error.message, error.hint) == (
        f"Cannot write {log}: {FULL}.",
        "Free some space; nothing was recorded.",
    )
    assert log.read_bytes() == before


def test_a_disk_that_fails_is_named_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the device itself is passed on in the system's words."""
    job, home = _job(tmp_path), tmp_path / "home"

    def broken(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    assert _refused(job, home).message == f"Cannot write {job / 'record' / 'aaaa.jsonl'}: Input/output error."
    monkeypatch.undo()
    assert _ids(job) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not shutil.which("mount"):
        pytest.skip("no mount command: the full disk is not tested for real")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"a small disk may not be mounted here, so the full disk is not tested for real: {made.stderr}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_real_disk_that_fills_up_keeps_all_that_was_acknowledged(small_disk: Path, tmp_path: Path) -> None:
    """Lines are recorded until the disk is full; then the command is refused, and every line before is whole."""
    job, home, said = _job(small_disk), tmp_path / "home", 0
    error: StorageFailed | None = None
    while error is None and said < 100:
        try:
            _say(job, home, "o" * 3000)
            said += 1
        except StorageFailed as full:
            error = full
    assert error is not None
    assert error.message == f"Cannot write {job / 'record' / 'aaaa.jsonl'}: {FULL}."
    assert (len(_ids(job)), _problems(job)) == (said, ())
    assert 5 < said < 25


def test_a_read_only_record_is_named_with_what_to_check(tmp_path: Path) -> None:
    """Nothing is recorded, and the message says where and what to look at."""
    job, home = _job(tmp_path), tmp_path / "home"
    _say(job, home, "one")
    log = job / "record" / "aaaa.jsonl"
    log.chmod(0o444)
    if os.access(log, os.W_OK):
        pytest.skip("this user may write everywhere (root), so a read-only file is not tested for real")
    error = _refused(job, home)
    log.chmod(0o644)
    assert (error.message, error.hint) == (
        f"Cannot write {log}: Permission denied.",
        "Check who owns the folder and whether it is write-protected.",
    )


@pytest.mark.parametrize(
    ("code", "reason", "hint"),
    [
        (errno.EACCES, "Permission denied", "Check who owns the folder and whether it is write-protected."),
        (errno.EPERM, "Operation not permitted", "Check who owns the folder and whether it is write-protected."),
        (errno.EROFS, "Read-only file system", "The disk is read-only."),
    ],
)
def test_a_disk_that_refuses_to_open_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str, hint: str
) -> None:
    """The system's reason comes with what to do about it."""
    job, home = _job(tmp_path), tmp_path / "home"

    def refuse(*_: object) -> int:
        raise OSError(code, reason)

    monkeypatch.setattr(os, "open", refuse)
    error = _refused(job, home)
    monkeypatch.undo()
    assert (error.message, error.hint) == (f"Cannot write {job / 'record' / 'aaaa.jsonl'}: {reason}.", hint)


def test_a_folder_in_the_way_of_the_record_is_told_in_words(tmp_path: Path) -> None:
    """A file where the folder of the record should be stops the command with its path."""
    job, home = _job(tmp_path), tmp_path / "home"
    (job / "record").write_text("no folder", encoding="utf-8")
    assert _refused(job, home).message == f"Cannot write {job / 'record' / 'aaaa.jsonl'}: File exists."
