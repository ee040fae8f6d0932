"""The exchange: one sync through git, from what changed here to what came in and was sent."""

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app.desk import Desk, known, speaker
from qcheck.app.news import News, Seen, came
from qcheck.core import parts, removed
from qcheck.core.clean import line
from qcheck.errors import NotFound, Refused
from qcheck.model.event import Event
from qcheck.store import changes, copies, lasting, merging, repository, sending, workspace
from qcheck.store.changes import Status
from qcheck.store.git import Done, said
from qcheck.store.repository import Repository

# How often what another device sent in the meantime is taken in before the next sync goes on with it.
TRIES = 20
NAMED = 3
AGAIN = (
    "fetch first",
    "non-fast-forward",
    "stale info",
    "cannot lock ref",
    "failed to update ref",
    "incorrect old value",
)

Tell = Callable[[str], None]


class Synced(Struct, frozen=True):
    """What a sync came to: `exchanged`, or `waiting` and in `why` for what; which jobs have news, and how many more;
    which files came in changed; which jobs and files were sent or wait to be; which files are kept beside ones that
    were chosen; which came back, since they are never to go; copies of a shared folder that were taken in.
    """

    outcome: Literal["exchanged", "waiting", "folder"]
    why: str = ""
    news: tuple[News, ...] = ()
    more: int = 0
    changed: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


def shown(paths: Iterable[str]) -> tuple[str, ...]:
    """Paths as they can be shown and written: what is no text, or moves a cursor, is marked."""
    return tuple(line(path) for path in paths)


def parted(around: Repository, paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The jobs that paths belong to, and the paths that belong to none."""
    inside = [path for path in map(around.inside, paths) if path]
    jobs = dict.fromkeys(parts.part(path).job for path in inside)
    return tuple(sorted(job for job in jobs if job)), tuple(sorted({p for p in inside if not parts.part(p).job}))


class Exchange:
    """One sync, step by step; every step may be the last, and the next sync goes on from there."""

    def __init__(self, desk: Desk, around: Repository, tell: Tell | None) -> None:
        self.desk = desk
        self.around = around
        self.tell = tell
        self.who = _author(desk, around)
        self.done = Synced("waiting")
        self.head = self.branch = ""
        self.target = ("", "")
        self.known: dict[str, tuple[Event, ...]] = {}
        self.seen = Seen(desk.root)

    def run(self) -> Synced:
        """All of it."""
        self.branch = repository.branch_of(self.around)
        self.target = repository.remote_of(self.around, self.branch) if self.branch else ("", "")
        remote, _ = self.target
        self._say("Asking what is new …")
        fetching = sending.fetch(self.around, remote, self.tell) if remote else None
        try:
            with sending.alone(self.desk.root, self.around):
                self.head = self._committed()
        except BaseException:
            if fetching:
                fetching.end()
            raise
        if fetching is None:
            return self._wait("No remote is named.", "git remote add origin URL")
        fetched = sending.fetched(fetching, self.around, remote)
        if fetched.code:
            return self._wait(said(fetched))
        return self._met()

    def _committed(self) -> str:
        """Commits what changed; the workspace is ours."""
        state = changes.status(self.around)
        changes.require_whole(self.around, state)
        if state.branch != self.branch:
            raise Refused("git changed to another branch meanwhile.", "Sync again.")
        changes.require_sound(self.around, state)
        new = [self.around.inside(each.path) for each in state.changed if not each.blob]
        tidied = copies.tidy(self.desk.root, new)
        back = lasting.put_back(self.desk.root, self.around, state.changed)
        self.done = replace(
            self.done,
            copies=(*self.done.copies, *shown(tidied.taken)),
            contested=(*self.done.contested, *shown(tidied.losers)),
            put_back=(*self.done.put_back, *shown(back)),
        )
        if back or tidied.taken or tidied.losers:
            state = changes.status(self.around)
        return sending.commit(self.around, state, self._message(state), self.who)

    def _message(self, state: Status) -> str:
        jobs, others = parted(self.around, (each.path for each in state.changed))
        named = shown((*jobs, *others))
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        return f"Record {', '.join(named[:NAMED])}{more}\n"

    def _met(self) -> Synced:
        """Takes in what is there and sends what is here, until both are the same."""
        for _ in range(TRIES):
            theirs, branches = sending.tips(self.around, self.target)
            self._require_branch(theirs, branches)
            if theirs and theirs != self.head and not self._holds(theirs):
                self._take_in(theirs)
            if self.head == theirs:
                return self._exchanged()
            self._to_send(theirs)
            self._say("Sending …")
            pushed = sending.push(self.around, self.target, self.head, self.tell).wait()
            if pushed.code == 0:
                return self._exchanged()
            why = _refused(pushed)
            if why and not any(word in why for word in AGAIN):
                return self._wait(f"The remote does not take it: {why}.")
            if not why:
                return self._wait(said(pushed))
            self._say("Another device was faster. Once more …")
            again = sending.fetch(self.around, self.target[0], self.tell)
            fetched = sending.fetched(again, self.around, self.target[0])
            if fetched.code:
                return self._wait(said(fetched))
        return self._wait("Other devices were faster every time.")

    def _require_branch(self, theirs: str, branches: tuple[str, ...]) -> None:
        """A branch that the remote does not have is not made there unasked: the devices would never meet."""
        _, there = self.target
        if theirs or not branches or f"branch.{self.branch}.merge" in self.around.settings:
            return
        raise Refused(
            f"The remote has no branch {there}; it has {', '.join(branches[:NAMED])}.",
            f"If they are the same to you: git branch -m {branches[0]}. To have this one there too: "
            f"git push -u {self.target[0]} {there}",
        )

    def _holds(self, theirs: str) -> bool:
        return self.around.git.run("merge-base", "--is-ancestor", theirs, self.head).code == 0

    def _take_in(self, theirs: str) -> None:
        """Merges what was fetched and puts it onto the disk."""
        self._say("Taking in what is new …")
        with sending.alone(self.desk.root, self.around):
            self.head = self._committed()
            merged = merging.merge(self.around, self.head, theirs, self.who)
            new = merging.differences(self.around.git, self.head, merged.commit)
            jobs, others = parted(self.around, new)
            self.known = self.seen.records(jobs, self.known)
            if stuck := sending.bring_in(self.around, self.head, merged.commit):
                raise Refused(
                    f"What is new cannot be put onto the disk: {_in_the_way(stuck)}",
                    "Move that file away, or commit it with git, then sync again.",
                )
            self.head = merged.commit
        found = [self._came(job, known_) for job, known_ in self.known.items()]
        beside = {
            path for path in others if parts.is_loser(parts.part(path).name) and new[self.around.prefix + path][1].blob
        }
        self.done = replace(
            self.done,
            news=tuple(each for each in found if each),
            more=max(self.done.more, sum(job not in self.known for job in jobs)),
            changed=tuple(dict.fromkeys((*self.done.changed, *shown(sorted(set(others) - beside))))),
            contested=tuple(dict.fromkeys((*self.done.contested, *shown((*merged.losers, *sorted(beside)))))),
        )

    def _came(self, job: str, known_: tuple[Event, ...]) -> News | None:
        now = self.seen.record(job)
        if removed.evidence(now.events) - removed.evidence(known_):
            self.desk.cache.clear()  # small pictures of the photos are in it
        return came(self.desk, job, known_, now)

    def _to_send(self, theirs: str) -> None:
        start = theirs or self.around.git.must("mktree").out.decode().strip()
        jobs, others = parted(self.around, merging.differences(self.around.git, start, self.head))
        self.done = replace(self.done, jobs=shown(jobs), files=shown(others))

    def _exchanged(self) -> Synced:
        remote, there = self.target
        if f"branch.{self.branch}.remote" not in self.around.settings:
            self.around.git.must("config", f"branch.{self.branch}.remote", remote)
            self.around.git.must("config", f"branch.{self.branch}.merge", f"refs/heads/{there}")
        workspace.note_sync(self.desk.root, self.desk.caller.at)
        if self.done.news or self.done.jobs:
            self.around.git.run("-c", "gc.auto=6700", "gc", "--auto", "--quiet")
        return replace(self.done, outcome="exchanged")

    def _wait(self, why: str, hint: str = "") -> Synced:
        """Nothing more can be exchanged now: what waits is told."""
        theirs = sending.tips(self.around, self.target)[0] if self.target[0] else ""
        self._to_send(theirs)
        return replace(self.done, why=f"{why} {hint}".strip())

    def _say(self, words: str) -> None:
        if self.tell:
            self.tell(words)


def _author(desk: Desk, around: Repository) -> dict[str, str]:
    try:
        ident = speaker(desk)
    except NotFound:  # a device of its own may pass things on without speaking
        return repository.author(around, "", "")
    return repository.author(around, known(desk, ident).name, ident)


def _refused(pushed: Done) -> str:
    """Why a remote does not take a branch, in its words; empty if it was not even asked."""
    rows = (line.split("\t") for line in pushed.lines() if line.startswith("!"))
    return next((row[-1].strip("[]").replace("] (", ": ").strip("()") for row in rows), "")


def _in_the_way(words: str) -> str:
    """The file that git says stands in the way."""
    lines = [line.strip() for line in words.splitlines()]
    return next((line.removeprefix("error: ") for line in lines if line), "git did not say why.")
