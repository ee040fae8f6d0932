"""Punch items, contacts and ratings: what the events about them come to."""

from typing import Literal

from msgspec import Struct

from qcheck.model.checklist import Category
from qcheck.model.event import Kept
from qcheck.model.place import Place
from qcheck.model.punchevent import Reason, Score, Way

PunchStanding = Literal["open", "disputed", "completed", "verified", "voided"]


class Promise(Struct, frozen=True):
    """A date that was given for a punch item, by whom and when; `reason` says why one before it moved."""

    due: str
    by: str
    at: str
    reason: Reason | Literal[""] = ""
    note: str = ""


class Awaited(Struct, frozen=True):
    """What a punch item waits for: a part, under its reference, until a day."""

    text: str
    reference: str = ""
    until: str = ""


class Diagnosis(Struct, frozen=True):
    """Why something failed, how it is prevented, what it cost before and after the handover (decimal text)."""

    cause: str
    prevention: str
    internal: str
    external: str
    by: str
    at: str


class Step(Struct, frozen=True):
    """One move in the life of a punch item; `ignored` if it was not possible and changed nothing."""

    event: str
    kind: str
    by: str
    did: str
    at: str
    place: Place
    text: str = ""
    kept: tuple[Kept, ...] = ()
    client: bool = False
    ignored: bool = False


class PunchItem(Struct, frozen=True):
    """Work that is incomplete or not to specification. `number` and `tag` name it as people do: `P7-k3f`.

    `owner` is who has it, empty for the job's lead, `owners` all who ever had it by name. `due` is the date that
    stands, `promises` every date that was given, the first one first. `steps` are all moves; `heads` those that stand,
    `sides` how each of them does. `contested` names what two devices left different: `standing`, `owner`, `due`,
    `raised` (its words, or whether there is one at all). `doers` did it, by the last `completed` moves. `self_verified`
    if only they confirmed it; `confirmed` if the client did, `unconfirmed` why a complaint was closed without that.
    `extra` is what the client was given besides, at what `extra_cost`.
    """

    subject: str
    number: int
    tag: str
    text: str
    category: Category
    by: str
    at: str
    place: Place
    item: str = ""
    trade: str = ""
    owner: str = ""
    owners: tuple[str, ...] = ()
    due: str = ""
    where: str = ""
    fix: str = ""
    kept: tuple[Kept, ...] = ()
    client: bool = False
    complaint: bool = False
    standing: PunchStanding = "open"
    contested: tuple[str, ...] = ()
    sides: tuple[PunchStanding, ...] = ()
    heads: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    promises: tuple[Promise, ...] = ()
    awaited: Awaited | None = None
    diagnosis: Diagnosis | None = None
    doers: tuple[str, ...] = ()
    completed_at: str = ""
    completed_seq: int = 0
    verified_by: str = ""
    verified_at: str = ""
    verified_seq: int = 0
    self_verified: bool = False
    confirmed: bool = False
    unconfirmed: str = ""
    extra: str = ""
    extra_cost: str = ""


class Contact(Struct, frozen=True):
    """The client was spoken or written to about the job or a punch item (`subject`), or could not be reached."""

    event: str
    subject: str
    way: Way
    text: str
    missed: bool
    by: str
    did: str
    at: str
    place: Place
    seq: int = 0


class Rating(Struct, frozen=True):
    """What the client said of a job, from 0 to 10 and in words; by dimension of service if they said."""

    event: str
    score: int
    text: str
    dimensions: tuple[Score, ...]
    by: str
    at: str
    place: Place
    seq: int = 0
