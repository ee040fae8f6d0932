"""AuditView: what an audit found, in words; the stable shape behind its JSON."""

from typing import Literal

from msgspec import Struct

from qcheck.model.finding import Severity
from qcheck.model.verified import How

Seen = Literal["fits", "differs", "unchecked"]
Whole = Literal["whole", "differs", "unchecked"]


class DifferenceView(Struct, frozen=True):
    """Something that is not as it was recorded, or a remark if `severity` is not `block`."""

    code: str
    severity: Severity
    message: str
    hint: str
    file: str
    line: int
    where: str


class AuditCount(Struct, frozen=True):
    """What was looked at: logs and their lines, pinned lists, photos and files, the client's data as far as it is here,
    sign-offs.
    """

    logs: int = 0
    lines: int = 0
    lists: int = 0
    evidence: int = 0
    private: int = 0
    private_absent: int = 0
    signoffs: int = 0


class SealView(Struct, frozen=True):
    """A sign-off and its seal. `record` says whether the lines, the plan and the lists that it names are those of the
    record; `page` whether what the page said, worked out anew, is what was sealed, with the reason if it is unknown;
    `signature` what came of checking a signature by a key, and `key` the fingerprint of that.
    """

    gate: str
    revision: str
    spoken: str
    person: str
    role: str
    at: str
    seal: str
    file: str
    line: int
    record: Seen
    page: Seen
    reason: str = ""
    signature: How | Literal["none"] = "none"
    key: str = ""


class AuditedJob(Struct, frozen=True):
    """One job. `differences` holds all that was found, remarks too, in the order of places; the first that blocks is
    where the record stops to be what was written.
    """

    job: str
    name: str
    verdict: Whole
    count: AuditCount
    differences: tuple[DifferenceView, ...] = ()
    seals: tuple[SealView, ...] = ()


class PageSeal(Struct, frozen=True):
    """A seal of the record that stands in a page: of which job it is, and which sign-off."""

    job: str
    name: str
    seal: SealView


class PageView(Struct, frozen=True):
    """A page that somebody holds in hand. `seals` are those of the record that stand in it, the last one being what the
    page is of; `others` what looks like a seal and is not one of the record's.

    `bytes` tells what of the page itself is known: `made`, it is what the record makes of that sign-off, byte for byte;
    `kept`, it is the copy in the job's folder; `differs`, it is neither; `unknown`, it could not be compared, with the
    reason. `copy` tells whether there is such a copy here.
    """

    file: str
    seals: tuple[PageSeal, ...] = ()
    others: tuple[str, ...] = ()
    bytes: Literal["made", "kept", "differs", "unknown"] = "unknown"
    reason: str = ""
    copy: bool = False


class AuditView(Struct, frozen=True):
    """All jobs that were audited; `verdict` is the worst. `format` is raised when a member changes its meaning."""

    verdict: Whole
    jobs: tuple[AuditedJob, ...]
    page: PageView | None = None
    format: int = 1
