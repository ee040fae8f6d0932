"""Bodies of events about punch items, contact with the client and what they say of a job."""

from typing import Literal

from msgspec import Struct

from qcheck.model.checklist import Category
from qcheck.model.event import Body, Kept

Reason = Literal[
    "materials", "labour", "weather", "predecessor", "access", "client", "information", "over-commitment", "quality",
    "change",
]  # fmt: skip


Way = Literal["call", "visit", "mail", "message", "note"]


Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]


class Raised(Body, frozen=True, omit_defaults=True):
    """Work that is incomplete or not to specification; `item` is the subject of the item whose failure raised it.

    `where` is the place, `fix` what would put it right, `due` the date that was given with it. `client` if the client
    pointed it out, `complaint` if they complained. `number` is what people call it by, one more than the highest that
    whoever raised it had seen; the first versions gave none.
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
    number: int = 0


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
