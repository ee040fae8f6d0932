"""Finding: one difference between what should be true and the record."""

from typing import Literal

from msgspec import Struct

from qcheck.model.place import Place

Severity = Literal["info", "warn", "block"]
SEVERITIES: tuple[Severity, ...] = ("info", "warn", "block")

Arg = str | int | tuple[str, ...]


class Finding(Struct, frozen=True):
    """A difference, as a value; its sentence is made from `code` and `args` when it is shown.

    `subject` names what the finding is about and stays the same over time: an item's full id, `plan/handover`,
    `gate/handover`, a file. `waived` is the id of the waiver event that covers it, or empty.
    """

    code: str
    severity: Severity
    place: Place
    subject: str
    args: dict[str, Arg] = {}
    waived: str = ""


Verdict = Literal["ready", "ready with waivers", "not ready"]
