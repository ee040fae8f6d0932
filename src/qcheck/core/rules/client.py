"""Rules about what the client complained of, hears from us, and says of the job."""

from collections.abc import Iterator

from qcheck.core.punch import closed, unanswered
from qcheck.core.rules.context import Context
from qcheck.core.rules.punch import Known
from qcheck.core.rules.table import found
from qcheck.core.silence import acknowledged, after, handed_over, heard, reached
from qcheck.model.finding import Finding
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState, PunchItem

SUBJECT = "client"


def complaint_unacknowledged(state: JobState, context: Context) -> Iterator[Finding]:
    """A client complained, and nobody has told them yet that it is known.

    The first hours decide whether they come back. Speak to them, then `qcheck contact call --about P1`.
    """
    known = Known(state, context)
    for item in _complaints(known):
        if not closed(item) and not acknowledged(state, item):
            limit = after(item.at, hours=context.settings.policy.acknowledge_within)
            late = "late since" if limit < context.now else "due by"
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
        if unanswered(item):
            yield known.found("complaint-unconfirmed", item)


def client_silent(state: JobState, context: Context) -> Iterator[Finding]:
    """The client has heard nothing from us for longer than the policy allows.

    Silence is read as neglect. Call, even if there is nothing new, then `qcheck contact call`.
    """
    days = context.settings.policy.client_silence
    if not days or not state.opened or (handed_over(state) and not any(_unsettled(state))):
        return
    last = heard(state)
    if after(last.at, days=days) < context.now:
        yield found("client-silent", last.place, SUBJECT, at=last.at, days=days)


def seller_silent(state: JobState, context: Context) -> Iterator[Finding]:
    """Whoever sold the job has not spoken to the client for longer than the policy allows.

    The client bought from a person, and wants to see that person again. `qcheck contact call --as WHO`.
    """
    days, seller = context.settings.policy.seller_silence, state.plan.seller
    if not days or not seller or not state.opened or handed_over(state):
        return
    own = [c for c in state.contacts if not c.missed and c.did == seller]
    last, place = (own[-1].at, own[-1].place) if own else (state.opened, state.plan.places.get("plan/seller"))
    if after(last, days=days) < context.now:
        yield found("seller-silent", place or state.place, f"person/{seller}", by=seller, at=last, days=days)


def follow_up_due(state: JobState, context: Context) -> Iterator[Finding]:
    """The job was handed over some time ago, and nobody has asked the client how it is.

    A fault that is asked about is a chance; one that is found is a complaint. `qcheck contact call`.
    """
    days, signed = context.settings.policy.follow_up, handed_over(state)
    if days and signed and not reached(state, signed.at) and after(signed.at, days=days) < context.now:
        yield found("follow-up-due", signed.place, SUBJECT, at=signed.at)


def feedback_due(state: JobState, context: Context) -> Iterator[Finding]:
    """The job was handed over some time ago, and the client was not asked what they think of it.

    `qcheck rate --form` makes a page to mail to them; `qcheck rate 9` records what they said.
    """
    days, signed = context.settings.policy.feedback, handed_over(state)
    if days and signed and not state.ratings and after(signed.at, days=days) < context.now:
        yield found("feedback-due", signed.place, f"gate/{HANDOVER}", at=signed.at)


def low_rating_unanswered(state: JobState, context: Context) -> Iterator[Finding]:
    """A client gave a low rating, and nobody has spoken to them since.

    They have told us what others only tell their friends. Speak to them, then `qcheck contact call`.
    """
    rating = state.ratings[-1] if state.ratings else None
    if rating and rating.score <= context.settings.policy.low_rating and not reached(state, rating.at):
        yield found("low-rating-unanswered", rating.place, "rating", score=rating.score, note=rating.text, at=rating.at)


def _complaints(known: Known) -> list[PunchItem]:
    every = known.due("open", "disputed", "completed", "verified", "voided")
    return [item for item in every if item.complaint]


def _unsettled(state: JobState) -> Iterator[PunchItem]:
    """The complaints that are not closed."""
    return (p for p in state.punch if p.complaint and not closed(p))
