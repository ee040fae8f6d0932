"""Event: one immutable statement, as a line of a log and as a value; with the body of every kind."""

from typing import Literal

from msgspec import Raw, Struct

from qcheck.model.checklist import Category
from qcheck.model.place import Place

Result = Literal["pass", "fail", "na"]
Outcome = Literal["accepted", "accepted_with_reservations", "refused", "unsigned"]
Reason = Literal[
    "materials", "labour", "weather", "predecessor", "access", "client", "information", "over-commitment", "quality",
    "change",
]  # fmt: skip
Way = Literal["call", "visit", "mail", "message", "note"]
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
JOB = "job"


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """What an event says. Every kind has its own; an unknown field makes the event unknown, never ignored."""


class Pin(Struct, frozen=True):
    """A checklist's source as the job was opened with it: its id and the SHA-256 of its bytes."""

    list: str
    digest: str


class Opened(Body, frozen=True):
    """A job began, with these lists, in this order (included ones before those that include them)."""

    name: str
    lists: tuple[Pin, ...]


class Planned(Body, frozen=True):
    """One field of the plan was set; `about` names it (`plan/handover`). An empty value takes it away."""

    value: str | tuple[str, ...]
    reason: str = ""


class Kept(Struct, frozen=True, omit_defaults=True):
    """A photo or file kept as evidence under its SHA-256; `name` is what it was called, `size` its bytes.

    `taken` is when a photo was taken by its camera's clock, which knows no zone; `output` is what a command printed;
    `shot` whether a photo shows a thing from near or where it is from far.
    """

    digest: str
    name: str
    size: int
    suffix: str
    kind: Literal["photo", "file", "output"] = "photo"
    taken: str = ""
    width: int = 0
    height: int = 0
    shot: Literal["", "near", "far"] = ""


class Answered(Body, frozen=True, omit_defaults=True):
    """Someone says pass, fail or n/a of an item; `item` is the fingerprint of what they were asked.

    `value` is what was measured, chosen or written: decimal text in the item's unit, an option, words, an ISO date.
    `forced` is the reason for which a hold, a role or an order was overridden.
    """

    item: str
    result: Result
    note: str = ""
    value: str = ""
    kept: tuple[Kept, ...] = ()
    forced: str = ""


class Noted(Body, frozen=True):
    """A remark about an item or the job; it changes nothing."""

    text: str


class Found(Body, frozen=True):
    """How something was before we came."""

    text: str
    kept: tuple[Kept, ...] = ()


class Agreed(Body, frozen=True):
    """The client changed the scope: `text` is added, or the item `drops` is no longer wanted."""

    text: str
    client: str
    price: str = ""
    drops: str = ""


class Attached(Body, frozen=True):
    """Evidence for the answers in `heads`, or for the first one to come if there are none yet."""

    kept: tuple[Kept, ...]
    heads: tuple[str, ...]


class Released(Body, frozen=True):
    """An authorised person lets work go on past a hold point, over its answers (`heads`), or past a gate.

    `forced` is the reason for which a gate was released that was not ready.
    """

    heads: tuple[str, ...] = ()
    role: str = ""
    note: str = ""
    forced: str = ""


class Witnessed(Body, frozen=True):
    """A party was invited to a witness point for a time, came, or did not come."""

    outcome: Literal["invited", "attended", "absent"]
    person: str
    time: str = ""


class Raised(Body, frozen=True, omit_defaults=True):
    """Work that is incomplete or not to specification; `item` is the subject of the item whose failure raised it.

    `where` is the place, `fix` what would put it right, `due` the date that was given with it. `client` if the client
    pointed it out, `complaint` if they complained.
    """

    text: str
    category: Category
    item: str = ""
    trade: str = ""
    owner: str = ""
    due: str = ""
    where: str = ""
    fix: str = ""
    kept: tuple[Kept, ...] = ()
    client: bool = False
    complaint: bool = False


class Assigned(Body, frozen=True, omit_defaults=True):
    """A punch item is `owner`'s from now on."""

    owner: str
    note: str = ""


class Promised(Body, frozen=True, omit_defaults=True):
    """A punch item will be done by `due`: a date, or a date and time. `reason` says why an earlier date moved."""

    due: str
    reason: Reason | Literal[""] = ""
    note: str = ""


class Waiting(Body, frozen=True, omit_defaults=True):
    """A punch item cannot go on before something comes: `text` is what, `until` when; empty once it has come."""

    text: str = ""
    reference: str = ""
    until: str = ""


class Completed(Body, frozen=True, omit_defaults=True):
    """Whoever had a punch item says that it is done; `extra` is what the client was given besides, at what `cost`."""

    note: str = ""
    kept: tuple[Kept, ...] = ()
    extra: str = ""
    cost: str = ""


class Verified(Body, frozen=True, omit_defaults=True):
    """Someone other than its doer confirms that a punch item is done.

    `client` if it was the client; `unconfirmed` is why a complaint was closed though they could not be reached.
    """

    note: str = ""
    kept: tuple[Kept, ...] = ()
    client: bool = False
    unconfirmed: str = ""


class Rejected(Body, frozen=True, omit_defaults=True):
    """A punch item that was said to be done, or was disputed, goes back to whoever has it."""

    reason: str
    kept: tuple[Kept, ...] = ()
    client: bool = False


class Disputed(Body, frozen=True, omit_defaults=True):
    """Whoever has a punch item says that it is not theirs, or none at all."""

    reason: str
    kept: tuple[Kept, ...] = ()


class Voided(Body, frozen=True, omit_defaults=True):
    """A punch item is none."""

    reason: str
    client: bool = False


class Reopened(Body, frozen=True, omit_defaults=True):
    """A punch item that was confirmed, voided or disputed is open again."""

    reason: str
    kept: tuple[Kept, ...] = ()
    client: bool = False


class Diagnosed(Body, frozen=True, omit_defaults=True):
    """Why something failed, how it is prevented, and what it cost before the handover (`internal`) and after it
    (`external`): decimal text, in the workspace's currency.
    """

    cause: str
    prevention: str = ""
    internal: str = ""
    external: str = ""


class Contacted(Body, frozen=True, omit_defaults=True):
    """The client was spoken or written to, or with `missed` could not be reached."""

    way: Way
    text: str = ""
    missed: bool = False


class Score(Struct, frozen=True, omit_defaults=True):
    """What a client perceived in one dimension of service, from 1 to 7, and what they had expected, if they said."""

    dimension: Dimension
    perceived: int
    expected: int = 0


class Rated(Body, frozen=True, omit_defaults=True):
    """What a client says of a job: from 0 to 10, and in words."""

    score: int
    text: str = ""
    dimensions: tuple[Score, ...] = ()


class Upgraded(Body, frozen=True):
    """The job goes on with other versions of its lists; the earlier pins stay."""

    lists: tuple[Pin, ...]
    reason: str = ""


class Waived(Body, frozen=True, omit_defaults=True):
    """A permitted exception to one rule for one item, over the answers (`heads`) it was given for.

    `over` is the digest of what it excuses: the item's meaning and what was found about it. Another one ends it.

    It counts once `approver` has recorded it; until then it is pending. `until` is its last day, inclusive.
    """

    rule: str
    heads: tuple[str, ...]
    reason: str
    approver: str
    until: str
    over: str = ""


class Reservation(Struct, frozen=True):
    """What a client accepts with: a subject that was waived, or their own words."""

    text: str
    subject: str = ""


class Seal(Struct, frozen=True):
    """The exact state that was signed: last event of every log, digests of plan, pins, policy and view."""

    heads: dict[str, tuple[str, ...]]
    plan: str
    pins: tuple[str, ...]
    policy: str
    view: str


class Signed(Body, frozen=True):
    """A named person's statement at a gate over an exact state of the record."""

    gate: str
    outcome: Outcome
    person: str
    role: str
    revision: str
    seal: Seal
    digest: str
    reservations: tuple[Reservation, ...] = ()
    comment: str = ""
    units: str = "all"


class Retracted(Body, frozen=True):
    """An earlier event is taken back; it stays in the record and is shown as taken back."""

    event: str


class Draft(Struct, frozen=True):
    """An event before it has a place in a log: no sequence, chain or id yet."""

    about: str
    at: str
    batch: str
    body: Body
    by: str
    did: str
    kind: str
    done_at: str = ""
    replaces: tuple[str, ...] = ()


class Line(Struct, frozen=True, omit_defaults=True):
    """An event as it stands in a log; members in alphabetical order, so that a line starts with its subject."""

    about: str
    at: str
    batch: str
    body: Raw
    by: str
    did: str
    done_at: str
    id: str
    kind: str
    prev: str
    replaces: tuple[str, ...]
    seq: int
    v: int
    optional: bool = False


class Event(Struct, frozen=True):
    """An event read back. `body` is None where the kind or its version is unknown here; `log` names its file."""

    about: str
    at: str
    batch: str
    body: Body | None
    by: str
    did: str
    done_at: str
    id: str
    kind: str
    prev: str
    replaces: tuple[str, ...]
    seq: int
    log: str
    place: Place
    optional: bool = False
