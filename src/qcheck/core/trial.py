"""A trial: answers tried out, one after the other, until conditions come to what is wanted."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from qcheck.core.compare import Said
from qcheck.core.when import decide, tests
from qcheck.model.checklist import Condition

OPEN, ABSENT = Said("", "", "open"), Said("", "", "absent")
# Comparisons that are made before it is left undecided.
MOST_TRIED = 50_000


class Wanted(Struct, frozen=True):
    """That the condition of an item, given by its full id, comes to `holds`."""

    item: str
    holds: bool = True


class Trial:
    """One question, tried variable by variable; what is already decided is not tried further."""

    def __init__(
        self,
        conditions: Mapping[str, Condition],
        order: list[str],
        wanted: tuple[Wanted, ...],
        variable: Callable[[str, str], str],
        spend: Callable[[int], bool],
    ) -> None:
        self.variable = variable
        self.spend = spend
        self.conditions = conditions
        self.order = order
        self.wanted = {w.item: w.holds for w in wanted}
        self.cost = sum(1 for c in conditions.values() for _ in tests(c))

    def found(self, domains: Mapping[str, list[Said]]) -> bool:
        """Whether some answers bring about what is wanted."""
        variables = list(domains)
        stack: list[dict[str, Said]] = [{}]
        tried = 0
        while stack:
            answers = stack.pop()
            tried += self.cost
            if tried > MOST_TRIED or not self.spend(self.cost):
                return True
            verdict = self._verdict(answers)
            if verdict or (verdict is None and len(answers) == len(variables)):
                return True
            if verdict is None:
                variable = variables[len(answers)]
                stack.extend({**answers, variable: said} for said in domains[variable])
        return False

    def _verdict(self, answers: Mapping[str, Said]) -> bool | None:
        """Whether what is wanted is so by these answers; None while that is open."""
        said = dict(answers)
        verdict: bool | None = True
        for item in self.order:
            holds = self._holds(item, said)
            if holds is not True:
                said[item] = ABSENT if holds is False else OPEN
            if item in self.wanted and holds is not self.wanted[item]:
                if holds is not None:
                    return False
                verdict = None
        return verdict

    def _holds(self, item: str, said: Mapping[str, Said]) -> bool | None:
        condition = self.conditions.get(item)
        if condition is None:
            return True
        return decide(condition, lambda name: (said.get(self.variable(name, item), OPEN),))
