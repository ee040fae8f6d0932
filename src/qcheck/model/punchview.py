"""Views of punch items and of the evidence that goes with them, with every word already made."""

from typing import Literal

from msgspec import Struct


class EvidenceView(Struct, frozen=True):
    """A photo or file: its SHA-256, by which its picture is found, what it was called, when it was taken.

    `width` and `height` are a photo's in pixels, 0 if not known; `shot` is `near` or `far` if that was said.
    """

    digest: str
    name: str
    kind: Literal["photo", "file", "output"]
    taken: str
    width: int = 0
    height: int = 0
    shot: str = ""


class StepView(Struct, frozen=True):
    """What was said of a punch item, in words; `ignored` if it was not possible and changed nothing."""

    at: str
    by: str
    did: str
    what: str
    ignored: bool
    evidence: tuple[EvidenceView, ...] = ()


class CourseView(Struct, frozen=True):
    """One step in the course of a complaint: what it is called, whether it is done, and by whom and when."""

    step: str
    done: bool
    said: str


class PunchView(Struct, frozen=True):
    """A punch item in words; `standing` is open, disputed, completed, verified or voided, `number` that of the item
    that raised it.

    `waiting_on` is the full name of the one person who has to do something now, `to` what: put it right, settle it,
    confirm it. `due` is the date that stands as it is read, `due_date` the same as `2026-12-04`, `first_due` the first
    one where it moved, `overdue` whether it has passed. `awaits` is what it waits for, `closed` whether nothing more is
    to be done. `because` is why it stands as it does: the reason of who sent it back, disputed or voided it. `done_by`
    and `done_at` tell who put it right, `verified_by` and `verified_at` who confirmed that, while they stand. `course`
    is that of a complaint. `evidence` shows it as it was raised, `done_evidence` as it was put right.
    """

    name: str
    text: str
    category: str
    when: str
    standing: str
    spoken: str
    number: int
    trade: str
    waiting_on: str
    id: str = ""
    where: str = ""
    fix: str = ""
    owner: str = ""
    to: str = ""
    due: str = ""
    due_date: str = ""
    first_due: str = ""
    overdue: bool = False
    awaits: str = ""
    raised_by: str = ""
    raised_at: str = ""
    client: bool = False
    complaint: bool = False
    closed: bool = False
    contested: bool = False
    cause: str = ""
    prevention: str = ""
    extra: str = ""
    because: str = ""
    done_by: str = ""
    done_at: str = ""
    verified_by: str = ""
    verified_at: str = ""
    course: tuple[CourseView, ...] = ()
    evidence: tuple[EvidenceView, ...] = ()
    done_evidence: tuple[EvidenceView, ...] = ()
    history: tuple[StepView, ...] = ()
