"""Opening a job."""

import hashlib
import re
import unicodedata
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import BadFile, Desk, person, speaker
from qcheck.app.judge import day_or_time
from qcheck.app.shelf import Read as ReadList
from qcheck.app.shelf import Shelf
from qcheck.core.act import plan as act
from qcheck.core.act.actor import Refusal
from qcheck.core.act.plan import FACT, Value
from qcheck.core.gates import due
from qcheck.errors import Refused
from qcheck.model.checklist import Question
from qcheck.model.event import Pin, Planned
from qcheck.model.settings import HANDOVER
from qcheck.model.state import Plan
from qcheck.store import files, private, record, workspace
from qcheck.store.lock import lock
from qcheck.store.private import Client


class Opening(Struct, frozen=True):
    """What is known of a job when it is opened; `like` is a job whose lists, people, facts and scope are taken over."""

    name: str
    lists: tuple[str, ...] = ()
    client: str = ""
    site: str = ""
    contact: str = ""
    handover: str = ""
    lead: str = ""
    crew: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    scope: tuple[str, ...] = ()
    like: str = ""


class Opened(Struct, frozen=True):
    """The job that was opened: its id and name, and how many checks are due by handover and in all."""

    job: str
    name: str
    due: int
    items: int


def completed(desk: Desk, opening: Opening) -> Opening:
    """The opening with what it takes over from the job it is like. Raises `NotFound`."""
    if not opening.like:
        return opening
    plan = jobs.load(desk, jobs.which(desk, opening.like)).state.plan
    return replace(
        opening,
        lists=opening.lists or tuple(pin.list for pin in plan.lists),
        lead=opening.lead or plan.lead,
        crew=opening.crew or plan.crew,
        facts={**plan.facts, **opening.facts},
        scope=opening.scope or tuple(line.text for line in plan.scope if not line.dropped),
    )


def questions(desk: Desk, opening: Opening) -> tuple[Question, ...]:
    """What the lists ask that the opening does not answer yet. Raises `BadFile` for a list that cannot be used."""
    asked = (q for read in _lists(desk, opening) if read.checklist for q in read.checklist.ask)
    return tuple(q for q in asked if q.id not in opening.facts)


def known_lists(names: list[str]) -> None:
    """Raises `NotFound` for a name that no shipped list has: asked where there is no workspace yet."""
    shelf = Shelf(None, None)
    for name in names:
        shelf.name(name)


def verify(desk: Desk, opening: Opening) -> None:
    """Raises what opening would raise for what is known already, so that nobody answers questions in vain."""
    slug(opening.name)
    _plan(desk, opening, "")
    _lists(desk, opening)
    _refuse_existing(desk, slug(opening.name))


def open_job(desk: Desk, opening: Opening, said_by: str = "") -> Opened:
    """Opens a job: pins its lists, keeps the client's data apart, records the plan. Raises `Refused`, `BadFile`."""
    job_id = slug(opening.name)
    by = speaker(desk, said_by)
    reads = _lists(desk, opening)
    pins = tuple(Pin(read.source.name, hashlib.sha256(read.content).hexdigest()) for read in reads)
    checklists = tuple(read.checklist for read in reads if read.checklist)
    changes = {**_plan(desk, opening, by), **_scope(opening)}
    drafts = act.open_job(opening.name, pins, checklists, changes, jobs.actor(desk, by))
    if isinstance(drafts, Refusal):
        raise Refused(drafts.message, drafts.hint)
    folder = desk.root / "jobs" / job_id
    with lock(desk.root):
        _refuse_existing(desk, job_id)
        for read, pin in zip(reads, pins, strict=True):
            files.write_once(jobs.pin_path(folder, pin), read.content)
        client = _client(desk, opening, folder)
        drafts += [jobs.actor(desk, by).draft("plan/client", "planned", client)] if client else []
        record.append(folder, drafts, record.read(folder, f"jobs/{job_id}"), desk.installation, desk.caller.token[:8])
    workspace.use_job(desk.root, job_id)
    items = jobs.load(desk, job_id).state.items
    gates = desk.settings.gates
    return Opened(job_id, opening.name, sum(due(i.item.gate, HANDOVER, gates) for i in items), len(items))


def slug(name: str) -> str:
    """A job's id: its name in lower case, words joined by hyphens. Raises `Refused` where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    if not words:
        raise Refused(
            f"“{name}” cannot be a job's name: it needs letters or digits.",
            'For example: "Elm Street kitchen"',
        )
    return words


def _lists(desk: Desk, opening: Opening) -> list[ReadList]:
    shelf = Shelf(desk.root, desk.settings)
    if not opening.lists:
        raise Refused("A job needs a checklist.", f"--checklist LIST; there are:\n{_named(shelf)}")
    reads = shelf.resolve([shelf.name(name) for name in opening.lists])
    unsound = [f for read in reads if not read.sound for f in read.findings if f.severity == "block"]
    if unsound:
        raise BadFile(unsound)
    return reads


def _named(shelf: Shelf) -> str:
    return "\n".join(f"  {name}" for name in shelf.sources)


def _plan(desk: Desk, opening: Opening, by: str) -> dict[str, Value]:
    return {
        "plan/handover": day_or_time(desk, opening.handover) if opening.handover else "",
        "plan/lead": person(desk, opening.lead) if opening.lead else by,
        "plan/crew": tuple(dict.fromkeys(person(desk, p) for p in opening.crew)),
        **{f"{FACT}{fact}": value for fact, value in opening.facts.items()},
    }


def _scope(opening: Opening) -> dict[str, Value]:
    changes = act.scope_changes(Plan(), tuple(text for text in opening.scope if text.strip()), ())
    return {} if isinstance(changes, Refusal) else changes


def _refuse_existing(desk: Desk, job_id: str) -> None:
    if workspace.has_record(desk.root, job_id):
        raise Refused(
            f"There is a job called {job_id} already.",
            "Give this one another name, or go on with that one: qcheck status",
        )


def _client(desk: Desk, opening: Opening, folder: Path) -> Planned | None:
    if not (opening.client or opening.site or opening.contact):
        return None
    digest = private.keep(folder, Client(desk.caller.salt, opening.client, opening.site, opening.contact))
    return Planned(digest)
