"""What moved of the terms of a job: its plan, its lists, what was agreed, waived and signed."""

from collections.abc import Iterator

from qcheck.core.act.plan import values
from qcheck.core.clean import line
from qcheck.core.difference import Difference, differences
from qcheck.core.gates import RELEASING
from qcheck.core.phrase import listed as one_by_one
from qcheck.core.phrase import phrase
from qcheck.core.planned import FACT, LISTS, SCOPE, UNIT
from qcheck.core.scoped import scoped
from qcheck.core.views import parts
from qcheck.core.views.between import Between
from qcheck.core.views.parts import OUTCOMES, Told
from qcheck.model.diffview import MoveView
from qcheck.model.event import Planned, Upgraded
from qcheck.model.state import SignOff, Waiver

PLANNED = frozenset({"planned"})
PEOPLE = {"plan/lead": phrase("Lead"), "plan/seller": phrase("Sold by"), "plan/crew": phrase("Crew")}
OTHER = {"plan/handover": phrase("Handover"), "plan/client": phrase("Client")}
STATES = {
    "valid": phrase("valid"),
    "pending": phrase("pending"),
    "expired": phrase("expired"),
    "ended": phrase("ended"),
}
CHANGES = {
    "added": phrase("new"),
    "removed": phrase("no longer asked"),
    "moved": phrase("moved"),
    "reworded": phrase("reworded"),
    "changed": phrase("asked otherwise"),
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
        return OTHER[about], phrase("as recorded before") if was else "", phrase("recorded apart") if now else ""
    if about.startswith(SCOPE):
        promised = phrase("promised")
        return phrase("Promised: {text}", text=stands or stood), promised if was else "", promised if now else ""
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
        yield between.move((LISTS, "", phrase("Lists")), _pins(between.before), _pins(between.after), cause, reason)
    for each in differences(before, after):
        yield _listed(each, between)


def _pins(told: Told) -> str:
    return ", ".join(f"{line(pin.list)} {line(pin.digest[:8])}" for pin in told.state.plan.lists)


def _listed(of: Difference, between: Between) -> MoveView:
    text = scoped(of.subject, of.after or of.before)
    again = phrase("asks to be answered again") if of.asks_again else ""
    note = one_by_one("; ", filter(None, (of.note, again)))
    was = phrase("“{text}”", text=line(of.before)) if of.kind == "reworded" and of.before != of.after else ""
    stood = was or ("" if of.kind == "added" else phrase("asked"))
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
        said = phrase("agreed with {who}", who=", ".join(filter(None, (line(change.client), line(change.price)))))
        stood, stands = (said if ident in held else "" for held in (was, now))
        dropped = next(
            (i.item for i in between.after.state.items if change.drops and i.item.subject == change.drops), None
        )
        note = phrase("instead of {item}", item=f"{dropped.number} {dropped.text}") if dropped else ""
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
    terms = phrase("until {date} by {who} ({why})", date=view.until, who=view.approver, why=view.reason)
    return told.speaker.say(phrase("{what}: {text}", what=STATES[view.state], text=terms))


def signed(between: Between) -> Iterator[MoveView]:
    """Sign-offs that were given, and those that were reopened or superseded."""
    was = {s.event: _fate(s) for s in between.before.state.signoffs}
    for signoff in between.after.state.signoffs:
        stood, stands = was.get(signoff.event, ""), _fate(signoff)
        if stood != stands:
            part = ", ".join(parts.units(signoff.units, between.after))
            outcome = OUTCOMES[signoff.outcome]
            said = phrase("{what} by {who}", what=outcome, who=signoff.person) if signoff.person else outcome
            revision = phrase("Revision {revision}", revision=signoff.revision)
            revision = phrase("{what} for {part}", what=revision, part=part) if part else revision
            text = phrase("{what}: {text}", what=revision, text=said)
            cause = None if stood else between.events[signoff.event]
            yield between.move((f"gate/{signoff.gate}", "", text), stood, stands, cause, signoff.comment)


def _fate(of: SignOff) -> str:
    if not of.current:
        by = phrase("superseded by revision {revision}", revision=line(of.superseded_by))
        return by if of.superseded_by else phrase("superseded")
    return phrase("reopened") if of.stale_by and of.outcome in RELEASING else phrase("stands")
