"""On site: how it was found, what was agreed, evidence added, holds released, witnesses."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.answer import Said, said, store
from qcheck.app.desk import Desk, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import ahead, context, judge
from qcheck.app.write import write
from qcheck.core.act import attach as attaching
from qcheck.core.act import release as releasing
from qcheck.core.act import scope
from qcheck.core.act.actor import Refusal
from qcheck.core.act.release import Outcome
from qcheck.core.similar import near
from qcheck.core.verdict import stands
from qcheck.errors import NotFound
from qcheck.model.event import Draft, Kept

if TYPE_CHECKING:
    from qcheck.app.evidence import Taken

__all__ = [
    "Outcome",
    "agree",
    "attach",
    "found",
    "is_gate",
    "release",
    "release_gate",
    "witness",
]

Words = tuple[str, ...]


def found(desk: Desk, job: str, text: str, taken: "tuple[Taken, ...]", said_by: str = "") -> Said:
    """How something was before we came."""
    who = jobs.actor(desk, speaker(desk, said_by))
    decide = keeping(taken, lambda _, kept: scope.found(text, kept, who))
    return said(desk, write(desk, jobs.which(desk, job), decide))


def keeping(
    taken: "tuple[Taken, ...]", decide: Callable[[Job, tuple[Kept, ...]], list[Draft] | Refusal]
) -> Callable[[Job], list[Draft] | Refusal]:
    """A decision about evidence, which is kept only if it is taken."""

    def decided(job: Job) -> list[Draft] | Refusal:
        drafts = decide(job, tuple(each.kept for each in taken))
        if not isinstance(drafts, Refusal):
            store(job.folder, taken)
        return drafts

    return decided


def agree(desk: Desk, job: str, text: str, terms: tuple[str, str], drop: str = "", said_by: str = "") -> Said:
    """A change that the client agreed to; `terms` are their name and the price."""
    who = jobs.actor(desk, speaker(desk, said_by))
    written = write(desk, jobs.which(desk, job), lambda j: scope.agree(j.state, text, terms, drop, who))
    told = said(desk, written)
    ended = {d.about.removeprefix("agreed/drop.") for d in written.drafts}
    dropped = tuple(i.item for i in written.job.state.items if i.item.subject in ended)
    return replace(told, items=dropped) if dropped else told


def attach(desk: Desk, job: str, word: str, taken: "tuple[Taken, ...]", said_by: str = "") -> Said:
    """Photos and files for the answer that an item has."""
    who = jobs.actor(desk, speaker(desk, said_by))
    decide = keeping(taken, lambda j, kept: attaching.attach(j.state, word, kept, who))
    return said(desk, write(desk, jobs.which(desk, job), decide))


def is_gate(desk: Desk, word: str) -> bool:
    """Whether a word names one of the workspace's gates."""
    return word in desk.settings.gates


def release(desk: Desk, job: str, words: Words, note: str, said_by: str = "") -> Said:
    """Lets work go on past hold points."""
    who = jobs.actor(desk, speaker(desk, said_by))

    def decide(held: Job) -> list[Draft] | Refusal:
        decided = releasing.release(held.state, words, note, who)
        gate = near(words[0], desk.settings.gates) if len(words) == 1 else ""
        if isinstance(decided, Refusal) and gate:
            return Refusal(decided.message, f"Did you mean the gate {gate}?\n{decided.hint}".strip())
        return decided

    return said(desk, write(desk, jobs.which(desk, job), decide))


def release_gate(desk: Desk, job: str, gate: str, terms: tuple[str, str], said_by: str = "") -> Said:
    """Records who let a job go past a gate; `terms` are a note and a reason to do so though it is not ready.

    Raises `NotFound` for a gate that is not there, `Refused` while the gate is shut.
    """
    if not is_gate(desk, gate):
        raise NotFound(f"{gate}: there is no such gate.", f"There are: {', '.join(desk.settings.gates)}.")
    who = jobs.actor(desk, speaker(desk, said_by))

    def decide(held: Job) -> list[Draft] | Refusal:
        told = judge(desk, held, context(desk, held, gate))
        problems = sum(stands(finding) for finding in told.findings)
        return releasing.release_gate(held.state, gate, problems, terms, who)

    return said(desk, write(desk, jobs.which(desk, job), decide))


def witness(desk: Desk, job: str, words: Words, outcome: Outcome, terms: tuple[str, str], said_by: str = "") -> Said:
    """Records who was invited to a witness point, came, or did not; `terms` are who, and the time as typed."""
    who = jobs.actor(desk, speaker(desk, said_by))
    party, typed = terms
    moment = ahead(desk, typed) if typed else ""
    return said(
        desk,
        write(desk, jobs.which(desk, job), lambda j: releasing.witness(j.state, words, outcome, (party, moment), who)),
    )
