"""Sign-offs in words, with what became of the reservations."""

from collections.abc import Iterable

from qcheck.core.act.sign import PUT_OFF
from qcheck.core.clean import clean, line
from qcheck.core.phrase import phrase
from qcheck.core.revisions import Namer, also, begun
from qcheck.core.settle import settled
from qcheck.core.views.parts import OUTCOMES, Told, units
from qcheck.core.wording import Speaker
from qcheck.model.event import Reservation
from qcheck.model.punchview import PunchView
from qcheck.model.state import SignOff
from qcheck.model.view import ReservationView, RevisionView, SignOffView


def signoff(of: SignOff, told: Told, punch: Iterable[PunchView]) -> SignOffView:
    """A signature in words; `punch` are the job's punch items, which say what became of the reservations."""
    speaker = told.speaker
    known = {view.id: view for view in punch}
    return SignOffView(
        gate=of.gate,
        outcome=of.outcome,
        spoken=speaker.say(OUTCOMES[of.outcome]),
        person=line(of.person),
        role=line(of.role),
        by=speaker.name(of.by),
        at=speaker.when(of.at),
        revision=of.revision,
        seal=of.digest,
        comment=clean(of.comment),
        reservations=tuple(_words(r, told) for r in of.reservations),
        own_words=tuple(clean(r.text) for r in of.reservations if not r.subject),
        current=of.current,
        stale=bool(of.stale_by),
        units=units(of.units, told),
        reserved=tuple(_reserved(r, known.get(line(r.subject)), told) for r in of.reservations),
        keyed=of.keyed,
        superseded_by=line(of.superseded_by),
        begins=_begins(of, told),
    )


def _begins(of: SignOff, told: Told) -> RevisionView | None:
    """The revision that begins because what was signed for was reopened."""
    began = begun(told.state).get(of.event) if of.reopened_by else None
    if began is None:
        return None
    first = began.events[0]
    return RevisionView(
        revision=line(began.revision),
        what=line(told.speaker.say(Namer(told.state).what(first))),
        by=told.speaker.name(first.by),
        at=told.speaker.when(first.at),
        also=tuple(line(told.speaker.say(name)) for name in also(told.state, began)),
    )


def _reserved(of: Reservation, punch: PunchView | None, told: Told) -> ReservationView:
    if punch:
        text = of.text.removesuffix(PUT_OFF)  # what became of it says more
        return ReservationView(clean(text), punch.name, became(punch, told.speaker), settled=punch.closed)
    about = next((i for i in told.state.items if of.subject and i.item.subject == of.subject), None)
    done = about is not None and settled(about)
    return ReservationView(
        _words(of, told), "", told.speaker.say(phrase("put right since")) if done else "", settled=done
    )


def _words(of: Reservation, told: Told) -> str:
    """The words of a reservation, with what was added when it was put off."""
    if not of.text.endswith(PUT_OFF):
        return clean(of.text)
    return told.speaker.say(phrase("{text} (to be put right)", text=clean(of.text.removesuffix(PUT_OFF))))


def became(of: PunchView, speaker: Speaker) -> str:
    """How a punch item stands, with who has it and by when: `to be put right: Ravi Shah, Fri 4 Dec 2026`."""
    if of.closed:
        return ", ".join(filter(None, (of.spoken, of.verified_at)))
    if of.standing in {"open", "disputed"}:
        date: str = phrase("OVERDUE, {date}", date=of.due) if of.overdue else of.due or phrase("no date yet")
        held = ", ".join(filter(None, (of.waiting_on, speaker.say(date))))
        return speaker.say(phrase("{what}: {who}", what=of.spoken, who=held))
    return speaker.say(phrase("{what}: {who}", what=of.spoken, who=of.waiting_on)) if of.waiting_on else of.spoken
