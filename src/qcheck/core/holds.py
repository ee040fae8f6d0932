"""Hold points: which are released, and which items lie behind which of them."""

from collections import defaultdict

from qcheck.core.refer import Index
from qcheck.model.state import ItemState, JobState

Holds = dict[str, tuple[ItemState, ...]]


def is_hold(state: ItemState) -> bool:
    """Whether work may not go on past an item before it is released; one that is not needed holds nothing."""
    return bool(state.item.hold and state.item.hold.release) and state.standing != "hidden"


def released(hold: ItemState) -> bool:
    """Whether a hold point was released over the answers that it has now: a new answer asks for a new release."""
    heads = {answer.event for answer in hold.heads}
    return any(set(release.heads) == heads for release in hold.releases)


def guarded(state: JobState) -> Holds:
    """For each item the hold points that it lies behind: those it needs, directly or through others, and those
    before it in its section and unit.
    """
    holds = [i for i in state.items if is_hold(i)]
    if not holds:
        return {}
    behind: dict[str, dict[str, ItemState]] = defaultdict(dict)
    for members in _sections(state).values():
        before: dict[str, ItemState] = {}
        for member in members:
            behind[member.item.subject].update(before)
            if is_hold(member):
                before[member.item.subject] = member
    by_subject = {i.item.subject: i for i in state.items}
    wanted = needs(state)
    for subject in by_subject:
        for other in _reached(subject, wanted):
            if is_hold(by_subject[other]):
                behind[subject][other] = by_subject[other]
    return {subject: tuple(found.values()) for subject, found in behind.items() if found}


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


def _sections(state: JobState) -> dict[tuple[str, str], list[ItemState]]:
    sections: dict[tuple[str, str], list[ItemState]] = defaultdict(list)
    for item in state.items:
        sections[item.item.subject.rpartition(".")[0], item.item.unit].append(item)
    return sections


def _reached(subject: str, wanted: dict[str, tuple[str, ...]]) -> set[str]:
    """All that an item needs, directly or through others."""
    reached: set[str] = set()
    waiting = list(wanted.get(subject, ()))
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting.extend(wanted.get(other, ()))
    return reached - {subject}
