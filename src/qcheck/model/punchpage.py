"""Views of the pages that leave the house: the punch list, what is handed out and taken in, the form for a rating."""

from typing import Literal

from msgspec import Struct

from qcheck.model.punchview import EvidenceView, PunchView
from qcheck.model.view import JobView


class HandoutItemView(Struct, frozen=True):
    """A punch item as it is handed out to whoever puts it right: nothing that is not theirs to know.

    `number` is what people call it, `name` the same with the tag that tells two devices apart. `due_date` is `due` as
    `2026-12-04`, `when` the category in words. `back` says why it was sent back, `awaits` what it waits for. `evidence`
    shows it as it was found.
    """

    number: str
    name: str
    text: str
    where: str
    fix: str
    trade: str
    due: str
    due_date: str
    category: str
    when: str
    overdue: bool = False
    back: str = ""
    awaits: str = ""
    evidence: tuple[EvidenceView, ...] = ()


class HandoutView(Struct, frozen=True):
    """What is handed out: the open punch items of one person, those that are due first.

    `job` and `owner_id` are what a file that comes back is known by; `site` is empty unless it was asked for; `lead`
    leads the job, empty if that is the owner; `made` is the day.
    """

    job: str
    name: str
    company: str
    site: str
    owner: str
    owner_id: str
    lead: str
    made: str
    items: tuple[HandoutItemView, ...]


class TakenLine(Struct, frozen=True):
    """A statement that was understood: its line, the punch item, what is recorded of it; `news` unless it stands so."""

    line: int
    name: str
    text: str
    what: str
    news: bool
    photos: tuple[str, ...] = ()


class LeftLine(Struct, frozen=True):
    """A line that is not taken, and why; 0 where it is none. Without a reason it says nothing of a punch item."""

    line: int
    text: str
    why: str = ""


class TakenInView(Struct, frozen=True):
    """What someone's answer comes to; `recorded` once it is in the record."""

    job: str
    name: str
    owner: str
    taken: tuple[TakenLine, ...]
    left: tuple[LeftLine, ...]
    passed: tuple[LeftLine, ...]
    recorded: bool = False


class PunchGroup(Struct, frozen=True):
    """Punch items under one heading: a person, a place, a trade; how many of them are open, and overdue."""

    title: str
    items: tuple[PunchView, ...]
    open: int
    overdue: int


class PunchListView(Struct, frozen=True):
    """The punch list of a job for print. `by` is person, place or trade; by person means by who has to act.

    `groups` hold what is not closed; `done` what is, where it was asked for; `open`, `overdue`, `complaints` (of the
    open ones) and `closed` are how many there are.
    """

    job: JobView
    by: Literal["person", "place", "trade"]
    groups: tuple[PunchGroup, ...]
    done: tuple[PunchView, ...]
    open: int
    overdue: int
    complaints: int
    closed: int
    terms: dict[str, str]
    as_of: str


class RatingForm(Struct, frozen=True):
    """The page on which a client rates a job. `code` is what its answer is known by; `mail` is where the answer goes,
    empty if the firm has said no address. `client` is personal data.
    """

    job: str
    name: str
    company: str
    client: str
    code: str
    mail: str
