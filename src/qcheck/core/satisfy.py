"""Satisfying: whether conditions of the items of a job can hold together, whatever is said."""

from collections import Counter
from collections.abc import Iterable, Mapping

from qcheck.core.compare import Said
from qcheck.core.refer import Index, catalogue
from qcheck.core.sayable import domain, odd
from qcheck.core.trial import Trial, Wanted
from qcheck.core.when import tests
from qcheck.model.checklist import Checklist, Condition, Item, Question, Test

__all__ = ["FACT", "ITEM", "Wanted", "World"]

FACT, ITEM = "fact.", "item."
# Comparisons that are made before all that is left is taken for possible.
MOST_IN_ALL = 400_000
# Items that hang on each other in a chain longer than that are not looked through.
LONGEST_CHAIN = 200


class World:
    """The items and facts of the lists of a job. The first list is the one that is looked at."""

    def __init__(self, lists: Iterable[Checklist]) -> None:
        every = list(lists)
        self.items: dict[str, Item] = catalogue(every)
        self.index = Index(self.items)
        self.asked: dict[str, list[tuple[str, Question]]] = {}
        for checklist in every:
            for question in checklist.ask:
                self.asked.setdefault(question.id, []).append((checklist.id, question))
        self._left = MOST_IN_ALL
        self._variables: dict[tuple[str, str], str] = {}
        self._odd: dict[int, bool] = {}

    def about(self, subject: str, item: str) -> Question | Item | None:
        """What `fact.NAME` or `item.SECTION.ITEM` means in the condition of an item; None if nothing, or unclear."""
        own_list = item.partition("/")[0]
        if subject.startswith(FACT):
            asked = self.asked.get(subject.removeprefix(FACT), ())
            return next((q for name, q in asked if name == own_list), asked[0][1] if asked else None)
        meant = self.named(subject.removeprefix(ITEM), own_list)
        return self.items[meant] if meant else None

    def named(self, name: str, own_list: str) -> str:
        """The full id of the item that a name means in a list; empty if none, or more than one."""
        meant = self.index.meant(name.partition("@")[0], own_list)
        return meant[0] if len(meant) == 1 else ""

    def possible(self, *wanted: Wanted) -> bool:
        """Whether all that is wanted can be so at once; also True where that cannot be found out, or not soon."""
        if self._left <= 0:
            return True
        order = self._depended([w.item for w in wanted])
        if not self._spend(LONGEST_CHAIN if order is None else len(order)) or order is None:
            return True
        conditions = {item: c for item in order if (c := self.items[item].when) is not None}
        mentions = self._mentions(conditions)
        if mentions is None:
            return True
        trial = Trial(conditions, order, wanted, self.variable, self._spend)
        return trial.found(self._domains(mentions))

    def _spend(self, count: int) -> bool:
        """Takes from what may be tried in all; False when nothing is left."""
        self._left -= count
        return self._left > 0

    def variable(self, subject: str, item: str) -> str:
        """What decides a comparison in the condition of an item: a fact, or an item by its full id. Empty where that is
        more than one answer, or none that is known.
        """
        key = subject, item
        if key not in self._variables:
            self._variables[key] = self._variable(subject, item)
        return self._variables[key]

    def _variable(self, subject: str, item: str) -> str:
        if subject.startswith(FACT):
            return subject if subject.removeprefix(FACT) in self.asked else ""
        meant = self.named(subject.removeprefix(ITEM), item.partition("/")[0])
        alone = meant and "@" not in subject and self.items[meant].repeat in {"", self.items[item].repeat}
        return meant if alone else ""

    def _depended(self, starts: list[str]) -> list[str] | None:
        """The items that conditions hang on, each after those its own condition hangs on; None if they go round in a
        circle, or are too many.
        """
        done: dict[str, None] = {}
        open_: set[str] = set()
        stack = [(start, False) for start in starts]
        while stack:
            item, last = stack.pop()
            if last:
                done[item] = None
                open_.discard(item)
            elif item in open_ or len(open_) + len(done) > LONGEST_CHAIN:
                return None
            elif item not in done:
                open_.add(item)
                stack.append((item, True))
                stack += [(v, False) for v in self._hangs_on(item)]
        return list(done)

    def _hangs_on(self, item: str) -> list[str]:
        condition = self.items[item].when
        found = [self.variable(t.subject, item) for t in tests(condition)] if condition else []
        return [v for v in dict.fromkeys(found) if v in self.items]

    def _mentions(self, conditions: Mapping[str, Condition]) -> dict[str, list[Test]] | None:
        """The comparisons about each variable; None if one makes no sense, since something else was meant."""
        mentions: dict[str, list[Test]] = {}
        for item, condition in conditions.items():
            for test in tests(condition):
                if self._is_odd(test, item):
                    return None
                if variable := self.variable(test.subject, item):
                    mentions.setdefault(variable, []).append(test)
        return mentions

    def _is_odd(self, test: Test, item: str) -> bool:
        """Looked up by identity, for the same comparison is met in many questions."""
        if id(test) not in self._odd:
            about = self.about(test.subject, item)
            self._odd[id(test)] = about is not None and bool(odd(test, about))
        return self._odd[id(test)]

    def _domains(self, mentions: Mapping[str, list[Test]]) -> dict[str, list[Said]]:
        """What can be said about each variable; those mentioned most come first, for they are most restricted."""
        counts = Counter({variable: len(found) for variable, found in mentions.items()})
        domains: dict[str, list[Said]] = {}
        for variable, _ in counts.most_common():
            if variable in self.items:
                domains[variable] = domain(self.items[variable], mentions[variable])
            else:
                questions = [question for _, question in self.asked[variable.removeprefix(FACT)]]
                said = [domain(question, mentions[variable]) for question in questions]
                domains[variable] = list(dict.fromkeys(s for one in said for s in one)) if all(said) else []
        return {variable: said for variable, said in domains.items() if said}
