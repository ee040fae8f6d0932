"""Archiving: a job as one zip that can be read without qcheck, and such a zip opened again."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, structs
from msgspec.structs import replace

from qcheck.app import jobs, language, report
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context, judge
from qcheck.core import archive as layout
from qcheck.core import removed
from qcheck.core.clean import line
from qcheck.core.heads import ancestors
from qcheck.core.names import is_digest, is_file_name
from qcheck.core.signoffs import units
from qcheck.core.views.handover import handover as handover_view
from qcheck.core.views.log import log as log_view
from qcheck.errors import Refused
from qcheck.intake.archive import NotArchive, Progress, Unpacked, unpacked
from qcheck.model.archiveview import ArchiveView
from qcheck.model.event import Event, Kept, Signed
from qcheck.model.settings import HANDOVER
from qcheck.model.view import ClientView
from qcheck.render.table import render
from qcheck.store import archive as store
from qcheck.store import evidence, files, private, record, workspace
from qcheck.store.lock import lock

AGAIN = "Get it again from where it came, or from a backup."


class Archived(Struct, frozen=True):
    """An archive that was written and read back: the job's name, where it is, how many files it holds; what the record
    names and was `missing`, and what is `altered`.
    """

    name: str
    path: Path
    files: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]


class Packing(Struct):
    """A job about to be packed: what was read of it under the lock, and what comes of the rest as it is read."""

    job: Job
    ready: dict[str, bytes]
    evidence: list[Path]
    client: bool
    digests: dict[str, str] = {}
    altered: list[str] = []


def archive(
    desk: Desk, name: str, out: str, tell: Progress = lambda _done, _every: None, *, client: bool = True
) -> Archived:
    """Packs a job into one zip, reads it back, and only then gives it its name. `client` tells whether private data
    comes along. Raises `Refused`, `StorageFailed`; then there is no such file.
    """
    job_id = jobs.which(desk, name)
    path = Path(out) if out else desk.caller.folder / f"{job_id}.zip"
    store.refuse_existing(path)
    packing = _read(desk, job_id, client=client)
    entries = _entries(desk, packing, tell)
    try:
        store.write(path, ((f"{job_id}/{own}", content) for own, content in entries), lambda file: unpacked(file, tell))
    except NotArchive as error:
        raise Refused(f"{path}: what was written cannot be read back: {error}.", "Nothing was archived.") from error
    of_job = packing.job.state.plan.name or job_id
    return Archived(line(of_job), path, len(packing.digests) + 1, _missing(packing.job), tuple(packing.altered))


@contextmanager
def opened(path: Path, tell: Progress = lambda _done, _every: None, hint: str = AGAIN) -> Iterator[Unpacked]:
    """An archive whose files are all as its manifest says: digests by name, and the bytes of each. Raises `Refused`."""
    with files.opened(path) as file:
        try:
            yield unpacked(file, tell)
        except NotArchive as error:
            raise Refused(f"{path}: this is no archive of a job that can be believed: {error}.", hint) from error


@contextmanager
def as_workspace(path: Path) -> Iterator[tuple[Path, str]]:
    """A temporary workspace with the job of an archive and the settings it was judged by, and the id of the job; for
    those who only look. Raises `Refused`.
    """
    with opened(path) as held, store.temporary() as root:
        store.lay_out(root, ((layout.SETTINGS, held.content(layout.SETTINGS)),), lasting=False)
        store.lay_out(root / "jobs" / held.job, of_job(held), lasting=False)
        yield root, held.job


def of_job(held: Unpacked) -> Iterator[tuple[str, bytes]]:
    """The files of an archive that make up the job's folder."""
    return ((name, held.content(name)) for name in held.digests if layout.is_of_job(name))


def _read(desk: Desk, job_id: str, *, client: bool) -> Packing:
    """What may change while it is read, read at one moment; photos and files only come, and are never changed."""
    folder = desk.root / "jobs" / job_id
    for own in layout.FOLDERS:
        files.require_own(folder / own)
    with lock(desk.root):
        job = jobs.load(desk, job_id)
        if not job.state.events:
            raise Refused(f"{job_id}: nothing of its record can be read.", "Bring it back from a backup first.")
        ready = record.sources(folder)
        ready[layout.SETTINGS] = files.read(desk.root / workspace.SETTINGS)
        if client:
            here = files.names(folder / private.FOLDER, ".json")
            ready |= {f"{private.FOLDER}/{path.name}": files.read_plain(path) for path in here}
        kept = files.names(folder / evidence.FOLDER, "")
    return Packing(job, _fit(ready, kept), kept, any(name.startswith(private.FOLDER) for name in ready))


def _fit(ready: dict[str, bytes], kept: list[Path]) -> dict[str, bytes]:
    """Raises `Refused` for a file whose name is not one on every system: people unpack it on any."""
    names = [*(name.rpartition("/")[2] for name in ready), *(path.name for path in kept)]
    wrong = next((name for name in names if not is_file_name(name)), "")
    if wrong:
        raise Refused(
            f"{line(wrong)}: a file of that name cannot be unpacked on every system.",
            "Rename it; nothing was archived.",
        )
    return ready


def _entries(desk: Desk, packing: Packing, tell: Progress) -> Iterator[tuple[str, bytes]]:
    """All files by name, in the order of their names; last what tells of the others."""
    ready = {**packing.ready, **_pages(desk, packing)}
    photos = {f"{evidence.FOLDER}/{path.name}": path for path in packing.evidence}
    every = sorted({*ready, *photos})
    for number, name in enumerate(every, 1):
        tell(number, len(every))
        content = ready[name] if name in ready else files.read_plain(photos[name])
        digest = packing.digests[name] = hashlib.sha256(content).hexdigest()
        stem = name.rpartition("/")[2].partition(".")[0]
        if name in photos and is_digest(stem) and stem != digest:
            packing.altered.append(name)
        yield name, content
    for name, content in ((layout.README, _readme(desk, packing)),):
        packing.digests[name] = hashlib.sha256(content).hexdigest()
        yield name, content
    yield layout.MANIFEST, layout.manifest(packing.digests)


def _pages(desk: Desk, packing: Packing) -> dict[str, bytes]:
    """The report as it stood after the last line, the page of every sign-off, and the record in plain words."""
    job = packing.job
    told = judge(desk, job, context(desk, job, HANDOVER, _end(job)))
    pages = {layout.REPORT: _page(desk, packing, job), layout.LOG: render("archive", "log", log_view(told), {})}
    for event in job.state.events:
        if isinstance(event.body, Signed):
            name = f"reports/handover-{event.body.revision}.html"
            seen = _seen(desk, job, event, event.body)
            kept = packing.client and name in {f"reports/{path.name}" for path in files.every(job.folder / "reports")}
            pages[name] = files.read_plain(job.folder / name) if kept else _page(desk, packing, seen, units(event.body))
    return pages


def _end(job: Job) -> str:
    """The time of the last line of a job: by then all of it counts."""
    return max(event.at for event in job.state.events)


def _seen(desk: Desk, job: Job, event: Event, signed: Signed) -> Job:
    """A job as it stood when it was signed: by the lines that the seal covers, whatever their times say."""
    by_id = {each.id: each for each in job.state.events}
    seen = ancestors((event.id, *(i for ids in signed.seal.heads.values() for i in ids)), by_id)
    logs = {
        name: structs.replace(log, events=tuple(e for e in log.events if e.id in seen))
        for name, log in job.record.logs.items()
    }
    return jobs.of_record(desk, job.id, record.Record(logs))


def _page(desk: Desk, packing: Packing, job: Job, part: tuple[str, ...] = ()) -> bytes:
    """The client's page of a job as it stands after its last line."""
    told = judge(desk, job, context(desk, job, HANDOVER, _end(job), units=part))
    told = told if packing.client else replace(told, client=ClientView())
    told = language.speaking(told, language.spoken(desk))
    return report.rendered(desk, job, handover_view(told, report.sources(desk, job)))


def _readme(desk: Desk, packing: Packing) -> bytes:
    job = packing.job
    end = _end(job)
    told = judge(desk, job, context(desk, job, HANDOVER, end))
    of = ArchiveView(
        job=job.id,
        name=line(job.state.plan.name or job.id),
        company=line(desk.settings.company),
        as_of=told.speaker.when(end),
        lines=len(job.state.events),
        revisions=tuple(dict.fromkeys(signed.revision for signed in job.state.signoffs)),
        evidence=tuple(_listed(job, packing.evidence)),
        missing=_missing(job),
        altered=tuple(packing.altered),
        removed=_removed(job) if job.state.removals else "",
        client=packing.client,
        keyed=any(isinstance(e.body, Signed) and e.body.signature for e in job.state.events),
    )
    return render("archive", "readme", of, {})


def _removed(job: Job) -> str:
    gone = job.state.events
    return removed.what(tuple(removed.private(gone)), tuple(removed.evidence(gone)))


def _listed(job: Job, paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Photos and files by where they are, and what they were called."""
    names: dict[str, str] = {}
    for kept in removed.kept(job.record.events):
        names.setdefault(kept.digest, line(kept.name))
    for path in paths:
        yield f"{evidence.FOLDER}/{path.name}", names.get(path.name.partition(".")[0], "nothing in the record names it")


def _missing(job: Job) -> tuple[str, ...]:
    """What the record names and is not there, other than what was removed on request."""
    gone = removed.evidence(job.record.events)
    named = [kept for kept in removed.kept(job.record.events) if kept.digest not in gone]
    wrong = evidence.missing_of(job.folder, named)
    return tuple(_called(kept) for kept, how in wrong.items() if how == "absent")


def _called(kept: Kept) -> str:
    return f"{line(kept.name)} ({kept.digest[:12]}.{line(kept.suffix)})"
