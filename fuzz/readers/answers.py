"""Answers as a file: any bytes of a hand-out that came back are statements or findings."""

from collections.abc import Iterator
from datetime import UTC, datetime

from fuzz.material import YAML_WORDS, fit, tree

from qcheck.core.statement import Reading
from qcheck.intake.answers import looks_like, returned, statements

WORDS = [
    *(
        b"punch:",
        b"job:",
        b"owner:",
        b"items:",
        b"- number: ",
        b"status: done",
        b"note:",
        b"date: fri",
        b"waiting_for:",
    ),
    *(b"why: materials", b"photos:", b"P7-aaa", b"not mine: ", b"arrived", b"4 dec 17:00"),
    *YAML_WORDS,
]
AT = Reading(datetime(2026, 12, 1, 9, tzinfo=UTC))
BACK = b"""punch: list
job: elm
owner: ravi
items:
  - number: "P7-aaa"
    text: Scratch
    status: done
    note: new front
    photos: [a.jpg]
  - number: P8
    waiting_for: hinge
    date: 12 dec
  - number: P9
    date: 2026-12-04 17:00
    why: parts
"""


def seeds() -> Iterator[bytes]:
    """A file with every key, and YAML that is none."""
    yield BACK
    yield from tree(".yaml")


def one(source: bytes) -> None:
    """Reads bytes as a file that came back, and what was filled in."""
    looks_like(source.decode("utf-8", "replace"))
    held, findings = returned(source, "back.yaml")
    if held is None and not findings:
        raise AssertionError("neither answers nor a finding")
    for said in statements(held.items, AT) if held else ():
        if not said.text.isprintable():
            raise AssertionError("a statement steers the terminal")
    fit(source, findings)
