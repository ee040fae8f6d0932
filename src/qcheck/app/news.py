"""News of jobs: what a record holds now that it did not before."""

from collections.abc import Iterable
from pathlib import Path

from qcheck.app.desk import Desk
from qcheck.core import logs
from qcheck.core.views.arrived import News
from qcheck.core.views.arrived import news as view
from qcheck.core.wording import Speaker
from qcheck.model.event import Event
from qcheck.store import files, record
from qcheck.store.record import Record
from qcheck.store.repository import Repository, blobs

__all__ = ["MOST", "News", "Seen", "told", "within"]

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


def within(around: Repository, commit: str, job: str) -> tuple[Event, ...]:
    """What a commit holds of the logs that a job has on the disk."""
    if not commit:
        return ()
    root = around.top / around.prefix / "jobs" / job / "record"
    names = [path.name for path in files.names(root, ".jsonl")]
    contents = blobs(around.git, [f"{commit}:{around.prefix}jobs/{job}/record/{name}" for name in names])
    found = [logs.read(each, name, name)[0] for each, name in zip(contents, names, strict=True) if each]
    return tuple(event for log in found for event in log)
