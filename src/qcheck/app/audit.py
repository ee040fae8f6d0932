"""Auditing: whether jobs are, byte for byte, what was recorded, and whether each sign-off fits what it names."""

from collections.abc import Iterator

from msgspec.structs import replace

from qcheck import __version__
from qcheck.app import jobs, keyed, report
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context, judge
from qcheck.core import audit as core
from qcheck.core import evaluate, seals, signoffs
from qcheck.core.fold import fold
from qcheck.core.rules.plan import job_unopened
from qcheck.core.views import audit as view
from qcheck.core.views import handover
from qcheck.core.wording import Speaker
from qcheck.errors import NotFound, StorageFailed
from qcheck.model.auditview import AuditCount, AuditedJob, AuditView, SealView, Seen
from qcheck.model.checklist import Checklist
from qcheck.model.event import Event, Opened, Pin, Signed, Upgraded
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.model.settings import HANDOVER
from qcheck.render.table import render
from qcheck.store import evidence, files, holdings, private, signing, workspace

CODES = {"whole": 0, "differs": 1, "unchecked": 2}


def audit(desk: Desk, names: tuple[str, ...], signers: str = "") -> AuditView:
    """The audit of the jobs that are named, or of all; signatures by keys are checked by the workspace's list of
    allowed signers, or by one from elsewhere. Raises `NotFound` where there is nothing to audit.
    """
    chosen = [jobs.which(desk, name) for name in names] if names else workspace.jobs(desk.root)
    if not chosen:
        raise NotFound("There is no job to audit.", 'Open one: qcheck open "Elm Street kitchen" --checklist kitchen')
    listed = files.read(desk.caller.folder / signers) if signers else signing.signers(desk.root)
    return view.together(tuple(_job(desk, name, listed) for name in dict.fromkeys(chosen)))


def code(of: AuditView) -> int:
    """The exit code of an audit."""
    return CODES[of.verdict]


def told(of: AuditView) -> str:
    """An audit as text."""
    return render("audit", "text", of, {}).decode().rstrip("\n")


def _job(desk: Desk, name: str, listed: bytes | None) -> AuditedJob:
    try:
        return _audited(desk, jobs.load(desk, name), listed)
    except StorageFailed as error:
        return view.unread(name, f"{error.message} {error.hint}".strip())


def _audited(desk: Desk, job: Job, listed: bytes | None) -> AuditedJob:
    speaker = Speaker(desk.settings, desk.zone())
    problems = [*job.problems, *_logs(desk, job), *_evidence(job), *_private(job), *_strays(job)]
    sealed = list(_seals(desk, job, listed, speaker))
    problems += [problem for _, found in sealed for problem in found]
    at = context(desk, job)
    findings = [*evaluate.problems(tuple(dict.fromkeys(problems)), job.state, at), *job_unopened(job.state, at)]
    return view.audited(job.state, findings, _count(job), (told for told, _ in sealed), speaker)


def _logs(desk: Desk, job: Job) -> Iterator[Problem]:
    tips: dict[Place, str] = {}
    for name, log in job.record.logs.items():
        yield from core.lines(log.events)
        tips[Place(f"jobs/{job.id}/record/{name}.jsonl", log.lines)] = desk.installation.tip(name)
    yield from core.shortened(tips, job.record.events, job.problems)


def _evidence(job: Job) -> Iterator[Problem]:
    """The photos and files that are not here, or not what was recorded: every byte of each is read."""
    for kept, place in core.kept(job.record.events).items():
        if evidence.content(job.folder, kept) is None:
            absent = evidence.missing(job.folder, kept) == "absent"
            yield Problem("evidence-absent" if absent else "evidence-altered", place, evidence.named(kept))


def _private(job: Job) -> Iterator[Problem]:
    for digest in sorted(core.clients(job.record.events)):
        path = job.folder / "private" / f"{digest}.json"
        if holdings.fits(path, digest) is False:
            yield Problem("private-altered", Place(f"jobs/{job.id}/private/{path.name}"), "its digest is not its name")


def _strays(job: Job) -> Iterator[Problem]:
    """What lies in the job's folder and is nothing that the record speaks of."""
    known = {
        "checklists": {jobs.pin_path(job.folder, pin).name for pin in _pins(job)},
        "evidence": {f"{kept.digest}.{kept.suffix}" for kept in core.kept(job.record.events)},
        "private": {f"{digest}.json" for digest in core.clients(job.record.events)},
    }
    for name in holdings.strays(job.folder, "record", holdings.logs(job.folder)):
        yield Problem("record-stray", Place(f"jobs/{job.id}/{name}"), name)
    for folder, names in known.items():
        for name in holdings.strays(job.folder, folder, names):
            yield Problem("file-stray", Place(f"jobs/{job.id}/{name}"), name)


def _pins(job: Job) -> set[Pin]:
    """Every list that the job was ever pinned to."""
    return {pin for e in job.record.events if isinstance(e.body, Opened | Upgraded) for pin in e.body.lists}


def _count(job: Job) -> AuditCount:
    clients = core.clients(job.record.events)
    here = sum((job.folder / "private" / f"{digest}.json").is_file() for digest in clients)
    return AuditCount(
        logs=len(job.record.logs),
        lines=sum(len(log.events) for log in job.record.logs.values()),
        lists=len(_pins(job)),
        evidence=len(core.kept(job.record.events)),
        private=here,
        private_absent=len(clients) - here,
        signoffs=sum(isinstance(e.body, Signed) for e in job.state.events),
    )


def _seals(desk: Desk, job: Job, listed: bytes | None, speaker: Speaker) -> Iterator[tuple[SealView, list[Problem]]]:
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
        return "unchecked", "lines that it names are missing", []
    then = replace(
        job, state=fold(job.id, job.state.place, lists, said, desk.settings.gates, desk.settings.policy.signatures)
    )
    wrong = seals.differences(event, signed, then.state, events)
    page = _unknown(desk, then, lists, signed) or _page(desk, then, event, signed)
    wrong += ["what the page said"] if page == "differs" else []
    problems = [Problem("seal-differs", event.place, f"{signed.revision} {', '.join(wrong)}")] if wrong else []
    if page not in {"fits", "differs"}:
        problems.append(Problem("seal-unchecked", event.place, f"{signed.revision} what the page said ({page})"))
    return "differs" if wrong else "fits", page, problems


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
    return ""


def _page(desk: Desk, then: Job, event: Event, signed: Signed) -> str:
    """Whether what the page said is what was sealed."""
    at = context(desk, then, HANDOVER, event.at, signing=True, units=signoffs.units(signed))
    shown = handover.handover(judge(desk, then, at), report.sources(desk, then))
    return "differs" if seals.view_differs(signed, handover.without_signoffs(shown)) else "fits"
