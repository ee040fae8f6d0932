"""The walk in words: a job's status, and for each item what answering it takes now."""

from datetime import date, datetime

from qcheck.core import holds, roles
from qcheck.core.act.permit import Permit
from qcheck.core.clean import line
from qcheck.core.dates import local
from qcheck.core.settle import settled
from qcheck.core.views.parts import Told
from qcheck.core.views.status import status
from qcheck.core.wording import Speaker
from qcheck.model.checklist import AnswerType, Check, Choice, Command, Day, Evidence, Number, Words
from qcheck.model.event import Result
from qcheck.model.settings import Settings
from qcheck.model.state import ItemState
from qcheck.model.walkview import Kind, WalkItem, WalkPerson, WalkView

ANSWERS: tuple[Result, ...] = ("pass", "fail")
HOUR = 3600
HOURS_TOLD = 48 * HOUR


def walk(told: Told, permit: Permit) -> WalkView:
    """A job as someone walks through it; `permit` is theirs."""
    shown = status(told)
    settings, speaker = told.context.settings, told.speaker
    length, late = until(told)
    me = permit.actor.by
    people = tuple(_person(p.id, speaker) for p in settings.people)
    mine = {f.subject for f in shown.findings if f.waiting_on == speaker.name(me)}
    units = {u.id: line(u.name) for u in told.state.plan.units}
    return WalkView(
        status=shown,
        items={i.item.subject: _item(i, told, permit, mine, units) for i in told.state.items},
        until=length,
        late=late,
        me=_person(me, speaker),
        people=people,
        approvers=tuple(p for p in people if _approves(p.id, settings)),
    )


def _person(ident: str, speaker: Speaker) -> WalkPerson:
    return WalkPerson(ident, speaker.name(ident))


def _approves(person: str, settings: Settings) -> bool:
    wanted = settings.policy.waiver_roles
    held = next((p.roles for p in settings.people if p.id == person), ())
    return not wanted or bool(set(held) & set(wanted))


def _item(state: ItemState, told: Told, permit: Permit, mine: set[str], units: dict[str, str]) -> WalkItem:
    item = state.item
    objection = permit.objection(state, "pass") if state.standing != "hidden" else None
    options = tuple(map(line, item.answer.options)) if isinstance(item.answer, Choice) else ()
    return WalkItem(
        kind=_kind(item.answer),
        options=options,
        na=item.na,
        held=line(objection.message) if objection else "",
        release=_release(state, told, permit),
        witness=_witness(state),
        by=_by(state, told, permit),
        mine=item.subject in mine,
        place=units.get(item.unit, line(item.unit)),
        notes=tuple(result for result in ANSWERS if _explained(item.evidence, result)),
    )


def _explained(asked: tuple[Evidence, ...], result: Result) -> bool:
    return any(evidence.note and evidence.on in {"answer", result} for evidence in asked)


def _kind(answer: AnswerType) -> Kind:
    match answer:
        case Check():
            return "check"
        case Number():
            return "number"
        case Choice():
            return "choice"
        case Words():
            return "text"
        case Day():
            return "date"
        case Command():
            return "command"


def _release(state: ItemState, told: Told, permit: Permit) -> tuple[WalkPerson, ...]:
    """Who may release a hold point that is right, or excused, and not released yet."""
    hold, settings, lead = state.item.hold, told.context.settings, told.state.plan.lead
    if not hold or not holds.is_hold(state):
        return ()
    if not settled(state) and state.item.subject not in permit.waived:
        return ()
    if holds.released(state, told.state, settings, permit.waived):
        return ()
    return tuple(_person(p.id, told.speaker) for p in settings.people if roles.may(p.id, hold.release, settings, lead))


def _by(state: ItemState, told: Told, permit: Permit) -> tuple[WalkPerson, ...]:
    """Who may answer an item, where whoever looks may not."""
    wanted, settings, lead = state.item.role, told.context.settings, told.state.plan.lead
    if not wanted or roles.may(permit.actor.by, wanted, settings, lead):
        return ()
    return tuple(_person(p.id, told.speaker) for p in settings.people if roles.may(p.id, wanted, settings, lead))


def _witness(state: ItemState) -> str:
    hold = state.item.hold
    if not hold or not hold.witness or state.standing == "hidden":
        return ""
    came = any(w.outcome in {"attended", "absent"} for w in state.witnesses)
    return "" if came else line(" or ".join(hold.witness))


def until(told: Told) -> tuple[str, bool]:
    """How long there is until the handover, in words, and whether it has passed."""
    planned, zone = told.state.plan.handover, told.speaker.zone
    if not planned:
        return "no handover date", False
    try:
        now = local(told.context.now, zone)
        if "T" in planned:
            seconds = int((local(planned, zone) - now).total_seconds())
            if abs(seconds) < HOURS_TOLD:
                return _hours(seconds)
        return _days((_date(planned, zone_of=now) - now.date()).days)
    except (ValueError, OverflowError):
        return "", False


def _date(planned: str, zone_of: datetime) -> date:
    return local(planned, zone_of.tzinfo).date() if "T" in planned and zone_of.tzinfo else date.fromisoformat(planned)


def _hours(seconds: int) -> tuple[str, bool]:
    hours, minutes = abs(seconds) // HOUR, abs(seconds) % HOUR // 60
    length = f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
    return (f"in {length}", False) if seconds >= 0 else (f"{length} late", True)


def _days(days: int) -> tuple[str, bool]:
    if days < 0:
        return f"{-days} day{'' if days == -1 else 's'} late", True
    return ("today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"), False
