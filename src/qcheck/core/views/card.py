"""The job card: what a crew has to know before the start."""

from qcheck.core import holds, roles
from qcheck.core.asking import due_at
from qcheck.core.clean import line
from qcheck.core.phrase import phrase
from qcheck.core.resolve import READ_BACK
from qcheck.core.scoped import SCOPE, scoped
from qcheck.core.views import items, parts
from qcheck.core.views.parts import Told
from qcheck.core.waived import Waived
from qcheck.model.settings import HANDOVER
from qcheck.model.sheetview import CardView, HoldView
from qcheck.model.state import ItemState
from qcheck.model.view import FactView, ItemView, PersonView


def card(told: Told) -> CardView:
    """Who does what for whom and when, what was promised, what has to be right before the start, where work stops."""
    plan, speaker = told.state.plan, told.speaker
    first = told.context.settings.gates[0]
    known = [item for section in items.sections(told) for item in section.items if not item.hidden]
    before = [item for item in known if item.gate == first and not item.id.startswith(f"{SCOPE}/")]
    start = before if first != HANDOVER else []
    return CardView(
        job=parts.job(told),
        seller=speaker.name(plan.seller) if plan.seller else "",
        people=_people(told),
        promised=tuple(line(each.text) for each in plan.scope if not each.dropped),
        read_back=next((item for item in known if item.id == READ_BACK), None),
        facts=tuple(
            FactView(line(q.text), line(plan.facts.get(q.id, "")) or speaker.say(phrase("not answered")))
            for q in plan.questions
        ),
        changes=parts.changes(told),
        gate=line(first),
        start=tuple(start),
        holds=_holds(told, {item.id: item for item in known}),
        witnesses=_witnesses(told, {item.id: item for item in known}),
        critical=tuple(item for item in known if item.critical and item not in start),
        terms=parts.terms(told),
        as_of=speaker.when(told.context.now),
    )


def _people(told: Told) -> tuple[PersonView, ...]:
    """The lead, then the crew, each once, with their roles in this job."""
    plan, settings = told.state.plan, told.context.settings
    everybody = dict.fromkeys(person for person in (plan.lead, *plan.crew) if person)
    return tuple(
        PersonView(told.speaker.name(person), tuple(map(line, roles.roles(person, settings, plan.lead))))
        for person in everybody
    )


def _holds(told: Told, known: dict[str, ItemView]) -> tuple[HoldView, ...]:
    spared = Waived(told.state, told.context.settings, told.context.today).spared()
    return tuple(
        _hold(
            state,
            known[state.item.subject],
            parts.releaser(state.item.hold, told),
            told,
            done=holds.released(state, told.state, told.context.settings, spared),
        )
        for state in told.state.items
        if holds.is_hold(state) and state.item.subject in known
    )


def _witnesses(told: Told, known: dict[str, ItemView]) -> tuple[HoldView, ...]:
    return tuple(
        _hold(
            state,
            known[state.item.subject],
            line(told.speaker.say(roles.named(state.item.hold.witness))),
            told,
            done=bool(state.witnesses) and state.witnesses[-1].outcome == "attended",
        )
        for state in told.state.items
        if state.item.hold and state.item.hold.witness and state.item.subject in known
    )


def _hold(state: ItemState, seen: ItemView, who: str, told: Told, *, done: bool) -> HoldView:
    return HoldView(
        number=seen.number,
        text=line(told.speaker.say(scoped(state.item.subject, state.item.text))),
        section=seen.section,
        who=who,
        stands=seen.hold,
        done=done,
        at=told.speaker.when(due_at(state.item, told.state.plan.handover)) if state.item.due else "",
    )
