"""Whether an item needs nothing more."""

from qcheck.core.gates import order
from qcheck.core.lacking import lacking
from qcheck.core.life import CLOSED
from qcheck.core.punch import category
from qcheck.model.checklist import Category
from qcheck.model.settings import HANDOVER
from qcheck.model.state import ItemState, JobState


def settled(item: ItemState) -> bool:
    """Passed with the evidence that its list asks for, or not applicable in the way it allows."""
    if item.standing == "na":
        return item.item.na == "free" or (item.item.na == "reason" and bool(item.heads[-1].note))
    return item.standing == "pass" and not lacking(item)


def deferred(state: JobState, gate: str, gates: tuple[str, ...]) -> set[str]:
    """The items that failed and may be put right after a gate: their punch items are of category C, or of B up to the
    handover.
    """
    raised = {p.item: p for p in state.punch if p.item and p.standing not in CLOSED}
    failed = (i for i in state.items if i.standing == "fail" and i.item.subject in raised) if raised else ()
    return {i.item.subject for i in failed if may_wait(category(raised[i.item.subject], i), gate, gates)}


def may_wait(category: Category, gate: str, gates: tuple[str, ...]) -> bool:
    """Whether a punch item of that category need not be done by a gate: A is before the handover, B before the next."""
    return category == "C" or (category == "B" and order(gate, gates) <= order(HANDOVER, gates))
