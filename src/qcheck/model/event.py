"""Event: one immutable statement, as a line of a log and as a value; with the body of every kind."""

from typing import Literal

from msgspec import UNSET, Raw, Struct, UnsetType

from qcheck.model.place import Place

Result = Literal["pass", "fail", "na"]
Outcome = Literal["accepted", "accepted_with_reservations", "refused", "unsigned"]
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


class Seal(Struct, frozen=True, omit_defaults=True):
    """The exact state that was signed: last event of every log, digests of plan, pins, policy and view.

    `made` is the version of qcheck that made the view: another one may say the same in other words.
    """

    heads: dict[str, tuple[str, ...]]
    plan: str
    pins: tuple[str, ...]
    policy: str
    view: str
    made: str = ""


class Signed(Body, frozen=True):
    """A named person's statement at a gate over an exact state of the record; `signature` is one by their SSH key."""

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
    signature: str | UnsetType = UNSET  # left out where there is none, so that lines of before keep their bytes


class Forgotten(Body, frozen=True, omit_defaults=True):
    """Personal data was removed on request: `private` and `evidence` name by digest what is gone for good."""

    reason: str
    private: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


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
