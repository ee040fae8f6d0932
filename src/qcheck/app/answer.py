"""Answering items, adding notes, taking the last command back."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk, known, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.write import Written, write
from qcheck.core import value
from qcheck.core.act import answer as act
from qcheck.core.act import note as noting
from qcheck.core.act import undo as undoing
from qcheck.core.act.actor import Refusal
from qcheck.core.act.answer import Given, PassedOver, Question, ValueNeeded
from qcheck.core.gates import RELEASING, due
from qcheck.core.lacking import lacking
from qcheck.core.punch import names
from qcheck.core.settle import deferred, settled
from qcheck.core.waived import Waived
from qcheck.errors import Refused
from qcheck.model.event import Answered, Draft, Result, Retracted
from qcheck.model.state import JobItem

if TYPE_CHECKING:
    from qcheck.app.evidence import Taken

__all__ = ["Given", "NeedsValue", "Question", "Said", "answer", "last", "note", "said", "undo"]


class Spoken(Struct, frozen=True):
    """An item as a command answered it: what was recorded in words, its limit, and the evidence it still lacks."""

    item: JobItem
    result: Result
    value: str = ""
    limit: str = ""
    lacks: tuple[str, ...] = ()
    forced: str = ""


class Said(Struct, frozen=True):
    """What a command recorded, as its message tells it: the job's name, the items, how many are left, by when.

    `answers` are the items with what was said of them; `passed_over` what ranges and sections left alone; `raised` and
    `pending` the punch items that came of it and those that are open for what passed; `reopened` is who had signed
    what this reopens.
    """

    job: str
    items: tuple[JobItem, ...]
    left: int
    gate: str
    waiting_on: str
    answers: tuple[Spoken, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    raised: tuple[tuple[str, str], ...] = ()
    pending: tuple[tuple[str, str], ...] = ()
    reopened: str = ""
    lacks: tuple[str, ...] = ()


class NeedsValue(Refused):
    """Nothing was recorded: each of these items needs a value, which can be asked for."""

    def __init__(self, refusal: ValueNeeded) -> None:
        super().__init__(refusal.message, refusal.hint)
        self.asks = refusal.asks


def answer(
    desk: Desk, job: str, words: tuple[str, ...], result: Result, given: dict[str, str], taken: "tuple[Taken, ...]" = ()
) -> Said:
    """Pass, fail or n/a of items; `given` may hold note, force, as, did and at. What was taken in as evidence is kept
    only if the answers are. Raises `NeedsValue`, `Refused`.
    """
    by = speaker(desk, given.get("as", ""))
    did = person(desk, given["did"]) if given.get("did") else by
    who = jobs.actor(desk, by, did, _done_at(desk, given.get("at", "")))
    kept = tuple(each.kept for each in taken)
    terms = Given(given.get("note", ""), given.get("force", ""), kept, _today(desk, words))
    passed: list[PassedOver] = []

    def decide(held: Job) -> list[Draft] | Refusal:
        answers = act.answer(held.state, words, result, terms, who)
        if isinstance(answers, ValueNeeded):
            raise NeedsValue(answers)
        if isinstance(answers, Refusal):
            return answers
        passed.extend(answers.passed_over)
        store(held.folder, taken)
        return list(answers.drafts)

    return replace(said(desk, write(desk, jobs.which(desk, job), decide, brief=True)), passed_over=tuple(passed))


def store(folder: Path, taken: "tuple[Taken, ...]") -> None:
    """Keeps evidence in a job's folder: before the line that speaks of it, and never without one."""
    if taken:
        from qcheck.app.evidence import keep  # 10 ms, only where there is evidence

        keep(folder, taken)


def note(desk: Desk, job: str, words: tuple[str, ...], text: str, given: dict[str, str]) -> Said:
    """A remark about items, or about the job if none is named."""
    who = jobs.actor(desk, speaker(desk, given.get("as", "")))
    return said(desk, write(desk, jobs.which(desk, job), lambda j: noting.note(j.state, words, text, who)))


def undo(desk: Desk, job: str, given: dict[str, str], batch: str = "") -> tuple[Said, tuple[str, ...]]:
    """Takes back the speaker's last command; also tells what it was, a line each.

    With the `batch` that `last` gave, nothing but that: `Refused` where another command is their last by now.
    """
    who = jobs.actor(desk, speaker(desk, given.get("as", "")))
    written = write(desk, jobs.which(desk, job), lambda j: undoing.undo(j.state, who, batch, desk.zone()))
    return said(desk, written), _told(desk, written.job, list(written.drafts))


def last(desk: Desk, job: str, given: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """What `undo` would take back, without doing so: its batch, and a line for each thing that it said.

    Raises `Refused` where nothing can be.
    """
    who = jobs.actor(desk, speaker(desk, given.get("as", "")))
    held = jobs.load(desk, jobs.which(desk, job))
    drafts = undoing.undo(held.state, who, zone=desk.zone())
    if isinstance(drafts, Refusal):
        raise Refused(drafts.message, drafts.hint)
    return undoing.last_batch(held.state, who.by)[-1].batch, _told(desk, held, drafts)


def _told(desk: Desk, job: Job, taken: list[Draft]) -> tuple[str, ...]:
    """What retractions take back, in words."""
    from qcheck.app.judge import context  # 15 ms, only where something is taken back
    from qcheck.core.views import log
    from qcheck.core.views.parts import Told
    from qcheck.core.wording import Speaker

    told = Told(job.state, (), context(desk, job), Speaker(desk.settings, desk.zone()))
    return log.what(told, [d.body.event for d in taken if isinstance(d.body, Retracted)])


def _done_at(desk: Desk, typed: str) -> str:
    if not typed:
        return ""
    from qcheck.app.judge import moment  # 15 ms, only where a time is typed

    return moment(desk, typed)


def _today(desk: Desk, words: tuple[str, ...]) -> str:
    """The date in the workspace's zone, where a value was typed that may be judged by it."""
    if not any("=" in word for word in words):
        return ""
    return jobs.today(desk)


def said(desk: Desk, written: Written) -> Said:
    """What a command recorded, for its message."""
    job = written.job
    abouts = {draft.about for draft in written.drafts}
    gate = jobs.current_gate(desk, job.state)
    passed = {d.about for d in written.drafts if isinstance(d.body, Answered) and d.body.result == "pass"}
    punch = job.state.punch
    raised = [p for p in punch if p.subject in abouts]
    pending = [p for p in punch if p.item in passed and p.standing == "open"]
    named = names(punch) if raised or pending else {}
    return Said(
        job=job.state.plan.name or job.id,
        items=tuple(i.item for i in job.state.items if i.item.subject in abouts),
        left=left(desk, job, gate),
        gate=gate,
        waiting_on=known(desk, job.state.plan.lead).name,
        answers=_spoken(desk, written),
        raised=tuple((named[p.subject], p.text) for p in raised),
        pending=tuple((named[p.subject], p.text) for p in pending),
        reopened=_reopened(written),
        lacks=tuple(words for i in job.state.items if i.item.subject in abouts for words in lacking(i)),
    )


def _spoken(desk: Desk, written: Written) -> tuple[Spoken, ...]:
    """The items that were answered, with what came of it."""
    bodies = {d.about: d.body for d in written.drafts if isinstance(d.body, Answered)}
    if not bodies:
        return ()
    states = (i for i in written.job.state.items if i.item.subject in bodies)
    return tuple(
        Spoken(
            item=i.item,
            result=bodies[i.item.subject].result,
            value=value.shown(i.item.answer, bodies[i.item.subject].value, desk.settings),
            limit=value.limit(i.item.answer, desk.settings),
            lacks=lacking(i),
            forced=bodies[i.item.subject].forced,
        )
        for i in states
    )


def _reopened(written: Written) -> str:
    """Who signed what was just reopened; empty if nobody had, or it was open before."""
    stale = {s.event for s in written.before.signoffs if s.stale_by}
    accepted = (s for s in written.job.state.signoffs if s.current and s.outcome in RELEASING)
    return next((s.person for s in accepted if s.stale_by and s.event not in stale), "")


def left(desk: Desk, job: Job, gate: str) -> int:
    """How many items are due by a gate and neither settled, waived nor put off until after it."""
    gates = desk.settings.gates
    off = deferred(job.state, gate, gates) if job.state.punch else set()
    open_items = [
        i
        for i in job.state.items
        if i.standing != "hidden" and due(i.item.gate, gate, gates) and not settled(i) and i.item.subject not in off
    ]
    if not open_items or not job.state.waivers:
        return len(open_items)
    waived = Waived(job.state, desk.settings, jobs.today(desk)).spared()
    return sum(i.item.subject not in waived for i in open_items)
