"""Workspaces: any bytes of `qcheck.yaml` are settings or findings."""

from collections.abc import Iterator

from fuzz.material import YAML_WORDS, fit, tree

from qcheck.core.settings import settings

WORDS = [
    *(b"company:", b"zone:", b"people:", b"roles:", b"gates:", b"policy:", b"rules:", b"terminology:", b"calendar:"),
    *(b"holidays:", b"trades:", b"signatures:", b"keys:", b"inbox:", b"email:", b"name:", b"block", b"warn", b"off"),
    *YAML_WORDS,
]
SETTINGS = b"""company: Miller Kitchens
zone: Europe/Berlin
people:
  dana: {name: Dana Miller, roles: [lead]}
  ravi: {name: Ravi Shah, roles: [fitter]}
gates: [start, handover, closeout]
rules: {item-open: warn}
terminology: {punch: snag}
"""
ZONES = frozenset(("UTC", "Europe/Berlin"))


def seeds() -> Iterator[bytes]:
    """Settings, and YAML that is none."""
    yield SETTINGS
    yield from tree(".yaml", ".yml")


def one(source: bytes) -> None:
    """Reads bytes as settings."""
    known, findings = settings(source, "qcheck.yaml", ZONES.__contains__)
    if known is None and not findings:
        raise AssertionError("neither settings nor a finding")
    fit(source, findings)
