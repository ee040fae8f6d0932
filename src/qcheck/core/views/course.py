"""The course of a complaint in words: acknowledged, owned, promised, made good, confirmed by the client."""

from collections.abc import Callable, Iterator
from functools import partial

from qcheck.core.clean import line
from qcheck.core.phrase import counted, phrase
from qcheck.core.promises import passed
from qcheck.core.roles import CLIENT
from qcheck.core.silence import acknowledged, attempts
from qcheck.core.views.parts import Told, who
from qcheck.core.wording import Speaker
from qcheck.model.punch import PunchItem
from qcheck.model.punchview import CourseView

NOT_YET = phrase("not yet")
GOOD = frozenset({"completed", "verified"})


def course(of: PunchItem, told: Told, day: Callable[[str], str]) -> tuple[CourseView, ...]:
    """The steps of a complaint in their order; those not done say so. Of one that was taken back, those that were."""
    steps = tuple(_steps(of, told, day))
    if of.standing != "voided":
        return (*steps, _confirmed(of, told))
    last = next((s for s in reversed(of.steps) if s.kind == "voided" and not s.ignored), None)
    said = f"{who(CLIENT if last.client else last.by, told)}, {told.speaker.when(last.at)}" if last else ""
    return (
        *(step for step in steps if step.done),
        CourseView(told.speaker.say(phrase("Taken back")), done=True, said=said),
    )


def _steps(of: PunchItem, told: Told, day: Callable[[str], str]) -> Iterator[CourseView]:
    """What is ours to do."""
    speaker, step = told.speaker, partial(_step, told.speaker)
    known = acknowledged(told.state, of)
    yield step(phrase("Acknowledged"), f"{speaker.when(known.at)}, {speaker.name(known.did)}" if known else "")
    yield step(phrase("In the hands of"), speaker.name(of.owner) if of.owner else "", phrase("nobody by name yet"))
    late = of.standing not in GOOD and passed(of.due, told.context.now, told.context.today)
    due = day(of.due) if of.due else ""
    promised = phrase("{date}, OVERDUE", date=due) if late and due else due
    yield step(phrase("Promised for"), promised, phrase("no date yet"))
    good = of.standing in GOOD and of.completed_at
    by = ", ".join(speaker.name(person) for person in of.doers)
    made = f"{speaker.when(of.completed_at)}, {by}" if good else ""
    made = phrase("{made}; given besides: {extra}", made=made, extra=line(of.extra)) if made and of.extra else made
    yield step(phrase("Made good"), made)


def _confirmed(of: PunchItem, told: Told) -> CourseView:
    """The last step, which is the client's alone."""
    at = told.speaker.when(of.verified_at)
    client = who(CLIENT, told)
    if of.confirmed and of.standing in GOOD:
        return _step(told.speaker, phrase("Confirmed"), f"{client}, {at}")
    if of.unconfirmed:
        tried = attempts(told.state, of)
        closed = counted(
            "not by {client}; closed {at} after {count} attempts to reach them",
            "not by {client}; closed {at} after {count} attempts to reach them",
            tried,
            client=client,
            at=at,
        )
        return _step(told.speaker, phrase("Confirmed"), "", closed)
    return _step(told.speaker, phrase("Confirmed"), "")


def _step(speaker: Speaker, step: str, said: str, otherwise: str = NOT_YET) -> CourseView:
    return CourseView(speaker.say(step), bool(said), speaker.say(said or otherwise))
