"""Plans as YAML: any bytes that an editor left are a plan, findings, or nothing at all."""

from collections.abc import Iterator

from fuzz.material import YAML_WORDS, fit, tree

from qcheck.core.planfile import read

WORDS = [b"handover:", b"lead:", b"seller:", b"crew:", b"facts:", b"units:", b"scope:", b"reason:", *YAML_WORDS]
PLAN = b"""handover: "2026-12-04"
lead: dana
seller: olga
crew: [ravi]
facts:
  gas: "no"
units:
  rooms:
    - "Ladies"
scope:
  - "Fridge opens left"
reason: ""
"""


def seeds() -> Iterator[bytes]:
    """A plan with every key, and YAML that is none."""
    yield PLAN
    yield from tree(".yaml", ".yml")


def one(source: bytes) -> None:
    """Reads bytes as a plan."""
    _, findings = read(source, "plan.yaml")
    fit(source, findings)
