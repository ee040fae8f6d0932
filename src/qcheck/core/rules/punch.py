"""Rules about punch items."""

from collections.abc import Iterator

from msgspec.structs import replace

from qcheck.core import punch
from qcheck.core.gates import due
from qcheck.core.rules.context import Context
from qcheck.core.rules.items import reading
from qcheck.core.rules.table import found
from qcheck.core.settle import may_wait
from qcheck.model.checklist import Category
from qcheck.model.finding import Finding, Severity
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState, PunchItem

# While they may wait; what may wait no longer blocks.
SEVERITIES: dict[Category, Severity] = {"A": "block", "B": "warn", "C": "info"}


def punch_open(state: JobState, context: Context) -> Iterator[Finding]:
    """Something is incomplete or not to specification, and not done yet.

    Category A is done before handover and blocks it; B is done after it, if the client accepts it so, and blocks what
    follows; C is cosmetic. Put it right, then `qcheck punch done P1`.
    """
    known = _Known(state, context)
    for open_ in known.due("open"):
        failed = known.items.get(open_.item)
        measured = reading(failed, context) if failed and failed.standing == "fail" else ""
        yield known.found("punch-open", open_, reading=measured)


def punch_unverified(state: JobState, context: Context) -> Iterator[Finding]:
    """A punch item is said to be done, and nobody but its doer has looked.

    Whoever did it never confirms it: someone else looks, then `qcheck punch verify P1`. As severe as its category.
    """
    known = _Known(state, context)
    return (known.found("punch-unverified", p) for p in known.due("completed"))


def self_verified(state: JobState, context: Context) -> Iterator[Finding]:
    """A punch item was confirmed by whoever did it.

    Nobody confirms their own work. Have someone else look, then `qcheck punch verify P1` under their name; a firm of
    one sets `crew_of_one`.
    """
    if context.settings.policy.crew_of_one:
        return
    known = _Known(state, context)
    for own in (p for p in known.due("verified") if p.self_verified):
        yield known.found("self-verified", own)


class _Known:
    """The punch items of a job with the items they came from, looked up once."""

    def __init__(self, state: JobState, context: Context) -> None:
        self.punch = state.punch
        self.context = context
        self.items = {i.item.subject: i for i in state.items} if state.punch else {}
        self.names = punch.names(state.punch)

    def due(self, standing: str) -> list[PunchItem]:
        """Those that stand so, of items that are due by the gate; one of no item is due by the handover."""
        return [p for p in self.punch if p.standing == standing and self._is_due(p)]

    def _is_due(self, item: PunchItem) -> bool:
        about = self.items.get(item.item)
        return due(about.item.gate if about else HANDOVER, self.context.gate, self.context.settings.gates)

    def found(self, code: str, item: PunchItem, **args: str) -> Finding:
        """A finding about one of them, as severe as it may wait."""
        finding = found(
            code,
            item.place,
            item.subject,
            name=self.names[item.subject],
            text=item.text,
            by=item.completed_by or item.owner or item.by,
            **args,
        )
        wanted = punch.category(item, self.items.get(item.item))
        late = not may_wait(wanted, self.context.gate, self.context.settings.gates)
        return replace(finding, severity="block" if late else SEVERITIES[wanted])
