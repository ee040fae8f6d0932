"""What moved between two states of a job, in words; the stable shape behind `qcheck diff --json`."""

from typing import Literal

from msgspec import Struct

from qcheck.model.finding import Verdict
from qcheck.model.view import Count, JobView, RevisionView

Moved = Literal[
    "items", "punch", "promises", "plan", "lists", "agreed", "waivers", "releases", "evidence", "signoffs"
]  # fmt: skip
How = Literal["new", "gone", "changed", "closed"]


class PointView(Struct, frozen=True):
    """One of the two states. `said` names it as people do (`revision A`, `now`, `the opening`, or the time); `at` is
    the moment that it is judged at in UTC, `when` the same as it is read; `revision` and `seal` are those of a
    signature.

    `exact` is false if the record cannot tell for certain what the state was; the remarks say why.
    """

    said: str
    at: str
    when: str
    verdict: Verdict
    problems: int
    count: Count
    revision: str = ""
    seal: str = ""
    exact: bool = True


class MoveView(Struct, frozen=True):
    """One thing that moved. `id` is what the record calls it, `name` what people do (`25`, `P3`; empty if only its text
    does); `before` and `after` are how it stood, empty where it was not there. `by` and `at` tell who moved it last and
    when, empty where only time or another change did; `note` is what else is to be known.
    """

    id: str
    name: str
    text: str
    how: How
    before: str
    after: str
    by: str = ""
    at: str = ""
    note: str = ""


class MovesView(Struct, frozen=True):
    """All of one kind that moved, in the job's order."""

    kind: Moved
    title: str
    moves: tuple[MoveView, ...]


class LateView(Struct, frozen=True):
    """A statement with an earlier time than the signature it is compared with, that whoever signed had not seen."""

    what: str
    by: str
    at: str


class DiffView(Struct, frozen=True):
    """What moved in a job from one state to another, both judged at the same gate. There are no `groups` where nothing
    did.

    `begins` tells why the revision after the first state begins, where that is a signature which was reopened. `late`
    are statements that the signature of the first state had not seen, though they bear an earlier time. `others` count
    what was said besides and moves nothing, `remarks` tell what cannot be known for certain.
    """

    job: JobView
    gate: str
    before: PointView
    after: PointView
    groups: tuple[MovesView, ...]
    units: tuple[str, ...] = ()
    begins: RevisionView | None = None
    late: tuple[LateView, ...] = ()
    others: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    as_of: str = ""
    terms: dict[str, str] = {}
    format: int = 1
