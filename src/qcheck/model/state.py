"""JobState: what a job's record comes to."""

from typing import Literal

from msgspec import Struct

from qcheck.model.checklist import Na, Question
from qcheck.model.event import Event, Outcome, Pin, Reservation, Result
from qcheck.model.place import Place

Standing = Literal["open", "pass", "fail", "na", "contested", "stale"]


class JobItem(Struct, frozen=True):
    """An item of a job: numbered, with its full id `list/section.item` and the place of its pinned source."""

    number: int
    subject: str
    section: str
    text: str
    gate: str
    place: Place
    fingerprint: str
    why: str = ""
    accept: str = ""
    critical: bool = False
    na: Na = "reason"


class Answer(Struct, frozen=True):
    """An answer that was given, live or not."""

    event: str
    result: Result
    note: str
    by: str
    did: str
    at: str
    done_at: str
    fingerprint: str
    place: Place
    retracted: bool = False


class Waiver(Struct, frozen=True):
    """A live waiver; `by` recorded it, and it is pending unless that is the approver."""

    event: str
    subject: str
    rule: str
    heads: tuple[str, ...]
    reason: str
    approver: str
    by: str
    at: str
    until: str
    place: Place


class Note(Struct, frozen=True):
    """A remark about an item or the job."""

    event: str
    subject: str
    text: str
    by: str
    at: str
    place: Place


class ItemState(Struct, frozen=True):
    """An item with what was said of it.

    `heads` are the live answers, oldest first; `standing` is what they come to; `history` is every answer ever.
    """

    item: JobItem
    standing: Standing
    heads: tuple[Answer, ...] = ()
    history: tuple[Answer, ...] = ()
    notes: tuple[Note, ...] = ()


class SignOff(Struct, frozen=True):
    """A signature; `current` if none replaced it; `stale_by` are later events that reopened what it was given for."""

    event: str
    gate: str
    outcome: Outcome
    person: str
    role: str
    by: str
    at: str
    revision: str
    digest: str
    place: Place
    reservations: tuple[Reservation, ...] = ()
    comment: str = ""
    current: bool = True
    stale_by: tuple[str, ...] = ()


class ScopeLine(Struct, frozen=True):
    """One line of what the client was promised; a dropped one stays, so that numbers do not move."""

    id: str
    text: str
    place: Place
    dropped: bool = False


class Plan(Struct, frozen=True):
    """A job's plan: who, for whom, when, with which facts, and what was promised.

    `handover` is the date that stands, `first_handover` the one first given; `client` names private data by digest.
    `places` tells for each field the line that set it; `contested` names fields that two devices set differently.
    """

    name: str = ""
    lists: tuple[Pin, ...] = ()
    client: str = ""
    handover: str = ""
    first_handover: str = ""
    lead: str = ""
    crew: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    scope: tuple[ScopeLine, ...] = ()
    questions: tuple[Question, ...] = ()
    places: dict[str, Place] = {}
    contested: tuple[str, ...] = ()


class JobState(Struct, frozen=True):
    """Everything a job's record comes to; the same for the same events in any order, doubled or not."""

    job: str
    place: Place
    opened: str
    plan: Plan
    items: tuple[ItemState, ...]
    waivers: tuple[Waiver, ...]
    signoffs: tuple[SignOff, ...]
    notes: tuple[Note, ...]
    events: tuple[Event, ...]
    retracted: frozenset[str]
    superseded: frozenset[str]
    strays: tuple[Event, ...] = ()
