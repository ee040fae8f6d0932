"""Opening a job and changing its plan."""

from collections.abc import Iterable, Mapping

from qcheck.core.act.actor import Actor, Refusal, live_ids
from qcheck.core.act.units import joined, kinds, missing
from qcheck.core.names import suggest_id
from qcheck.core.planned import FACT, SCOPE, UNIT
from qcheck.core.similar import near
from qcheck.model.checklist import Checklist, Question
from qcheck.model.event import JOB, Draft, Opened, Pin, Planned
from qcheck.model.state import JobState, Plan, ScopeLine

Value = str | tuple[str, ...]
LONGEST_PROMISE = 500


def open_job(
    name: str, pins: tuple[Pin, ...], lists: tuple[Checklist, ...], changes: Mapping[str, Value], actor: Actor
) -> list[Draft] | Refusal:
    """The first events of a job: how it was opened, and each field of its plan that is known."""
    plan = Plan(name=name, lists=pins, questions=questions(lists))
    settled = _settled(plan, changes)
    if isinstance(settled, Refusal):
        return settled
    named = [about for about, value in settled.items() if value]
    refused = [r for r in (_unanswered(plan, settled), missing(kinds(lists), named)) if r]
    if refused:
        return joined(refused)
    return [
        actor.draft(JOB, "opened", Opened(name, pins)),
        *(actor.draft(about, "planned", Planned(value)) for about, value in settled.items() if value),
    ]


def questions(lists: Iterable[Checklist]) -> tuple[Question, ...]:
    """What lists ask, a fact that several ask for once."""
    asked: dict[str, Question] = {}
    for checklist in lists:
        for question in checklist.ask:
            asked.setdefault(question.id, question)
    return tuple(asked.values())


def _unanswered(plan: Plan, settled: Mapping[str, Value]) -> Refusal | None:
    without = [q for q in plan.questions if f"{FACT}{q.id}" not in settled]
    if not without:
        return None
    asked = "\n".join(f"{q.text} ({' or '.join(q.choice) or 'your own words'})" for q in without)
    given = " ".join(f"--fact {q.id}={(q.choice or ('…',))[0]}" for q in without)
    return Refusal(f"The checklist asks for facts that were not given:\n{asked}", f"For example: {given}")


def change(state: JobState, changes: Mapping[str, Value], reason: str, actor: Actor) -> list[Draft] | Refusal:
    """The fields of the plan that differ from what stands; a value that replaces another needs a reason."""
    settled = _settled(state.plan, changes)
    if isinstance(settled, Refusal):
        return settled
    stands = values(state.plan)
    contested = set(state.plan.contested)
    differing = {
        a: v for a, v in settled.items() if v != stands.get(a, "" if isinstance(v, str) else ()) or a in contested
    }
    replaced = [about for about in differing if stands.get(about)]
    if replaced and not reason:
        named = ", ".join(_spoken(about, state.plan) for about in replaced)
        return Refusal(
            f"{named}: changing what was planned needs a reason.",
            'Say why: --reason "worktop delivered late"',
        )
    return [
        actor.draft(about, "planned", Planned(value, reason), live_ids(state, about, "planned"))
        for about, value in differing.items()
    ]


def values(plan: Plan) -> dict[str, Value]:
    """The fields of a plan that are set, by the subject that their events are about."""
    every: dict[str, Value] = {
        "plan/client": plan.client,
        "plan/handover": plan.handover,
        "plan/lead": plan.lead,
        "plan/seller": plan.seller,
        "plan/crew": plan.crew,
        **{f"{FACT}{fact}": value for fact, value in plan.facts.items()},
        **{f"{SCOPE}{line.id}": line.text for line in plan.scope if not line.dropped},
        **{f"{UNIT}{unit.kind}.{unit.id}": unit.name for unit in plan.units if not unit.dropped},
    }
    return {about: value for about, value in every.items() if value}


def scope_changes(plan: Plan, add: tuple[str, ...], drop: tuple[str, ...]) -> dict[str, Value] | Refusal:
    """Promises added by their text, and dropped by their text or id."""
    changes: dict[str, Value] = {}
    taken = {line.id for line in plan.scope}
    for text in add:
        if len(text) > LONGEST_PROMISE:
            return Refusal(f"{text[:40]}…: a promise has at most {LONGEST_PROMISE} characters.")
        base = ident = suggest_id(text)
        count = 1
        while ident in taken:
            count += 1
            ident = f"{base}-{count}"
        taken.add(ident)
        changes[f"{SCOPE}{ident}"] = " ".join(text.split())
    for text in drop:
        line = _promise(plan, text)
        if line is None:
            kept = [line.text for line in plan.scope if not line.dropped]
            return Refusal(f"{text}: that was not promised.", f"Promised: {'; '.join(kept) or 'nothing yet'}.")
        changes[f"{SCOPE}{line.id}"] = ""
    return changes


def _promise(plan: Plan, text: str) -> ScopeLine | None:
    """The promise that is meant by its text or id, or by a part of its text that no other has."""
    kept = [line for line in plan.scope if not line.dropped]
    exact = [line for line in kept if text.casefold() in (line.id, line.text.casefold())]
    parts = [line for line in kept if text.casefold() in line.text.casefold()]
    return exact[0] if exact else parts[0] if len(parts) == 1 else None


def _settled(plan: Plan, changes: Mapping[str, Value]) -> dict[str, Value] | Refusal:
    """Changes with facts in the checklist's own spelling; refused where a fact is not asked for or not offered."""
    questions = {q.id: q for q in plan.questions}
    settled: dict[str, Value] = {}
    for about, value in changes.items():
        settled[about] = value
        if not about.startswith(FACT):
            continue
        fact = about.removeprefix(FACT)
        question = questions.get(fact)
        if question is None:
            guess = near(fact, list(questions))
            hint = f"Did you mean {guess}?" if guess else f"It asks for: {', '.join(questions) or 'nothing'}."
            return Refusal(f"{fact}: the checklist does not ask for that.", hint)
        folded = {option.casefold(): option for option in question.choice}
        if question.choice and str(value).casefold() not in folded:
            return Refusal(
                f"{fact}={value}: not one of the answers.", f"{question.text} {' or '.join(question.choice)}"
            )
        settled[about] = folded.get(str(value).casefold(), value)
    return settled


def _spoken(about: str, plan: Plan) -> str:
    field = about.removeprefix("plan/")
    if about.startswith(SCOPE):
        return next((f"promise “{line.text}”" for line in plan.scope if f"{SCOPE}{line.id}" == about), field)
    if about.startswith(UNIT):
        named = (f"{u.kind} “{u.name}”" for u in plan.units if f"{UNIT}{u.kind}.{u.id}" == about)
        return next(named, field)
    return field.removeprefix("fact.")
