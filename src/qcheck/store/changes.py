"""Changes: what git says of the files of a workspace, beside what was committed."""

import os
from pathlib import PurePosixPath

from msgspec import Struct

from qcheck.core import logs, parts
from qcheck.core.clean import line
from qcheck.core.copies import original
from qcheck.errors import Refused
from qcheck.model.problem import Problem
from qcheck.store import files
from qcheck.store.repository import Repository, blobs

UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG")
ZERO = "0"


class Changed(Struct, frozen=True):
    """A file that is not as it was committed: its path in the repository, its blob there if it has one, whether it is
    gone from the disk, whether it is staged, and whether someone took it out of git (it may be on the disk then).
    """

    path: str
    blob: str = ""
    gone: bool = False
    staged: bool = False
    dropped: bool = False


class Status(Struct, frozen=True):
    """What git says of the files: the commit and branch they are on, how many commits were not sent (None if
    it goes nowhere yet), what changed; `others` if files are staged that are none of the workspace's.
    """

    head: str
    branch: str
    ahead: int | None
    changed: tuple[Changed, ...]
    others: bool
    unmerged: tuple[str, ...]


def require_whole(repository: Repository, status: Status) -> None:
    """Raises `Refused` where someone has begun something with git that is not finished, or is on no branch."""
    begun = next((name for name in UNFINISHED if (repository.folder / name).exists()), "")
    if begun or status.unmerged:
        what = (begun.split("_")[0].split("-")[0] or "merge").lower() if begun else "merge"
        raise Refused(
            f"A {what} that was begun here with git is not finished.",
            f"Finish it, or drop it: git {what.replace('cherry', 'cherry-pick')} "
            f"{'reset' if what == 'bisect' else '--abort'}. Then sync again.",
        )
    if not status.branch:
        raise Refused("git is on no branch here, but on an old state.", "Go back to yours: git switch main")


def require_sound(repository: Repository, status: Status) -> None:
    """Raises `Refused` where a log, or a copy of one that a sharing program made, has new lines that nobody can have
    written like that: once sent, they would stay in the record of every device.
    """
    new = [each for each in status.changed if not each.gone and parts.is_log(repository.inside(each.path))]
    found = [each for each in new if is_plain(repository, each.path)]
    sent = blobs(repository.git, [each.blob or _sent(repository, status, each.path) for each in found])
    for each, known in zip(found, sent, strict=True):
        content, shown = files.read_plain(repository.top / each.path), repository.inside(each.path)
        if wrong := logs.unsound(content, known or b"", PurePosixPath(shown).stem, shown):
            raise _unsound(wrong, sent=bool(each.blob))


def _sent(repository: Repository, status: Status, path: str) -> str:
    """What git may have of the log that one which it does not have is a copy of."""
    inside = repository.inside(path)
    return f"{status.head or 'HEAD'}:{repository.prefix}{original(inside) or inside}"


def _unsound(found: list[Problem], *, sent: bool) -> Refused:
    first, more = found[0], f" (and {len(found) - 1} more in this file)" if len(found) > 1 else ""
    back = (
        f" Or bring back the file as it was sent, without what was recorded since: git checkout -- {first.place.file}"
    )
    return Refused(
        f"{line(first.place.file)}:{first.place.line}: this line is not as qcheck wrote it{more}: {first.detail}. "
        "Nothing was sent, so that no other device gets it.",
        "Remove the line and sync again: one that was sent before comes back as it was. One that was not is only here: "
        "undo what was changed in it." + (line(back) if sent else ""),
    )


def status(repository: Repository) -> Status:
    """What git says of the files of the whole repository; nothing is fetched, and nothing run."""
    asked = ("--porcelain=v2", "--branch", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    return _status(repository, repository.git.must("status", *asked).out)


def _status(repository: Repository, printed: bytes) -> Status:
    head, branch, others = "", "", False
    ahead: int | None = None
    changed: list[Changed] = []
    unmerged: list[str] = []
    for part in os.fsdecode(printed).split("\0"):
        kind, _, rest = part.partition(" ")
        if kind == "#":
            key, _, value = rest.partition(" ")
            head = value if key == "branch.oid" and value != "(initial)" else head
            branch = value if key == "branch.head" and value != "(detached)" else branch
            ahead = int(value.split()[0]) if key == "branch.ab" else ahead
        elif kind == "u":
            unmerged.append(rest)
        elif kind in {"?", "1"}:
            each = Changed(rest) if kind == "?" else _tracked(rest)
            if repository.shared(each.path):
                changed.append(each)
            else:
                others = others or each.staged
    return Status(head, branch, ahead, tuple(changed), others, tuple(unmerged))


def _tracked(rest: str) -> Changed:
    """`XY sub mH mI mW hH hI path`, as git prints it."""
    states, _, _, _, _, blob, _, path = rest.split(" ", 7)
    return Changed(path, blob if blob.strip(ZERO) else "", states[1] == "D", states[0] != ".", states[0] == "D")


def is_plain(repository: Repository, path: str) -> bool:
    """Whether a file that is to be committed is one: neither a link, nor a folder with a repository of its own."""
    if path.endswith("/"):
        return False
    where = repository.top / path
    return where.is_file() and not where.is_symlink()
