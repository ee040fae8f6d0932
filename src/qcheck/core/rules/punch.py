"""Rules about punch items."""

from collections.abc import Iterator

from msgspec.structs import replace

from qcheck.core import punch
from qcheck.core.rules.context import Context
from qcheck.core.rules.items import reading
from qcheck.core.rules.table import found
from qcheck.model.checklist import Category
from qcheck.model.finding import Finding, Severity
from qcheck.model.state import JobState, PunchItem

SEVERITIES: dict[Category, Severity] = {"A": "block", "B": "warn", "C": "info"}


def punch_open(state: JobState, context: Context) -> Iterator[Finding]:
    """Something is incomplete or not to specification, and not done yet.

    Category A is done before handover and blocks it; B is done after it, if the client accepts it so; C is cosmetic.
    Put it right, then `qcheck punch done P1`.
    """
    items = {i.item.subject: i for i in state.items}
    for open_ in (p for p in state.punch if p.standing == "open"):
        failed = items.get(open_.item)
        measured = reading(failed, context) if failed and failed.standing == "fail" else ""
        yield _about("punch-open", open_, state, reading=measured)


def punch_unverified(state: JobState, _: Context) -> Iterator[Finding]:
    """A punch item is said to be done, and nobody but its doer has looked.

    Whoever did it never confirms it: someone else looks, then `qcheck punch verify P1`. As severe as its category.
    """
    return (_about("punch-unverified", p, state) for p in state.punch if p.standing == "completed")


def _about(code: str, item: PunchItem, state: JobState, **args: str) -> Finding:
    finding = found(
        code,
        item.place,
        item.subject,
        name=punch.name(item, state.punch),
        text=item.text,
        by=item.completed_by or item.owner or item.by,
        **args,
    )
    return replace(finding, severity=SEVERITIES[item.category])
