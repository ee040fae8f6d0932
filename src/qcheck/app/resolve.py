"""Settling what devices said differently."""

from msgspec import Struct

from qcheck.app import jobs
from qcheck.app.desk import Desk, speaker
from qcheck.app.jobs import Job
from qcheck.app.write import write
from qcheck.core import value
from qcheck.core.act import resolve as act
from qcheck.core.act.resolve import Contested
from qcheck.core.clean import line
from qcheck.core.views.parts import SHOWN
from qcheck.core.wording import Speaker
from qcheck.model.event import Event, Planned
from qcheck.model.state import Answer
from qcheck.store import private


class Side(Struct, frozen=True):
    """What one device says: what, who, when, and the note that goes with it."""

    said: str
    by: str
    at: str
    note: str = ""


class Open(Struct, frozen=True):
    """A subject about which devices said different things; `key` is how it is typed."""

    key: str
    text: str
    sides: tuple[Side, ...]


class Unsettled(Struct, frozen=True):
    """What is contested in a job, and how many punch items and whether its lists are: these are settled elsewhere."""

    job: str
    open: tuple[Open, ...]
    punch: int = 0
    lists: bool = False


def unsettled(desk: Desk, name: str) -> Unsettled:
    """What devices said differently of a job."""
    job = jobs.load(desk, jobs.which(desk, name))
    return _view(desk, job)


def settle(desk: Desk, name: str, taken: dict[str, str], given: dict[str, str]) -> Unsettled:
    """Records which side holds; gives what still is contested. `given` may hold note, force, as. Raises `Refused`."""
    who = jobs.actor(desk, speaker(desk, given.get("as", "")))
    written = write(desk, jobs.which(desk, name), lambda job: act.resolve(job.state, taken, given, who))
    return _view(desk, written.job)


def _view(desk: Desk, job: Job) -> Unsettled:
    state = job.state
    found = tuple(
        Open(each.key, line(each.text), tuple(_side(desk, job, each, side) for side in each.sides))
        for each in act.contested(state)
    )
    lists = "plan/lists" in state.plan.contested
    return Unsettled(line(state.plan.name or job.id), found, sum(bool(p.contested) for p in state.punch), lists)


def _side(desk: Desk, job: Job, of: Contested, side: Answer | Event) -> Side:
    speaker_ = Speaker(desk.settings, desk.zone())
    by, at = speaker_.name(side.by), speaker_.when(side.at)
    if isinstance(side, Answer):
        item = next(i.item for i in job.state.items if i.item.subject == of.subject)
        measured = value.shown(item.answer, side.value, desk.settings) if side.value else ""
        said = f"{line(measured)}, {SHOWN[side.result]}" if measured else SHOWN[side.result]
        return Side(said, by, at, line(side.note))
    body = side.body if isinstance(side.body, Planned) else Planned("")
    return Side(_planned(job, of.subject, body.value, speaker_), by, at, line(body.reason))


def _planned(job: Job, subject: str, said: str | tuple[str, ...], speaker_: Speaker) -> str:
    """The value of a field of the plan as people read it."""
    if not said:
        return "taken away"
    if subject in {"plan/lead", "plan/seller", "plan/crew"}:
        return ", ".join(speaker_.name(person) for person in ([said] if isinstance(said, str) else said))
    if subject == "plan/client":
        held = private.find(job.folder, said if isinstance(said, str) else "")
        return line(", ".join(filter(None, (held.name, held.site, held.contact)))) if held else "not on this device"
    return speaker_.when(said) if isinstance(said, str) else line(", ".join(said))
