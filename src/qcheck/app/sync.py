"""Sync: what was recorded here and on other devices exchanged, and what waits for that."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app.desk import Desk
from qcheck.app.exchange import Exchange, Synced, Tell, parted, shown
from qcheck.app.news import MOST, News, Seen, told, within
from qcheck.core.views.arrived import titled
from qcheck.core.wording import Speaker
from qcheck.errors import Refused, StorageFailed
from qcheck.store import changes, copies, merging, repository, sending, workspace
from qcheck.store.lock import lock
from qcheck.store.repository import Repository

__all__ = ["News", "Synced", "Waiting", "names", "status", "sync", "waiting", "when"]


class Waiting(Struct, frozen=True):
    """What was recorded here and not yet sent: the jobs and the other files, and how many commits hold some of it;
    when the last sync was (UTC; empty if never); and, where it was asked for, what it is in words.
    """

    jobs: tuple[str, ...]
    files: tuple[str, ...]
    commits: int
    synced: str
    news: tuple[News, ...] = ()


def sync(desk: Desk, tell: Tell | None = None) -> Synced:
    """Exchanges what was recorded here and elsewhere. Raises `Refused` where git is in a state that is someone's to
    settle; an exchange that cannot be made now is no error.
    """
    around = repository.around(desk.root, desk.caller.environ)
    return Exchange(desk, around, tell).run() if around else _folder(desk)


def waiting(desk: Desk) -> Waiting | None:
    """What waits to be sent, by one look at the files; None where there is no git. No network is used."""
    try:
        around = repository.around(desk.root, desk.caller.environ)
        return _waiting(desk, around) if around else None
    except (Refused, StorageFailed):
        return None


def names(desk: Desk, jobs: Iterable[str]) -> list[str]:
    """Jobs as people call them."""
    return [titled(job, Seen(desk.root).record(job).events) for job in jobs]


def status(desk: Desk) -> Waiting:
    """The same with what it is in words. Raises `Refused` where there is no git."""
    around = repository.around(desk.root, desk.caller.environ)
    if around is None:
        raise Refused("This workspace is in no git repository, so that nothing waits to be sent.", _BEGIN)
    found = _waiting(desk, around)
    remote, there = repository.remote_of(around, repository.branch_of(around))
    upstream = sending.tips(around, (remote, there))[0] if remote else ""
    seen, jobs = Seen(desk.root), found.jobs[:MOST]
    words = [told(desk, job, within(around, upstream, job), seen.record(job).events) for job in jobs]
    return replace(found, news=tuple(each for each in words if each))


def _waiting(desk: Desk, around: Repository) -> Waiting:
    state = changes.status(around)
    commits, start = state.ahead, "@{upstream}"
    if commits is None:  # nothing was ever sent
        commits = int(around.git.must("rev-list", "--count", "HEAD", "--").out) if state.head else 0
        start = around.git.must("mktree").out.decode().strip()
    sent = merging.differences(around.git, start, "HEAD") if commits else {}
    jobs, others = parted(around, (*(each.path for each in state.changed), *(p for p in sent if around.shared(p))))
    return Waiting(shown(jobs), shown(others), commits, workspace.last_sync(desk.root))


_BEGIN = "Begin: git init -b main, then git remote add origin URL. See docs/sync.md."


def _folder(desk: Desk) -> Synced:
    """A workspace that git does not know: what a sharing program left beside our files is taken in."""
    with lock(desk.root):
        tidied = copies.tidy(desk.root, copies.listed(desk.root))
    if not (tidied.taken or tidied.losers):
        raise Refused(
            "This workspace is in no git repository, so that nothing was sent; and no copies of a shared folder are "
            "in it.",
            _BEGIN,
        )
    return Synced("folder", copies=shown(tidied.taken), contested=shown(tidied.losers))


def when(desk: Desk, found: Waiting) -> str:
    """When the last sync was, as people read it; empty if never."""
    return Speaker(desk.settings, desk.zone()).when(found.synced) if found.synced else ""
