"""What lies ahead in a job: the checks that are missing, and what holds some of them up."""

from collections import Counter

from msgspec import Struct

from qcheck.core import roles
from qcheck.core.act.permit import Permit
from qcheck.core.gates import due
from qcheck.core.settle import settled
from qcheck.model.checklist import Check, Command
from qcheck.model.state import ItemState, JobItem

MISSING = {"open", "stale"}


class Ahead(Struct, frozen=True):
    """The missing checks in the job's order: those that can be answered `now`, and `held` those that wait, by what they
    wait for.
    """

    now: tuple[ItemState, ...]
    held: tuple[tuple[ItemState, int], ...]

    @property
    def left(self) -> int:
        """How many are missing."""
        return len(self.now) + sum(count for _, count in self.held)


def ahead(permit: Permit, gate: str) -> Ahead:
    """What is missing by a gate, whoever may answer it."""
    gates = permit.actor.settings.gates
    now: list[ItemState] = []
    held: Counter[str] = Counter()
    for state in permit.state.items:
        if not missing(state, permit) or not due(state.item.gate, gate, gates):
            continue
        cause = waits_for(state, permit)
        if cause is None:
            now.append(state)
        else:
            held[cause.item.subject] += 1
    return Ahead(tuple(now), tuple((permit.items[subject], count) for subject, count in held.items()))


def missing(state: ItemState, permit: Permit) -> bool:
    """Whether an item has no answer that holds, and no waiver excuses that."""
    return state.standing in MISSING and not settled(state) and state.item.subject not in permit.waived


def waits_for(state: ItemState, permit: Permit) -> ItemState | None:
    """What comes before an item and is not done: a hold point, or an item that it needs."""
    return next(iter((*permit.shut(state.item.subject), *permit.before(state.item))), None)


def command(item: JobItem, permit: Permit, *, asking: bool = False) -> str:
    """The command that answers an item, with a place for what it asks for; for a value not where it is `asking`."""
    if isinstance(item.answer, Command):
        return f"qcheck run {item.number}"
    typed = str(item.number) if asking or isinstance(item.answer, Check) else f"{item.number}=…"
    asked = [e for e in item.evidence if e.on in {"answer", "pass"}]
    photos, files = sum(e.photos for e in asked), sum(e.files for e in asked)
    words = [" --photo" if photos == 1 else " --photo FILE" * photos, " --file FILE" * files]
    words += [" --note TEXT"] if any(e.note for e in asked) else []
    return f"qcheck tick {typed}{''.join(words)}{_doer(item, permit)}"


def _doer(item: JobItem, permit: Permit) -> str:
    """Who is to have done it, where that is not whoever speaks; by name if only one person may."""
    settings, lead = permit.actor.settings, permit.state.plan.lead
    if roles.may(permit.actor.did, item.role, settings, lead):
        return ""
    able = [p.id for p in settings.people if roles.may(p.id, item.role, settings, lead)]
    return f" --did {able[0] if len(able) == 1 else 'WHO'}"
