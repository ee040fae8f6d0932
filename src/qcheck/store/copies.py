"""Copies in a shared folder: what a sharing program put beside a file, taken in and cleared away."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from qcheck.core import parts, sides
from qcheck.core.copies import original
from qcheck.core.parts import OF_JOBS, SHARED
from qcheck.store import files, workspace


class Tidied(Struct, frozen=True):
    """What became of copies: those whose content is in the original now, and files of people that are kept beside it
    under a name of ours.
    """

    taken: tuple[str, ...] = ()
    losers: tuple[str, ...] = ()


def listed(root: Path) -> Iterator[str]:
    """The paths of all files that devices share, from the workspace's root."""
    for folder in (".", *SHARED):
        yield from (path.relative_to(root).as_posix() for path in files.names(root / folder, ""))
    for job in workspace.jobs(root):
        for folder in OF_JOBS:
            yield from (f"jobs/{job}/{folder}/{path.name}" for path in files.names(root / "jobs" / job / folder, ""))


def tidy(root: Path, paths: Iterable[str]) -> Tidied:
    """Takes in every copy among the paths; the caller holds the workspace lock. A copy goes only after what it held
    is on the disk elsewhere, so this may be cut off anywhere.
    """
    taken: list[str] = []
    losers: list[str] = []
    for path in paths:
        meant = original(path)
        if not (meant and parts.is_shared(meant)):
            continue
        copy = root / path
        if copy.is_symlink():
            continue
        content = files.read_plain(copy)
        beside = _take(root, meant, content)
        if beside is None:
            continue
        if beside:
            losers.append(beside)
        else:
            taken.append(path)
        with files.told("Cannot remove", copy):
            copy.unlink()
    return Tidied(tuple(taken), tuple(losers))


def _take(root: Path, meant: str, content: bytes) -> str | None:
    """Puts what a copy holds where it belongs: empty if that is the original, else the name it is kept under; None
    where it has to stay as it is.
    """
    path = root / meant
    held = files.read_plain(path) if path.is_symlink() or path.exists() else None
    if held == content:
        return ""
    if held is None and (parts.is_log(meant) or parts.is_kept(meant)):
        files.write(path, content)
        return ""
    if held is None or parts.is_kept(meant):
        return None
    if parts.is_log(meant):
        if sides.lacks(held, content):
            files.write(path, sides.union(held, content))
        return ""
    beside = parts.loser(meant, blob(content))
    files.write(root / beside, content)
    return beside


def blob(content: bytes) -> str:
    """The id that git has for content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def alike(root: Path) -> list[tuple[str, str]]:
    """Files of people whose names differ only in case from one before them; both from the workspace's root."""
    found = []
    for folder in ("checklists", "templates"):
        first: dict[str, str] = {}
        for path in files.names(root / folder, ""):
            before = first.setdefault(path.name.casefold(), path.name)
            if before != path.name:
                found.append((f"{folder}/{path.name}", f"{folder}/{before}"))
    return found


def losers(root: Path) -> list[str]:
    """The files that are kept beside ones which two devices changed, from the workspace's root."""
    found = []
    for folder in (".", "checklists", "templates"):
        named = (path for path in files.names(root / folder, "") if parts.is_loser(path.name))
        found += [path.relative_to(root).as_posix() for path in named]
    return found
