"""Which items apply: their conditions decided over the job's facts and answers."""

from collections.abc import Mapping

from msgspec.structs import replace

from qcheck.core.phrase import phrase
from qcheck.core.refer import Index
from qcheck.core.when import Said, decide, spoken, tests, waiting
from qcheck.model.checklist import Condition
from qcheck.model.state import ItemState

FACT, ITEM = "fact.", "item."
OPEN, ABSENT = (Said("", "", "open"),), (Said("", "", "absent"),)
UNANSWERED = ("open", "stale", "contested")


def applied(items: list[ItemState], facts: Mapping[str, str]) -> tuple[ItemState, ...]:
    """The items, those hidden whose condition does not hold. One that is undecided stays, and says why."""
    conditional = {i.item.subject: i for i in items if i.item.when is not None}
    if not conditional:
        return tuple(items)
    decided = _Decided(items, facts)
    for subject in _ordered({s: decided.depends(s) for s in conditional}):
        decided.settle(subject)
    return tuple(decided.states[i.item.subject] for i in items)


class _Decided:
    """The states of items as their conditions are decided one after the other."""

    def __init__(self, items: list[ItemState], facts: Mapping[str, str]) -> None:
        self.states = {i.item.subject: i for i in items}
        self.facts = facts
        self.index = Index(self.states)
        self.waits = {i.item.subject for i in items if i.item.when is not None}

    def depends(self, subject: str) -> tuple[str, ...]:
        """The items that the condition of an item speaks of."""
        condition = self.states[subject].item.when
        named = (t.subject for t in tests(condition)) if condition else ()
        return tuple(s for name in named if name.startswith(ITEM) for s in self._named(name, subject))

    def settle(self, subject: str) -> None:
        """Decides an item's condition by what is known by now."""
        state = self.states[subject]
        condition = state.item.when
        self.waits.discard(subject)
        if condition is None or state.hidden:
            return
        holds = decide(condition, lambda name: self._said(name, subject))
        if holds is None:
            undecided = waiting(condition, lambda name: self._said(name, subject))
            self.states[subject] = replace(state, undecided=undecided)
        elif not holds:
            self.states[subject] = replace(state, standing="hidden", hidden=_because(condition))

    def _said(self, name: str, subject: str) -> tuple[Said, ...]:
        if name.startswith(FACT):
            fact = self.facts.get(name.removeprefix(FACT), "")
            return (Said("", fact, "known"),) if fact else OPEN
        return tuple(said for other in self._named(name, subject) for said in self._answer(other))

    def _named(self, name: str, subject: str) -> tuple[str, ...]:
        """The items of a name; of those repeated over units the one of the same unit, if there is one."""
        found = self.index.find(name.removeprefix(ITEM), subject.partition("/")[0])
        unit = self.states[subject].item.unit
        same = tuple(s for s in found if unit and self.states[s].item.unit == unit)
        return same or found

    def _answer(self, subject: str) -> tuple[Said, ...]:
        state = self.states[subject]
        if subject in self.waits or state.standing in UNANSWERED:
            return OPEN
        if state.standing == "hidden":
            return ABSENT
        return (Said(state.heads[-1].result, state.heads[-1].value, "known"),)


def _because(condition: Condition) -> str:
    return phrase("only where {condition}", condition=spoken(condition))


def _ordered(depends: dict[str, tuple[str, ...]]) -> list[str]:
    """The items in an order in which each comes after those it speaks of; around a circle, in their own order."""
    done: dict[str, None] = {}
    begun: set[str] = set()
    stack = [(subject, False) for subject in reversed(depends)]
    while stack:
        subject, last = stack.pop()
        if last:
            done[subject] = None
        elif subject not in begun:
            begun.add(subject)
            stack.append((subject, True))
            stack += [(s, False) for s in depends[subject] if s in depends and s not in begun]
    return list(done)
