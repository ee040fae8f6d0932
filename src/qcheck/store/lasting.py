"""Lasting: what was committed of a record and never goes away again, brought back onto the disk."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qcheck.core import parts, removed, sides
from qcheck.store import files, record
from qcheck.store.changes import Changed
from qcheck.store.repository import Repository, blobs

# So many photos are in memory at once.
AT_ONCE = 16


def put_back(root: Path, repository: Repository, changed: tuple[Changed, ...]) -> tuple[str, ...]:
    """Brings back what was committed: lines of a log, pinned lists, evidence that is not what it was; photos and
    personal data that are gone, unless the record says that they were removed on request. Gives the paths.
    """
    known = [each for each in changed if each.blob and lasts(repository.inside(each.path), each)]
    back = [path for path, content in _contents(root, repository, known) if _put(root, path, content)]
    gone = [each for each in changed if each.blob and each.gone and not each.dropped and each not in known]
    wanted = _named(root, {each: repository.inside(each.path) for each in gone})
    for path, content in _contents(root, repository, wanted):
        files.write(root / path, content)
        back.append(path)
    return tuple(back)


def lasts(path: str, changed: Changed) -> bool:
    """Whether a file stays in the repository as it was, whatever became of it on the disk."""
    gone = changed.gone or changed.dropped
    kept = parts.is_kept(path) and (not gone or parts.part(path).folder == "checklists")
    return parts.is_log(path) or kept


def _put(root: Path, path: str, content: bytes) -> bool:
    """Brings back what a file lacks; tells whether it lacked anything."""
    held = files.read_plain(root / path) if (root / path).exists() else b""
    if held == content or (parts.is_log(path) and not sides.lacks(held, content)):
        return False
    files.write(root / path, sides.union(held, content) if held and parts.is_log(path) else content)
    return True


def _named(root: Path, gone: dict[Changed, str]) -> list[Changed]:
    """Those photos, files and personal data that the record of their job names, and that nobody asked to remove."""
    every = {
        each: parts.part(path) for each, path in gone.items() if parts.is_kept(path) and not _is_led_away(root, path)
    }
    wanted = {job: _wanted(root, job) for job in dict.fromkeys(part.job for part in every.values())}
    return [each for each, part in every.items() if part.name.partition(".")[0] in wanted[part.job]]


def _wanted(root: Path, job: str) -> frozenset[str]:
    """The digests of what a job's record names, but for those that were removed on request."""
    events = record.read(root / "jobs" / job, f"jobs/{job}").events
    named = {*(kept.digest for kept in removed.kept(events)), *removed.clients(events)}
    return frozenset(named - removed.evidence(events) - removed.private(events))


def _contents(root: Path, repository: Repository, wanted: Sequence[Changed]) -> Iterator[tuple[str, bytes]]:
    """What was committed of files, by their paths in the workspace; none of those that a link leads away from it."""
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for each, content in zip(some, blobs(repository.git, [each.blob for each in some]), strict=True):
            path = repository.inside(each.path)
            if content is not None and not _is_led_away(root, path):
                yield path, content


def _is_led_away(root: Path, path: str) -> bool:
    """Whether a link stands at a path or on the way to it."""
    where = root / path
    return any(each.is_symlink() for each in (where, *where.parents) if each != root and root in each.parents)
