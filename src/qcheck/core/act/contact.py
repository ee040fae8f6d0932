"""Contact with the client, and what they say of the job."""

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.pick import select
from qcheck.model.event import JOB, Contacted, Draft, Rated
from qcheck.model.state import JobState


def contact(state: JobState, about: str, said: Contacted, actor: Actor) -> list[Draft] | Refusal:
    """The client was contacted, about the job or a punch item."""
    if not about:
        return [actor.draft(JOB, "contacted", said)]
    items = select(state, (about,))
    if isinstance(items, Refusal):
        return items
    return [actor.draft(item.subject, "contacted", said) for item in items]


def rate(said: Rated, actor: Actor) -> list[Draft]:
    """What the client says of the job. Each rating is a statement of its own; the last one shows."""
    return [actor.draft(JOB, "rated", said)]
