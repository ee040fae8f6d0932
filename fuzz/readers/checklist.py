"""Checklists: any bytes are a list or findings, and every finding can be said."""

from collections.abc import Iterator

from fuzz.material import YAML_WORDS, fit, tree

from qcheck.core import evaluate
from qcheck.core.parse import checklist
from qcheck.core.rules.lint import Library
from qcheck.model.settings import DEFAULT_GATES

WORDS = [
    *(b"checklist:", b"version:", b"title:", b"sections:", b"items:", b"- id: ", b"text:", b"accept:", b"answer:"),
    *(
        b"number:",
        b"choice:",
        b"when:",
        b"needs:",
        b"fact.",
        b"hold:",
        b"release:",
        b"witness:",
        b"on_fail:",
        b"raise:",
    ),
    *(b"repeat:", b"moved_from:", b"split_to:", b"evidence:", b"photos:", b"facts:", b"include:", b"all:", b"any:"),
    *(b"not:", b"at_least:"),
    *YAML_WORDS,
]
FILE = "checklists/kitchen.yaml"


def seeds() -> Iterator[bytes]:
    """The lists that are shipped, and what others wrote."""
    yield from tree(".yaml", ".yml")


def one(source: bytes) -> None:
    """Reads bytes as a list, and looks at what was understood with every rule for lists."""
    read, findings = checklist(source, FILE)
    if read is None and not findings:
        raise AssertionError("neither a list nor a finding")
    if read is not None:
        findings = evaluate.checklist(Library(read, {}, (read.id,), DEFAULT_GATES), findings, {})
    fit(source, findings)
