"""Proposing: from the lessons of all jobs and the lists of today to the changes that are worth a look."""

from collections.abc import Iterable, Mapping

from qcheck.core.learn.asked import Asking, Terms
from qcheck.core.learn.experience import Experience
from qcheck.core.learn.failing import LEAST_JOBS, ONE_IN, failing, never_applied, record
from qcheck.core.learn.lessons import Lesson
from qcheck.model.checklist import Checklist
from qcheck.model.proposal import Proposal


def propose(lessons: Iterable[Lesson], lists: Mapping[str, Checklist], terms: Terms) -> dict[str, list[Proposal]]:
    """What should change in each list, by its name: what cost most first, then what came up in most jobs."""
    past = Experience(lessons, lists)
    asking = Asking(past, terms)
    found = {
        name: [*failing(past, name), *asking.preventions(name), *asking.finders(name), *never_applied(past, name)]
        for name in lists
    }
    return {name: sorted(proposals, key=_weight) for name, proposals in found.items()}


def _weight(proposal: Proposal) -> tuple[object, ...]:
    """Remarks last; else by cost, then by jobs."""
    grounds = proposal.grounds
    return proposal.change is None, -grounds.cost, -len(grounds.jobs), -grounds.times


def missing(lessons: Iterable[Lesson], lists: Mapping[str, Checklist], terms: Terms) -> tuple[str, ...]:
    """What is not there yet to learn from, in sentences."""
    past = Experience(lessons, lists)
    if not past.lessons:
        return ("There is no job to learn from.",)
    asking = Asking(past, terms)
    count, onsite = len(past.lessons), sum(not snag.item for _, snag in past.snags())
    recurring = any(asking.unasked.values())
    return (
        f"{count} job{'' if count == 1 else 's'} read. What happened in one may be chance, so it takes two.",
        _failures(past),
        _preventions(past, len(asking.prevented)),
        f"Raised on site without an item: {onsite}, "
        + ("and what came up in two jobs is asked for already." if recurring else "none in two jobs."),
    )


def _preventions(past: Experience, known: int) -> str:
    given = sum(bool(snag.prevention) for _, snag in past.snags())
    if not given:
        return "Preventions: none given. Say one: qcheck punch diagnose P1 --cause TEXT --prevention TEXT"
    if known:
        return f"Preventions: {given} given; what came up again is asked for already."
    return f"Preventions: {given} given, none in two jobs. --cost-at-least AMOUNT takes what happened once, too."


def _failures(past: Experience) -> str:
    often, closest, grounds = record(past)
    if often:
        said = f"{often} item{'' if often == 1 else 's'} failed often and got the next measure: jobs to come will tell."
    else:
        said = f"an item counts that failed in {LEAST_JOBS} jobs, and in one of {ONE_IN} that answered it."
    return f"Failures: {said}" + (f" Closest: {closest}, in {len(grounds.jobs)} of {grounds.of}." if closest else "")
