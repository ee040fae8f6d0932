"""The inbox: the folder where phones drop photos."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from qcheck.errors import NotFound
from qcheck.store import files

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
ELSEWHERE = "set QCHECK_INBOX to another folder of this machine"


def folder(root: Path, named: str, own: str) -> Path:
    """The inbox: `own`, which the user of this machine chose, else the folder `named` by the workspace's settings.

    Settings come with a repository, and so may a link: it may not make photos from elsewhere on this machine part
    of a job. Raises `NotFound` for one that leads out of the workspace.
    """
    if own:
        return root / os.path.expanduser(own)  # noqa: PTH111 (this one never raises)
    inbox = root / named
    if not Path(os.path.realpath(inbox)).is_relative_to(os.path.realpath(root)):  # unlike `resolve`, never raises
        raise NotFound(f"The inbox {inbox} leads out of the workspace.", f"Make it a folder, or {ELSEWHERE}.")
    return inbox


def newest(inbox: Path) -> tuple[Path, float]:
    """The newest photo in the inbox and when it was last changed, in seconds since 1970. Raises `NotFound`."""
    return ordered(inbox)[0]


def ordered(inbox: Path) -> list[tuple[Path, float]]:
    """The photos in the inbox, the newest first; at least one. Raises `NotFound`.

    What is hidden, a link, or still has the ending that a syncing program gave it, is no photo yet.
    """
    with files.told("Cannot read", inbox):
        try:
            found = sorted(_photos(inbox), reverse=True)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NotFound(f"There is no inbox {inbox}.", f"Make it, or {ELSEWHERE}, or name the photo.") from error
    if not found:
        raise NotFound(f"There is no photo in the inbox {inbox}.", f"Send one, or {ELSEWHERE}, or name the photo.")
    return [(inbox / name, changed) for changed, name in found]


def _photos(inbox: Path) -> Iterator[tuple[float, str]]:
    """When each photo was last changed, and its name."""
    with os.scandir(inbox) as entries:
        for entry in entries:
            if entry.name.lower().endswith(ENDINGS) and not entry.name.startswith("."):
                with suppress(FileNotFoundError):  # gone since the folder was read
                    found = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(found.st_mode):
                        yield found.st_mtime, entry.name


def beginning(typed: str) -> list[str]:
    """The photos and folders whose path begins with what was typed, folders with a stroke behind; none is opened."""
    path = os.path.expanduser(typed)  # noqa: PTH111 (this one never raises)
    above, _, begun = path.rpartition("/")
    found: list[str] = []
    with suppress(OSError, ValueError), os.scandir(above or "/") as entries:
        for entry in entries:
            if entry.name.startswith(begun) and (begun.startswith(".") or not entry.name.startswith(".")):
                folder = entry.is_dir()
                if folder or entry.name.lower().endswith(ENDINGS):
                    found.append(f"{above}/{entry.name}{'/' if folder else ''}")
    return sorted(found)
