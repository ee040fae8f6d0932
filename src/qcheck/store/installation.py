"""Installation: what this machine's qcheck remembers outside every workspace, so that a copied folder shows."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from qcheck.core.names import is_digest, is_slug
from qcheck.store import files

KEY_BYTES = 32


def _user(root: Path) -> str:
    return f"users/{_place(root)}"


def _place(root: Path) -> str:
    return hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]


class Installation:
    """A folder of small files: the last line written to each log, a key for caches, who uses this machine,
    which commands they trust.

    All of it may be lost at any time: then new logs are started, caches are made again, and commands have to be
    trusted anew.
    """

    def __init__(self, home: Path) -> None:
        self.home = home

    def tip(self, log: str) -> str:
        """The id of the last line that this installation wrote to a log; empty if it wrote none."""
        return self._read(f"logs/{log}") if is_slug(log) else ""

    def remember(self, log: str, ident: str) -> None:
        """Keeps the id of the line just written. Not flushed: if it is lost, a new log begins."""
        path = self.home / "logs" / log
        with files.told("Cannot write", path):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{log}.{os.getpid()}")
            part.write_text(ident, encoding="ascii")
            part.replace(path)

    def disown(self, log: str) -> None:
        """Forgets that it wrote to a log: the next line goes to a new one. Raises `StorageFailed`."""
        if is_slug(log):
            files.remove(self.home / "logs" / log)

    def key(self) -> bytes:
        """A secret of this installation: what is sealed with it, it wrote itself."""
        if held := self.held_key():
            return held
        key = os.urandom(KEY_BYTES)
        files.write(self.home / "key", key, 0o600)
        return key

    def held_key(self) -> bytes:
        """The same if there is one already; empty otherwise."""
        held = files.read_if_there(self.home / "key")
        return held if held and len(held) == KEY_BYTES else b""

    def user(self, root: Path) -> str:
        """The short name of whoever uses this machine in a workspace; empty if nobody said so."""
        return self._read(_user(root))

    def set_user(self, root: Path, person: str) -> None:
        files.write(self.home / _user(root), person.encode())

    def trusts(self, root: Path, digest: str) -> bool:
        """Whether something by that digest is trusted in a workspace."""
        return is_digest(digest) and (self._trust(root) / digest).is_file()

    def trust(self, root: Path, digest: str, content: bytes) -> None:
        """Trusts something by its digest; `content` tells people what it is. Raises `StorageFailed`."""
        files.write(self._trust(root) / digest, content, 0o600)

    def distrust(self, root: Path, digest: str) -> None:
        """Takes that back. Raises `StorageFailed`."""
        path = self._trust(root) / digest
        with files.told("Cannot remove", path), suppress(FileNotFoundError):
            path.unlink()

    def trust_in(self, root: Path) -> list[tuple[str, bytes]]:
        """All that is trusted in a workspace: each digest with what it is."""
        return [
            (p.name, files.read_if_there(p) or b"") for p in files.names(self._trust(root), "") if is_digest(p.name)
        ]

    def _trust(self, root: Path) -> Path:
        return self.home / "trust" / _place(root)

    def _read(self, name: str) -> str:
        return (files.read_if_there(self.home / name) or b"").decode("utf-8", "replace").strip()
