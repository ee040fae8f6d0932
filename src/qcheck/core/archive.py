"""The archive of a job: what the files in it are called, and the manifest of their digests."""

import re
from collections.abc import Mapping

from qcheck.core.names import is_digest, is_file_name

README, MANIFEST, SETTINGS = "README.txt", "manifest-sha256.txt", "qcheck.yaml"
REPORT, LOG = "report.html", "record.txt"
LOOSE = (README, MANIFEST, SETTINGS, REPORT, LOG)
# The folders of a job, with how the names in them end.
FOLDERS = {"record": ".jsonl", "checklists": ".yaml", "evidence": "", "private": ".json", "reports": ".html"}
ENTRY = re.compile(r"([0-9a-f]{64}) [ *]([^\n]+)")


def is_of_job(name: str) -> bool:
    """Whether a file of an archive goes into the job's folder; the others are for people, and the settings."""
    return "/" in name


def is_known(name: str) -> bool:
    """Whether qcheck gives a file of an archive such a name: nothing else is in one."""
    folder, slash, own = name.partition("/")
    if not slash:
        return name in LOOSE
    return folder in FOLDERS and own.endswith(FOLDERS[folder]) and is_file_name(own)


def manifest(digests: Mapping[str, str]) -> bytes:
    """The manifest, in the form that `sha256sum -c` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def read_manifest(source: bytes) -> dict[str, str] | None:
    """The digests by name; None if it is no manifest, or names a file twice."""
    try:
        lines = source.decode().splitlines()
    except UnicodeDecodeError:
        return None
    found = [ENTRY.fullmatch(line) for line in lines]
    digests = {each[2]: each[1] for each in found if each}
    return digests if len(digests) == len(lines) and all(map(is_digest, digests.values())) else None
