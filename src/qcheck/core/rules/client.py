"""Rules about what the client complained of, hears from us, and says of the job."""

from collections.abc import Iterator

from qcheck.core.phrase import phrase
from qcheck.core.punch import closed, unanswered
from qcheck.core.rules.context import Context
from qcheck.core.rules.punch import Known
from qcheck.core.rules.table import found
from qcheck.core.silence import (
    ATTEMPTS,
    attempts,
    to_acknowledge,
    to_answer,
    to_contact,
    to_contact_by_seller,
    to_follow_up,
    to_rate,
)
from qcheck.model.finding import Finding
from qcheck.model.punch import PunchItem
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState

SUBJECT = "client"


def complaint_unacknowledged(state: JobState, context: Context) -> Iterator[Finding]:
    """A client complained, and nobody has told them yet that it is known.

    The first hours decide whether they come back. Speak to them, then `qcheck contact call --about P1`.
    """
    known = Known(state, context)
    for item in _complaints(known):
        limit = to_acknowledge(state, item, context.settings.policy)
        if limit:
            late = phrase("late since") if limit < context.now else phrase("due by")
            yield known.found("complaint-unacknowledged", item, at=limit, late=late)


def complaint_unowned(state: JobState, context: Context) -> Iterator[Finding]:
    """A complaint has no owner by name.

    One person stays with it until the client says that it is good. `qcheck punch assign P1 WHO`.
    """
    known = Known(state, context)
    for item in _complaints(known):
        if not closed(item) and not item.owner:
            yield known.found("complaint-unowned", item)


def complaint_unconfirmed(state: JobState, context: Context) -> Iterator[Finding]:
    """A complaint was made good, and the client has not said so.

    Only they can: ask, then `qcheck punch verify P1 --as client`. Who cannot be reached three times (`qcheck contact
    call --missed --about P1`) may be left: `qcheck punch verify P1 --unconfirmed REASON`, which shows.
    """
    known = Known(state, context)
    for item in _complaints(known):
        untried = item.unconfirmed and not item.confirmed and attempts(state, item) < ATTEMPTS
        if unanswered(item) or untried:
            yield known.found("complaint-unconfirmed", item)


def client_silent(state: JobState, context: Context) -> Iterator[Finding]:
    """The client has heard nothing from us for longer than the policy allows.

    Silence is read as neglect. Call, even if there is nothing new, then `qcheck contact call`.
    """
    limit = to_contact(state, context.settings.policy)
    if limit and limit.over(context.now):
        days = context.settings.policy.client_silence
        yield found("client-silent", limit.place, SUBJECT, at=limit.since, days=days)


def seller_silent(state: JobState, context: Context) -> Iterator[Finding]:
    """Whoever sold the job has not spoken to the client for longer than the policy allows.

    The client bought from a person, and wants to see that person again. `qcheck contact call --as WHO`.
    """
    limit, by = to_contact_by_seller(state, context.settings.policy), state.plan.seller
    if limit and limit.over(context.now):
        days = context.settings.policy.seller_silence
        yield found("seller-silent", limit.place, f"person/{by}", by=by, at=limit.since, days=days)


def follow_up_due(state: JobState, context: Context) -> Iterator[Finding]:
    """The job was handed over some time ago, and nobody has asked the client how it is.

    A fault that is asked about is a chance; one that is found is a complaint. `qcheck contact call`.
    """
    limit = to_follow_up(state, context.settings.policy)
    if limit and limit.over(context.now):
        yield found("follow-up-due", limit.place, SUBJECT, at=limit.since)


def feedback_due(state: JobState, context: Context) -> Iterator[Finding]:
    """The job was handed over some time ago, and the client was not asked what they think of it.

    `qcheck rate --form` makes a page to mail to them; `qcheck rate 9` records what they said.
    """
    limit = to_rate(state, context.settings.policy)
    if limit and limit.over(context.now):
        yield found("feedback-due", limit.place, f"gate/{HANDOVER}", at=limit.since)


def low_rating_unanswered(state: JobState, context: Context) -> Iterator[Finding]:
    """A client gave a low rating, and nobody has spoken to them since.

    They have told us what others only tell their friends. Speak to them, then `qcheck contact call`.
    """
    rating = to_answer(state, context.settings.policy)
    if rating:
        yield found("low-rating-unanswered", rating.place, "rating", score=rating.score, note=rating.text, at=rating.at)


def _complaints(known: Known) -> list[PunchItem]:
    every = known.due("open", "disputed", "completed", "verified", "voided")
    return [item for item in every if item.complaint]
