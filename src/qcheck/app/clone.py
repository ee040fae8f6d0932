"""Cloning: a workspace that devices share, begun on this one."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app.desk import Caller, known, open_desk, person
from qcheck.core import remote
from qcheck.errors import Refused
from qcheck.model.settings import Person
from qcheck.store import cloning, workspace

Tell = Callable[[str], None]


class Cloned(Struct, frozen=True):
    """Where a workspace was put, how many jobs it has, and who is known to work in it."""

    root: Path
    jobs: int
    people: tuple[Person, ...]


def clone(caller: Caller, url: str, folder: str, who: str = "", tell: Tell | None = None) -> Cloned:
    """Puts a shared workspace into a folder, which must not be there or be empty. Raises `Refused`; `NotFound` where
    the workspace does not know who is said to use this device.
    """
    if not url.strip():
        raise Refused("The address is empty.", "An address is a path, https://…, ssh://… or user@host:path.")
    if wrong := remote.wrong(url):
        raise Refused(f"{url}: {wrong}.", "An address is a path, https://…, ssh://… or user@host:path.")
    name = folder or remote.named(url)
    if not name or "\0" in name:
        raise Refused("Into which folder?", f"qcheck clone {url} jobs-2026")

    def look(root: Path) -> None:
        if who:
            person(open_desk(replace(caller, folder=root, keeping=False)), who)

    root = cloning.clone(url, caller.folder / name, caller.folder, caller.environ, look, tell)
    desk = open_desk(replace(caller, folder=root))
    workspace.note_sync(desk.root, caller.at)
    return Cloned(desk.root, len(workspace.jobs(desk.root)), desk.settings.people)


def remember(caller: Caller, root: Path, typed: str) -> str:
    """Remembers who uses this machine in a workspace; gives their full name. Raises `NotFound`."""
    desk = open_desk(replace(caller, folder=root))
    who = person(desk, typed)
    desk.installation.set_user(desk.root, who)
    return known(desk, who).name
