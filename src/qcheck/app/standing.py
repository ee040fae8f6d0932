"""Standing: where a large job stood some lines ago, kept so that a tick need not fold its whole record."""

import hashlib

from msgspec import Struct

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.core.advance import advance, brief
from qcheck.model.state import JobState
from qcheck.store import record
from qcheck.store.record import Log, Record

LARGE = 200_000
FEW = 100


class Standing(Struct, frozen=True):
    """A job's state without its past, the ends of its logs, and the digests of all that it was made of."""

    state: JobState
    logs: dict[str, Log]
    digests: dict[str, str]
    settings: str


def load(desk: Desk, job: str) -> Job:
    """A job as it stands: from what was kept of it and the lines that came since, else from its whole record.

    What was kept is believed only over the very bytes that it was made of.
    """
    folder = desk.root / "jobs" / job
    sources = record.sources(folder)
    if sum(map(len, sources.values())) >= LARGE:
        held = desk.cache.recall(job, Standing)
        if held and held.settings == desk.settings.digest and _same(held, sources):
            grown = record.grown(folder, held.logs, sources)
            moved = advance(held.state, grown.events) if grown else None
            if grown and moved and len(grown.events) < FEW:
                return Job(job, folder, moved, (), grown)
        loaded = jobs.load(desk, job)
        if not loaded.state.signoffs:  # a signed job is folded whole in any case
            _keep(desk, loaded, sources)
        return loaded
    return jobs.load(desk, job)


def advanced(desk: Desk, job: Job, held: Record) -> Job:
    """A job after what was just appended to its record; `job` is as `load` gave it."""
    if job.state.events:
        return jobs.of_record(desk, job.id, held)
    before = {name: len(log.events) for name, log in job.record.logs.items()}
    said = tuple(e for name, log in held.logs.items() for e in log.events[before.get(name, 0) :])
    moved = advance(job.state, said)
    return Job(job.id, job.folder, moved, (), held) if moved else jobs.load(desk, job.id)


def _same(held: Standing, sources: dict[str, bytes]) -> bool:
    """Whether the lists are those that were kept, and every log begins with what was kept of it."""
    if {n for n in sources if not _is_log(n)} != {n for n in held.digests if not _is_log(n)}:
        return False
    sizes = {f"record/{name}.jsonl": log.size for name, log in held.logs.items()}
    return all(
        name in sources and _digest(memoryview(sources[name])[: sizes.get(name)]) == digest
        for name, digest in held.digests.items()
    )


def _keep(desk: Desk, job: Job, sources: dict[str, bytes]) -> None:
    """Keeps where a job stands, if all of it is sound and what was read is what was folded."""
    sizes = {f"record/{name}.jsonl": log.size for name, log in job.record.logs.items()}
    if job.problems or sizes != {name: len(content) for name, content in sources.items() if _is_log(name)}:
        return
    digests = {name: _digest(memoryview(content)) for name, content in sources.items()}
    logs = {name: log.closed() for name, log in job.record.logs.items()}
    desk.cache.keep(job.id, Standing(brief(job.state), logs, digests, desk.settings.digest))


def _is_log(name: str) -> bool:
    return name.startswith("record/")


def _digest(content: memoryview) -> str:
    return hashlib.sha256(content).hexdigest()
