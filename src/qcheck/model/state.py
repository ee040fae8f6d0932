"""JobState: what a job's record comes to."""

from typing import Literal

from msgspec import Struct

from qcheck.model.checklist import Item, Question, Reference
from qcheck.model.event import Event, Kept, Outcome, Pin, Reservation, Result
from qcheck.model.place import Place
from qcheck.model.punch import Contact, PunchItem, Rating

Standing = Literal["open", "pass", "fail", "na", "contested", "stale", "hidden"]


class JobItem(Item, frozen=True, kw_only=True, omit_defaults=True):
    """An item of a job: numbered, with its full id `list/section.item@unit` and the place of its pinned source.

    `section` is the heading it stands under; `unit` the id of the unit it is repeated for, if any.
    """

    number: int
    subject: str
    section: str
    unit: str = ""


class Answer(Struct, frozen=True, omit_defaults=True):
    """An answer that was given, live or not; `kept` is its evidence, what was attached later included."""

    event: str
    result: Result
    by: str
    did: str
    at: str
    fingerprint: str
    place: Place
    seq: int = 0
    note: str = ""
    done_at: str = ""
    value: str = ""
    kept: tuple[Kept, ...] = ()
    forced: str = ""
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
    over: str = ""


class Note(Struct, frozen=True):
    """A remark about an item or the job."""

    event: str
    subject: str
    text: str
    by: str
    at: str
    place: Place


class Release(Struct, frozen=True):
    """A hold point (by its item's subject) or a gate (`gate/NAME`) was released; `heads` are the answers it was for."""

    event: str
    subject: str
    by: str
    at: str
    seq: int
    place: Place
    heads: tuple[str, ...] = ()
    role: str = ""
    note: str = ""
    forced: str = ""


class Witness(Struct, frozen=True):
    """A party was invited to a witness point, came or did not; `time` is what they were invited for."""

    event: str
    subject: str
    outcome: Literal["invited", "attended", "absent"]
    person: str
    by: str
    at: str
    place: Place
    time: str = ""
    seq: int = 0


class ItemState(Struct, frozen=True, omit_defaults=True):
    """An item with what was said of it.

    `heads` are the live answers, oldest first, those to another wording before the rest; `standing` is what they come
    to; `history` is every answer ever. `hidden` says why it is not needed, in words; `undecided` are the subjects its
    condition waits for; `waiting` is evidence for the first answer to come.
    """

    item: JobItem
    standing: Standing
    heads: tuple[Answer, ...] = ()
    history: tuple[Answer, ...] = ()
    notes: tuple[Note, ...] = ()
    releases: tuple[Release, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    hidden: str = ""
    undecided: tuple[str, ...] = ()
    waiting: tuple[Kept, ...] = ()


class AsFound(Struct, frozen=True):
    """A condition found: how something was before we came."""

    event: str
    text: str
    by: str
    at: str
    place: Place
    kept: tuple[Kept, ...] = ()


class Change(Struct, frozen=True):
    """An agreed change: the client added `text` to the scope, or dropped the item `drops` from it."""

    id: str
    text: str
    client: str
    by: str
    at: str
    place: Place
    price: str = ""
    drops: str = ""
    retracted: bool = False


class Unit(Struct, frozen=True):
    """Something that items are repeated for, such as a room; a dropped one stays, so that numbers do not move."""

    kind: str
    id: str
    name: str
    place: Place
    dropped: bool = False


class SignOff(Struct, frozen=True):
    """A signature; `current` if none replaced it; `stale_by` are later events that reopened what it was given for;
    `keyed` if it carries a signature by a key, whatever that is worth.

    `superseded_by` is the revision that took its place, `reopened_by` the events that reopened it until then.
    """

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
    units: tuple[str, ...] = ()
    keyed: bool = False
    superseded_by: str = ""
    reopened_by: tuple[str, ...] = ()


class Removal(Struct, frozen=True):
    """Personal data that was removed on request: digests of private data and of evidence, and why."""

    event: str
    private: tuple[str, ...]
    evidence: tuple[str, ...]
    reason: str
    by: str
    at: str
    place: Place


class ScopeLine(Struct, frozen=True):
    """One line of what the client was promised; a dropped one stays, so that numbers do not move."""

    id: str
    text: str
    place: Place
    dropped: bool = False


class Plan(Struct, frozen=True):
    """A job's plan: who, for whom, when, with which facts, and what was promised.

    `handover` is the date that stands, `first_handover` the one first given; `seller` sold the job; `client` names
    private data by digest.
    `kinds` are the kinds of units that items are repeated for, each with the place of its first item.
    `places` tells for each field the line that set it; `contested` names fields that two devices set differently.
    """

    name: str = ""
    lists: tuple[Pin, ...] = ()
    client: str = ""
    handover: str = ""
    first_handover: str = ""
    lead: str = ""
    seller: str = ""
    crew: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    scope: tuple[ScopeLine, ...] = ()
    units: tuple[Unit, ...] = ()
    kinds: tuple[Reference, ...] = ()
    questions: tuple[Question, ...] = ()
    places: dict[str, Place] = {}
    contested: tuple[str, ...] = ()


class JobState(Struct, frozen=True):
    """Everything a job's record comes to; the same for the same events in any order, doubled or not.

    `punch_numbers` is the highest number that a punch item was ever given. `moved` gives for the former subjects of
    items that moved those they have now. `signing` are the roles that each have to sign for a gate to be released; one
    signature will do if there are none.
    """

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
    gates: tuple[Release, ...] = ()
    found: tuple[AsFound, ...] = ()
    changes: tuple[Change, ...] = ()
    punch: tuple[PunchItem, ...] = ()
    punch_numbers: int = 0
    contacts: tuple[Contact, ...] = ()
    ratings: tuple[Rating, ...] = ()
    moved: dict[str, str] = {}
    signing: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()
