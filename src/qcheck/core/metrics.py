"""Metrics: the states of many jobs into the figures that the trade knows by name; docs/metrics.md defines each."""

from collections.abc import Callable, Iterable
from datetime import tzinfo

from qcheck.core.figures import commitments, inspection, reception, rework
from qcheck.core.figures.basis import Basis
from qcheck.model.metrics import Metrics, Ratio
from qcheck.model.settings import Settings
from qcheck.model.state import JobState


def metrics(states: Iterable[JobState], zone: tzinfo, settings: Settings, now: str) -> Metrics:
    """What jobs come to together, in whatever order they are given; `now` is UTC as in the record."""
    jobs, basis = list(states), Basis(now, zone, settings)

    def over(figure: Callable[[JobState, Basis], Ratio]) -> Ratio:
        return sum((figure(job, basis) for job in jobs), Ratio())

    judged = [each for job in jobs for each in commitments.commitments(job, basis)]
    failed = [each for job in jobs for each in rework.failures(job)]
    scores = [each for job in jobs for each in reception.score(job)]
    return Metrics(
        jobs=len(jobs),
        completion=over(inspection.completion),
        first_pass_yield=over(inspection.first_pass_yield),
        defects_per_unit=over(inspection.defects),
        concession_rate=over(inspection.concessions),
        hold_points=over(inspection.hold_points),
        plan_complete=commitments.complete(judged),
        by_person=commitments.by_person(judged),
        reasons=commitments.reasons(judged),
        closure=rework.closure(each for job in jobs for each in rework.closing(job, basis)),
        rejection_rate=over(rework.rejection),
        reopen_rate=over(rework.reopening),
        cost=rework.cost(failed),
        unread_costs=sum(each.unread for each in failed),
        causes=rework.causes(failed),
        first_time_acceptance=over(reception.acceptance),
        callback_rate=over(reception.callbacks),
        acknowledged=over(reception.acknowledgement),
        rating=reception.rating(scores),
        promoters=reception.promoters(scores),
        servqual=reception.gaps([each for job in jobs for each in reception.dimensions(job)]),
    )
