"""Punch lists as tables of text: any bytes are lines or findings, and lines are punch items or findings."""

from collections.abc import Iterator

from fuzz.material import fit, tree
from fuzz.readers.punch import NOW

from builder import SETTINGS
from qcheck.core.act.load import meant
from qcheck.intake.punchlist import read

WORDS = [
    *(b"text", b"where", b"No.", b"owner", b"due", b"category", b"trade", b"photos", b"Bemerkung", b'"', b'""', b";"),
    *(
        b"\t",
        b",",
        b"\r\n",
        b"\r",
        b"sep=;\n",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\x00",
        b"=cmd|' /C calc'!A0",
    ),
]


def seeds() -> Iterator[bytes]:
    """Tables as offices save them."""
    yield from tree(".csv")
    yield b'No.,text,where,owner,due,category,photos\n1,"Scratch, left",kitchen,ravi,2026-12-05,B,a.jpg;b.jpg\n'
    yield b"text;where\nScratch;kitchen\n"


def one(source: bytes) -> None:
    """Reads bytes as a table, and its lines as punch items."""
    listed, findings = read(source, "walk.csv")
    if not listed.lines and not findings:
        raise AssertionError("neither lines nor a finding")
    _, wrong = meant(listed.lines, SETTINGS, NOW)
    fit(b"\n" * len(source), [*findings, *wrong])
