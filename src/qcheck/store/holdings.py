"""Holdings: all that lies in the folders of a job, whatever its name and kind."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from qcheck.store import files

LOG = ".jsonl"


def strays(job: Path, folder: str, known: Iterable[str]) -> list[str]:
    """What lies in one of a job's folders and is none of the files that are known, each as `folder/name`; the folder
    itself where it is a link, since what it leads to is not the job's.
    """
    path = job / folder
    if path.is_symlink():
        return [folder]
    names, plain = set(known), _plain(path)
    return [f"{folder}/{name}" for name, is_plain in plain.items() if name not in names or not is_plain]


def logs(job: Path) -> list[str]:
    """The names of what can be a log by its name."""
    return [name for name in _plain(job / "record") if name.endswith(LOG) and not name.startswith(".")]


def fits(path: Path, digest: str) -> bool | None:
    """Whether a file has that digest; None if there is none."""
    content = files.read_if_there(path)
    return None if content is None else hashlib.sha256(content).hexdigest() == digest


def _plain(folder: Path) -> dict[str, bool]:
    """Every name in a folder, and whether it is a plain file."""
    with files.told("Cannot read", folder):
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        return {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
