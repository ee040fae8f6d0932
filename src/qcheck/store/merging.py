"""Merging: two states of a repository put together file by file, without a file on the disk being touched."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from qcheck.core import parts, sides
from qcheck.core.sides import Sides, Version
from qcheck.errors import Refused
from qcheck.store.git import Git
from qcheck.store.repository import Repository, blobs

MOST_TEXT = 2_000_000

Difference = Mapping[str, tuple[Version, Version]]


class Merged(Struct, frozen=True):
    """A merge that is not yet on the disk: its commit, and the files of the workspace that were kept beside the
    ones that were chosen.
    """

    commit: str
    losers: tuple[str, ...] = ()


def differences(git: Git, before: str, after: str) -> dict[str, tuple[Version, Version]]:
    """The files that are not the same in two commits, each with what it was and what it is."""
    printed = git.must("diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", before, after, "--").out
    fields = os.fsdecode(printed).split("\0")
    found: dict[str, tuple[Version, Version]] = {}
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        mode, new_mode, blob, new_blob, _ = head.removeprefix(":").split(" ")
        found[path] = (_version(mode, blob), _version(new_mode, new_blob))
    return found


def _version(mode: str, blob: str) -> Version:
    return Version(mode, blob) if blob.strip("0") else Version()


def require_files(repository: Repository, incoming: Difference) -> None:
    """Raises `Refused` if links, or repositories, came in where a workspace has files: they would lead out of it."""
    inside = {repository.inside(path): after for path, (_, after) in incoming.items() if repository.inside(path)}
    if found := sides.links(inside):
        raise Refused(
            f"The other side has a link where only files may be: {found[0]}. Nothing was taken in.",
            "Whoever put it there removes it: git rm --cached NAME, then a commit. It could lead out of the workspace.",
        )


def merge(repository: Repository, ours: str, theirs: str, who: Mapping[str, str]) -> Merged:
    """The commit that has both sides. Raises `Refused` where a merge has to be made by hand."""
    git = repository.git
    base = git.run("merge-base", ours, theirs)
    if base.code:
        raise Refused(
            "What is here and what is there have no beginning in common.",
            "Two workspaces were begun. Go on with theirs: qcheck clone URL, then bring your jobs folders into it.",
        )
    start = base.out.decode().strip()
    if start == ours:
        require_files(repository, differences(git, ours, theirs))
        return Merged(theirs)
    made, came = differences(git, start, ours), differences(git, start, theirs)
    require_files(repository, came)
    entries = {path: after for path, (_, after) in came.items() if path not in made}
    losers = _together(repository, sides.both(made, came), entries)
    with tempfile.TemporaryDirectory(prefix="qcheck-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.must("read-tree", ours, environ=index)
        nothing = "0" * len(ours)
        lines = (f"{v.mode or 0} {v.blob or nothing}\t{path}\0" for path, v in entries.items())
        git.must("update-index", "-z", "--index-info", given=os.fsencode("".join(lines)), environ=index)
        tree = git.must("write-tree", environ=index).out.decode().strip()
    return Merged(commit(repository, tree, (ours, theirs), "Merge what other devices recorded", who), losers)


def commit(repository: Repository, tree: str, parents: tuple[str, ...], message: str, who: Mapping[str, str]) -> str:
    """A commit of a tree; signed where git's settings say so."""
    signed = ["-S"] if repository.settings.get("commit.gpgsign", "").lower() in {"true", "yes", "on", "1"} else []
    named = [word for parent in parents for word in ("-p", parent)]
    made = repository.git.must("commit-tree", *signed, *named, tree, given=os.fsencode(message), environ=who)
    return made.out.decode().strip()


def _together(repository: Repository, contested: Mapping[str, Sides], entries: dict[str, Version]) -> tuple[str, ...]:
    """Decides each file that both sides changed; gives those that were kept beside what was chosen."""
    losers: list[str] = []
    for path, both in contested.items():
        inside = repository.inside(path)
        if not inside:
            raise Refused(
                f"{path} was changed here and elsewhere, and is none of the workspace's files.",
                "Merge it by hand: git pull. Then sync again.",
            )
        how = sides.way(inside, both)
        if how == "union":
            held = blobs(repository.git, [both.ours.blob, both.theirs.blob])
            entries[path] = Version("100644", _kept(repository.git, sides.union(*(each or b"" for each in held))))
        elif how in {"ours", "theirs"}:
            entries[path] = both.ours if how == "ours" else both.theirs
        else:
            losers += _text(repository, path, both, entries, mergeable=how == "text")
    return tuple(losers)


def _text(repository: Repository, path: str, both: Sides, entries: dict[str, Version], *, mergeable: bool) -> list[str]:
    """Puts a text together if both sides changed other lines of it; else chooses one, and keeps the other beside it."""
    if mergeable and both.base.blob and (merged := _by_lines(repository.git, both)):
        entries[path] = merged
        return []
    holds, loses = sides.chosen(both)
    entries[path] = holds
    if not mergeable:
        return []
    beside = parts.loser(path, loses.blob)
    entries[beside] = loses
    return [repository.inside(beside)]


def _by_lines(git: Git, both: Sides) -> Version | None:
    contents = blobs(git, [both.ours.blob, both.base.blob, both.theirs.blob])
    if any(content is None or len(content) > MOST_TEXT or b"\0" in content for content in contents):
        return None
    with tempfile.TemporaryDirectory(prefix="qcheck-") as folder:
        named = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for path, content in zip(named, contents, strict=True):
            path.write_bytes(content or b"")
        done = git.run("merge-file", "-p", "-q", "--", *(str(path) for path in named))
    return Version(both.ours.mode, _kept(git, done.out)) if done.code == 0 else None


def _kept(git: Git, content: bytes) -> str:
    return git.must("hash-object", "-w", "--no-filters", "--stdin", given=content or b"").out.decode().strip()
