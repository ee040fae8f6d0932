"""Handing over: the gate asked once more, then the client's word, sealed."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qcheck import __version__
from qcheck.app import jobs, report
from qcheck.app.desk import Desk, known, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import context, judge
from qcheck.app.write import write
from qcheck.core import gates
from qcheck.core.act import sign as act
from qcheck.core.act.actor import Refusal
from qcheck.core.act.sign import Statement, still_to_sign
from qcheck.core.clean import line
from qcheck.core.people import meant
from qcheck.core.punch import names
from qcheck.core.roles import CLIENT
from qcheck.core.verdict import verdict
from qcheck.core.views import handover as view
from qcheck.core.views.status import status as status_view
from qcheck.errors import NotFound, QcheckError
from qcheck.model.event import Draft
from qcheck.model.punchevent import Raised
from qcheck.model.settings import HANDOVER
from qcheck.model.view import StatusView

__all__ = ["CLIENT", "NotReady", "Signature", "Statement", "hand_over", "readiness", "still_to_sign"]


class Signature(Struct, frozen=True):
    """What came of it: the job's name, the revision's letter, the seal, where the report lies, and by name and text the
    punch items that the client's own reservations became; the roles that have still to sign, and who did now.
    """

    job: str
    revision: str
    seal: str
    path: Path
    raised: tuple[tuple[str, str], ...] = ()
    awaited: tuple[str, ...] = ()
    person: str = ""


class NotReady(QcheckError):
    """The gate is shut: nothing was signed."""

    code = 1

    def __init__(self, status: StatusView) -> None:
        super().__init__("")
        self.status = status


def readiness(desk: Desk, name: str, units: tuple[str, ...] = ()) -> StatusView:
    """Whether a job, or some units of it, can be handed over, and all that stands in the way but the signature."""
    job = jobs.load(desk, jobs.which(desk, name))
    return status_view(judge(desk, job, context(desk, job, HANDOVER, signing=True, units=units)))


def of_units(desk: Desk, name: str, said: Statement) -> Statement:
    """The statement with the units that were typed by their ids. Raises `NotFound` for one the job does not have."""
    if not said.units:
        return said
    plan = jobs.load(desk, jobs.which(desk, name)).state.plan
    ids = {word.casefold(): u.id for u in plan.units if not u.dropped for word in (u.id, u.name)}
    typed = [part.strip() for word in said.units for part in word.split(",") if part.strip()]
    if not typed:
        raise NotFound("No unit was named.", "For example: --units pantry; without it, the whole job is handed over.")
    missing = [word for word in typed if word.casefold() not in ids]
    if missing:
        named = ", ".join(u.name for u in plan.units if not u.dropped) or "none"
        raise NotFound(f"{', '.join(missing)}: this job has no such unit.", f"There are: {named}.")
    return replace(said, units=tuple(dict.fromkeys(ids[word.casefold()] for word in typed)))


def part(desk: Desk, name: str, said: Statement) -> str:
    """The names of the units that a statement is about; empty for the whole job. Raises as `of_units` does."""
    if not said.units:
        return ""
    named = {u.id: u.name for u in jobs.load(desk, jobs.which(desk, name)).state.plan.units}
    return ", ".join(line(named[unit]) for unit in of_units(desk, name, said).units)


def named(desk: Desk, said: Statement, by: str) -> Statement:
    """The statement with the full name of whoever of the firm signs it: as they were typed, or of whoever speaks if no
    name was given and it is none of the client's.
    """
    if said.role == CLIENT or said.outcome == "unsigned":
        return said
    found = meant(said.person, desk.settings.people) if said.person else [by]
    return replace(said, person=known(desk, found[0]).name) if len(found) == 1 else said


def _keyed(desk: Desk, drafts: list[Draft], key: str) -> list[Draft]:
    """The same, signed by a key."""
    from qcheck.app import keyed  # 10 ms, only where somebody signs with a key

    return keyed.signed(desk, drafts, key)


def hand_over(desk: Desk, name: str, statement: Statement, said_by: str = "", key: str = "") -> Signature:
    """Records the client's statement, sealed over the state they saw, and writes the report. With a `key` (a file, `-`
    for the usual one) it is signed by that too.

    Raises `NotReady` while the gate is shut, unless they refuse or are not there: that can always be recorded.
    """
    by = speaker(desk, said_by)
    who = jobs.actor(desk, by)
    statement = named(desk, of_units(desk, name, statement), by)

    def decide(job: Job) -> list[Draft] | Refusal:
        told = judge(desk, job, context(desk, job, HANDOVER, signing=True, units=statement.units))
        if statement.outcome not in act.ALWAYS and verdict(told.findings) == "not ready":
            raise NotReady(status_view(told))
        shown = view.handover(told, report.sources(desk, job))
        report.rendered(desk, job, shown)  # a template that cannot be used is found before anything is signed
        seen = view.sealed(told, report.sources(desk, job))
        seal = act.seal(job.state, desk.settings.digest, seen, __version__)
        drafts = act.sign(job.state, list(told.findings), HANDOVER, statement, seal, who)
        return _keyed(desk, drafts, key) if key and not isinstance(drafts, Refusal) else drafts

    written = write(desk, jobs.which(desk, name), decide)
    signed = written.job.state.signoffs[-1]
    path = report.keep(desk, written.job, signed.revision, statement.units)
    state = written.job.state
    new, every = {d.about for d in written.drafts if isinstance(d.body, Raised)}, names(state.punch)
    raised = tuple((every[p.subject], p.text) for p in state.punch if p.subject in new)
    awaited = gates.awaited(state, HANDOVER) if gates.holding(state, HANDOVER) else ()
    return Signature(state.plan.name, signed.revision, signed.digest, path, raised, awaited, signed.person)
