"""Rules about a job's plan: dates, people, facts."""

from collections.abc import Iterator

from qcheck.core.gates import NAMED, order
from qcheck.core.promises import passed
from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState


def job_unopened(state: JobState, _: Context) -> Iterator[Finding]:
    """The record does not say how the job was opened.

    Without that it is not known what had to be checked, so nothing can be ready. A log is missing or unreadable:
    bring it back from a backup or another device.
    """
    if not state.opened:
        yield found("job-unopened", state.place, "job")


def plan_contested(state: JobState, _: Context) -> Iterator[Finding]:
    """Two devices changed the same line of the plan without having seen each other.

    Agree which holds, then set it once more with `qcheck plan`: that sees and replaces both.
    """
    for field in state.plan.contested:
        yield found("plan-contested", state.plan.places[field], field, field=field.removeprefix("plan/"))


def fact_missing(state: JobState, _: Context) -> Iterator[Finding]:
    """A question that the checklist asks when a job is opened has no answer, or one it does not offer.

    What is to be checked can depend on it. Answer it with `qcheck plan FACT=ANSWER`.
    """
    for question in state.plan.questions:
        fact = state.plan.facts.get(question.id, "")
        if not fact or (question.choice and fact not in question.choice):
            choice = " or ".join(question.choice) or "your own words"
            yield found(
                "fact-missing",
                question.place,
                f"plan/fact.{question.id}",
                fact=question.id,
                text=question.text,
                choice=choice,
            )


def unit_missing(state: JobState, _: Context) -> Iterator[Finding]:
    """Items are to be repeated for each unit of a kind, and the job has no such unit.

    Then nothing of it would be checked. Name them: `qcheck plan --add-unit rooms=Pantry`.
    """
    given = {unit.kind for unit in state.plan.units if not unit.dropped}
    for kind in state.plan.kinds:
        if kind.name not in given:
            yield found("unit-missing", kind.place, f"plan/unit.{kind.name}", kind=kind.name)


def gate_forced(state: JobState, _: Context) -> Iterator[Finding]:
    """A gate was released though something stood in the way, for the reason that was given.

    What stood in the way still does, until it is put right. Release the gate again when it is ready: `qcheck release`.
    """
    for release in state.gates:
        if release.forced:
            gate = release.subject.removeprefix("gate/")
            yield found(
                "gate-forced",
                release.place,
                release.subject,
                gate=NAMED.get(gate, gate),
                by=release.by,
                at=release.at,
                note=release.forced,
            )


def lead_missing(state: JobState, _: Context) -> Iterator[Finding]:
    """The job has no lead.

    Every open thing is waiting on one person, and where nobody else is named that is the lead. Name one with
    `qcheck plan --lead WHO`.
    """
    if state.opened and not state.plan.lead:
        yield found("lead-missing", _place(state, "plan/lead"), "plan/lead")


def person_unknown(state: JobState, context: Context) -> Iterator[Finding]:
    """The plan names someone who is not among the people in `qcheck.yaml`.

    Reports then show the short name that was typed. Add the person with full name and roles.
    """
    known = {person.id for person in context.settings.people}
    for field, people in (("plan/lead", (state.plan.lead,)), ("plan/crew", state.plan.crew)):
        for person in people:
            if person and person not in known:
                yield found("person-unknown", _place(state, field), f"person/{person}", person=person)


def handover_undated(state: JobState, context: Context) -> Iterator[Finding]:
    """The job has no handover date.

    A promise is a date. Give one with `qcheck plan --handover DATE`.
    """
    if state.opened and not state.plan.handover and _before_handover(context):
        yield found("handover-undated", _place(state, "plan/handover"), "plan/handover")


def handover_late(state: JobState, context: Context) -> Iterator[Finding]:
    """The promised handover date has passed and the job is not handed over.

    Tell the client before they ask, then record the new date with a reason: `qcheck plan --handover DATE --reason …`.
    The first date stays on record.
    """
    date = state.plan.handover[:10]
    if passed(date, context.now, context.today) and _before_handover(context):
        yield found("handover-late", _place(state, "plan/handover"), "plan/handover", date=date)


def handover_moved(state: JobState, _: Context) -> Iterator[Finding]:
    """The handover date was moved; the first one promised stays on record.

    Nothing to mend: it is shown so that nobody is surprised by it.
    """
    plan = state.plan
    if plan.handover and plan.first_handover != plan.handover:
        yield found(
            "handover-moved",
            _place(state, "plan/handover"),
            "plan/handover",
            first=plan.first_handover,
            date=plan.handover,
        )


def _before_handover(context: Context) -> bool:
    gates = context.settings.gates
    return order(context.gate, gates) <= order(HANDOVER, gates)


def _place(state: JobState, field: str) -> Place:
    return state.plan.places.get(field, state.place)
