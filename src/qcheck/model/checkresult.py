"""Result of a check: what one thing that was looked at comes to, in the one shape behind all formats for CI systems."""

from typing import Literal

from msgspec import Struct

from qcheck.model.place import Place
from qcheck.model.view import CheckedItem, FindingView

Outcome = Literal["passed", "failed", "skipped", "todo"]


class CheckResult(Struct, frozen=True):
    """An item that is due, or a finding about something else (then `item` is None). Its `place` cannot be left out.

    `failed` is what stands in the way; `todo` is not right and does not; `skipped` was excused or not looked at. Of the
    last two `reason` says why. `group` is the item's list and section, or the rule. `findings` are those about it,
    standing in the way or not. `fingerprint` stays the same when lines move.
    """

    subject: str
    name: str
    group: str
    outcome: Outcome
    reason: str
    place: Place
    fingerprint: str
    findings: tuple[FindingView, ...]
    item: CheckedItem | None = None

    @property
    def standing(self) -> tuple[FindingView, ...]:
        return tuple(finding for finding in self.findings if finding.stands)
