"""Auditing: whether jobs are, byte for byte, what was recorded, and whether each sign-off fits what it names."""

from collections.abc import Iterator

from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.archive import as_workspace
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context
from qcheck.app.sealed import seals_of
from qcheck.core import audit as core
from qcheck.core import evaluate, removed
from qcheck.core.rules.plan import job_unopened
from qcheck.core.views import audit as view
from qcheck.core.wording import Speaker
from qcheck.errors import NotFound, StorageFailed
from qcheck.model.auditview import AuditCount, AuditedJob, AuditView
from qcheck.model.event import Opened, Pin, Signed, Upgraded
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.render.table import render
from qcheck.store import evidence, files, holdings, signing, workspace

CODES = {"whole": 0, "differs": 1, "unchecked": 2}


def audit(desk: Desk, names: tuple[str, ...], signers: str = "") -> AuditView:
    """The audit of the jobs that are named, or of all; signatures by keys are checked by the workspace's list of
    allowed signers, or by one from elsewhere. Raises `NotFound` where there is nothing to audit.
    """
    chosen = [jobs.which(desk, name) for name in names] if names else workspace.jobs(desk.root)
    if not chosen:
        raise NotFound("There is no job to audit.", 'Open one: qcheck open "Elm Street kitchen" --checklist kitchen')
    listed = allowed(desk, signers)
    return view.together(tuple(job(desk, name, listed) for name in dict.fromkeys(chosen)))


def archived(caller: Caller, paths: tuple[str, ...], signers: str = "") -> AuditView:
    """The audit of jobs in archives, by the settings in them, with no workspace around. Raises `Refused` for one that
    cannot be believed, with nothing said of the others.
    """
    done: list[AuditedJob] = []
    listed = files.read(caller.folder / signers) if signers else None
    for path in paths:
        with as_workspace(caller.folder / path) as (root, name):
            desk = open_desk(replace(caller, folder=root))
            done.append(view.archived(job(desk, name, listed), listed=listed is not None))
    return view.together(tuple(done))


def allowed(desk: Desk, signers: str) -> bytes:
    """The list of allowed signers: the one that is named, else the workspace's if it has one."""
    return files.read(desk.caller.folder / signers) if signers else signing.signers(desk.root)


def code(of: AuditView) -> int:
    """The exit code of an audit."""
    return CODES[of.verdict]


def told(of: AuditView) -> str:
    """An audit as text."""
    return render("audit", "text", of, {}).decode().rstrip("\n")


def job(desk: Desk, name: str, listed: bytes | None) -> AuditedJob:
    """The audit of one job; one whose files cannot be read could not be checked."""
    try:
        return _audited(desk, jobs.load(desk, name), listed)
    except StorageFailed as error:
        return view.unread(name, f"{error.message} {error.hint}".strip())


def _audited(desk: Desk, job: Job, listed: bytes | None) -> AuditedJob:
    speaker = Speaker(desk.settings, desk.zone())
    problems = [*job.problems, *_logs(desk, job), *_evidence(job), *_private(job), *_strays(job)]
    sealed = list(seals_of(desk, job, listed, speaker))
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
    gone = removed.evidence(job.record.events)
    for kept, place in core.kept(job.record.events).items():
        if kept.digest not in gone and evidence.content(job.folder, kept) is None:
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
    gone = removed.evidence(job.record.events)
    here = sum((job.folder / "private" / f"{digest}.json").is_file() for digest in clients)
    return AuditCount(
        logs=len(job.record.logs),
        lines=sum(len(log.events) for log in job.record.logs.values()),
        lists=len(_pins(job)),
        evidence=sum(kept.digest not in gone for kept in core.kept(job.record.events)),
        private=here,
        private_absent=len(clients) - here,
        signoffs=sum(isinstance(e.body, Signed) for e in job.state.events),
    )
