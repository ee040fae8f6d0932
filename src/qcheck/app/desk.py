"""The desk: a workspace opened by a caller, with its settings read."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

from msgspec import Struct

from qcheck.core.people import meant
from qcheck.errors import NotFound, QcheckError
from qcheck.model.finding import Finding
from qcheck.model.settings import Person, Settings
from qcheck.store import files, workspace
from qcheck.store.cache import Cache
from qcheck.store.installation import Installation


def in_silence(_: str) -> None:
    """Nobody waits, or nobody sees."""


class Caller(Struct, frozen=True):
    """Who calls, when and from where: everything that comes from the machine and not from a file.

    `now` has the zone UTC; `folder` is where to look for a workspace; `token` and `salt`
    are random hexadecimal text; the salt never enters a record. `environ` is what programs are found by.
    Where `keeping` is not wanted, nothing that is read is remembered for the next time. `passing` shows what is being
    done while it is waited for; an empty text clears it.
    """

    now: datetime
    folder: Path
    home: Path
    token: str
    salt: str
    user: str = ""
    job: str = ""
    environ: dict[str, str] = {}
    keeping: bool = True
    passing: Callable[[str], None] = in_silence

    @property
    def at(self) -> str:
        """Now, as the record writes it."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")


class Desk(Struct, frozen=True):
    """An open workspace."""

    root: Path
    settings: Settings
    caller: Caller
    installation: Installation
    cache: Cache

    def zone(self) -> tzinfo:
        from qcheck.store import zones  # 3 ms, for those who tell or read times

        return zones.zone(self.settings.zone)


class BadFile(QcheckError):
    """A file that a command cannot do without has findings; they are shown with their places."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("")
        self.findings = findings


def open_desk(caller: Caller) -> Desk:
    """The workspace around the caller's folder. Raises `NotFound` where there is none, `BadFile` for its settings."""
    root = workspace.require(caller.folder)
    installation = Installation(caller.home)
    cache = Cache(root / ".qcheck" / "cache", installation, keeping=caller.keeping)
    source = files.read_plain(root / workspace.SETTINGS)
    settings = cache.get(source, Settings, lambda: _settings(source)) or Settings()
    return Desk(root, settings, caller, installation, cache)


def _settings(source: bytes) -> Settings | None:
    from qcheck.core import settings as reading  # 25 ms for YAML, only when the settings changed
    from qcheck.store import zones

    settings, findings = reading.settings(source, workspace.SETTINGS, zones.exists)
    if any(finding.severity == "block" for finding in findings):
        raise BadFile(findings)
    return settings


def speaker(desk: Desk, said: str = "") -> str:
    """The id of the person who speaks: named, from `QCHECK_USER`, remembered by this machine, or the only one there is.

    Raises `NotFound` where nobody can be meant, or nobody of that name is known.
    """
    people = desk.settings.people
    if said or desk.caller.user:
        return person(desk, said or desk.caller.user)
    remembered = desk.installation.user(desk.root)
    if remembered in {p.id for p in people}:
        return remembered
    if len(people) == 1:
        return people[0].id
    raise NotFound("It is not known who you are.", f"Say it with --as WHO, or set QCHECK_USER. {_known(people)}")


def person(desk: Desk, typed: str) -> str:
    """The id of someone in the settings, by id or an unambiguous beginning of an id or of any of their names."""
    people = desk.settings.people
    found = meant(typed, people)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{typed}: that could be {', '.join(found)}.", "Write more of the name.")
    line = f"{(typed.split() or ['ann'])[0].lower()}: {{name: Full Name}}"
    raise NotFound(
        f"{typed} is not among the people in {workspace.SETTINGS}.",
        f"{_known(people)} Someone new gets a line under people: there, such as\n  {line}",
    )


def known(desk: Desk, ident: str) -> Person:
    """Someone by their id; one whom the settings no longer know has it for a name."""
    return next((p for p in desk.settings.people if p.id == ident), Person(ident, ident))


def _known(people: tuple[Person, ...]) -> str:
    return f"There are: {', '.join(p.id for p in people)}." if people else "There are none yet."
