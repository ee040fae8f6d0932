"""Silence: when the client last heard from us, and by when they are to be heard from again."""

from datetime import datetime, timedelta

from msgspec import Struct

from qcheck.core import gates
from qcheck.core.dates import utc
from qcheck.core.punch import closed
from qcheck.model.event import JOB, Agreed, Event, Signed, Witnessed
from qcheck.model.place import Place
from qcheck.model.punch import Contact, PunchItem, Rating
from qcheck.model.settings import HANDOVER, Policy
from qcheck.model.state import JobState, SignOff

ATTEMPTS = 3
LAST_SEQ = 2**53
HOUR = len("2026-12-03T14")


class Heard(Struct, frozen=True):
    """The last time that the client heard from us: when (UTC), and the line that says so."""

    at: str
    place: Place


class Limit(Struct, frozen=True):
    """Until when (UTC) the client may wait for us, since when they do, and the line that says so."""

    since: str
    until: str
    place: Place

    def over(self, now: str) -> bool:
        """Whether it has run out."""
        return self.until < now


def heard(state: JobState) -> Heard:
    """When the client last heard from us: a contact, or whatever else they were there for; else the job's opening."""
    last = Heard(state.opened, state.place)
    for event in state.events:
        if event.id not in state.retracted and _with_client(event, state.signing) and event.at > last.at:
            last = Heard(event.at, event.place)
    for contact in state.contacts:
        if speaks(contact) and contact.at > last.at:
            last = Heard(contact.at, contact.place)
    return last


def _with_client(event: Event, signing: tuple[str, ...]) -> bool:
    body = event.body
    if isinstance(body, Signed):
        return body.outcome != "unsigned" and gates.of_client(body.role, signing)
    return isinstance(body, Agreed) or (isinstance(body, Witnessed) and body.outcome == "attended")


def reached(state: JobState, since: str, subject: str = "") -> Contact | None:
    """The first contact after a moment in which the client was reached, about a punch item if one is named."""
    held = (c for c in state.contacts if speaks(c) and c.at >= since)
    return next((c for c in held if not subject or c.subject == subject), None)


def speaks(contact: Contact) -> bool:
    """Whether the client heard from us with it: a note is one for the file, and reaches nobody."""
    return not contact.missed and contact.way != "note"


def handed_over(state: JobState) -> SignOff | None:
    """The signature that released the job to the client and still holds: theirs, where several roles sign."""
    if not gates.released(state, HANDOVER):
        return None
    held = gates.holding(state, HANDOVER)
    return next((s for s in held if gates.of_client(s.role, state.signing)), held[0])


def acknowledged(state: JobState, complaint: PunchItem) -> Contact | None:
    """The first time that the client was told that a complaint is known."""
    return next((c for c in state.contacts if c.subject == complaint.subject and speaks(c)), None)


def tries(state: JobState, complaint: PunchItem) -> list[Contact]:
    """The attempts to reach the client about a complaint since it was made good and they were last spoken to, up to
    when it was closed. The order is that of the record: clocks of devices differ.
    """
    end = complaint.verified_seq or LAST_SEQ
    held = [c for c in state.contacts if c.seq < end and c.subject in {complaint.subject, JOB}]
    since = max([complaint.completed_seq, *(c.seq for c in held if speaks(c))])
    about = (c for c in held if c.missed and c.subject == complaint.subject)
    return [c for c in about if complaint.completed_seq and c.seq > since]


def attempts(state: JobState, complaint: PunchItem) -> int:
    """How many of them there are; what was tried within one hour is one attempt."""
    return len({contact.at[:HOUR] for contact in tries(state, complaint)})


def after(moment: str, **delta: int) -> str:
    """A moment of the record so much later; the last there is where the calendar ends."""
    try:
        return utc(datetime.fromisoformat(moment) + timedelta(**delta))
    except OverflowError:
        return "9999-12-31T23:59:59Z"


def unsettled(state: JobState) -> bool:
    """Whether a complaint is not closed."""
    return any(p.complaint and not closed(p) for p in state.punch)


def to_acknowledge(state: JobState, complaint: PunchItem, policy: Policy) -> str:
    """Until when (UTC) a client who complained is told that it is known; empty where that is done, or not needed."""
    if not complaint.complaint or closed(complaint) or acknowledged(state, complaint):
        return ""
    return after(complaint.at, hours=policy.acknowledge_within)


def to_contact(state: JobState, policy: Policy) -> Limit | None:
    """How long the client may hear nothing: while the job runs, and after the handover while a complaint is open."""
    days = policy.client_silence
    if not days or not state.opened or (handed_over(state) and not unsettled(state)):
        return None
    last = heard(state)
    return Limit(last.at, after(last.at, days=days), last.place)


def to_contact_by_seller(state: JobState, policy: Policy) -> Limit | None:
    """How long the client may hear nothing of whoever sold the job, up to the handover."""
    days, seller = policy.seller_silence, state.plan.seller
    if not days or not seller or not state.opened or handed_over(state):
        return None
    own = [c for c in state.contacts if speaks(c) and c.did == seller]
    last, place = (own[-1].at, own[-1].place) if own else (state.opened, state.plan.places.get("plan/seller"))
    return Limit(last, after(last, days=days), place or state.place)


def to_follow_up(state: JobState, policy: Policy) -> Limit | None:
    """Until when the client is asked how it is, after the handover."""
    signed = handed_over(state)
    if not policy.follow_up or not signed or reached(state, signed.at):
        return None
    return Limit(signed.at, after(signed.at, days=policy.follow_up), signed.place)


def to_rate(state: JobState, policy: Policy) -> Limit | None:
    """Until when the client is asked what they think of the job, after the handover."""
    signed = handed_over(state)
    if not policy.feedback or not signed or state.ratings:
        return None
    return Limit(signed.at, after(signed.at, days=policy.feedback), signed.place)


def to_answer(state: JobState, policy: Policy) -> Rating | None:
    """A low rating after which nobody has spoken to the client."""
    spoken = max((c.seq for c in state.contacts if speaks(c)), default=0)
    return next((r for r in reversed(state.ratings) if r.score <= policy.low_rating and r.seq > spoken), None)
