"""Hold points: which are released, and which items lie behind which of them."""

from collections import defaultdict
from functools import cached_property

from qcheck.core import roles
from qcheck.core.refer import Index
from qcheck.model.settings import Settings
from qcheck.model.state import ItemState, JobState, Release

Holds = dict[str, tuple[ItemState, ...]]


def is_hold(state: ItemState) -> bool:
    """Whether work may not go on past an item before it is released; one that is not needed holds nothing."""
    return bool(state.item.hold and state.item.hold.release) and state.standing != "hidden"


def released(hold: ItemState, state: JobState, settings: Settings, waived: set[str]) -> bool:
    """Whether someone who may has released a hold point over the answers that it has now: a new answer asks for a new
    release. One that is not right can only be released while it is among the `waived`.
    """
    heads = {answer.event for answer in hold.heads}
    if hold.standing not in {"pass", "na"} and hold.item.subject not in waived:
        return False
    return any(set(release.heads) == heads for release in valid(hold, state, settings))


def valid(hold: ItemState, state: JobState, settings: Settings) -> list[Release]:
    """The releases of a hold point by someone of the roles that its list asks for."""
    wanted = hold.item.hold.release if hold.item.hold else ()
    return [r for r in hold.releases if roles.may(r.by, wanted, settings, state.plan.lead)]


def shut(hold: ItemState, seq: int, releases: list[Release], *, spared: bool) -> bool:
    """Whether a hold point, with the answer that it had before `seq`, was not released by then; one without an answer
    can be only where a waiver has `spared` it.
    """
    stood = [a.event for a in hold.history if a.seq < seq and not a.retracted][-1:]
    earlier = [release for release in releases if release.seq < seq]
    return not any(set(stood) <= set(release.heads) for release in earlier if stood or spared)


class Guards:
    """The hold points that each item of a job lies behind: those it needs, directly or through others, and those
    before it in its section, of its own unit or of none.
    """

    def __init__(self, state: JobState) -> None:
        self.items = {i.item.subject: i for i in state.items}
        self.state = state
        self.sections = _in_sections(state) if any(is_hold(i) for i in state.items) else {}

    @cached_property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """The items that each item needs."""
        return needs(self.state)

    def before(self, subject: str) -> tuple[ItemState, ...]:
        """The hold points that one item lies behind."""
        found = self.sections.get(subject, ())
        if not self.sections or subject not in self.wanted:
            return found
        needed = (self.items[other] for other in reached(subject, self.wanted) if other in self.items)
        return (*found, *(other for other in needed if is_hold(other) and other not in found))


def _in_sections(state: JobState) -> Holds:
    before: dict[tuple[str, str], tuple[ItemState, ...]] = defaultdict(tuple)
    behind: Holds = {}
    for member in state.items:
        section, unit = member.item.subject.rpartition(".")[0], member.item.unit
        behind[member.item.subject] = before[section, ""] + (before[section, unit] if unit else ())
        if is_hold(member):
            before[section, unit] += (member,)
    return behind


def needs(state: JobState) -> dict[str, tuple[str, ...]]:
    """For each item that needs others, their subjects; of those repeated over units the one of the same unit."""
    needing = [i.item for i in state.items if i.item.needs]
    if not needing:
        return {}
    units = {i.item.subject: i.item.unit for i in state.items}
    index = Index(units)
    found: dict[str, tuple[str, ...]] = {}
    for item in needing:
        named = [s for need in item.needs for s in index.find(need.name, item.subject.partition("/")[0])]
        same = [s for s in named if units[s] in {"", item.unit}] if item.unit else named
        found[item.subject] = tuple(s for s in dict.fromkeys(same or named) if s != item.subject)
    return found


def reached(subject: str, wanted: dict[str, tuple[str, ...]]) -> set[str]:
    """All that an item needs, directly or through others."""
    reached: set[str] = set()
    waiting = list(wanted.get(subject, ()))
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting.extend(wanted.get(other, ()))
    return reached - {subject}
