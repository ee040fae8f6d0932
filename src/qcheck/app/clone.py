"""Cloning: a workspace that devices share, begun on this one."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app.desk import Caller, open_desk, person
from qcheck.core import remote
from qcheck.errors import Refused
from qcheck.model.settings import Person
from qcheck.store import files, merging, repository, workspace
from qcheck.store.git import Git, said

Tell = Callable[[str], None]


class Cloned(Struct, frozen=True):
    """Where a workspace was put, how many jobs it has, and who is known to work in it."""

    root: Path
    jobs: int
    people: tuple[Person, ...]


def clone(caller: Caller, url: str, folder: str, tell: Tell | None = None) -> Cloned:
    """Puts a shared workspace into a folder, which must not be there or be empty. Raises `Refused`."""
    if wrong := remote.wrong(url):
        raise Refused(f"{url}: {wrong}.", "An address is a path, https://…, ssh://… or user@host:path.")
    name = folder or remote.named(url)
    if not name or "\0" in name:
        raise Refused("Into which folder?", f"qcheck clone {url} jobs-2026")
    target = caller.folder / name
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target} is there already.", "Name another folder: qcheck clone URL DIR")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        root = _fetched(caller, url, part, tell)
        with files.told("Cannot make", target):
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rmdir()
            part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    desk = open_desk(_at(caller, target / root))
    files.write(desk.root / ".qcheck" / "synced", caller.at.encode(), lasting=False)
    return Cloned(desk.root, len(workspace.jobs(desk.root)), desk.settings.people)


def remember(caller: Caller, root: Path, typed: str) -> str:
    """Remembers who uses this machine in a workspace; gives their full name. Raises `NotFound`."""
    desk = open_desk(_at(caller, root))
    who = person(desk, typed)
    desk.installation.set_user(desk.root, who)
    return next(p.name for p in desk.settings.people if p.id == who)


def _at(caller: Caller, folder: Path) -> Caller:
    return replace(caller, folder=folder)


def _fetched(caller: Caller, url: str, part: Path, tell: Tell | None) -> str:
    """Clones into a folder beside the one that is meant, looks at what came, and only then puts files there; gives
    where in it the workspace is.
    """
    part.parent.mkdir(parents=True, exist_ok=True)
    git = Git(part.parent, caller.environ)
    if git.run("config", "--get", "core.sshCommand").code:
        git.batch_ssh()
    source = str(caller.folder / url) if (caller.folder / url).exists() else url
    words = ("clone", "--progress" if tell else "--quiet", "--no-checkout", "--no-recurse-submodules", "--template=")
    done = git.start(*words, "--no-tags", "--", source, str(part), tell=tell).wait()
    if done.code:
        raise Refused(f"{url} could not be cloned: {said(done)}", "Is the address right, and may this device read it?")
    git.folder = part
    if git.run("rev-parse", "--verify", "--quiet", "HEAD").code:
        raise Refused(
            f"{url} is empty.",
            "Begin in a workspace: git init -b main, git remote add origin URL, then qcheck sync.",
        )
    root = _root(git, url)
    around = repository.fresh(git, part, root)
    came = merging.differences(git, git.must("mktree").out.decode().strip(), "HEAD")
    merging.require_files(around, came)
    git.must("read-tree", "-m", "-u", "HEAD")
    return root


def _root(git: Git, url: str) -> str:
    """Where in a repository the workspace is: at its top, or in the only folder that has one."""
    listed = git.must("ls-tree", "-r", "-z", "--name-only", "HEAD").out
    names = [os.fsdecode(name) for name in listed.split(b"\0")]
    found = [name.removesuffix(workspace.SETTINGS) for name in names if name.split("/")[-1] == workspace.SETTINGS]
    found = [""] if "" in found else [folder for folder in found if folder.count("/") == 1]
    if len(found) != 1:
        raise Refused(f"{url} holds no workspace: no {workspace.SETTINGS} is in it.")
    return found[0]
