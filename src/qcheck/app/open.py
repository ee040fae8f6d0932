"""Opening a job."""

import hashlib
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
from qcheck.core.act.plan import Value
from qcheck.core.act.units import Named, joined, unit_changes
from qcheck.core.act.units import kinds as repeated
from qcheck.core.gates import due
from qcheck.core.names import DEVICES, plain_words
from qcheck.core.planned import FACT
from qcheck.errors import Refused
from qcheck.model.checklist import Checklist, Question
from qcheck.model.event import Pin, Planned
from qcheck.model.settings import HANDOVER
from qcheck.model.state import Plan
from qcheck.store import files, private, record, workspace
from qcheck.store.lock import lock
from qcheck.store.private import Client


class Opening(Struct, frozen=True):
    """What is known of a job when it is opened; units are given as kind and name.

    `like` is a job whose lists, people, facts, units and scope are taken over.
    """

    name: str
    lists: tuple[str, ...] = ()
    client: str = ""
    site: str = ""
    contact: str = ""
    handover: str = ""
    lead: str = ""
    seller: str = ""
    crew: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    units: tuple[Named, ...] = ()
    scope: tuple[str, ...] = ()
    like: str = ""


class Opened(Struct, frozen=True):
    """The job that was opened: its id and name, how many checks are due by handover, how many are needed in all, and
    how many are not.
    """

    job: str
    name: str
    due: int
    items: int
    hidden: int = 0


def completed(desk: Desk, opening: Opening) -> Opening:
    """The opening with what it takes over from the job it is like. Raises `NotFound`."""
    if not opening.like:
        return opening
    plan = jobs.load(desk, jobs.which(desk, opening.like)).state.plan
    lists = opening.lists or tuple(pin.list for pin in plan.lists)
    return replace(
        opening,
        lists=lists,
        lead=opening.lead or plan.lead,
        seller=opening.seller or plan.seller,
        crew=opening.crew or plan.crew,
        facts={**plan.facts, **opening.facts},
        units=(*opening.units, *_units_like(plan, kinds_missing(desk, replace(opening, lists=lists)))),
        scope=opening.scope or tuple(line.text for line in plan.scope if not line.dropped),
    )


def _units_like(plan: Plan, kinds: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple((unit.kind, unit.name) for unit in plan.units if unit.kind in kinds and not unit.dropped)


def questions(desk: Desk, opening: Opening) -> tuple[Question, ...]:
    """What the lists ask that the opening does not answer yet. Raises `BadFile` for a list that cannot be used."""
    asked = act.questions(_checklists(_lists(desk, opening)))
    return tuple(q for q in asked if q.id not in opening.facts)


def kinds_missing(desk: Desk, opening: Opening) -> tuple[str, ...]:
    """The kinds of unit that the lists repeat over and of which the opening names none. Raises `BadFile`."""
    given = {kind.casefold() for kind, _ in opening.units}
    return tuple(kind for kind in repeated(_checklists(_lists(desk, opening))) if kind.casefold() not in given)


def list_names(desk: Desk) -> tuple[str, ...]:
    """The names of all lists that a job can be opened with."""
    return tuple(Shelf(desk.root, desk.settings).sources)


def list_named(desk: Desk, typed: str) -> str:
    """The full name of the list that is meant. Raises `NotFound`."""
    return Shelf(desk.root, desk.settings).name(typed)


def known_lists(names: list[str]) -> None:
    """Raises `NotFound` for a name that no shipped list has: asked where there is no workspace yet."""
    shelf = Shelf(None, None)
    for name in names:
        shelf.name(name)


def verify(desk: Desk, opening: Opening) -> None:
    """Raises what opening would raise for what is known already, so that nobody answers questions in vain."""
    slug(opening.name)
    _plan(desk, opening, "")
    _named_parts(opening, _checklists(_lists(desk, opening)))
    _refuse_existing(desk, slug(opening.name))


def open_job(desk: Desk, opening: Opening, said_by: str = "") -> Opened:
    """Opens a job: pins its lists, keeps the client's data apart, records the plan. Raises `Refused`, `BadFile`."""
    job_id = slug(opening.name)
    by = speaker(desk, said_by)
    reads = _lists(desk, opening)
    pins = tuple(Pin(read.source.name, hashlib.sha256(read.content).hexdigest()) for read in reads)
    checklists = _checklists(reads)
    changes = {**_plan(desk, opening, by), **_named_parts(opening, checklists)}
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
    every = jobs.load(desk, job_id).state.items
    items = [i for i in every if i.standing != "hidden"]
    by_handover = sum(due(i.item.gate, HANDOVER, desk.settings.gates) for i in items)
    return Opened(job_id, opening.name, by_handover, len(items), len(every) - len(items))


def slug(name: str) -> str:
    """A job's id: its name in lower case, words joined by hyphens. Raises `Refused` where nothing is left of it."""
    words = plain_words(name)[:60].strip("-")
    if words.upper() in DEVICES:
        words = f"job-{words}"
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
    unsound = unsound or [f for f in shelf.together(reads) if f.severity == "block"]
    if unsound:
        raise BadFile(unsound)
    return reads


def _checklists(reads: list[ReadList]) -> tuple[Checklist, ...]:
    return tuple(read.checklist for read in reads if read.checklist)


def _named(shelf: Shelf) -> str:
    return "\n".join(f"  {name}" for name in shelf.sources)


def _plan(desk: Desk, opening: Opening, by: str) -> dict[str, Value]:
    return {
        "plan/handover": day_or_time(desk, opening.handover) if opening.handover else "",
        "plan/lead": person(desk, opening.lead) if opening.lead else by,
        "plan/seller": person(desk, opening.seller) if opening.seller else "",
        "plan/crew": tuple(dict.fromkeys(person(desk, p) for p in opening.crew)),
        **{f"{FACT}{fact}": value for fact, value in opening.facts.items()},
    }


def _named_parts(opening: Opening, checklists: tuple[Checklist, ...]) -> dict[str, Value]:
    """The promises and units of an opening. Raises `Refused` with all that is wrong with them."""
    scope = act.scope_changes(Plan(), tuple(text for text in opening.scope if text.strip()), ())
    units = unit_changes(Plan(), repeated(checklists), opening.units, ())
    if isinstance(scope, Refusal) or isinstance(units, Refusal):
        refusal = joined([part for part in (scope, units) if isinstance(part, Refusal)])
        raise Refused(refusal.message, refusal.hint)
    return {**scope, **units}


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
