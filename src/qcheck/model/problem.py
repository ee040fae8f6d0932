"""Problem: what a tolerant reader could not take as it stands."""

from typing import Literal

from msgspec import Struct

from qcheck.model.place import Place

ProblemKind = Literal[
    "line-unreadable",
    "line-torn",
    "chain-broken",
    "log-forked",
    "kind-unknown",
    "checklist-altered",
    "merge-conflict",
    "evidence-absent",
    "evidence-altered",
    "log-shortened",
    "line-doubled",
    "line-moved",
    "record-stray",
    "file-stray",
    "private-altered",
    "seal-differs",
    "seal-unchecked",
    "signature-bad",
    "signature-foreign",
    "signature-unchecked",
    "removed-but-here",
    "text-contested",
    "names-alike",
]


class Problem(Struct, frozen=True):
    """Something wrong in a record or its pins, with its place and, in `detail`, what exactly."""

    kind: ProblemKind
    place: Place
    detail: str = ""
