"""An audit in words."""

from collections.abc import Iterable

from msgspec.structs import replace

from qcheck.core.clean import line
from qcheck.core.views.parts import OUTCOMES
from qcheck.core.wording import Speaker, hint, message
from qcheck.model.auditview import AuditCount, AuditedJob, AuditView, DifferenceView, PageView, SealView, Seen, Whole
from qcheck.model.event import Event, Signed
from qcheck.model.finding import Finding
from qcheck.model.state import JobState
from qcheck.model.verified import Verified

UNCHECKED = {"signature-unchecked", "unread"}
WORST: tuple[Whole, ...] = ("differs", "unchecked", "whole")


def audited(
    state: JobState, findings: Iterable[Finding], count: AuditCount, seals: Iterable[SealView], speaker: Speaker
) -> AuditedJob:
    """One job that could be read."""
    told = tuple(difference(finding, speaker) for finding in findings)
    name = line(state.plan.name or state.job)
    return AuditedJob(line(state.job), name, _verdict(told), count, told, tuple(seals))


def _verdict(told: Iterable[DifferenceView]) -> Whole:
    """What could not be checked is no difference, and not whole either."""
    wrong = {each.code for each in told if each.severity == "block"}
    return "differs" if wrong - UNCHECKED else "unchecked" if wrong else "whole"


def unread(job: str, reason: str) -> AuditedJob:
    """One job whose files could not be read."""
    told = DifferenceView("unread", "block", line(reason), "", f"jobs/{line(job)}", 0, f"jobs/{line(job)}")
    return AuditedJob(line(job), line(job), "unchecked", AuditCount(), (told,))


def archived(of: AuditedJob, *, listed: bool) -> AuditedJob:
    """One job of an archive: its files by the names that they have there. Without a list of allowed signers there is
    another reason than usual that a signature could not be checked.
    """
    return replace(
        of,
        differences=tuple(
            replace(each, file=_entry(each.file), where=_entry(each.where), hint=each.hint if listed else _given(each))
            for each in of.differences
        ),
        seals=tuple(replace(each, file=_entry(each.file)) for each in of.seals),
    )


def _entry(path: str) -> str:
    return path.removeprefix("jobs/")


def _given(of: DifferenceView) -> str:
    return "Give the list of allowed signers: --signers FILE" if of.code == "signature-unchecked" else of.hint


def together(jobs: tuple[AuditedJob, ...], page: PageView | None = None) -> AuditView:
    """All jobs, with the worst of what was found, a page that was compared with them included."""
    return AuditView(worst([*(job.verdict for job in jobs), *([_compared(page)] if page else [])]), jobs, page)


def worst(verdicts: Iterable[Whole]) -> Whole:
    """The worst of several verdicts."""
    every = set(verdicts)
    return next((each for each in WORST if each in every), "whole")


def _compared(page: PageView) -> Whole:
    """A page in which no seal of the record stands is none of its pages."""
    if not page.seals or page.bytes == "differs":
        return "differs"
    return "unchecked" if page.bytes == "unknown" else "whole"


def difference(finding: Finding, speaker: Speaker) -> DifferenceView:
    """One difference in words."""
    place = finding.place
    said, advice = message(finding, speaker), hint(finding, speaker)
    file = line(place.file)
    return DifferenceView(finding.code, finding.severity, said, advice, file, place.line, line(str(place)))


def seal(event: Event, signed: Signed, speaker: Speaker, record: Seen, page: str, proof: Verified | None) -> SealView:
    """A sign-off, whether its seal fits the record, what became of its page: `fits`, `differs`, or the reason why that
    cannot be told; and what came of checking the signature by a key, if it has one.
    """
    known: Seen = "fits" if page == "fits" else "differs" if page == "differs" else "unchecked"
    return SealView(
        gate=line(signed.gate),
        revision=line(signed.revision),
        spoken=speaker.say(OUTCOMES[signed.outcome]),
        person=line(signed.person),
        role=line(signed.role),
        at=speaker.when(event.at),
        seal=signed.digest,
        file=line(event.place.file),
        line=event.place.line,
        record=record,
        page=known,
        reason=line(page) if known == "unchecked" else "",
        signature=proof.how if proof else "none",
        key=line(proof.key) if proof else "",
    )
