"""Forgetting: a client's personal data removed from a job's folder, and its photos if that is asked for."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from qcheck.app import jobs
from qcheck.app.desk import Desk, speaker
from qcheck.app.jobs import Job
from qcheck.app.report import reports
from qcheck.app.write import write
from qcheck.core import mentions, removed
from qcheck.core.act import forget as act
from qcheck.core.clean import line
from qcheck.core.mentions import Mention, Sought
from qcheck.errors import Refused, StorageFailed
from qcheck.intake.archive import NotArchive, names
from qcheck.model.event import Kept
from qcheck.store import evidence, files, private, record, signing, workspace
from qcheck.store.lock import lock
from qcheck.store.private import Client


class Forgetting(Struct, frozen=True):
    """What is, or was, removed: `what` in words, and the paths of `files` from the workspace.

    `mentions` are the lines of the record that name the client and stay; `searched` tells whether it was known whom to
    look for. `others` are the jobs that hold the same client's data, `kept` the files and outputs that stay as
    evidence, by name, and `photos` how many photos do. `signers` are the lines of the list of allowed signers that name
    the client, `archives` the archives of the job that lie here.
    """

    job: str
    name: str
    what: str
    files: tuple[str, ...]
    mentions: tuple[Mention, ...]
    searched: bool
    others: tuple[str, ...]
    kept: tuple[str, ...]
    photos: int
    signers: tuple[int, ...] = ()
    archives: tuple[str, ...] = ()


def preview(desk: Desk, name: str, *, photos: bool) -> Forgetting:
    """What forgetting would remove, and what it would leave. Raises `Refused` where there is nothing to remove."""
    return _forgetting(desk, jobs.load(desk, jobs.which(desk, name)), photos=photos)


def forget(desk: Desk, name: str, reason: str, said_by: str = "", *, photos: bool) -> Forgetting:
    """Records what is removed and by whom, then removes it. Raises `Refused`; then nothing was removed.

    The statement comes first: if this ends halfway, `removed-but-here` says so, and the same command does the rest.
    """
    who = jobs.actor(desk, speaker(desk, said_by))
    before = preview(desk, name, photos=photos)
    write(desk, before.job, lambda job: act.forget(job.state, reason, who, photos=photos))
    with lock(desk.root):
        job = jobs.load(desk, before.job)
        for path in _condemned(desk, job, photos=photos):
            files.remove(path)
        if photos:
            desk.cache.clear()  # small pictures of the photos are in it
    return before


def _forgetting(desk: Desk, job: Job, *, photos: bool) -> Forgetting:
    condemned = _condemned(desk, job, photos=photos)
    new = act.named(job.state, photos=photos)
    if not condemned and not any(new):
        raise Refused(
            f"{line(job.state.plan.name or job.id)}: there is nothing to remove.",
            "" if photos else "Photos are removed with --photos.",
        )
    held, staying = _clients(job.folder), _staying(job, photos=photos)
    of = mentions.sought((c.name for c in held), (c.site for c in held), (c.contact for c in held))
    return Forgetting(
        job=job.id,
        name=line(job.state.plan.name or job.id),
        what=removed.what(*new),
        files=tuple(path.relative_to(desk.root).as_posix() for path in condemned),
        mentions=tuple(_mentions(job, of)),
        searched=bool(of.words or of.numbers),
        others=tuple(_others(desk, job.id, held)),
        kept=tuple(dict.fromkeys(line(k.name) for k in staying if k.kind != "photo")),
        photos=len({k.digest for k in staying if k.kind == "photo"}),
        signers=tuple(_signers(desk, of)),
        archives=tuple(_archives(desk, job)),
    )


def _condemned(desk: Desk, job: Job, *, photos: bool) -> list[Path]:
    """The files that are removed: private data, pages that name the client, and with `photos` all evidence but that
    which the record calls a file or an output. What was removed before and came back is among them.
    """
    found = [*files.every(job.folder / private.FOLDER), *files.every(reports(desk, job.id))]
    gone = removed.evidence(job.record.events)
    staying = {kept.digest for kept in _staying(job, photos=photos)}
    for path in files.every(job.folder / evidence.FOLDER):
        digest = path.name.partition(".")[0]
        if digest in gone or (photos and digest not in staying):
            found.append(path)
    return found


def _staying(job: Job, *, photos: bool) -> list[Kept]:
    """The evidence that is not removed, now or before."""
    every = removed.kept(job.record.events)
    gone = removed.evidence(job.record.events)
    gone |= {kept.digest for kept in every if photos and kept.kind == "photo"}
    return [kept for kept in every if kept.digest not in gone]


def _clients(folder: Path) -> list[Client]:
    """All that a job's folder holds of clients, corrected data too."""
    held = (private.find(folder, path.stem) for path in files.names(folder / private.FOLDER, ".json"))
    return [client for client in held if client]


def _mentions(job: Job, of: Sought) -> Iterable[Mention]:
    for name, source in record.sources(job.folder).items():
        if name.startswith("record/"):
            yield from mentions.mentions(source, f"jobs/{job.id}/{name}", of)


def _signers(desk: Desk, of: Sought) -> Iterable[int]:
    """The lines of the list of allowed signers that name somebody: what they signed needs them."""
    text = signing.signers(desk.root).decode("utf-8", "replace")
    return (number for number, said in enumerate(text.splitlines(), 1) if of.in_(said))


def _archives(desk: Desk, job: Job) -> Iterable[str]:
    """The archives in the workspace's folder, and where the caller is, that hold a log of this job."""
    logs = {f"record/{name}.jsonl" for name in job.record.logs}
    for path in (p for folder in dict.fromkeys((desk.root, desk.caller.folder)) for p in files.names(folder, ".zip")):
        with suppress(NotArchive, StorageFailed), files.opened(path) as file:  # any other zip is none of ours
            if logs & names(file):
                yield line(path.relative_to(desk.root).as_posix() if path.is_relative_to(desk.root) else str(path))


def _others(desk: Desk, job_id: str, held: list[Client]) -> Iterable[str]:
    """The other jobs that hold data of a client of the same name, or who is reached the same way."""
    known = {word for client in held for word in _known_by(client)}
    for other in workspace.jobs(desk.root) if known else ():
        if other != job_id and any(known & _known_by(c) for c in _clients(desk.root / "jobs" / other)):
            yield other


def _known_by(client: Client) -> set[str]:
    return {" ".join(word.casefold().split()) for word in (client.name, client.contact) if word.strip()}
