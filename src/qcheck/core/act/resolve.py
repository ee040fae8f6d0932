"""Settling what devices said differently: the side that holds is said once more, seeing both."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.act.actor import Actor, Refusal, live
from qcheck.core.act.answer import raised
from qcheck.core.act.permit import Permit
from qcheck.core.planned import LISTS
from qcheck.model.event import Answered, Draft, Event, Planned
from qcheck.model.state import Answer, ItemState, JobState

ITEM = "item"


class Contested(Struct, frozen=True):
    """A subject about which devices said different things; `key` is how it is typed. Of an item the answers that
    stand, of a field of the plan the statements, oldest first.
    """

    key: str
    subject: str
    text: str
    answers: tuple[Answer, ...] = ()
    planned: tuple[Event, ...] = ()

    @property
    def sides(self) -> tuple[Answer, ...] | tuple[Event, ...]:
        return self.answers or self.planned


def contested(state: JobState) -> tuple[Contested, ...]:
    """What devices said differently: items by their number, fields of the plan by their name."""
    items = (i for i in state.items if i.standing == "contested")
    fields = (about for about in state.plan.contested if about != LISTS)
    return (
        *(Contested(str(i.item.number), i.item.subject, i.item.text, answers=_ordered(i)) for i in items),
        *(_field(state, about) for about in fields),
    )


def _ordered(item: ItemState) -> tuple[Answer, ...]:
    return tuple(sorted(item.heads, key=lambda answer: (answer.seq, answer.at, answer.event)))


def _field(state: JobState, about: str) -> Contested:
    key = about.removeprefix("plan/")
    return Contested(key.removeprefix("fact."), about, key, planned=live(state, about, "planned"))


def resolve(state: JobState, taken: Mapping[str, str], given: Mapping[str, str], actor: Actor) -> list[Draft] | Refusal:
    """Says again the side that holds of each subject in `taken`, which gives for a key the number of a side or the id
    of who said it. `given` may hold note and force.
    """
    open_ = {each.key: each for each in contested(state)}
    drafts: list[Draft] = []
    for key, typed in taken.items():
        subject = open_.get(key)
        if subject is None:
            known = f"There are: {', '.join(open_)}." if open_ else "Nothing is: no device said it differently."
            return Refusal(f"{key}: that is not contested.", known)
        side = _side(subject, typed)
        if isinstance(side, Refusal):
            return side
        said = (
            _answer(state, side, subject, given, actor)
            if isinstance(side, Answer)
            else _plan(side, subject, given, actor)
        )
        if isinstance(said, Refusal):
            return said
        drafts += said
    return drafts


def _side(subject: Contested, typed: str) -> Answer | Event | Refusal:
    sides: list[Answer | Event] = [*subject.sides]
    fitting = [s for n, s in enumerate(sides, 1) if typed in {str(n), s.by}]
    if len(fitting) == 1:
        return fitting[0]
    ways = " or ".join(f"{subject.key}={n}" for n in range(1, len(sides) + 1))
    return Refusal(f"{subject.key}={typed}: that is none of its sides.", f"Say {ways}; qcheck resolve shows them.")


def _answer(
    state: JobState, side: Answer, subject: Contested, given: Mapping[str, str], actor: Actor
) -> list[Draft] | Refusal:
    """The answer that holds, with its evidence and under the name of who did the work."""
    item = next(i for i in state.items if i.item.subject == subject.subject)
    if side.fingerprint != item.item.fingerprint:
        return Refusal(
            f"{subject.key} {subject.text}: that answer was given before the item was reworded.",
            f"Read it again, then answer it: qcheck tick {subject.key}",
        )
    speaking = replace(actor, did=side.did)
    objection = Permit(state, speaking).objection(item, side.result)
    force = given.get("force", "")
    if objection and not (force and objection.forceable):
        return Refusal(f"{subject.key} {subject.text}: {objection.message}.", objection.hint)
    forced = force if objection else side.forced
    body = Answered(side.fingerprint, side.result, given.get("note") or side.note, side.value, side.kept, forced)
    heads = tuple(answer.event for answer in subject.answers)
    return [speaking.draft(subject.subject, "answered", body, heads), *raised(state, [(item, body)], speaking)]


def _plan(side: Event, subject: Contested, given: Mapping[str, str], actor: Actor) -> list[Draft]:
    value = side.body.value if isinstance(side.body, Planned) else ""
    reason = given.get("note") or (side.body.reason if isinstance(side.body, Planned) else "")
    heads = tuple(event.id for event in subject.planned)
    return [actor.draft(subject.subject, "planned", Planned(value, reason), heads)]
