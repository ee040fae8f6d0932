"""Views: what a page, a screen or a machine shows of a job, with every word already made."""

from typing import Literal

from msgspec import Struct

from qcheck.model.finding import Severity, Verdict
from qcheck.model.place import Place
from qcheck.model.punchview import EvidenceView, PunchView


class FindingView(Struct, frozen=True):
    """A finding in words. `number` is its item's, 0 if it is about something else; `where` is `file:line:column`.

    `waiting_on` is the full name of the one person whose response is required now; `stands` if it stands in the way.
    `reason` tells of a waived one why, who approved that and until when.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    subject: str
    number: int
    file: str
    line: int
    column: int
    where: str
    waiting_on: str
    fingerprint: str
    waived: bool = False
    stands: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        """Raises `ValueError` where it has no place."""
        _ = self.place

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column)


class AnswerView(Struct, frozen=True):
    """An answer in words; `result` is `pass`, `fail` or `na`, `spoken` how it is read, `value` what was measured,
    chosen or written. `forced` is the reason for which a hold, a role or an order was overridden.
    """

    result: str
    spoken: str
    note: str
    by: str
    did: str
    at: str
    done_at: str
    retracted: bool = False
    value: str = ""
    forced: str = ""
    evidence: tuple[EvidenceView, ...] = ()


class NoteView(Struct, frozen=True):
    """A remark in words."""

    text: str
    by: str
    at: str


class ItemView(Struct, frozen=True):
    """An item with its answer, if any. `standing` is open, pass, fail, na, contested, stale or hidden; `spoken` how it
    reads.

    `due` tells whether it is due by the gate of the view; `answer` is the one that stands. `failures` are never
    hidden: earlier answers that said fail, taken back or not, and the other sides of a contested item. `wanted` is
    what its answer has to be (`at most 2 mm`), `unit` what it is repeated for, `hidden` why it is not needed, `hold`
    how its hold or witness point stands, `lacks` the evidence that is missing, `readings` all of a repeated reading.
    `deferred` if it failed and its punch item is put right after the handover. `asks` is what else it asks for
    (`photo`, `note if it fails`), `due_at` the time it is due if that is before the handover. `apart` if it belongs
    to no unit that the view is about, where that is about some only.
    """

    number: int
    id: str
    section: str
    text: str
    why: str
    accept: str
    critical: bool
    gate: str
    due: bool
    standing: str
    spoken: str
    settled: bool
    waived: bool
    answer: AnswerView | None
    failures: tuple[AnswerView, ...]
    notes: tuple[NoteView, ...]
    wanted: str = ""
    unit: str = ""
    hidden: str = ""
    hold: str = ""
    lacks: tuple[str, ...] = ()
    readings: tuple[AnswerView, ...] = ()
    deferred: bool = False
    asks: tuple[str, ...] = ()
    due_at: str = ""
    apart: bool = False


class SectionView(Struct, frozen=True):
    """A section with its items; `settled` of `due` items are done by the gate of the view."""

    title: str
    items: tuple[ItemView, ...]
    settled: int
    due: int


class WaiverView(Struct, frozen=True):
    """A waiver in words; `state` is valid, pending, ended (answered again or not needed) or expired."""

    number: int
    text: str
    reason: str
    approver: str
    by: str
    until: str
    state: Literal["valid", "pending", "expired", "ended"]


class ReservationView(Struct, frozen=True):
    """What a client accepted with, and what became of it in words; `settled` if nothing more is to be done.

    `punch` is the name of the punch item it is about, if there is one. `became` is empty where nobody follows it up.
    """

    text: str
    punch: str = ""
    became: str = ""
    settled: bool = False


class RevisionView(Struct, frozen=True):
    """Why the next revision of a handover begins: the first statement that reopened what was signed for (`what`), by
    whom and when; `also` names what else did.
    """

    revision: str
    what: str
    by: str
    at: str
    also: tuple[str, ...] = ()


class SignOffView(Struct, frozen=True):
    """A signature in words. `current` if no later one replaced it, `stale` if what it was given for has changed.

    `reservations` are all that it was given with, `own_words` those of them that were not waivers; `reserved` tells of
    each what became of it. `keyed` if it carries a signature by a key. `superseded_by` is the revision that replaced
    it; `begins` why the next one begins, where it was reopened.
    """

    gate: str
    outcome: str
    spoken: str
    person: str
    role: str
    by: str
    at: str
    revision: str
    seal: str
    comment: str
    reservations: tuple[str, ...]
    own_words: tuple[str, ...]
    current: bool
    stale: bool
    units: tuple[str, ...] = ()
    reserved: tuple[ReservationView, ...] = ()
    keyed: bool = False
    superseded_by: str = ""
    begins: RevisionView | None = None


class FoundView(Struct, frozen=True):
    """How something was before we came."""

    text: str
    by: str
    at: str
    evidence: tuple[EvidenceView, ...]


class ChangeView(Struct, frozen=True):
    """What the client agreed to add to the scope, or to `drop` from it: the number and text of an item."""

    text: str
    client: str
    price: str
    drops: str
    by: str
    at: str


class ReleaseView(Struct, frozen=True):
    """A gate that was released; `forced` is the reason where it was not ready."""

    gate: str
    by: str
    at: str
    note: str
    forced: str


class ClientView(Struct, frozen=True):
    """Personal data of the client; empty where it was removed or never given. `removed` is when it was, on request."""

    name: str = ""
    site: str = ""
    contact: str = ""
    removed: str = ""


class PersonView(Struct, frozen=True):
    """Someone of the crew: full name and roles."""

    name: str
    roles: tuple[str, ...] = ()


class FactView(Struct, frozen=True):
    """A question asked when the job was opened, with its answer."""

    question: str
    answer: str


class JobView(Struct, frozen=True):
    """The head of every page about a job."""

    id: str
    name: str
    company: str
    client: ClientView
    lead: str
    crew: tuple[PersonView, ...]
    handover: str
    first_handover: str
    opened: str
    lists: tuple[str, ...]
    units: tuple[str, ...] = ()
    releases: tuple[ReleaseView, ...] = ()


class Count(Struct, frozen=True):
    """How many items are due by the gate, how many of them are settled, and how many are left.

    `waived` of the settled ones have something that a waiver covers; `deferred` failed and are put right after it;
    `hidden` are not needed in this job.
    """

    due: int
    settled: int
    left: int
    waived: int
    deferred: int = 0
    hidden: int = 0


class StatusView(Struct, frozen=True):
    """The honest screen: ready or not, why, waiting on whom, what is next.

    `handover` is the date as it is said: without the year while it is this one. `terms` are the trade's own words.
    `awaited` are the roles that have still to sign, once one has.
    """

    job: JobView
    handover: str
    gate: str
    verdict: Verdict
    count: Count
    findings: tuple[FindingView, ...]
    waivers: tuple[WaiverView, ...]
    sections: tuple[SectionView, ...]
    signoff: SignOffView | None
    as_of: str
    punch: tuple[PunchView, ...] = ()
    terms: dict[str, str] = {}
    awaited: tuple[str, ...] = ()


class WorkView(Struct, frozen=True):
    """What somebody recorded of a job: `did` in words (`12 answers`), from the `first` time to the `last`."""

    name: str
    roles: tuple[str, ...]
    did: tuple[str, ...]
    first: str
    last: str


class UncheckedView(Struct, frozen=True):
    """The items of a section that nobody has checked yet: how many, and their numbers (`3, 7-12`)."""

    section: str
    count: int
    numbers: str


Audience = Literal["client", "internal"]


class HandoverView(Struct, frozen=True):
    """The handover report: all that a template can show. Documented for template authors in docs/templates.md.

    `audience` says for whom it is: what is not the client's to read is not in the view that is for them.

    `findings` are the problems that stand, most severe first; `waived` those that a waiver covers; `rules_off` the
    rules that the firm has switched off. `as_of` is the moment the report tells of. `hidden` are the items that are
    not needed in this job, which no section holds; `units` those that the report is about, all of the job if none.
    `awaited` are the roles that have still to sign, once one has. `work` says who recorded what, `unchecked` which
    items nobody has checked yet, by section.
    """

    job: JobView
    gate: str
    verdict: Verdict
    count: Count
    findings: tuple[FindingView, ...]
    waived: tuple[FindingView, ...]
    scope: tuple[ItemView, ...]
    facts: tuple[FactView, ...]
    sections: tuple[SectionView, ...]
    waivers: tuple[WaiverView, ...]
    notes: tuple[NoteView, ...]
    signoffs: tuple[SignOffView, ...]
    rules_off: tuple[str, ...]
    sources: tuple[str, ...]
    terms: dict[str, str]
    as_of: str
    state: str
    found: tuple[FoundView, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    punch: tuple[PunchView, ...] = ()
    hidden: tuple[ItemView, ...] = ()
    units: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    audience: Audience = "internal"
    work: tuple[WorkView, ...] = ()
    unchecked: tuple[UncheckedView, ...] = ()


class CheckView(Struct, frozen=True):
    """One job's result of `qcheck check`: the stable shape behind every machine format.

    `fail_on` is the least severity that stands in the way; `stands` of a finding says whether it does.
    """

    job: str
    name: str
    gate: str
    verdict: Verdict
    fail_on: Severity
    as_of: str
    count: Count
    findings: tuple[FindingView, ...]
    items: tuple["CheckedItem", ...]


class CheckedItem(Struct, frozen=True):
    """An item as a machine sees it: what it is, where it stands in its pinned list, and what it comes to.

    `note` is what was said with the answer that stands; `deferred` if it failed and is put right after the gate.
    `fingerprint` is the same for the same item of the same job.
    """

    id: str
    number: int
    text: str
    standing: str
    due: bool
    file: str
    line: int
    column: int
    fingerprint: str
    value: str = ""
    unit: str = ""
    note: str = ""
    deferred: bool = False

    def __post_init__(self) -> None:
        """Raises `ValueError` where it has no place."""
        _ = self.place

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column)


class CheckReport(Struct, frozen=True):
    """All jobs that were checked; `verdict` is the worst. `format` is raised when a member changes its meaning.

    `every` if all jobs of the workspace were asked for; `folder` is where the workspace is in its repository: empty if
    it is the top of it or in none, else as `jobs-2026/`.
    """

    verdict: Verdict
    checks: tuple[CheckView, ...]
    format: int = 1
    every: bool = False
    folder: str = ""


class LogEntry(Struct, frozen=True):
    """One statement of the record as people read it; `begins` names the revision that begins with it, if one does."""

    at: str
    by: str
    did: str
    what: str
    retracted: bool
    superseded: bool
    where: str
    begins: str = ""


class LogView(Struct, frozen=True):
    """The record of a job as people read it, oldest first."""

    job: str
    name: str
    entries: tuple[LogEntry, ...]


class JobLine(Struct, frozen=True):
    """A job in the list of jobs."""

    job: str
    name: str
    verdict: Verdict
    gate: str
    left: int
    problems: int
    handover: str
    lead: str
    current: bool


class JobsView(Struct, frozen=True):
    """The jobs of a workspace."""

    company: str
    jobs: tuple[JobLine, ...]
