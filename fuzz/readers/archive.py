"""Archives: any bytes are an archive that is as its manifest says, or are refused."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

from intake.test_archive import packed
from qcheck.core.archive import manifest, read_manifest
from qcheck.core.clean import UNSAFE, line
from qcheck.intake.archive import NotArchive, unpacked

WORDS = [
    *(
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"PK\x06\x07",
        b"\xff\xff\xff\xff",
        b"elm/record/aaaa.jsonl",
    ),
    *(
        b"../",
        b"/",
        b"\\",
        b"\x00",
        b"elm/qcheck.yaml",
        b"elm/manifest-sha256.txt",
        b"evidence/",
        b"private/",
        b"\xff\xff",
    ),
]
MOST = 30
LONGEST_NAME = 1000


def seeds() -> Iterator[bytes]:
    """An archive, and names and contents from which one is made."""
    yield packed()
    yield b"elm/qcheck.yaml\ncompany: Miller\n\0elm/record/aaaa.jsonl\n{}\n\0elm/evidence/../x\nx"
    yield b"elm/qcheck.yaml\nc\0elm/record/a.jsonl\n{}\0elm/README.txt\n\0elm/checklists/kitchen.0123456789ab.yaml\n"
    yield hashlib.sha256(b"").hexdigest().encode() + b"  record/aaaa.jsonl\n"


def one(source: bytes) -> None:
    """Reads bytes as an archive, and as names and contents of one whose manifest fits."""
    _opened(source)
    _opened(_packed(source))
    read_manifest(source)


def _opened(source: bytes) -> None:
    try:
        held = unpacked(io.BytesIO(source))
    except NotArchive as error:
        if re.search(UNSAFE, line(str(error))):
            raise AssertionError("a refusal steers the terminal") from error
        return
    for name, digest in held.digests.items():
        if ".." in name.split("/") or name.startswith("/") or "\\" in name:
            raise AssertionError(f"{name} leads out of the folder")
        if hashlib.sha256(held.content(name)).hexdigest() != digest:
            raise AssertionError(f"{name} is not what its manifest says")


def _packed(source: bytes) -> bytes:
    """A whole zip of entries that are set apart by a zero byte, each a name, a line feed and its content."""
    out = io.BytesIO()
    sums: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for piece in source.split(b"\0")[:MOST]:
            named, _, content = piece.partition(b"\n")
            name = named[:LONGEST_NAME].decode("utf-8", "replace")
            made.NameToInfo.clear()  # else it warns of a name that is there already
            made.writestr(zipfile.ZipInfo(name or "-"), content)
            sums[name.partition("/")[2]] = hashlib.sha256(content).hexdigest()
        made.writestr("elm/manifest-sha256.txt", manifest({k: v for k, v in sums.items() if k and "\n" not in k}))
    return out.getvalue()
