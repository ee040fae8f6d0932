"""Restoring: the job of an archive put back into a workspace."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from qcheck.app import jobs, keyed
from qcheck.app.archive import of_job, opened
from qcheck.app.desk import Desk
from qcheck.app.open import slug
from qcheck.core import archive as layout
from qcheck.core import removed as gone
from qcheck.core.clean import line
from qcheck.errors import Refused
from qcheck.intake.archive import Progress, Unpacked
from qcheck.store import archive as store
from qcheck.store import files, record, workspace
from qcheck.store.lock import lock

RESTORED = "Nothing was restored."
UNCHANGED = "Nothing was changed."
MERGED = "Records are merged by git, never from an archive; restore it under another name: --as NAME"


class Restored(Struct, frozen=True):
    """A job that was put back: its id and name, how many statements and how many photos and files it has, and whether
    the settings of this workspace are those it was judged by. `unknown` are the revisions that are signed with a key
    which this workspace's list of allowed signers does not know; `removed` the jobs here that had removed on request
    what is back with this one.
    """

    job: str
    name: str
    lines: int
    evidence: int
    same_settings: bool
    unknown: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def restore(desk: Desk, path: Path, name: str = "", tell: Progress = lambda _done, _every: None) -> Restored:
    """Puts the job of an archive into the workspace, under its own name or another. Raises `Refused`, `StorageFailed`;
    then nothing was changed.

    This machine forgets that it may have written the last line of these logs: as in any copied folder, new ones begin.
    """
    with opened(path, tell, RESTORED) as held, lock(desk.root):
        job_id = slug(name or held.job)
        _refuse_existing(desk, job_id, held)
        for log in _logs(held):
            desk.installation.disown(log)
        store.put(desk.root, desk.root / "jobs" / job_id, of_job(held))
        same = hashlib.sha256(files.read(desk.root / workspace.SETTINGS)).hexdigest() == held.digests[layout.SETTINGS]
        evidence = sum(own.startswith("evidence/") for own in held.digests)
        removed = tuple(_removed(desk, job_id, held))
    workspace.use_job(desk.root, job_id)
    job = jobs.load(desk, job_id)
    unknown = tuple(p.detail.partition(" ")[0] for p in keyed.problems(desk, job) if p.kind == "signature-foreign")
    name = line(job.state.plan.name or job_id)
    return Restored(job_id, name, len(job.state.events), evidence, same, tuple(map(line, unknown)), removed)


def _removed(desk: Desk, job_id: str, held: Unpacked) -> Iterator[str]:
    """The other jobs here whose record says that something of what was put back was removed on request."""
    there = {
        own.rpartition("/")[2].partition(".")[0] for own in held.digests if own.startswith(("private/", "evidence/"))
    }
    for other in workspace.jobs(desk.root):
        if other == job_id or b'"forgotten"' not in b"".join(record.sources(desk.root / "jobs" / other).values()):
            continue  # most jobs: only those that removed something are read as events
        events = jobs.load(desk, other).record.events
        if there & {*gone.private(events), *gone.evidence(events)}:
            yield other


def _logs(held: Unpacked) -> list[str]:
    return [n.removeprefix("record/").removesuffix(".jsonl") for n in held.digests if n.startswith("record/")]


def _refuse_existing(desk: Desk, job_id: str, held: Unpacked) -> None:
    """Raises `Refused` where there is a job of that name, and says how its record stands to that of the archive."""
    folder = desk.root / "jobs" / job_id
    if not (folder.exists() or folder.is_symlink()):
        return
    here = {n: content for n, content in record.sources(folder).items() if n.startswith("record/")}
    there = {name: held.content(name) for name in held.digests if name.startswith("record/")}
    raise Refused(f"There is a job called {job_id} already{_compared(here, there)}", UNCHANGED)


def _compared(here: dict[str, bytes], there: dict[str, bytes]) -> str:
    """How two records stand to each other, as the end of a sentence."""
    if here == there:
        return ", and its record is the very same: there is nothing to restore."
    lines, others = _lines(here), _lines(there)
    if not lines & others:
        return ", and it is another one. Restore this one under another name: --as NAME"
    missing, more = len(others - lines), len(lines - others)
    if not missing:
        return f", and its record goes on from this one, by {_count(more)}: it is the newer one."
    more_here = f", with {_count(more)} that the archive lacks and" if more else ""
    return f": the same one{more_here} without {_count(missing)} of it. {MERGED}"


def _lines(logs: dict[str, bytes]) -> set[bytes]:
    return {each for content in logs.values() for each in content.splitlines() if each}


def _count(lines: int) -> str:
    return f"{lines} line{'' if lines == 1 else 's'}"
