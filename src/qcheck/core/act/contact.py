"""Contact with the client, and what they say of the job."""

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.pick import select
from qcheck.core.clean import line
from qcheck.core.rating import Origin, codes, recorded
from qcheck.model.event import JOB, Draft
from qcheck.model.punchevent import Contacted, Rated
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


def take_in(state: JobState, said: Rated, origin: Origin, actor: Actor) -> list[Draft] | Refusal:
    """An answer to the job's form; nothing if it is recorded already. One from the form of another job is refused:
    the code tells, and where that was lost, the job's name.
    """
    named = line(state.plan.name or state.job)
    by_hand = f'If it is for this job all the same: qcheck rate {said.score} "THEIR WORDS" --job {state.job}'
    if origin.code and origin.code not in codes(state):
        whose = f"for {line(origin.job)}" if origin.job not in {"", state.job} else "from the form of another job"
        return Refusal(f"This answer is {whose}, not for {named}: its code is another one.", by_hand)
    if not origin.code and origin.job not in {"", state.job}:
        return Refusal(
            f"This answer says that it is for {line(origin.job)}, not for {named}, and its code is gone.", by_hand
        )
    return [] if recorded(said, state) else rate(said, actor)
