"""Punch lists as YAML: any bytes are lines or findings, and lines are punch items or findings."""

from collections.abc import Iterator
from datetime import UTC, datetime

from fuzz.material import YAML_WORDS, fit, tree

from builder import SETTINGS
from qcheck.core.act.load import meant
from qcheck.intake.punchlist import read

WORDS = [
    *(b"punch:", b"items:", b"- id: ", b"text:", b"where:", b"fix:", b"trade:", b"owner:", b"due:", b"category:"),
    *(b"photos:", b"complaint:", b"fri 4 dec 17:00", b"2026-12-05", b"ravi", b"31.12.2026"),
    *YAML_WORDS,
]
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
LIST = b"""punch: walk of 2026-12-03
items:
  - id: door-scratch
    text: Scratch on the left door
    where: kitchen / wall unit 2
    fix: replace the door front
    trade: joinery
    owner: ravi
    due: 2026-12-05
    category: B
    photos: [door.jpg]
  - text: Tap drips
"""


def seeds() -> Iterator[bytes]:
    """A list with every key, and YAML that is none."""
    yield LIST
    yield from tree(".yaml", ".yml")


def one(source: bytes) -> None:
    """Reads bytes as a list, and its lines as punch items."""
    listed, findings = read(source, "walk.yaml")
    if not listed.lines and not findings:
        raise AssertionError("neither lines nor a finding")
    _, wrong = meant(listed.lines, SETTINGS, NOW)
    fit(source, [*findings, *wrong])
