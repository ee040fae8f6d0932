"""What moved of the terms of a job: its plan, its lists, what was agreed, waived and signed."""

from collections.abc import Iterator

from qcheck.core.act.plan import values
from qcheck.core.clean import line
from qcheck.core.difference import Difference, differences
from qcheck.core.gates import RELEASING
from qcheck.core.planned import FACT, LISTS, SCOPE, UNIT
from qcheck.core.views import parts
from qcheck.core.views.between import Between
from qcheck.core.views.parts import OUTCOMES, Told
from qcheck.model.diffview import MoveView
from qcheck.model.event import Planned, Upgraded
from qcheck.model.state import SignOff, Waiver

PLANNED = frozenset({"planned"})
PEOPLE = {"plan/lead": "Lead", "plan/seller": "Sold by", "plan/crew": "Crew"}
OTHER = {"plan/handover": "Handover", "plan/client": "Client"}
CHANGES = {
    "added": "new",
    "removed": "no longer asked",
    "moved": "moved",
    "reworded": "reworded",
    "changed": "asked otherwise",
}


def planned(between: Between) -> Iterator[MoveView]:
    """Fields of the plan that were set, changed or taken away, with the reason."""
    was, now = values(between.before.state.plan), values(between.after.state.plan)
    for about in (*was, *(about for about in now if about not in was)):
        if was.get(about) == now.get(about):
            continue
        cause = between.last(about, PLANNED)
        reason = cause.body.reason if cause and isinstance(cause.body, Planned) else ""
        text, stood, stands = _field(about, was.get(about, ""), now.get(about, ""), between.after)
        yield between.move((about, "", text), stood, stands, cause, reason)


def _field(about: str, was: str | tuple[str, ...], now: str | tuple[str, ...], told: Told) -> tuple[str, str, str]:
    """A field of the plan in words, with what it was and what it is."""
    if about in PEOPLE:
        return PEOPLE[about], _people(was, told), _people(now, told)
    stood, stands = (line(value if isinstance(value, str) else ", ".join(value)) for value in (was, now))
    if about == "plan/handover":
        return OTHER[about], told.speaker.when(stood) if stood else "", told.speaker.when(stands) if stands else ""
    if about == "plan/client":  # the record names personal data by digest
        return OTHER[about], "as recorded before" if was else "", "recorded apart" if now else ""
    if about.startswith(SCOPE):
        return f"Promised: {stands or stood}", "promised" if was else "", "promised" if now else ""
    if about.startswith(UNIT):
        return about.removeprefix(UNIT).partition(".")[0], stood, stands
    questions = {f"{FACT}{q.id}": q.text for q in told.state.plan.questions}
    return line(questions.get(about, about.removeprefix("plan/"))), stood, stands


def _people(value: str | tuple[str, ...], told: Told) -> str:
    people = ((value,) if value else ()) if isinstance(value, str) else value
    return ", ".join(told.speaker.name(person) for person in people)


def listed(between: Between) -> Iterator[MoveView]:
    """The lists that the job went on with, and what that changed item by item."""
    before, after = between.before.state, between.after.state
    if before.plan.lists != after.plan.lists:
        cause = between.last(LISTS, {"upgraded"})
        reason = cause.body.reason if cause and isinstance(cause.body, Upgraded) else ""
        yield between.move((LISTS, "", "Lists"), _pins(between.before), _pins(between.after), cause, reason)
    for each in differences(before, after):
        yield _listed(each, between)


def _pins(told: Told) -> str:
    return ", ".join(f"{line(pin.list)} {line(pin.digest[:8])}" for pin in told.state.plan.lists)


def _listed(of: Difference, between: Between) -> MoveView:
    text = of.after or of.before
    note = "; ".join(filter(None, (of.note, "asks to be answered again" if of.asks_again else "")))
    was = f"“{line(of.before)}”" if of.kind == "reworded" and of.before != of.after else ""
    stood = was or ("" if of.kind == "added" else "asked")
    stands = "" if of.kind == "removed" else CHANGES[of.kind]
    return between.move((of.subject, str(of.number), text), stood, stands, None, note)


def agreed(between: Between) -> Iterator[MoveView]:
    """What the client agreed to add or drop, and what of it was taken back."""
    was = {change.id: change for change in between.before.state.changes}
    now = {change.id: change for change in between.after.state.changes}
    for ident in (*now, *(each for each in was if each not in now)):
        change = now.get(ident) or was[ident]
        if ident in now and ident in was:
            continue
        cause = between.last(ident, {"agreed"})
        said = f"agreed with {line(change.client)}{f', {line(change.price)}' if change.price else ''}"
        stood, stands = (said if ident in held else "" for held in (was, now))
        dropped = next(
            (i.item for i in between.after.state.items if change.drops and i.item.subject == change.drops), None
        )
        note = f"instead of {dropped.number} {dropped.text}" if dropped else ""
        yield between.move((ident, "", change.text), stood, stands, cause, note)


def waived(between: Between) -> Iterator[MoveView]:
    """Waivers that were given, confirmed or taken back, and those that ended, by time or by another answer."""
    was = {between.present(each.subject): _waiver(each, between.before) for each in between.before.state.waivers}
    now = {each.subject: _waiver(each, between.after) for each in between.after.state.waivers}
    numbers = {i.item.subject: i.item for i in between.after.state.items}
    for subject in (*now, *(each for each in was if each not in now)):
        stood, stands = was.get(subject, ""), now.get(subject, "")
        if stood != stands:
            item = numbers.get(subject)
            about = (subject, str(item.number) if item else "", item.text if item else subject)
            yield between.move(about, stood, stands, between.last(subject, {"waived"}))


def _waiver(of: Waiver, told: Told) -> str:
    view = parts.waiver(told, of)
    return f"{view.state}: until {view.until} by {view.approver} ({view.reason})"


def signed(between: Between) -> Iterator[MoveView]:
    """Sign-offs that were given, and those that were reopened or superseded."""
    was = {s.event: _fate(s) for s in between.before.state.signoffs}
    for signoff in between.after.state.signoffs:
        stood, stands = was.get(signoff.event, ""), _fate(signoff)
        if stood != stands:
            part = ", ".join(parts.units(signoff.units, between.after))
            said = f"{OUTCOMES[signoff.outcome]}{f' by {signoff.person}' if signoff.person else ''}"
            text = f"Revision {signoff.revision}{f' for {part}' if part else ''}: {said}"
            cause = None if stood else between.events[signoff.event]
            yield between.move((f"gate/{signoff.gate}", "", text), stood, stands, cause, signoff.comment)


def _fate(of: SignOff) -> str:
    if not of.current:
        return f"superseded by revision {line(of.superseded_by)}" if of.superseded_by else "superseded"
    return "reopened" if of.stale_by and of.outcome in RELEASING else "stands"
