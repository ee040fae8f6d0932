"""Cloning: a repository with a workspace put into a folder, whole or not at all."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from qcheck.errors import Refused
from qcheck.store import files, merging, repository, workspace
from qcheck.store.git import Git, Tell, said

NAMED = 3


def clone(
    url: str, target: Path, folder: Path, environ: dict[str, str], look: Callable[[Path], None], tell: Tell | None
) -> Path:
    """Clones into a folder that is not there yet, or is empty; gives where in it the workspace is. An address that is
    a path is seen from `folder`. Raises `Refused`, or what `look` raises of the workspace, and leaves nothing behind.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target} is there already.", "Name another folder: qcheck clone URL DIR")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with files.told("Cannot make", target):
            part.mkdir(parents=True)
        inside = _fetched(url, part, folder, environ, tell)
        look(part / inside)
        with files.told("Cannot make", target):
            if target.exists():
                target.rmdir()
            part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target / inside


def _fetched(url: str, part: Path, folder: Path, environ: dict[str, str], tell: Tell | None) -> str:
    """Looks at what came before any of it is put onto the disk; gives where in it the workspace is."""
    git = Git(part.parent, environ)
    if git.run("config", "--get", "core.sshCommand").code:
        git.batch_ssh()
    source = str(folder / url) if (folder / url).exists() else url
    words = ("clone", "--progress" if tell else "--quiet", "--no-checkout", "--no-recurse-submodules", "--template=")
    done = git.start(*words, "--no-tags", "--", source, str(part), tell=tell).wait()
    if done.code:
        raise Refused(f"{url} could not be cloned: {said(done)}", "Is the address right, and may this device read it?")
    git.folder = part
    if git.run("rev-parse", "--verify", "--quiet", "HEAD").code:
        _take_branch(git, url)
    root = _root(git, url)
    around = repository.fresh(git, part, root)
    nothing = git.must("mktree").out.decode().strip()
    merging.require_files(around, merging.differences(git, nothing, "HEAD"))
    git.must("read-tree", "-m", "-u", "HEAD")
    return root


def _take_branch(git: Git, url: str) -> None:
    """Takes the only branch there is, where a repository names one as its own that nobody ever sent."""
    origin = git.must("remote").lines()[0]
    here = f"refs/remotes/{origin}/"
    found = {ref.removeprefix(here): ident for ref, ident in repository.refs(git, here).items()}
    if not found:
        raise Refused(
            f"{url} is empty.",
            "Begin in a workspace: git init -b main, git remote add origin URL, then qcheck sync.",
        )
    if len(found) > 1:
        raise Refused(
            f"{url} names a branch as its own that it does not have; it has {', '.join([*found][:NAMED])}.",
            f"Whoever keeps it says there which it is: git symbolic-ref HEAD refs/heads/{next(iter(found))}",
        )
    branch, ident = next(iter(found.items()))
    git.must("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    git.must("update-ref", "HEAD", ident)
    git.must("config", f"branch.{branch}.remote", origin)
    git.must("config", f"branch.{branch}.merge", f"refs/heads/{branch}")


def _root(git: Git, url: str) -> str:
    """Where in a repository the workspace is: at its top, or in the only folder that has one."""
    listed = git.must("ls-tree", "-r", "-z", "--name-only", "HEAD").out
    names = [os.fsdecode(name) for name in listed.split(b"\0")]
    found = [name.removesuffix(workspace.SETTINGS) for name in names if name.split("/")[-1] == workspace.SETTINGS]
    found = [""] if "" in found else [folder for folder in found if folder.count("/") == 1]
    if len(found) != 1:
        raise Refused(f"{url} holds no workspace: no {workspace.SETTINGS} is in it.")
    return found[0]
