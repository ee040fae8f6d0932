"""News of jobs: what a record holds now that it did not before."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.core import logs
from qcheck.core.act.resolve import contested
from qcheck.core.gates import RELEASING
from qcheck.core.views.arrived import News
from qcheck.core.views.arrived import news as view
from qcheck.core.wording import Speaker
from qcheck.model.event import Event, Forgotten
from qcheck.model.state import JobState
from qcheck.store import evidence, files, private, record
from qcheck.store.record import Record
from qcheck.store.repository import Repository, blobs

__all__ = ["MOST", "News", "Seen", "came", "told", "within"]

# So many jobs are told one by one; the others are counted.
MOST = 100


class Seen:
    """The records of a workspace's jobs."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def record(self, job: str) -> Record:
        return record.read(self.root / "jobs" / job, f"jobs/{job}")

    def records(self, jobs: Iterable[str], known: dict[str, tuple[Event, ...]]) -> dict[str, tuple[Event, ...]]:
        """What is known of the first of these jobs, beside what was known before."""
        new = [job for job in jobs if job not in known][: MOST - len(known)]
        return known | {job: self.record(job).events for job in new}


def told(desk: Desk, job: str, known: Iterable[Event], now: Iterable[Event]) -> News | None:
    """What is new of a job, in words."""
    return view(job, known, now, Speaker(desk.settings, desk.zone()))


def came(desk: Desk, job: str, known: tuple[Event, ...], now: Record) -> News | None:
    """What came into a job, in words, with what that led to here."""
    found = told(desk, job, known, now.events)
    if not (found and known):
        return found
    loaded = jobs.of_record(desk, job, now)
    before, after = jobs.at_cut(desk, loaded, known).state, loaded.state
    seen = {event.id for event in known}
    gone = [e.body for e in now.events if isinstance(e.body, Forgotten) and e.id not in seen]
    return replace(
        found,
        contested=len(_contested(after) - _contested(before)),
        stale=tuple(sorted(_stale(after) - _stale(before))),
        still_here=len(_still_here(loaded.folder, gone)) if gone else 0,
    )


def _contested(state: JobState) -> set[str]:
    """The subjects about which devices said different things."""
    punch = (item.subject for item in state.punch if item.contested)
    return {*(each.subject for each in contested(state)), *state.plan.contested, *punch}


def _stale(state: JobState) -> set[str]:
    """The revisions of acceptances that no longer cover what was signed for."""
    return {s.revision for s in state.signoffs if s.current and s.stale_by and s.outcome in RELEASING}


def _still_here(folder: Path, gone: list[Forgotten]) -> list[str]:
    """What was just said to be removed, and all pages: they were made before this device heard of it."""
    return [
        *private.here(folder, (digest for each in gone for digest in each.private)),
        *evidence.here(folder, (digest for each in gone for digest in each.evidence)),
        *(path.name for path in files.every(folder / "reports")),
    ]


def within(around: Repository, commit: str, job: str) -> tuple[Event, ...]:
    """What a commit holds of the logs that a job has on the disk."""
    if not commit:
        return ()
    root = around.top / around.prefix / "jobs" / job / "record"
    names = [path.name for path in files.names(root, ".jsonl")]
    contents = blobs(around.git, [f"{commit}:{around.prefix}jobs/{job}/record/{name}" for name in names])
    found = [logs.read(each, name, name)[0] for each, name in zip(contents, names, strict=True) if each]
    return tuple(event for log in found for event in log)
