"""Archives on disk: a zip written whole or not at all, and what is in one laid out in a folder."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qcheck.errors import Refused
from qcheck.store import files

# The first moment that a zip can name: the same content gives the same bytes whenever it is packed.
TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3
MODE = 0o100644 << 16

Entries = Iterable[tuple[str, bytes]]


def write(path: Path, entries: Entries, sound: Callable[[BinaryIO], object]) -> None:
    """Writes a zip of these entries, in their order. `sound` reads what was written, and raises if it is not right.

    Until then it has another name: a file called `path` is whole, or is not there. Nothing is compressed, since
    photos are already, and since no two versions of the compressor make the same bytes. Raises `StorageFailed`, and
    `Refused` where there is a file of that name.
    """
    with files.told("Cannot write", path):
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            fd = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | files.STAY, 0o666)
            with os.fdopen(fd, "r+b") as file:
                _pack(file, entries)
                file.flush()
                os.fsync(file.fileno())
                sound(file)
            _into_place(part, path)
        finally:
            with suppress(OSError):
                part.unlink()
        files.sync_folder(path.parent)


def _pack(file: BinaryIO, entries: Entries) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system, entry.external_attr = UNIX, MODE
            packed.writestr(entry, content)


def _into_place(part: Path, path: Path) -> None:
    """Gives the file its name, unless that is taken: an archive is never written over."""
    refuse_existing(path)
    try:
        os.link(part, path)  # takes no name that something else took meanwhile
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError:  # a drive that knows no second name for a file
        part.rename(path)


def refuse_existing(path: Path) -> None:
    """Raises `Refused` where there is something of that name, or no folder for it: it may be a typing error, or a stick
    that is not in.
    """
    if not path.parent.is_dir():
        raise Refused(
            f"{path.parent}: there is no such folder.", "Nothing was archived. Make it first, or give another."
        )
    if os.path.lexists(path):
        raise Refused(f"{path} is there already.", "Give the archive another name: --out FILE")


def lay_out(folder: Path, entries: Entries, *, lasting: bool) -> None:
    """Writes files below a folder, by names that were looked at. Raises `StorageFailed`."""
    for name, content in entries:
        files.write(folder / name, content, lasting=lasting)


def put(root: Path, target: Path, entries: Entries) -> None:
    """Makes a folder of these files, whole or not at all. The caller holds the lock of the workspace `root`, and has
    looked that nothing is there. Raises `StorageFailed`.
    """
    part = root / ".qcheck" / f"restored-{os.getpid()}"
    with files.told("Cannot write", target):
        shutil.rmtree(part, ignore_errors=True)
        try:
            lay_out(part, entries, lasting=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        files.sync_folder(target.parent)


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="qcheck-") as folder:
        yield Path(folder)
