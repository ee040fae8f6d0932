"""Private data of a client: kept beside the record, salted, named in it by digest only, so that it can be removed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from qcheck.core.names import is_digest
from qcheck.store import files

FOLDER = "private"


class Client(Struct, frozen=True):
    """Who the client is. The salt keeps a digest from being guessed from a name."""

    salt: str
    name: str = ""
    site: str = ""
    contact: str = ""


def keep(job: Path, client: Client) -> str:
    """Writes a client's data and returns its digest, which is all the record holds of it."""
    content = msgspec.json.format(msgspec.json.encode(client), indent=1) + b"\n"
    digest = hashlib.sha256(content).hexdigest()
    files.write_own(job / FOLDER / f"{digest}.json", content)
    return digest


def here(job: Path, digests: Iterable[str]) -> list[str]:
    """Which private data of these digests lies in a job's folder: the names of the files, from that folder."""
    wanted = {f"{digest}.json" for digest in digests}
    return [f"{FOLDER}/{path.name}" for path in files.every(job / FOLDER) if path.name in wanted]


def find(job: Path, digest: str) -> Client | None:
    """The client's data, or None if it was removed, is not on this device or is not what was recorded."""
    if not is_digest(digest):
        return None
    content = files.read_if_there(job / FOLDER / f"{digest}.json")
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        return None
    try:
        return msgspec.json.decode(content, type=Client)
    except msgspec.DecodeError:
        return None
