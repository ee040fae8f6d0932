"""Cache: parsed YAML kept as JSON under `.qcheck/cache/`, sealed, so that no YAML is parsed on the way of `tick`."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from qcheck import __version__
from qcheck.errors import StorageFailed
from qcheck.store import files
from qcheck.store.installation import Installation

T = TypeVar("T")


class Cache:
    """Values by the digest of the bytes they were read from.

    An entry is believed only with this installation's seal on it: a poisoned or foreign one is read again from
    its source, so deleting or forging a cache changes no verdict.
    """

    def __init__(self, folder: Path, installation: Installation) -> None:
        self.folder = folder
        self.installation = installation

    def get(self, source: bytes, kind: type[T], make: Callable[[], T | None]) -> T | None:
        """The value that `make` reads from `source`, from the cache if a sealed one is there; None is not kept."""
        name = hashlib.sha256(f"{__version__}\0{kind}\0".encode() + source).hexdigest()
        path = self.folder / f"{name}.json"
        try:
            key = self.installation.key()
            held = files.read_if_there(path)
        except StorageFailed:
            return make()
        if held and held[:64] == self._seal(key, name, held[64:]):
            with suppress(msgspec.ValidationError):  # kept by a qcheck whose values had another shape
                return msgspec.json.decode(held[64:], type=kind)
        value = make()
        if value is None:
            return None
        content = msgspec.json.encode(value)
        try:
            files.write(path, self._seal(key, name, content) + content)
        except StorageFailed:
            return value  # a cache that cannot be kept costs time and nothing else
        return value

    @staticmethod
    def _seal(key: bytes, name: str, content: bytes) -> bytes:
        return hashlib.blake2b(name.encode() + content, key=key, digest_size=32).hexdigest().encode()
