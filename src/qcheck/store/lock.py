"""The workspace lock: one process at a time decides and writes."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qcheck.errors import StorageFailed
from qcheck.store.files import told

if sys.platform == "win32":
    import msvcrt

    def _take(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
PATIENCE = 30.0
STEP = 0.01


@contextmanager
def lock(root: Path, patience: float = PATIENCE) -> Iterator[int]:
    """Holds `.qcheck/lock` of a workspace; waits up to `patience` seconds. The system frees it if the process dies.
    Gives the open file, for a program that is to hold the lock as long as it runs.

    The lock is a file of its own, since a git merge may replace any log under an open lock on it.
    """
    path = root / ".qcheck" / "lock"
    with told("Cannot lock", path):
        path.parent.mkdir(exist_ok=True)
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait(fd, path, patience)
        yield fd
    finally:
        os.close(fd)


def _wait(fd: int, path: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            return _take(fd)
        except OSError as error:
            if error.errno not in BUSY:
                raise StorageFailed(
                    f"Cannot lock {path}: {error.strerror}.", "Is it on a drive that knows no locks?"
                ) from error
            if time.monotonic() > until:
                raise StorageFailed(
                    f"Another qcheck has been writing in this workspace for {patience:.0f} seconds ({path}).",
                    "Wait for it to end, then try again; nothing was recorded.",
                ) from error
            time.sleep(STEP)
