"""Taking in: what someone without this program answered, looked at first, then recorded whole."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import handout, jobs
from qcheck.app.answer import store
from qcheck.app.desk import BadFile, Desk, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import context
from qcheck.app.write import write
from qcheck.core.act.takein import Outcome, take
from qcheck.core.answerwords import split
from qcheck.core.nodes import decode
from qcheck.core.statement import Reading
from qcheck.core.takein import read, same
from qcheck.core.views.parts import Told
from qcheck.core.views.takein import takein as view
from qcheck.core.wording import Speaker
from qcheck.errors import Refused
from qcheck.model.event import Draft
from qcheck.model.punchpage import TakenInView
from qcheck.model.takein import Statement, Understood
from qcheck.store import evidence

if TYPE_CHECKING:
    from qcheck.app.answerphotos import Photos

MOST_BYTES = 2_000_000
YAML = (".yaml", ".yml")
FEW = 3
PASTED = "the pasted text"


class Given(Struct, frozen=True):
    """An answer as it was given: its bytes, the file it came in (None where it was pasted), whose it is, who takes it
    in, and photos by the punch item that they show (`P7=door.jpg`).
    """

    source: bytes
    owner: str
    file: Path | None = None
    by: str = ""
    photos: tuple[str, ...] = ()


class Seen(Struct, frozen=True):
    """An answer as it was understood, before anything of it is recorded."""

    view: TakenInView
    job: str
    owner: str
    by: str
    said: tuple[Statement, ...]
    taken: "Photos"


def file(path: Path) -> bytes:
    """The bytes of an answer in a file. Raises `StorageFailed`."""
    return evidence.read_foreign(path, MOST_BYTES, follow=True)


def look(desk: Desk, name: str, given: Given) -> Seen:
    """What an answer says and what would be recorded of it; nothing is.

    Raises `Refused` for one that was made for another job or person, `BadFile` for one that cannot be read.
    """
    job = jobs.load(desk, jobs.which(desk, name))
    owner, by = person(desk, given.owner), speaker(desk, given.by)
    at = _reading(desk, job, owner)
    said = _statements(job, owner, given, at)
    taken: Photos = {}
    if given.photos or any(isinstance(each, Understood) and each.photos for each in said):
        from qcheck.app.answerphotos import with_photos  # 10 ms, and Pillow behind it, only for photos

        said, taken = with_photos(desk, said, given.file.parent if given.file else None, given.photos)
    outcomes = _outcomes(desk, job, owner, by, said, taken)
    return Seen(_view(desk, job, owner, said, outcomes), job.id, owner, by, said, taken)


def record(desk: Desk, seen: Seen) -> TakenInView:
    """Records what was understood, all of it in one command. Raises `Refused` where the job has changed since."""

    def decide(job: Job) -> list[Draft]:
        outcomes = _outcomes(desk, job, seen.owner, seen.by, seen.said, seen.taken)
        if _view(desk, job, seen.owner, seen.said, outcomes) != seen.view:
            raise Refused("The job has changed since this was looked at.", "Take it in again.")
        used = {(o.said.line, o.said.name) for o in outcomes if o.drafts}
        store(job.folder, tuple(t for key, each in seen.taken.items() if key in used for t in each))
        return [draft for outcome in outcomes for draft in outcome.drafts]

    write(desk, seen.job, decide)
    return replace(seen.view, recorded=True)


def _reading(desk: Desk, job: Job, owner: str) -> Reading:
    people = {p.id: frozenset((*split(p.id), *split(p.name))) for p in desk.settings.people}
    now: datetime = desk.caller.now.astimezone(desk.zone())
    others = frozenset(word for ident, called in people.items() if ident != owner for word in called)
    ours = (same(each) for each in handout.texts(desk, job, owner))
    long = frozenset(each for each in ours if each.count(" ") >= FEW)  # `P7 fri` may be a text of ours, and an answer
    return Reading(now, desk.settings.calendar, people[owner], others, long)


def _statements(job: Job, owner: str, given: Given, at: Reading) -> tuple[Statement, ...]:
    shown = given.file.as_posix() if given.file else PASTED
    text, findings = decode(given.source, shown)
    if findings:
        raise BadFile(findings)
    from qcheck.intake import answers  # 25 ms for YAML's reader, only where an answer is taken in

    if not (shown.lower().endswith(YAML) or answers.looks_like(text)):
        return read(text, at)
    returned, findings = answers.returned(given.source, shown)
    if returned is None or findings:
        raise BadFile(findings)
    for made, wanted in ((returned.job, job.id), (returned.owner, owner)):
        if made != wanted:
            raise Refused(f"{shown} was made for {made}, not for {wanted}.", "Nothing was taken in.")
    return answers.statements(returned.items, at)


def _outcomes(
    desk: Desk,
    job: Job,
    owner: str,
    by: str,
    said: tuple[Statement, ...],
    taken: "Photos",
) -> tuple[Outcome, ...]:
    understood = tuple(s for s in said if isinstance(s, Understood))
    kept = {key: tuple(each.kept for each in found) for key, found in taken.items()}
    return take(job.state, understood, kept, jobs.actor(desk, by, owner))


def _view(desk: Desk, job: Job, owner: str, said: tuple[Statement, ...], outcomes: tuple[Outcome, ...]) -> TakenInView:
    told = Told(job.state, (), context(desk, job), Speaker(desk.settings, desk.zone()))
    return view(told, owner, said, outcomes)
