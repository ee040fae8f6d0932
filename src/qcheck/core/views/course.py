"""The course of a complaint in words: acknowledged, owned, promised, made good, confirmed by the client."""

from collections.abc import Callable, Iterator

from qcheck.core.clean import line
from qcheck.core.promises import passed
from qcheck.core.roles import CLIENT
from qcheck.core.silence import acknowledged, attempts
from qcheck.core.views.parts import Told, who
from qcheck.model.punch import PunchItem
from qcheck.model.punchview import CourseView

NOT_YET = "not yet"
GOOD = frozenset({"completed", "verified"})


def course(of: PunchItem, told: Told, day: Callable[[str], str]) -> tuple[CourseView, ...]:
    """The steps of a complaint in their order; those not done say so. Of one that was taken back, those that were."""
    steps = tuple(_steps(of, told, day))
    if of.standing != "voided":
        return (*steps, _confirmed(of, told))
    last = next((s for s in reversed(of.steps) if s.kind == "voided" and not s.ignored), None)
    said = f"{who(CLIENT if last.client else last.by, told)}, {told.speaker.when(last.at)}" if last else ""
    return (*(step for step in steps if step.done), CourseView("Taken back", done=True, said=said))


def _steps(of: PunchItem, told: Told, day: Callable[[str], str]) -> Iterator[CourseView]:
    """What is ours to do."""
    speaker = told.speaker
    known = acknowledged(told.state, of)
    yield _step("Acknowledged", f"{speaker.when(known.at)}, {speaker.name(known.did)}" if known else "")
    yield _step("In the hands of", speaker.name(of.owner) if of.owner else "", "nobody by name yet")
    late = of.standing not in GOOD and passed(of.due, told.context.now, told.context.today)
    yield _step("Promised for", f"{day(of.due)}{', OVERDUE' if late else ''}" if of.due else "", "no date yet")
    good = of.standing in GOOD and of.completed_at
    by = ", ".join(speaker.name(person) for person in of.doers)
    extra = f"; given besides: {line(of.extra)}" if of.extra else ""
    yield _step("Made good", f"{speaker.when(of.completed_at)}, {by}{extra}" if good else "")


def _confirmed(of: PunchItem, told: Told) -> CourseView:
    """The last step, which is the client's alone."""
    at = told.speaker.when(of.verified_at)
    client = who(CLIENT, told)
    if of.confirmed and of.standing in GOOD:
        return CourseView("Confirmed", done=True, said=f"{client}, {at}")
    if of.unconfirmed:
        tried = attempts(told.state, of)
        said = f"not by {client}; closed {at} after {tried} attempts to reach them"
        return CourseView("Confirmed", done=False, said=said)
    return CourseView("Confirmed", done=False, said=NOT_YET)


def _step(step: str, said: str, otherwise: str = NOT_YET) -> CourseView:
    return CourseView(step, bool(said), said or otherwise)
