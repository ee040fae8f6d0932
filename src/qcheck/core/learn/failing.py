"""Failing: items that fail again and again get the next measure; items that never apply are to be asked as a fact."""

from collections import Counter
from collections.abc import Iterator

from qcheck.core.learn.experience import Experience, Listed
from qcheck.core.learn.lessons import Lesson, measures, total
from qcheck.core.rules.lint import MAX_CRITICAL
from qcheck.model.checklist import Command, Item
from qcheck.model.proposal import Grounds, Key, Proposal, Sharpened

LEAST_JOBS = 2
# One in so many of the jobs that answered it.
ONE_IN = 5
NEVER_JOBS = 3

# The measures, the lightest on the crew first. A job speaks for one only if it had those before it that the item has.
MEASURES: tuple[Key, ...] = ("critical", "evidence", "on_fail")


def failing(past: Experience, checklist: str) -> list[Proposal]:
    """The items of a list that failed in at least two jobs and one in five of those that answered them, each with the
    next measure that it lacks; those that cost most and failed in most jobs first.
    """
    critical = Counter(i.item.gate for i in _items(past, checklist) if i.item.critical)
    ranked = sorted(_items(past, checklist), key=lambda i: _weight(_grounds(i, past.of_list(checklist))))
    found: list[Proposal] = []
    for listed in ranked:
        full = critical[listed.item.gate] >= MAX_CRITICAL
        key = next((k for k in MEASURES if _helps(k, listed.item, full=full)), None)
        if key is None:
            continue
        grounds = _grounds(listed, _telling(past, listed, key))
        if often(grounds):
            critical[listed.item.gate] += key == "critical"
            found.append(_proposed(listed, key, grounds, full=full))
    return found


def often(grounds: Grounds) -> bool:
    """Whether that is too often to be chance."""
    return len(grounds.jobs) >= LEAST_JOBS and len(grounds.jobs) * ONE_IN >= grounds.of


def never_applied(past: Experience, checklist: str) -> Iterator[Proposal]:
    """The items of a list that did not apply in any of the jobs that answered them, of which there are three."""
    for listed in _items(past, checklist):
        seen = [(each.job, each.items[listed.key]) for each in past.of_list(checklist) if listed.key in each.items]
        if len(seen) >= NEVER_JOBS and all(shown.never for _, shown in seen):
            grounds = Grounds(tuple(job for job, _ in seen), len(seen), len(seen))
            asks = "Ask for it as a fact when a job is opened (`ask:`), and give the item a `when:`."
            if listed.item.when:
                asks = "Make its `when:` narrower, by a fact that is asked when a job is opened (`ask:`)."
            reason = f"did not apply in any of the {len(seen)} jobs that answered it"
            yield Proposal(checklist, "never-applied", _named(listed), reason, asks, grounds)


def record(past: Experience) -> tuple[int, str, Grounds]:
    """How many items failed too often to be chance; of the others the one that failed in most jobs, if there is one."""
    every = [(key, _grounds(i, past.of_list(key.partition("/")[0]))) for key, i in past.items.items()]
    others = [(key, grounds) for key, grounds in every if grounds.jobs and not often(grounds)]
    closest = min(others, key=lambda pair: (-len(pair[1].jobs), pair[1].of), default=("", Grounds((), 0, 0)))
    return sum(often(grounds) for _, grounds in every), *closest


def _items(past: Experience, checklist: str) -> list[Listed]:
    return [listed for key, listed in past.items.items() if key.startswith(f"{checklist}/")]


def _helps(key: Key, item: Item, *, full: bool) -> bool:
    """Whether an item lacks a measure that suits it: over nine critical items at a gate nobody reads any, what a
    command printed is kept anyway, and nobody takes a photo each half hour.
    """
    if key in measures(item):
        return False
    if key == "critical":
        return not full
    return key != "evidence" or not (isinstance(item.answer, Command) or item.every)


def _telling(past: Experience, listed: Listed, key: Key) -> list[Lesson]:
    """The jobs that can tell whether an item needs a measure: those in which it had the ones that come before."""
    before = measures(listed.item) & set(MEASURES[: MEASURES.index(key)])
    every = past.of_list(listed.key.partition("/")[0])
    return [each for each in every if listed.key in each.items and before <= each.items[listed.key].has]


def _grounds(listed: Listed, lessons: list[Lesson]) -> Grounds:
    answered = [each for each in lessons if listed.key in each.items]
    failed = [each for each in answered if each.items[listed.key].failed]
    return Grounds(
        jobs=tuple(each.job for each in failed),
        of=len(answered),
        times=sum(each.items[listed.key].failed for each in failed),
        cost=total(snag.cost for each in failed for snag in each.snags if snag.item == listed.key),
    )


def _weight(grounds: Grounds) -> tuple[object, ...]:
    return -grounds.cost, -len(grounds.jobs), -grounds.times


def _proposed(listed: Listed, key: Key, grounds: Grounds, *, full: bool) -> Proposal:
    reason = f"failed in {len(grounds.jobs)} of {grounds.of} jobs"
    if before := measures(listed.item) & set(MEASURES[: MEASURES.index(key)]):
        had = {"critical": "critical", "evidence": "with evidence asked for"}
        reason += f", though {' and '.join(had[k] for k in MEASURES if k in before)}"
    change = Sharpened(listed.section.id, listed.item.id, key)
    return Proposal(
        listed.key.partition("/")[0], "failing", _named(listed), reason, _asks(listed, key, full=full), grounds, change
    )


def _asks(listed: Listed, key: Key, *, full: bool) -> str:
    match key:
        case "critical" if listed.item.accept:
            return "Mark it critical."
        case "critical":
            return "Mark it critical; add to it by hand, as `accept:`, what is measured or seen."
        case "evidence" if full and not listed.item.critical:
            return f"Ask for a photo; there are {MAX_CRITICAL} critical items by that gate already."
        case "evidence":
            return "Ask for a photo."
        case "on_fail":
            return "Raise a punch item before handover whenever it fails."


def _named(listed: Listed) -> str:
    return listed.key.partition("/")[2]
