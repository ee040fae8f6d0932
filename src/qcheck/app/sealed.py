"""Seals of a job's sign-offs, each worked out anew and compared, with the page that was made of it."""

from collections.abc import Iterator

from msgspec.structs import replace

from qcheck import __version__
from qcheck.app import jobs, keyed, report
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context, judge
from qcheck.core import audit, removed, seals, signoffs
from qcheck.core.fold import fold
from qcheck.core.views import audit as view
from qcheck.core.views import handover
from qcheck.core.wording import Speaker
from qcheck.errors import QcheckError
from qcheck.model.auditview import SealView, Seen
from qcheck.model.checklist import Checklist
from qcheck.model.event import Event, Signed
from qcheck.model.problem import Problem
from qcheck.model.settings import HANDOVER
from qcheck.store import private


def seals_of(desk: Desk, job: Job, listed: bytes | None, speaker: Speaker) -> Iterator[tuple[SealView, list[Problem]]]:
    """Each sign-off with what is wrong with its seal and its signature, oldest first."""
    lists = jobs.pinned(desk, job)
    for event in job.state.events:
        if isinstance(event.body, Signed):
            record, page, problems = _sealed(desk, job, lists, event, event.body)
            proof = keyed.verified(desk, event.at, event.by, event.body, listed) if event.body.signature else None
            problems += keyed.problem(event, event.body, proof) if proof else []
            yield view.seal(event, event.body, speaker, record, page, proof), problems


def _sealed(
    desk: Desk, job: Job, lists: dict[str, Checklist], event: Event, signed: Signed
) -> tuple[Seen, str, list[Problem]]:
    """Whether a seal fits the record, what became of its page, and what is wrong in words."""
    events = {each.id: each for each in job.state.events}
    said = seals.covered(signed, events)
    if said is None:  # which is a broken chain, told as such
        return "unchecked", "lines that it names are missing or were changed", []
    then = _at(desk, job, lists, said)
    wrong = seals.differences(event, signed, then.state, events)
    page = _unknown(desk, then, lists, signed) or _page(desk, then, event, signed)
    wrong += ["what the page said"] if page == "differs" else []
    problems = [Problem("seal-differs", event.place, f"{signed.revision} {', '.join(wrong)}")] if wrong else []
    if page not in {"fits", "differs"}:
        problems.append(Problem("seal-unchecked", event.place, f"{signed.revision} what the page said ({page})"))
    return "differs" if wrong else "fits", page, problems


def _at(desk: Desk, job: Job, lists: dict[str, Checklist], said: list[Event]) -> Job:
    """A job as these events alone make it."""
    settings = desk.settings
    state = fold(job.id, job.state.place, lists, said, settings.gates, settings.policy.signatures)
    return replace(job, state=state)


def _unknown(desk: Desk, then: Job, lists: dict[str, Checklist], signed: Signed) -> str:
    """Why it cannot be told what a page said; empty if it can."""
    if signed.seal.policy != desk.settings.digest:
        return "qcheck.yaml was changed since"
    if signed.seal.made != __version__:
        return f"qcheck {signed.seal.made or 'of an earlier version'} made it, and this is {__version__}"
    if any(pin.digest not in lists for pin in then.state.plan.lists):
        return "a pinned list is not as it was"
    if any(event.body is None for event in then.state.events):
        return "a line is not understood by this version"
    if then.state.plan.client and private.find(then.folder, then.state.plan.client) is None:
        return "the client's data is not here"
    gone = removed.evidence(then.record.events)
    if any(kept.digest in gone for kept in audit.kept(then.state.events)):
        return "photos of it were removed on request"
    return ""


def _page(desk: Desk, then: Job, event: Event, signed: Signed) -> str:
    """Whether what the page said is what was sealed."""
    at = context(desk, then, HANDOVER, event.at, signing=True, units=signoffs.units(signed))
    shown = handover.sealed(judge(desk, then, at), report.sources(desk, then))
    return "differs" if seals.view_differs(signed, shown) else "fits"


def page_of(desk: Desk, job: Job, event: Event, signed: Signed) -> tuple[bytes, str]:
    """The page that was made when a sign-off was recorded, made again; empty, with the reason, where it cannot be."""
    events = {each.id: each for each in job.state.events}
    said = seals.covered(signed, events)
    if said is None:
        return b"", "lines that it names are missing or were changed"
    lists = jobs.pinned(desk, job)
    own = seals.chain(event, events)
    then = _at(desk, job, lists, [*said, *(each for each in own if each not in said)])
    reason = _unknown(desk, then, lists, signed)
    if reason:
        return b"", reason
    at = context(desk, then, HANDOVER, event.at, units=signoffs.units(signed))
    try:
        return report.rendered(desk, then, report.of(desk, then, at)), ""
    except QcheckError as error:
        return b"", error.message.rstrip(".")
