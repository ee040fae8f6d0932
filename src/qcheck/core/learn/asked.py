"""Asked for: new items, from what would have prevented punch items, and from those that no item had found."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from qcheck.core import gates
from qcheck.core.learn.alike import commonest, folded, grouped, near, sayable
from qcheck.core.learn.experience import Experience
from qcheck.core.learn.failing import LEAST_JOBS
from qcheck.core.learn.lessons import Lesson, Snag, total
from qcheck.core.names import LONGEST_ID, suggest_id
from qcheck.core.nodes import FLAGS, NULLS
from qcheck.model.checklist import Checklist, Section
from qcheck.model.proposal import Grounds, Kind, NewItem, Proposal
from qcheck.model.settings import HANDOVER

Met = tuple[Lesson, Snag]
UNASKED = "Looked for, not found: "


class Terms(Struct, frozen=True):
    """By what new items are judged: the workspace's gates, and from which cost on once is enough; never if None."""

    gates: tuple[str, ...]
    enough: Decimal | None = None


class Asking:
    """New items for the lists of today; every id is given once."""

    def __init__(self, past: Experience, terms: Terms) -> None:
        self.past = past
        self.terms = terms
        self.taken = {name: _ids(checklist) for name, checklist in past.lists.items()}
        prevented: dict[tuple[str, str], list[Met]] = defaultdict(list)
        for lesson, snag in past.snags():
            key = folded(snag.prevention)
            if key and (home := self._list(lesson, snag)):
                prevented[home, key].append((lesson, snag))
        self.prevented = {key: met for key, met in prevented.items() if self._weighs(met)}
        explained = {id(snag) for met in self.prevented.values() for _, snag in met}
        self.unasked: dict[str, list[list[Met]]] = defaultdict(list)
        onsite: dict[str, list[tuple[str, Met]]] = defaultdict(list)
        for lesson, snag in past.snags():
            if not snag.item:
                onsite[past.home(lesson)].append((snag.text, (lesson, snag)))
        for name in past.lists:
            for met in grouped(onsite[name]):
                if len(_jobs(met)) >= LEAST_JOBS and not any(id(snag) in explained for _, snag in met):
                    self.unasked[name].append(met)

    def preventions(self, name: str) -> list[Proposal]:
        """Items that ask for what would have prevented punch items: in two jobs, or once where that cost enough."""
        groups = [met for (home, _), met in self.prevented.items() if home == name]
        return [p for met in groups if (p := self._prevention(name, met))]

    def finders(self, name: str) -> list[Proposal]:
        """Items that would have found what was raised on site in two jobs, without an item that asked for it."""
        return [p for met in self.unasked[name] if (p := self._finder(name, met))]

    def _prevention(self, name: str, met: list[Met]) -> Proposal | None:
        text = commonest(snag.prevention for _, snag in met)
        cause = commonest(snag.cause for _, snag in met)
        jobs = len(_jobs(met))
        items = f"{len(met)} punch item{'' if len(met) == 1 else 's'}"
        because = f" ({cause})" if cause else ""  # told here, and not in the list: clients read a list's words
        reason = f"would have prevented {items} in {jobs} job{'' if jobs == 1 else 's'}{because}"
        new = NewItem(self._section(name, met), suggest_id(text), text, "")
        return self._proposed(name, "prevention", new, reason, met)

    def _finder(self, name: str, met: list[Met]) -> Proposal | None:
        seen = commonest(snag.text for _, snag in met)
        jobs = len(_jobs(met))
        why = f"Came up on site in {jobs} jobs"
        new = NewItem(self._section(name, met), suggest_id(f"no {seen}"), sayable(UNASKED + seen), why)
        return self._proposed(name, "unasked", new, f"came up on site in {jobs} jobs, with no item that asks", met)

    def _proposed(self, name: str, kind: Kind, new: NewItem, reason: str, met: list[Met]) -> Proposal | None:
        if not new.section or self._asked(new.text, met):
            return None
        ident = free_id(new.id, self.taken[name])
        self.taken[name].add(ident)
        new = NewItem(new.section, ident, new.text, new.why)
        cost = total(snag.cost for _, snag in met)
        grounds = Grounds(_jobs(met), len(self.past.of_list(name)), len(met), cost)
        return Proposal(name, kind, f"{new.section}.{ident}", reason, f"Ask for: {new.text}", grounds, new)

    def _list(self, lesson: Lesson, snag: Snag) -> str:
        """The list that a punch item teaches something: that of the item that raised it, else the job's own."""
        named = snag.item.partition("/")[0]
        named = named if named in lesson.lists else self.past.home(lesson)
        return named if named in self.past.lists else ""

    def _weighs(self, met: list[Met]) -> bool:
        enough = self.terms.enough
        return len(_jobs(met)) >= LEAST_JOBS or (enough is not None and total(s.cost for _, s in met) >= enough)

    def _asked(self, text: str, met: list[Met]) -> bool:
        """Whether one of the lists of these jobs asks for that today."""
        names = {name for lesson, _ in met for name in lesson.lists}
        texts = (i.item.text for key, i in self.past.items.items() if key.partition("/")[0] in names)
        return any(near(folded(text), folded(known)) for known in texts)

    def _section(self, name: str, met: list[Met]) -> str:
        """The section of the item that most of them come from, else the last one with something due by handover."""
        raised = [self.past.items[s.item].section.id for _, s in met if _of(s, name) and s.item in self.past.items]
        if raised:
            return Counter(raised).most_common(1)[0][0]
        sections = [section for section in self.past.lists[name].sections if section.items]
        due = [section for section in sections if self._due(section)]
        return (due or sections)[-1].id if sections else ""

    def _due(self, section: Section) -> bool:
        return any(gates.due(item.gate, HANDOVER, self.terms.gates) for item in section.items)


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """An id that nothing else has or had, and that no reader takes for something else than text."""
    wanted = f"item-{wanted}" if wanted in {*NULLS, *FLAGS} else wanted
    known, count, ident = set(taken), 1, wanted
    while ident in known:
        count += 1
        ending = f"-{count}"
        ident = wanted[: LONGEST_ID - len(ending)].rstrip("-") + ending
    return ident


def _ids(checklist: Checklist) -> set[str]:
    """Every id that a list's items have or had."""
    items = [item for section in checklist.sections for item in section.items]
    former = {f.name.rpartition(".")[2] for item in items for f in item.moved_from}
    return {i.id for i in items} | {r.id for s in checklist.sections for r in s.retired} | former


def _jobs(met: list[Met]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lesson.job for lesson, _ in met))


def _of(snag: Snag, name: str) -> bool:
    return snag.item.startswith(f"{name}/")
