"""Sending: what changed in a workspace becomes a commit, and what another device committed comes onto the disk."""

import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from qcheck.core import parts
from qcheck.store import files, merging
from qcheck.store.changes import Status, is_plain
from qcheck.store.git import PATIENCE, STEP, Done, Git, Running, Tell
from qcheck.store.lasting import lasts
from qcheck.store.lock import lock
from qcheck.store.repository import Repository, refs

MARK = "git"
LOG = ("-m", "qcheck sync")


@contextmanager
def alone(root: Path, repository: Repository) -> Iterator[None]:
    """The workspace's files and git's index are ours: no other qcheck writes, and none of our gits that was cut off
    has left a lock behind. A git that outlives us goes on holding the workspace.
    """
    with lock(root) as held:
        mark = root / ".qcheck" / MARK
        if mark.exists():
            _clear(repository, mark)
        files.write(mark, b"", lasting=False)
        repository.git.held = held
        try:
            yield
        finally:
            repository.git.held = None
            with suppress(OSError):
                mark.unlink()


def _clear(repository: Repository, mark: Path) -> None:
    """Removes the locks that a git of ours left which was killed: none but it wrote since the mark was made."""
    begun = mark.stat().st_mtime
    heads = (repository.folder / "refs" / "heads").rglob("*.lock")
    for path in (repository.folder / "index.lock", repository.folder / "HEAD.lock", *heads):
        with suppress(OSError):
            if path.stat().st_mtime >= begun - 1:
                path.unlink()


def commit(repository: Repository, state: Status, message: str, who: Mapping[str, str]) -> str:
    """Commits what changed in the workspace and nothing else; gives the commit that the branch is on now."""
    named = dict.fromkeys(each.path for each in state.changed if each.gone or is_plain(repository, each.path))
    out = [c.path for c in state.changed if c.dropped and not lasts(repository.inside(c.path), c)]
    there = [path for path in named if path not in out]
    if not (there or out):
        return state.head
    _stage(repository.git, there, out)
    tree = _tree(repository.git, state.head, there, out, others=state.others)
    made = merging.commit(repository, tree, (state.head,) if state.head else (), message, who)
    repository.git.must("update-ref", *LOG, "--end-of-options", "HEAD", made, state.head or "0" * len(made))
    _keep_on_disk(repository, state)
    return made


def _stage(git: Git, there: list[str], out: list[str], **environ: str) -> None:
    """Has an index hold files as they are on the disk, and others no longer."""
    for how, paths in ((("--add", "--remove"), there), (("--force-remove",), out)):
        if paths:
            given = os.fsencode("".join(f"{path}\0" for path in paths))
            git.must("update-index", *how, "-z", "--stdin", given=given, environ=environ)


def _tree(git: Git, head: str, there: list[str], out: list[str], *, others: bool) -> str:
    """The tree that is committed; what someone staged of other files is theirs to commit."""
    if not others:
        return git.must("write-tree").out.decode().strip()
    with tempfile.TemporaryDirectory(prefix="qcheck-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.must("read-tree", *([head] if head else ["--empty"]), environ=index)
        _stage(git, there, out, **index)
        return git.must("write-tree", environ=index).out.decode().strip()


def _keep_on_disk(repository: Repository, state: Status) -> None:
    """Where a device has only some jobs on its disk, one that was opened there is among them from now on."""
    if repository.settings.get("core.sparsecheckout") != "true":
        return
    inside = (repository.inside(each.path) for each in state.changed if not each.blob)
    jobs = dict.fromkeys(parts.part(path).job for path in inside)
    if named := [f"{repository.prefix}jobs/{job}" for job in jobs if job]:
        repository.git.must("sparse-checkout", "add", *named)


def bring_in(repository: Repository, before: str, after: str) -> str:
    """Puts a commit onto the disk in place of another, then onto the branch: cut off in between, what came is
    committed once more by the next sync, and nothing of it is taken for removed. Gives git's words if a file stands
    in the way.
    """
    git = repository.git
    done = git.run("read-tree", "-m", "-u", *([before] if before else []), after)
    if done.code and "lock'" in done.err:
        git.must("read-tree", "-m", "-u", *([before] if before else []), after)
    elif done.code:
        return done.err
    git.must("update-ref", *LOG, "--end-of-options", "HEAD", after, before or "0" * len(after))
    return ""


def fetch(repository: Repository, remote: str, tell: Tell | None = None) -> Running:
    """Starts to fetch a remote's branches."""
    branches = [] if f"remote.{remote}.fetch" in repository.settings else [f"+refs/heads/*:refs/remotes/{remote}/*"]
    loud = "--progress" if tell else "--quiet"
    return repository.git.start(
        "fetch",
        loud,
        "--no-tags",
        "--no-recurse-submodules",
        "--no-write-fetch-head",
        "--",
        remote,
        *branches,
        tell=tell,
    )


def fetched(running: Running, repository: Repository, remote: str) -> Done:
    """What came of a fetch. Where another git moved the same branches meanwhile, as that of an editor does, or the last
    one of a sync that was killed, it is made once more.
    """
    until = time.monotonic() + PATIENCE
    while (done := running.wait()).code and "cannot lock ref" in done.err and time.monotonic() < until:
        time.sleep(STEP)
        running = fetch(repository, remote)
    return done


def push(repository: Repository, target: tuple[str, str], commit_: str, tell: Tell | None = None) -> Running:
    """Starts to push a commit to a branch of a remote."""
    remote, branch = target
    loud = "--progress" if tell else "--quiet"
    words = ("push", loud, "--porcelain", "--no-verify", "--no-signed", "--recurse-submodules=no", "--no-follow-tags")
    return repository.git.start(*words, "--", remote, f"{commit_}:refs/heads/{branch}", tell=tell)


def tips(repository: Repository, target: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    """The commit that a branch of a remote was last seen at, empty if it has none; and the branches it has."""
    remote, branch = target
    found = refs(repository.git, f"refs/remotes/{remote}/")
    here = f"refs/remotes/{remote}/"
    names = tuple(ref.removeprefix(here) for ref in found if ref != f"{here}HEAD")
    return found.get(f"{here}{branch}", ""), names
