"""Unpacking: the parts of a spreadsheet's zip that are text, each no larger than it may be, put together anew.

The program that reads spreadsheets believes what a file says of itself: a kilobyte that unpacks to gigabytes, or one
cell in the last row of the last column, would take all memory. So the sizes are looked at before anything is unpacked,
every part is unpacked here up to the size it declares, and every sheet's cells are counted before it is handed on.
"""

import io
import re
import struct
import zipfile
import zlib
from xml.parsers import expat

from qcheck.intake.grid import MOST_COLUMNS, MOST_ROWS

MOST_UNPACKED = 60_000_000
MOST_PARTS = 2000
MOST_CELLS = 500_000
MOST_MERGED = 20_000
CHUNK = 1 << 18
ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BOOK = "xl/workbook.xml"
PICTURES = re.compile(r"xl/media/|xl/richData/", re.IGNORECASE)
# All that the reader of zips raises for bytes that are no sound zip.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
    OverflowError,
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class NotSheet(ValueError):
    """These bytes are no spreadsheet that can be read; the message says why, as the end of a sentence about the file,
    and the hint what to do if that is not to save it again.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class TooLarge(ValueError):
    """A sheet has more rows, columns or cells than any punch list has."""


def unpacked(source: bytes) -> tuple[bytes, int]:
    """The bytes of a spreadsheet with nothing in it but its sheets and their texts, not compressed; and how many
    pictures were left out. Raises `NotSheet`, `TooLarge`.
    """
    if source.startswith(OLD):
        raise NotSheet("it is in the old format of Excel, or has a password")
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as packed:
            return _again(packed)
    except DAMAGED as error:
        if isinstance(error, NotSheet | TooLarge):
            raise
        raise NotSheet("it is damaged, or has a password") from error


def _again(packed: zipfile.ZipFile) -> tuple[bytes, int]:
    parts = {part.filename: part for part in packed.infolist()}
    if BOOK not in parts:
        raise NotSheet("it is no workbook of Excel")
    texts = [part for name, part in parts.items() if name.lower().endswith((".xml", ".rels"))]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in texts) > MOST_UNPACKED:
        raise TooLarge
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as plain:
        for part in texts:
            content = content_of(packed, part)
            _looked_through(content)
            plain.writestr(part.filename, content)
    return made.getvalue(), sum(bool(PICTURES.match(name)) for name in parts)


def content_of(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The bytes of a part of a zip, no more than it declares. Another length or checksum raises one of `DAMAGED`.

    Read whole, a part that lies about its size would be unpacked whole before that is noticed; so it is read by chunks.
    """
    found = []
    reader = packed.open  # a part of the zip in hand: no file is opened
    with reader(part) as unpacking:
        while chunk := unpacking.read(CHUNK):
            found.append(chunk)
    content = b"".join(found)
    if len(content) != part.file_size:
        raise EOFError
    return content


def _looked_through(content: bytes) -> None:
    """Counts the cells of a part that is a sheet. Raises `NotSheet` for what is not plain XML, `TooLarge`."""
    counter = _Counter()
    try:
        counter.parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:  # the second for an encoding that Python does not know
        raise NotSheet("it is damaged") from error


class _Counter:
    """Follows where the cells of a sheet stand, as they say of themselves or by their order."""

    def __init__(self) -> None:
        self.row = self.column = self.cells = self.merged = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise NotSheet("it has a part that no spreadsheet has")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition("}")[2]:
            case "row":
                self.row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.row + 1
                self.column = 0
            case "c":
                self._cell(attributes.get("r", ""))
            case "v" | "is" if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
                raise TooLarge
            case "mergeCell":
                self.merged += 1
                if self.merged > MOST_MERGED:
                    raise TooLarge

    def _cell(self, reference: str) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise TooLarge
        self.column += 1
        known = _REFERENCE.fullmatch(reference.upper())
        if known:
            self.column = 0
            for letter in known[1]:
                self.column = self.column * 26 + ord(letter) - 64
            self.row = int(known[2])
