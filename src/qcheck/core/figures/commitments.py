"""Commitments: which first promises came due and were kept, whose they were, and why the others were not."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.compare import is_date
from qcheck.core.figures.basis import Basis, counted
from qcheck.core.promises import kept, passed
from qcheck.model import metrics
from qcheck.model.event import Event
from qcheck.model.metrics import Missed, Ratio
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Assigned, Promised, Raised, Reason
from qcheck.model.state import JobState

DATE = len("2026-12-04")


class First(Struct, frozen=True):
    """The first date that was given for a punch item: when, by whom it was held then, and why it was moved first."""

    due: str
    at: str
    owner: str
    reason: Reason | Literal[""] = ""


class Judged(Struct, frozen=True):
    """A first promise that has come due, or was kept before that."""

    person: str
    kept: bool
    reason: Reason | Literal[""]


def commitments(state: JobState, basis: Basis) -> list[Judged]:
    """The first promises of a job that count: those that came due, and those that were kept before that."""
    given = _firsts(state)
    judged = []
    for item in counted(state):
        first = given.get(item.subject)
        if not first:
            continue
        held = _is_kept(item, first, basis)
        if held or _came_due(first, basis):
            judged.append(Judged(first.owner or state.plan.lead, held, "" if held else first.reason))
    return judged


def ahead(state: JobState, basis: Basis) -> list[str]:
    """Who has each first promise of a job whose day is still to come, and that was not kept before it."""
    given = _firsts(state)
    firsts = [(item, given[item.subject]) for item in counted(state) if item.subject in given]
    return [
        first.owner or state.plan.lead
        for item, first in firsts
        if not _came_due(first, basis) and not _is_kept(item, first, basis)
    ]


def complete(judged: Iterable[Judged]) -> Ratio:
    """Percent plan complete: the kept of all of them."""
    every = list(judged)
    return Ratio(sum(each.kept for each in every), len(every))


def by_person(judged: Iterable[Judged]) -> tuple[metrics.Kept, ...]:
    """The same by who had the item when it was promised, in the order of their ids: nobody is ranked."""
    held: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        held[each.person].append(each)
    return tuple(metrics.Kept(person, complete(held[person])) for person in sorted(held))


def reasons(judged: Iterable[Judged]) -> tuple[Missed, ...]:
    """Why those were not kept that were not, most often first; those without a reason last."""
    counts = Counter(each.reason for each in judged if not each.kept)
    ordered = sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return tuple(Missed(reason, count) for reason, count in ordered)


def _firsts(state: JobState) -> dict[str, First]:
    """The first date of each punch item that has one, by subject: events tell who had it when the date was given."""
    owners: dict[str, str] = {}
    given: dict[str, First] = {}
    for event in state.events:
        body = event.body
        if event.id in state.retracted:
            continue
        if isinstance(body, Raised):
            owners.setdefault(event.about, body.owner)
            if body.due:
                given.setdefault(event.about, First(body.due, event.at, body.owner))
        elif isinstance(body, Assigned):
            owners[event.about] = body.owner
        elif isinstance(body, Promised):
            given[event.about] = _promised(given.get(event.about), event, body, owners.get(event.about, ""))
    return given


def _promised(before: First | None, event: Event, body: Promised, owner: str) -> First:
    """The first promise after one more: it stays, and takes the first reason for which it was moved."""
    if before is None:
        return First(body.due, event.at, owner)
    return replace(before, reason=before.reason or body.reason)


def _came_due(first: First, basis: Basis) -> bool:
    """Whether the date has passed; one of another program that is none has, so that it shows."""
    return passed(first.due, basis.now, basis.today) or not is_date(first.due[:DATE])


def _is_kept(item: PunchItem, first: First, basis: Basis) -> bool:
    """Whether an item was done by its first date, and was not sent back after that."""
    done = _done_at(item, first.at, basis)
    return bool(done) and is_date(first.due[:DATE]) and kept(first.due, done, basis.zone)


def _done_at(item: PunchItem, since: str, basis: Basis) -> str:
    """When the work that was promised was done: the last time that it was said to be before somebody else confirmed
    it. Empty where it was not, was sent back, or where two devices leave it open. What comes back after it was
    confirmed is another matter: the reopen rate.
    """
    if item.contested and item.standing in {"open", "disputed"}:
        return ""
    done, doers = "", set[str]()
    for step in item.steps:
        if step.ignored:
            continue
        if step.kind == "completed":
            done, doers = step.at, {step.did}
        elif step.kind in {"rejected", "reopened"}:
            done = ""
        elif step.kind == "verified" and step.at >= since:
            alone = {step.by, step.did} & doers and not step.client
            if not alone or basis.settings.policy.crew_of_one:
                break
    return done
