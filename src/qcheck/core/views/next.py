"""What comes next, in words."""

from msgspec.structs import replace

from qcheck.core import value
from qcheck.core.act.permit import Permit
from qcheck.core.ahead import Ahead, ahead, command
from qcheck.core.ball import ball
from qcheck.core.clean import line
from qcheck.core.gates import closed_out, released
from qcheck.core.holds import is_hold
from qcheck.core.punch import PREFIX, names
from qcheck.core.settle import settled
from qcheck.core.views import items, parts
from qcheck.core.views.parts import Told
from qcheck.model.checklist import Check
from qcheck.model.nextview import HeldView, NextItemView, NextView, Step
from qcheck.model.settings import HANDOVER
from qcheck.model.state import ItemState
from qcheck.model.view import FindingView

# What is to be done about a punch item, by what the person who has it has to do.
MOVES = {
    "fix": "qcheck punch done {name}",
    "confirm": "qcheck punch verify {name}",
    "agree": "qcheck punch verify {name} --as client",
    "settle": "qcheck punch show {name}",
}
# And about an item.
ABOUT = {
    "evidence-missing": "qcheck attach {number} --photo",
    "hold-not-released": "qcheck release {number}",
    "waiver-pending": "qcheck waive {number}",
}
LOOK = "qcheck status"


def next_(told: Told, permit: Permit) -> NextView:
    """The next step of a job: what to check, else what to release, else what stands, else what is done at its gate."""
    coming = ahead(permit, told.context.gate)
    held = tuple(_held(cause, count, permit) for cause, count in coming.held)
    if coming.now:
        first = coming.now[0]
        checked = _view(told, coming, "check", command(first.item, permit))
        return replace(checked, item=_item(first, told), held=held)
    release = next((h for h, (cause, _) in zip(held, coming.held, strict=True) if h.hold and settled(cause)), None)
    if release:
        return replace(_view(told, coming, "release", release.command), held=held)
    stands = tuple(f for f in parts.findings(told, waived=False) if f.stands)
    if stands:
        wrong = _view(told, coming, "problems", about(stands[0], told, permit))
        return replace(wrong, held=held, findings=stands)
    gate = told.context.gate
    if closed_out(told.state, told.context.settings.gates) or released(told.state, gate):
        return _view(told, coming, "done", "")
    if gate == HANDOVER:
        awaited = parts.awaited(told)
        return _view(told, coming, "handover", f"qcheck handover --role {awaited[0]}" if awaited else "qcheck handover")
    return _view(told, coming, "gate", f"qcheck release {line(gate)}")


def _view(told: Told, coming: Ahead, step: Step, does: str) -> NextView:
    name = line(told.state.plan.name or told.state.job)
    return NextView(told.state.job, name, told.context.gate, step, does, coming.left)


def _item(state: ItemState, told: Told) -> NextItemView:
    of = items.item(state, told, set(), set())
    answer = state.item.answer
    asked = () if isinstance(answer, Check) else (value.asked(answer, told.context.settings),)
    due_at = (f"due {of.due_at}",) if of.due_at else ()
    hold = (of.hold,) if of.hold else ()
    return NextItemView(
        number=of.number,
        id=of.id,
        section=of.section,
        text=of.text,
        why=of.why,
        accept=of.accept,
        critical=of.critical,
        gate=of.gate,
        asks=(*asked, *of.asks, *due_at, *hold),
    )


def _held(cause: ItemState, count: int, permit: Permit) -> HeldView:
    item = cause.item
    ready = is_hold(cause) and settled(cause)
    does = f"qcheck release {item.number}" if ready else command(item, permit)
    return HeldView(item.number, f"{item.number} {line(item.text)}", is_hold(cause), count, does)


def about(finding: FindingView, told: Told, permit: Permit) -> str:
    """The command that does something about a finding; a look at the job where there is no single one."""
    if finding.subject.startswith(PREFIX):
        found = next((p for p in told.state.punch if p.subject == finding.subject), None)
        has = ball(found, told.state.plan.lead, told.context.settings) if found else None
        move = MOVES.get(has.to, LOOK) if has else LOOK
        return move.format(name=names(told.state.punch).get(finding.subject, ""))
    state = permit.items.get(finding.subject)
    if finding.code == "item-failed" and state:
        return command(state.item, permit)
    return ABOUT.get(finding.code, LOOK).format(number=finding.number)
