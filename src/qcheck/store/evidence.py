"""Evidence: photos and files of a job, each kept once under its digest, and the reading of files that others made."""

import hashlib
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from qcheck.core.names import SLUG, is_digest
from qcheck.errors import StorageFailed
from qcheck.model.event import Kept
from qcheck.store import files

FOLDER = "evidence"
MOST_BYTES = 60_000_000
LONGEST_SUFFIX = 8
NO_SUFFIX = "bin"
CHUNK = 1 << 20

# A pipe without a writer is not waited for, a terminal does not take us over; where the system knows such things.
CAREFUL = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
STAY = getattr(os, "O_NOFOLLOW", 0)


def read_foreign(path: Path, most_bytes: int, *, follow: bool) -> bytes:
    """The bytes of a file that somebody else made, and may be writing to; a link is taken only if `follow`.

    Raises `StorageFailed` for what is no regular file, larger than `most_bytes`, or changes meanwhile.
    """
    try:
        _regular(path, path.stat() if follow else path.lstat())
        fd = os.open(path, os.O_RDONLY | CAREFUL | (0 if follow else STAY))
        try:
            before = _regular(path, os.fstat(fd))
            return _whole(path, fd, before, most_bytes)
        finally:
            os.close(fd)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StorageFailed(f"{path}: there is no such file.", "Check the name and the folder.") from error
    except ValueError as error:  # a name with a NUL, or with characters that this system cannot write
        raise StorageFailed(f"{path}: no file can be called that.", "Check the name.") from error
    except OSError as error:
        raise StorageFailed(f"{path}: {error.strerror or error}.", "Check that you may read it.") from error


def within(folder: Path, name: str) -> Path:
    """Where a file of that name lies in a folder or below it, by either kind of slash. Raises `StorageFailed` for a
    name that leads out of the folder, also through a link.
    """
    parts = name.replace("\\", "/").split("/")
    outside = StorageFailed(f"{name}: it is not in the folder of the file that names it.", "Put it there.")
    if not name.strip() or parts[0] == "" or ".." in parts or ":" in parts[0] or parts[0].startswith("~"):
        raise outside
    path = folder.joinpath(*parts)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a NUL, a name that is too long
        raise StorageFailed(f"{path}: no file can be called that.", "Check the name.") from error
    if not inside:
        raise outside
    return path


def _regular(path: Path, found: os.stat_result) -> os.stat_result:
    """Opening a device can set it going, so what a path leads to is looked at before it is opened, and after."""
    if stat.S_ISLNK(found.st_mode):
        raise StorageFailed(f"{path}: this is a link.", "Name the file that it leads to.")
    if stat.S_ISDIR(found.st_mode):
        raise StorageFailed(f"{path}: this is a folder.", "Name the files in it.")
    if not stat.S_ISREG(found.st_mode):
        raise StorageFailed(f"{path}: this is a pipe or a device.", "Name a file.")
    return found


def _whole(path: Path, fd: int, before: os.stat_result, most_bytes: int) -> bytes:
    if before.st_size > most_bytes:
        raise StorageFailed(
            f"{path}: it is larger than {most_bytes // 1_000_000} MB.", "Make it smaller, then try again."
        )
    parts, left = [], most_bytes + 1
    while left and (part := os.read(fd, min(left, CHUNK))):
        parts.append(part)
        left -= len(part)
    content, after = b"".join(parts), os.fstat(fd)
    if (len(content), after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise StorageFailed(f"{path}: it changed while it was read.", "Wait until it is copied whole, then try again.")
    return content


def suffix_of(name: str) -> str:
    """The ending of a file's name, as evidence may have it: up to eight small letters and digits."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending if is_suffix(ending) else NO_SUFFIX


def is_suffix(text: str) -> bool:
    """Whether text may end the name of kept evidence."""
    return 0 < len(text) <= LONGEST_SUFFIX and SLUG.issuperset(text)


def keep(job_folder: Path, content: bytes, suffix: str) -> str:
    """Keeps content in a job's folder, whole and for good, or raises `StorageFailed`; gives its digest.

    What is there already is left alone, unless something took its place.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = job_folder / FOLDER / f"{digest}.{suffix if is_suffix(suffix) else NO_SUFFIX}"
    if _held(path, len(content)) != content:
        files.write_own(path, content)
    return digest


def path_of(job_folder: Path, kept: Kept) -> Path | None:
    """Where evidence is kept; None if the record's line names it in a way that nothing is ever called."""
    named = is_digest(kept.digest) and is_suffix(kept.suffix)
    return job_folder / FOLDER / f"{kept.digest}.{kept.suffix}" if named else None


def digests(job_folder: Path) -> list[str]:
    """The digests of all files that a job's evidence folder holds, by their names."""
    return [path.name.partition(".")[0] for path in files.names(job_folder / "evidence", "")]


def here(job_folder: Path, wanted: Iterable[str]) -> list[str]:
    """Which evidence of these digests lies in a job's folder: the names of the files, from that folder."""
    sought = set(wanted)
    found = files.every(job_folder / FOLDER) if sought else []
    return [f"{FOLDER}/{path.name}" for path in found if path.name.partition(".")[0] in sought]


def missing(job_folder: Path, kept: Kept) -> str:
    """`absent`, `altered`, or empty if evidence is there with the size it had; it is not read for that."""
    return _missing(f"{job_folder / FOLDER}{os.sep}", kept)


def missing_of(job_folder: Path, kepts: Iterable[Kept]) -> dict[Kept, str]:
    """The same of many, those that are there left out."""
    folder = f"{job_folder / FOLDER}{os.sep}"  # a path object for each would cost more than the look
    found = {kept: _missing(folder, kept) for kept in dict.fromkeys(kepts)}
    return {kept: wrong for kept, wrong in found.items() if wrong}


def _missing(folder: str, kept: Kept) -> str:
    if not (is_digest(kept.digest) and is_suffix(kept.suffix)):
        return "absent"
    try:
        found = os.lstat(f"{folder}{kept.digest}.{kept.suffix}")
    except OSError:
        return "absent"
    return "" if stat.S_ISREG(found.st_mode) and found.st_size == kept.size else "altered"


def named(kept: Kept) -> str:
    """A photo or file as people can find it: what it was called, and how its file's name begins."""
    return f"{kept.name} ({kept.digest[:12]}.{kept.suffix})"


def content(job_folder: Path, kept: Kept) -> bytes | None:
    """The bytes of evidence; None unless they are there and are what was recorded."""
    path = path_of(job_folder, kept)
    held = _held(path, kept.size) if path else None
    return held if held is not None and hashlib.sha256(held).hexdigest() == kept.digest else None


def _held(path: Path, size: int) -> bytes | None:
    """What is kept under a path, if it is a file of that size; None for anything else."""
    with suppress(StorageFailed):
        held = read_foreign(path, min(size, MOST_BYTES), follow=False)
        return held if len(held) == size else None
    return None
