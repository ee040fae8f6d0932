"""Views: what a page, a screen or a machine shows of a job, with every word already made."""

from typing import Literal

from msgspec import Struct

from qcheck.model.finding import Severity, Verdict


class FindingView(Struct, frozen=True):
    """A finding in words. `number` is its item's, 0 if it is about something else; `where` is `file:line:column`.

    `waiting_on` is the full name of the one person whose response is required now; `stands` if it stands in the way.
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


class SignOffView(Struct, frozen=True):
    """A signature in words. `current` if no later one replaced it, `stale` if what it was given for has changed.

    `reservations` are all that it was given with, `own_words` those of them that were not waivers; `reserved` tells of
    each what became of it.
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


class HandoutItemView(Struct, frozen=True):
    """A punch item as it is handed out to whoever puts it right: nothing that is not theirs to know.

    `number` is what people call it, `name` the same with the tag that tells two devices apart. `due_date` is `due` as
    `2026-12-04`, `when` the category in words. `evidence` shows it as it was found.
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


class ReleaseView(Struct, frozen=True):
    """A gate that was released; `forced` is the reason where it was not ready."""

    gate: str
    by: str
    at: str
    note: str
    forced: str


class ClientView(Struct, frozen=True):
    """Personal data of the client; empty where it was removed or never given."""

    name: str = ""
    site: str = ""
    contact: str = ""


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

    `handover` is the date as it is said: without the year while it is this one.
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


class HandoverView(Struct, frozen=True):
    """The handover report: all that a template can show. Documented for template authors in docs/templates.md.

    `findings` are the problems that stand, most severe first; `waived` those that a waiver covers; `rules_off` the
    rules that the firm has switched off. `as_of` is the moment the report tells of. `hidden` are the items that are
    not needed in this job, which no section holds; `units` those that the report is about, all of the job if none.
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
    """An item as a machine sees it: what it is, where it stands in its pinned list, and what it comes to."""

    id: str
    number: int
    text: str
    standing: str
    due: bool
    file: str
    line: int
    column: int
    value: str = ""
    unit: str = ""


class CheckReport(Struct, frozen=True):
    """All jobs that were checked; `verdict` is the worst. `format` is raised when a member changes its meaning."""

    verdict: Verdict
    checks: tuple[CheckView, ...]
    format: int = 1


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


class LogEntry(Struct, frozen=True):
    """One statement of the record as people read it."""

    at: str
    by: str
    did: str
    what: str
    retracted: bool
    superseded: bool
    where: str


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


class DutyView(Struct, frozen=True):
    """What one person has to do, in words. `day` is by when (`2026-12-04`), empty without a date, `time` of that day if
    one was given, `by` both as they are read; `late` if that lies behind.

    `who` is the short name of `person`, empty if nobody has it. `what` says it with the `name` of the punch item or the
    number of the item that it is about; `when` how much that may wait. `note` is what else is to be known. `uid` stays
    the same while the duty does.
    """

    day: str
    time: str
    by: str
    late: bool
    person: str
    who: str
    what: str
    kind: str
    name: str
    job: str
    job_name: str
    uid: str
    when: str = ""
    note: str = ""
    where: str = ""
    category: str = ""
    critical: bool = False
    complaint: bool = False


class DueDayView(Struct, frozen=True):
    """What is due on a day; `title` is Late, Today, Tomorrow, the date, or No date."""

    title: str
    day: str
    duties: tuple[DutyView, ...]


class UnreadView(Struct, frozen=True):
    """A job of which not everything could be read, and why: something may be due there that is not told."""

    job: str
    why: str


class DueView(Struct, frozen=True):
    """What anyone must do, by day. `title` names whose it is; `jobs` is how many were looked at; `later` how many are
    due after the days that were asked for, `undated` how many without a date were left out with them.
    """

    title: str
    as_of: str
    jobs: int
    days: tuple[DueDayView, ...]
    later: int
    undated: int
    unread: tuple[UnreadView, ...]


class FigureView(Struct, frozen=True):
    """A number: `value` is decimal text for machines, `spoken` how it is read."""

    value: str
    spoken: str


class RatioView(Struct, frozen=True):
    """So many of so many: a share as `0.667` and `67%`, defects per unit as `1.5`."""

    numerator: int
    denominator: int
    value: str
    spoken: str


class KeptView(Struct, frozen=True):
    """Percent plan complete of what someone had; `person` is their id, empty for what nobody had."""

    person: str
    name: str
    kept: RatioView


class MissedView(Struct, frozen=True):
    """How often a reason kept a promise from being kept; `reason` is empty where none was given."""

    reason: str
    spoken: str
    count: int


class ClosureView(Struct, frozen=True):
    """Days from raised to confirmed, over so many punch items."""

    median: FigureView
    p90: FigureView
    items: int


class CostView(Struct, frozen=True):
    """What failures cost before the handover, after it and in all: known of `items` out of `of`."""

    internal: FigureView
    external: FigureView
    total: FigureView
    items: int
    of: int


class CauseView(Struct, frozen=True):
    """A cause, empty where it was not found out, with what it cost as far as that is known.

    `share` and `cumulative` are of all that causes are ranked by.
    """

    cause: str
    spoken: str
    count: int
    cost: FigureView | None
    share: FigureView
    cumulative: FigureView


class CausesView(Struct, frozen=True):
    """Causes, those that weigh most first: by cost where any is known, else by count."""

    by: Literal["cost", "count"]
    rows: tuple[CauseView, ...]


class MeanView(Struct, frozen=True):
    """A mean over so many."""

    mean: FigureView
    count: int


class GapView(Struct, frozen=True):
    """Perceived less expected in a dimension of service."""

    dimension: str
    gap: MeanView


class PromotersView(Struct, frozen=True):
    """The net promoter score, from -100 to 100, with what it is taken from."""

    score: FigureView
    promoters: int
    passives: int
    detractors: int
    ratings: int


class LeftOutView(Struct, frozen=True):
    """A job that is in no figure, and why."""

    job: str
    why: Literal["unreadable", "undated"]


class StatsView(Struct, frozen=True):
    """The figures of some jobs. What there is nothing to take it over is None, never none or all.

    `jobs` are those counted, `left_out` those that could not be; `since` and `until` the days between which jobs were
    asked for. `title` names the job if it is one, else the firm. `acknowledge_within` is the policy's, in hours.
    """

    title: str
    company: str
    as_of: str
    since: str
    until: str
    currency: str
    acknowledge_within: int
    jobs: tuple[str, ...]
    left_out: tuple[LeftOutView, ...]
    completion: RatioView | None
    first_pass_yield: RatioView | None
    defects_per_unit: RatioView | None
    concession_rate: RatioView | None
    hold_points: RatioView | None
    plan_complete: RatioView | None
    by_person: tuple[KeptView, ...]
    reasons: tuple[MissedView, ...]
    closure: ClosureView | None
    rejection_rate: RatioView | None
    reopen_rate: RatioView | None
    cost: CostView | None
    unread_costs: int
    causes: CausesView | None
    first_time_acceptance: RatioView | None
    callback_rate: RatioView | None
    acknowledged: RatioView | None
    rating: MeanView | None
    promoters: PromotersView | None
    servqual: tuple[GapView, ...]
    format: int = 1
