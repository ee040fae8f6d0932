"""Silence: when the client last heard from us, and by when they are to be heard from again."""

from datetime import datetime, timedelta

from msgspec import Struct

from qcheck.core import gates
from qcheck.core.dates import utc
from qcheck.model.event import Agreed, Event, Signed, Witnessed
from qcheck.model.place import Place
from qcheck.model.settings import HANDOVER
from qcheck.model.state import Contact, JobState, PunchItem, SignOff


class Heard(Struct, frozen=True):
    """The last time that the client heard from us: when (UTC), and the line that says so."""

    at: str
    place: Place


def heard(state: JobState) -> Heard:
    """When the client last heard from us: a contact, or whatever else they were there for; else the job's opening."""
    last = Heard(state.opened, state.place)
    for event in state.events:
        if event.id not in state.retracted and _with_client(event) and event.at > last.at:
            last = Heard(event.at, event.place)
    for contact in state.contacts:
        if not contact.missed and contact.at > last.at:
            last = Heard(contact.at, contact.place)
    return last


def _with_client(event: Event) -> bool:
    body = event.body
    if isinstance(body, Signed):
        return body.outcome != "unsigned"
    return isinstance(body, Agreed) or (isinstance(body, Witnessed) and body.outcome == "attended")


def reached(state: JobState, since: str, subject: str = "") -> Contact | None:
    """The first contact after a moment in which the client was reached, about a punch item if one is named."""
    held = (c for c in state.contacts if not c.missed and c.at >= since)
    return next((c for c in held if not subject or c.subject == subject), None)


def handed_over(state: JobState) -> SignOff | None:
    """The signature that released the job to the client and still holds."""
    if not gates.released(state, HANDOVER):
        return None
    held = (s for s in state.signoffs if s.gate == HANDOVER and s.current and not s.units and not s.stale_by)
    return next((s for s in held if s.outcome in gates.RELEASING), None)


def acknowledged(state: JobState, complaint: PunchItem) -> Contact | None:
    """The first time that the client was told that a complaint is known."""
    return reached(state, complaint.at, complaint.subject)


def after(moment: str, **delta: int) -> str:
    """A moment of the record so much later; the last there is where the calendar ends."""
    try:
        return utc(datetime.fromisoformat(moment) + timedelta(**delta))
    except OverflowError:
        return "9999-12-31T23:59:59Z"
