"""Archives: the zip of a job, every entry of it looked at before any is believed.

A zip may come from anyone. Its entries are judged by what they say of themselves before one byte is unpacked, then each
is unpacked no further than it declared and compared with the manifest. Nothing is written here.
"""

import hashlib
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from qcheck.core.archive import FOLDERS, MANIFEST, SETTINGS, is_known, read_manifest
from qcheck.core.clean import line
from qcheck.core.names import is_file_name
from qcheck.intake.unpacking import DAMAGED, content_of

MOST_ENTRIES = 20_000
MOST_DIRECTORY = 8_000_000
MOST_BYTES = 200_000_000
MOST_TOTAL = 50_000_000_000
MOST_MANIFEST = 5_000_000
# How often larger than what is packed its content may be, and what no content is too large for.
MOST_RATIO, ALWAYS = 50, 1_000_000
ENCRYPTED, UTF8 = 0x2041, 0x800
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
HEADER = 30
CUT = "it is a zip that is damaged"
START = b"PK\x03\x04"

Progress = Callable[[int, int], None]


class NotArchive(ValueError):
    """These bytes are no archive of a job that can be believed; the message says why, as the end of a sentence."""


class Unpacked:
    """An archive in which all is as its manifest says: the job's id, the digests of its files by name, their bytes."""

    def __init__(self, packed: zipfile.ZipFile, job: str, digests: dict[str, str]) -> None:
        self.job = job
        self.digests = digests
        self._packed = packed

    def content(self, name: str) -> bytes:
        """The bytes of a file. Raises `NotArchive` if they are not what they were when the archive was looked at."""
        found = _content(self._packed, self._packed.getinfo(f"{self.job}/{name}"))
        if hashlib.sha256(found).hexdigest() != self.digests[name]:
            raise NotArchive("it changed while it was read")
        return found


def unpacked(file: BinaryIO, tell: Progress = lambda _done, _every: None) -> Unpacked:
    """An archive, once all of it was compared with its manifest. Raises `NotArchive`; the file has to stay open."""
    with _damage():
        size = file.seek(0, 2)
        packed = _zip(file)
        every = packed.infolist()
        _countable(every, size)
        _apart(every)
        job, found = _named(every)
        return Unpacked(packed, job, _compared(packed, job, found, tell))


def names(file: BinaryIO) -> frozenset[str]:
    """The names of the files of an archive, none of which is read. Raises `NotArchive`."""
    with _damage():
        every = _zip(file).infolist()
        _countable(every, file.seek(0, 2))
        return frozenset(_named(every)[1])


def _zip(file: BinaryIO) -> zipfile.ZipFile:
    """A zip with its directory, which is at its end."""
    file.seek(0)
    start = file.read(len(START))
    try:
        return zipfile.ZipFile(_Careful(file))
    except DAMAGED as error:
        if isinstance(error, NotArchive):
            raise
        raise NotArchive(_no_zip(start)) from error


def _no_zip(start: bytes) -> str:
    if not start:
        return "it is empty"
    return "it was cut off, or its end is damaged" if start == START else "it is no zip"


class _Careful:
    """A file of which no more is read at once than a zip of so many entries needs: the directory of a zip is read
    whole, however long it says that it is.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.seek, self.tell, self.close = file.seek, file.tell, file.close

    def read(self, size: int = -1) -> bytes:
        if size > MOST_DIRECTORY:
            raise NotArchive(f"it has more than {MOST_ENTRIES} entries")
        return self.file.read(size)

    def seekable(self) -> bool:
        return True


@contextmanager
def _damage() -> Iterator[None]:
    """Whatever the reader of zips does not take is no archive."""
    try:
        yield
    except NotArchive:
        raise
    except DAMAGED as error:
        raise NotArchive(CUT) from error


def _countable(every: list[zipfile.ZipInfo], size: int) -> None:
    """Looks at how many entries there are and how large they say that they are."""
    if len(every) > MOST_ENTRIES:
        raise NotArchive(f"it has more than {MOST_ENTRIES} entries")
    for entry in every:
        if entry.file_size > MOST_BYTES or entry.file_size > MOST_RATIO * entry.compress_size + ALWAYS:
            raise NotArchive(f"{_shown(entry)} unpacks to more than any file of a job")
    total = sum(entry.file_size for entry in every)
    if total > min(MOST_TOTAL, MOST_RATIO * size + ALWAYS):
        raise NotArchive("it unpacks to more than any job")


def _apart(every: list[zipfile.ZipInfo]) -> None:
    """Looks that no two entries share bytes: a few kilobytes could stand for gigabytes."""
    end = 0
    for entry in sorted(every, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise NotArchive(f"{_shown(entry)} lies in the middle of another entry")
        end = entry.header_offset + HEADER + entry.compress_size


def _named(every: list[zipfile.ZipInfo]) -> tuple[str, dict[str, zipfile.ZipInfo]]:
    """The job and its files by name. Everything lies in one folder, which is called like the job's."""
    for entry in every:
        _plain(entry)
    tops = {entry.filename.partition("/")[0] for entry in every}
    job = min(tops, default="")
    if len(tops) != 1 or not is_file_name(job):
        raise NotArchive("its files do not lie in one folder that is a job's")
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for entry in every:
        name = entry.filename.removeprefix(f"{job}/")
        if entry.is_dir() and name.rstrip("/") in {"", *FOLDERS}:
            continue
        if not is_known(name):
            raise NotArchive(f"{_shown(entry)} is nothing that an archive of a job holds")
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            raise NotArchive(f"{_shown(entry)} is in it twice")
        seen.add(same)
        found[name] = entry
    return job, found


def _plain(entry: zipfile.ZipInfo) -> None:
    """Looks that an entry is a file or a folder, readable by anyone, under a name that means the same everywhere."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise NotArchive(f"{_shown(entry)} is a link or a device")
    if entry.flag_bits & ENCRYPTED:
        raise NotArchive(f"{_shown(entry)} is encrypted")
    if entry.compress_type not in PACKED:
        raise NotArchive(f"{_shown(entry)} is packed in a way that not every program can unpack")
    if entry.orig_filename != entry.filename or "\\" in entry.filename:
        raise NotArchive(f"{_shown(entry)} has a name that not every system takes")
    if not (entry.filename.isascii() or entry.flag_bits & UTF8):
        raise NotArchive(f"{_shown(entry)} has a name that is not in UTF-8")
    if entry.filename.startswith("/") or ".." in entry.filename.split("/"):
        raise NotArchive(f"{_shown(entry)} leads out of its folder")


def _compared(packed: zipfile.ZipFile, job: str, found: dict[str, zipfile.ZipInfo], tell: Progress) -> dict[str, str]:
    """The digests of all files, which are those of the manifest."""
    if MANIFEST not in found or found[MANIFEST].file_size > MOST_MANIFEST:
        raise NotArchive(f"it has no {MANIFEST}, or one that is no list of its files")
    promised = read_manifest(_content(packed, found[MANIFEST]))
    if promised is None:
        raise NotArchive(f"its {MANIFEST} cannot be read")
    files = {name: entry for name, entry in found.items() if name != MANIFEST}
    for name in sorted(promised.keys() ^ files.keys()):
        where = "is in its manifest and not in it" if name in promised else "is in it and not in its manifest"
        raise NotArchive(f"{line(name)[:200]} {where}")
    if SETTINGS not in files or not any(name.startswith("record/") for name in files):
        raise NotArchive(f"it has no record, or no {SETTINGS}")
    for number, (name, entry) in enumerate(files.items(), 1):
        tell(number, len(files))
        content = _content(packed, entry)
        if hashlib.sha256(content).hexdigest() != promised[name]:
            raise NotArchive(f"{line(job)}/{line(name)} is not what its manifest says")
    return promised


def _content(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry. Raises `NotArchive` that names it."""
    try:
        return content_of(packed, entry)
    except DAMAGED as error:
        raise NotArchive(f"{_shown(entry)} is damaged") from error


def _shown(entry: zipfile.ZipInfo) -> str:
    return line(entry.filename)[:200] or "an entry without a name"
