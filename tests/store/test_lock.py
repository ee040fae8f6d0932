"""The lock: one process at a time, freed when its holder is gone, and given up with words when it is not."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qcheck.errors import StorageFailed
from qcheck.store import lock as module
from qcheck.store.lock import lock

HOLDER = """
import sys
from pathlib import Path
from qcheck.store.lock import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


class Clock:
    """A clock that stands still but for the naps taken on it; `nap` may do something else besides."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps = 0
        self.wakes = ExitStack()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 1.0)
        self.naps += 1
        if self.naps == 3:
            self.wakes.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time that passes only while somebody waits for the lock."""
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_lock_is_free_after_it_was_held(tmp_path: Path, clock: Clock) -> None:
    """Whoever comes next need not wait."""
    with lock(tmp_path):
        pass
    with lock(tmp_path):
        pass
    assert clock.naps == 0


def test_the_lock_is_free_after_its_holder_failed(tmp_path: Path, clock: Clock) -> None:
    """An error under the lock passes through it and frees it."""
    with pytest.raises(KeyError), lock(tmp_path):
        raise KeyError
    with lock(tmp_path):
        pass
    assert clock.naps == 0


def test_the_lock_waits_for_its_holder(tmp_path: Path, clock: Clock) -> None:
    """A second process waits until the first has ended, then goes on."""
    clock.wakes.enter_context(lock(tmp_path))
    with lock(tmp_path):
        assert clock.naps == 3


def test_the_lock_is_given_up_with_words(tmp_path: Path, clock: Clock) -> None:
    """After half a minute the command ends, says who is in the way and that nothing was recorded."""
    with lock(tmp_path), pytest.raises(StorageFailed) as caught, lock(tmp_path):
        pass
    assert caught.value.message == (
        f"Another qcheck has been writing in this workspace for 30 seconds ({tmp_path / '.qcheck' / 'lock'})."
    )
    assert caught.value.hint == "Wait for it to end, then try again; nothing was recorded."
    assert clock.now >= 30


def test_the_lock_holds_between_processes(tmp_path: Path, clock: Clock, holder: "subprocess.Popen[str]") -> None:
    """While another process holds it, nobody else gets it."""
    assert holder.poll() is None
    with pytest.raises(StorageFailed), lock(tmp_path):
        pass
    assert clock.naps >= 30


def test_the_lock_is_freed_when_its_holder_is_killed(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    """A process that is killed leaves no lock behind that a person would have to remove."""
    holder.kill()
    holder.wait()
    with lock(tmp_path, patience=0):
        assert (tmp_path / ".qcheck" / "lock").exists()


def test_a_lock_file_that_was_left_behind_is_no_lock(tmp_path: Path) -> None:
    """What counts is who holds the file, not that it is there."""
    (tmp_path / ".qcheck").mkdir()
    (tmp_path / ".qcheck" / "lock").write_text("4711", encoding="utf-8")
    with lock(tmp_path, patience=0):
        pass


def test_a_workspace_that_cannot_be_locked_is_told_in_words(tmp_path: Path) -> None:
    """A file in the place of the folder stops the command with its path."""
    (tmp_path / ".qcheck").write_text("no folder", encoding="utf-8")
    with pytest.raises(StorageFailed) as caught, lock(tmp_path):
        pass
    assert caught.value.message == f"Cannot lock {tmp_path / '.qcheck' / 'lock'}: File exists."


def test_a_drive_that_knows_no_locks_is_told_at_once(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waiting cannot mend is not waited for, and is not blamed on another qcheck."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(module, "_take", refuse)
    with pytest.raises(StorageFailed) as caught, lock(tmp_path):
        pass
    assert (caught.value.message, caught.value.hint) == (
        f"Cannot lock {tmp_path / '.qcheck' / 'lock'}: No locks available.",
        "Is it on a drive that knows no locks?",
    )
    assert clock.naps == 0
