"""Workbooks: any bytes are lines or findings, as they are and as the parts of a zip that is whole."""

import io
import zipfile
from collections.abc import Iterator

from fuzz.material import ROOT, fit, tree

from qcheck.intake.punchlist import read

WORDS = [
    *(
        b'<c r="A1" t="s"><v>0</v></c>',
        b'<row r="1">',
        b'<mergeCell ref="A1:B2"/>',
        b'<dimension ref="A1:XFD1048576"/>',
    ),
    *(
        b"<is><t>",
        b"inlineStr",
        b"<f>",
        b"<!DOCTYPE",
        b"<!ENTITY",
        b"&lt;",
        b'encoding="',
        b"PK\x03\x04",
        b"PK\x01\x02",
    ),
    *(b"PK\x05\x06", b"\x00\xff"),
]
WALK = (ROOT / "tests" / "data" / "punch" / "walk.xlsx").read_bytes()
# What an input begins with to become a part of a whole workbook: which one.
PARTS = {
    b"S": "xl/worksheets/sheet1.xml",
    b"U": "xl/worksheets/sheet2.xml",
    b"T": "xl/sharedStrings.xml",
    b"W": "xl/workbook.xml",
    b"F": "xl/styles.xml",
    b"R": "xl/_rels/workbook.xml.rels",
}


def seeds() -> Iterator[bytes]:
    """Workbooks, and the parts of one."""
    yield from tree(".xlsx", ".ods", ".fods")
    with zipfile.ZipFile(io.BytesIO(WALK)) as packed:
        for letter, name in PARTS.items():
            if name in packed.namelist():
                yield letter + packed.read(name)


def one(source: bytes) -> None:
    """Reads bytes as a workbook."""
    _read(source)
    if source[:1] in PARTS:
        _read(_packed(PARTS[source[:1]], source[1:]))


def _read(source: bytes) -> None:
    listed, findings = read(source, "walk.xlsx")
    if not listed.lines and not findings:
        raise AssertionError("neither lines nor a finding")
    fit(b"\n" * 2_000_000 if listed.lines else source, findings)


def _packed(part: str, content: bytes) -> bytes:
    """The workbook of the tests with another content of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WALK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), part: None}:
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()
