"""Cache: what was read or made of files, kept under `.qcheck/cache/`, sealed, so that it is not made again."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from qcheck import __version__
from qcheck.errors import StorageFailed
from qcheck.store import files
from qcheck.store.installation import Installation

T = TypeVar("T")
# As much as 5,000 small pictures of photos, and far more than the lists and settings of any workspace.
MOST_BYTES = 256_000_000


class Cache:
    """Values by the digest of the bytes they were read from.

    An entry is believed only with this installation's seal on it: a poisoned or foreign one is read again from
    its source, so deleting or forging a cache changes no verdict. One that is not `keeping` writes nothing at all.
    """

    def __init__(self, folder: Path, installation: Installation, *, keeping: bool = True) -> None:
        self.folder = folder
        self.installation = installation
        self.keeping = keeping

    def get(self, source: bytes, kind: type[T], make: Callable[[], T | None]) -> T | None:
        """The value that `make` reads from `source`, from the cache if a sealed one is there; None is not kept."""
        name = hashlib.sha256(f"{__version__}\0{kind}\0".encode() + source).hexdigest()
        path = self.folder / f"{name}.json"
        try:
            key = self.installation.key() if self.keeping else self.installation.held_key()
            held = files.read_if_there(path)
        except StorageFailed:
            return make()
        if key and held and held[:64] == self._seal(key, name, held[64:]):
            with suppress(msgspec.ValidationError):  # kept by a qcheck whose values had another shape
                return msgspec.json.decode(held[64:], type=kind)
        value = make()
        if value is None or not self.keeping:
            return value
        content = msgspec.json.encode(value)
        with suppress(StorageFailed):  # a cache that cannot be kept costs time and nothing else
            files.write(path, self._seal(key, name, content) + content, lasting=False)
        return value

    def recall(self, name: str, kind: type[T]) -> T | None:
        """The value that was kept under a name by this version."""
        with suppress(StorageFailed):
            key = self.installation.held_key()
            held = files.read_if_there(self._named(name))
            begun = f"{__version__}\n".encode()
            sealed = held is not None and held[64:].startswith(begun)
            if key and held and sealed and held[:64] == self._seal(key, name, held[64:]):
                with suppress(msgspec.ValidationError):
                    return msgspec.json.decode(held[64 + len(begun) :], type=kind)
        return None

    def keep(self, name: str, value: Struct) -> None:
        """Keeps a value under a name, in the place of the one before; not flushed, since it can be made again."""
        if not self.keeping:
            return
        content = f"{__version__}\n".encode() + msgspec.json.encode(value)
        with suppress(StorageFailed):
            seal = self._seal(self.installation.key(), name, content)
            files.write(self._named(name), seal + content, lasting=False)

    def ready(self) -> None:
        """Has the key there that entries are sealed with, before several threads ask for it."""
        if self.keeping:
            with suppress(StorageFailed):
                self.installation.key()

    def prune(self, most: int = MOST_BYTES) -> None:
        """Removes what was kept longest ago, where more than `most` bytes are kept in all."""
        with suppress(StorageFailed, OSError):
            held = sorted((s.st_mtime_ns, s.st_size, path) for path in files.every(self.folder) for s in [path.lstat()])
            for kept, (_, _, path) in zip(
                accumulate(size for _, size, _ in reversed(held)), reversed(held), strict=True
            ):
                if kept > most:
                    files.remove(path)

    def clear(self) -> None:
        """Removes all that is kept; it can be made again. Raises `StorageFailed`."""
        for path in files.every(self.folder):
            files.remove(path)

    def _named(self, name: str) -> Path:
        return self.folder / f"standing-{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"

    @staticmethod
    def _seal(key: bytes, name: str, content: bytes) -> bytes:
        return hashlib.blake2b(name.encode() + content, key=key, digest_size=32).hexdigest().encode()
