"""Files: read whole, written whole, with the disk's refusals in words."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qcheck.errors import StorageFailed

# A link is not followed; where the system knows such a thing.
STAY = getattr(os, "O_NOFOLLOW", 0)
# Neither is a pipe without a writer waited for, nor a terminal taken over; where the system knows such things.
CAREFUL = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))


@contextmanager
def told(doing: str, path: Path) -> Iterator[None]:
    """Turns the disk's refusals into a message that says what was tried, where, and why it failed."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageFailed(f"{doing} {path}: {reason}.", _advice(error)) from error


def _advice(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Check who owns the folder and whether it is write-protected."
    return {28: "Free some space; nothing was recorded.", 30: "The disk is read-only."}.get(error.errno or 0, "")


def read(path: Path) -> bytes:
    """A file's bytes. Raises `StorageFailed`, also for a pipe or a device, which might have no end."""
    with told("Cannot read", path):
        return _bytes(path)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to read here and there. Raises `StorageFailed`, also for a pipe or a device."""
    with told("Cannot read", path):
        fd = os.open(path, os.O_RDONLY | CAREFUL)
        with os.fdopen(fd, "rb") as file:
            _require_regular(os.fstat(fd).st_mode)
            yield file


def read_plain(path: Path) -> bytes:
    """The bytes of a file that is no link: git can put one where a file should be. Raises as `read` does."""
    with told("Cannot read", path):
        if path.is_symlink():
            raise OSError(errno.ELOOP, "it is a link, and only what lies there itself is read")
        return _bytes(path, STAY)


def _bytes(path: Path, flags: int = 0) -> bytes:
    fd = os.open(path, os.O_RDONLY | CAREFUL | flags)
    try:
        _require_regular(os.fstat(fd).st_mode)
        with os.fdopen(fd, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(fd)


def _require_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, and no file")


def read_if_there(path: Path) -> bytes | None:
    """A file's bytes, or None if there is no such file. Raises `StorageFailed` for anything else."""
    try:
        return _bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StorageFailed(f"Cannot read {path}: {error.strerror}.", _advice(error)) from error


def write(path: Path, content: bytes, mode: int = 0o666, *, lasting: bool = True) -> None:
    """Writes a file so that a reader sees the old content or the new, never half. Raises `StorageFailed`.

    It lasts through a power cut when this returns, unless it is not `lasting`.
    """
    with told("Cannot write", path):
        if not path.name:  # a folder by a name such as `.`
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | STAY, mode), "wb") as file:
                file.write(content)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        if lasting:
            sync_folder(path.parent)


def write_own(path: Path, content: bytes) -> None:
    """The same in a folder of a job, which may be no link to another place. Raises `StorageFailed`."""
    require_own(path.parent)
    write(path, content)


def write_once(path: Path, content: bytes) -> None:
    """The same of a file that is named by its content; one that is there already is left alone."""
    if read_if_there(path) != content:
        write_own(path, content)


def sync_folder(folder: Path) -> None:
    """Makes a new name in a folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def names(folder: Path, *suffixes: str) -> list[Path]:
    """The files of a folder with one of these endings, by name; none if there is no such folder.

    A link that leads nowhere is among them: reading it fails, which is better than overlooking it.
    """
    with told("Cannot read", folder):
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [
            folder / e.name
            for e in entries
            if e.name.endswith(suffixes) and not e.name.startswith(".") and not e.is_dir()
        ]


def stamps(paths: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of change of each file, one that is gone as of no size."""
    found = []
    for path in paths:
        try:
            held = path.stat()
        except OSError:
            found.append((path.name, -1, 0))
        else:
            found.append((path.name, held.st_size, held.st_mtime_ns))
    return tuple(found)


def every(folder: Path) -> list[Path]:
    """All that lies in a folder of a job and is no folder itself, hidden files and links too, by name.

    Raises `StorageFailed` as `require_own` does.
    """
    require_own(folder)
    with told("Cannot read", folder):
        try:
            return sorted(
                folder / entry.name for entry in os.scandir(folder) if not entry.is_dir(follow_symlinks=False)
            )
        except (FileNotFoundError, NotADirectoryError):
            return []


def require_own(folder: Path) -> None:
    """Raises `StorageFailed` where a folder of a job, or the job's own, is a link that leads to anything."""
    for each in (folder, folder.parent):
        require_no_link(each)


def require_no_link(path: Path) -> None:
    """Raises `StorageFailed` where a path is a link, which would lead out of what was looked at."""
    with told("Cannot read", path):
        if path.is_symlink():
            raise OSError(errno.ELOOP, "it is a link, and only what lies there itself is touched")


def remove(path: Path) -> None:
    """Removes a file, or a link and not what it leads to; one that is gone already is no matter."""
    with told("Cannot remove", path), suppress(FileNotFoundError):
        path.unlink()


def folders(folder: Path) -> list[str]:
    """The names of the folders in a folder; none if there is no such folder."""
    with told("Cannot read", folder):
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
