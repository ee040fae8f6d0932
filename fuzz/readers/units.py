"""Units: any bytes of a file that names them are names or findings."""

from collections.abc import Iterator

from fuzz.material import fit, tree

from qcheck.intake.units import units

WORDS = [
    b"rooms",
    b"Ladies",
    b"\r\n",
    b"\r",
    b";",
    b",",
    b'"',
    b"\t",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"\xe2\x80\xae",
]


def seeds() -> Iterator[bytes]:
    """Names a line, and tables."""
    yield b"rooms\nLadies\nGents\n"
    yield b'"Room 1",first floor\nRoom 2;x\n'
    yield from tree(".csv")


def one(source: bytes) -> None:
    """Reads bytes as names of rooms."""
    names, findings = units(source, "rooms.csv", "rooms")
    if not names and not findings:
        raise AssertionError("neither names nor a finding")
    fit(b"\n" * len(source), findings)
