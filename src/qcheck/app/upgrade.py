"""Upgrading: a job shown as it would be with the lists of today, and gone on with."""

import hashlib

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.answer import Said, said
from qcheck.app.desk import BadFile, Desk, speaker
from qcheck.app.jobs import Job
from qcheck.app.shelf import Read, Shelf
from qcheck.app.write import write
from qcheck.core import events
from qcheck.core.act import upgrade as act
from qcheck.core.act.actor import Refusal
from qcheck.core.difference import Difference, differences
from qcheck.core.fold import fold
from qcheck.errors import NotFound
from qcheck.model.checklist import Checklist
from qcheck.model.event import Draft, Pin
from qcheck.model.place import Place
from qcheck.model.state import JobState
from qcheck.store import files


class Upgrade(Struct, frozen=True):
    """What an upgrade would change: the job's name, lists with their versions, and item by item."""

    job: str
    name: str
    lists: tuple[str, ...]
    differences: tuple[Difference, ...]


def preview(desk: Desk, job: str, adding: tuple[str, ...] = ()) -> Upgrade:
    """What a job would be with its lists as they are now, and those that are added. Raises `BadFile`, `NotFound`."""
    held = jobs.load(desk, jobs.which(desk, job))
    reads = _reads(desk, held, adding)
    who = jobs.actor(desk, speaker(desk))
    drafts = act.upgrade(held.state, _pins(reads), "to look at", who)
    after = _after(desk, held, drafts, reads) if not isinstance(drafts, Refusal) and drafts else held.state
    checklists = tuple(r.checklist for r in reads if r.checklist)
    changed = differences(held.state, after)
    versions = tuple(f"{c.id}, version {c.version}" for c in checklists)
    return Upgrade(held.id, held.state.plan.name, versions, changed)


def upgrade(desk: Desk, job: str, reason: str, adding: tuple[str, ...] = (), said_by: str = "") -> Said:
    """Goes on with the lists as they are now; the earlier ones stay pinned. Raises `BadFile`, `NotFound`, `Refused`."""
    who = jobs.actor(desk, speaker(desk, said_by))

    def decide(held: Job) -> list[Draft] | Refusal:
        reads = _reads(desk, held, adding)
        pins = _pins(reads)
        decided = act.upgrade(held.state, pins, reason, who)
        if not isinstance(decided, Refusal):
            for read, pin in zip(reads, pins, strict=True):
                files.write_once(jobs.pin_path(held.folder, pin), read.content)
        return decided

    return said(desk, write(desk, jobs.which(desk, job), decide))


def _reads(desk: Desk, held: Job, adding: tuple[str, ...]) -> list[Read]:
    """The job's lists as they are in the library now, with what they include, and those that are added."""
    shelf = Shelf(desk.root, desk.settings)
    names = [pin.list for pin in held.state.plan.lists]
    gone = [name for name in names if name not in shelf.sources]
    if gone:
        raise NotFound(f"{', '.join(gone)}: there is no such checklist any more.", "Bring it back to checklists/.")
    reads = shelf.resolve([*names, *(shelf.name(name) for name in adding)])
    unsound = [f for read in reads if not read.sound for f in read.findings if f.severity == "block"]
    if unsound:
        raise BadFile(unsound)
    return reads


def _pins(reads: list[Read]) -> tuple[Pin, ...]:
    return tuple(Pin(read.source.name, hashlib.sha256(read.content).hexdigest()) for read in reads)


def _after(desk: Desk, held: Job, drafts: list[Draft], reads: list[Read]) -> JobState:
    """The job as it would be: the record with one more line that nobody wrote."""
    lines = events.chain(drafts, "", max((e.seq for e in held.state.events), default=0))
    place = Place("upgrade")
    extra = [events.decode(events.encode(line), "upgrade", place) for line in lines]
    lists: dict[str, Checklist] = jobs.pinned(desk, held)
    lists |= {
        pin.digest: replace(read.checklist) for read, pin in zip(reads, _pins(reads), strict=True) if read.checklist
    }
    settings, said = desk.settings, [*held.state.events, *extra]
    return fold(held.id, held.state.place, lists, said, settings.gates, settings.policy.signatures)
