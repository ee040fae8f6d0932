"""Answering items, adding notes, taking the last command back."""

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk, known, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.write import Written, write
from qcheck.core.act import answer as act
from qcheck.core.act.actor import Refusal
from qcheck.core.act.select import select
from qcheck.core.gates import due
from qcheck.core.settle import settled
from qcheck.model.event import Answered, Draft, Result, Retracted
from qcheck.model.state import ItemState, JobItem


class Said(Struct, frozen=True):
    """What a command recorded, as its message tells it: the job's name, the items, how many are left, by when.

    `passed_over` are items of ranges and sections that were answered before; `reopened` is who had signed
    what this reopens.
    """

    job: str
    items: tuple[JobItem, ...]
    left: int
    gate: str
    waiting_on: str
    passed_over: tuple[ItemState, ...] = ()
    reopened: str = ""


def answer(desk: Desk, job: str, words: tuple[str, ...], result: Result, given: dict[str, str]) -> Said:
    """Pass, fail or n/a of items; `given` may hold note, as, did and at."""
    by = speaker(desk, given.get("as", ""))
    did = person(desk, given["did"]) if given.get("did") else by
    who = jobs.actor(desk, by, did, _done_at(desk, given.get("at", "")))
    kept: list[ItemState] = []

    def decide(held: Job) -> list[Draft] | Refusal:
        selection = select(held.state, words)
        if not isinstance(selection, Refusal):
            kept.extend(act.passed_over(held.state, selection))
        return act.answer(held.state, words, result, given.get("note", ""), who)

    return replace(said(desk, write(desk, jobs.which(desk, job), decide)), passed_over=tuple(kept))


def note(desk: Desk, job: str, words: tuple[str, ...], text: str, given: dict[str, str]) -> Said:
    """A remark about items, or about the job if none is named."""
    who = jobs.actor(desk, speaker(desk, given.get("as", "")))
    return said(desk, write(desk, jobs.which(desk, job), lambda j: act.note(j.state, words, text, who)))


def undo(desk: Desk, job: str, given: dict[str, str]) -> tuple[Said, tuple[str, ...]]:
    """Takes back the speaker's last command; also tells what it was, a line each."""
    who = jobs.actor(desk, speaker(desk, given.get("as", "")))
    written = write(desk, jobs.which(desk, job), lambda j: act.undo(j.state, who))
    taken = [d.body.event for d in written.drafts if isinstance(d.body, Retracted)]
    return said(desk, written), tuple(_told(written.job, event) for event in taken)


def _done_at(desk: Desk, typed: str) -> str:
    if not typed:
        return ""
    from qcheck.app.judge import moment  # 15 ms, only where a time is typed

    return moment(desk, typed)


def said(desk: Desk, written: Written) -> Said:
    """What a command recorded, for its message."""
    job = written.job
    abouts = {draft.about for draft in written.drafts}
    gate = jobs.current_gate(desk, job.state)
    return Said(
        job=job.state.plan.name or job.id,
        items=tuple(i.item for i in job.state.items if i.item.subject in abouts),
        left=left(desk, job, gate),
        gate=gate,
        waiting_on=known(desk, job.state.plan.lead).name,
        reopened=_reopened(written),
    )


def _reopened(written: Written) -> str:
    """Who signed what was just reopened; empty if nobody had, or it was open before."""
    stale = {s.event for s in written.before.signoffs if s.stale_by}
    return next((s.person for s in written.job.state.signoffs if s.current and s.stale_by and s.event not in stale), "")


def left(desk: Desk, job: Job, gate: str) -> int:
    """How many items are due by a gate and neither settled nor waived."""
    gates = desk.settings.gates
    open_items = [i for i in job.state.items if due(i.item.gate, gate, gates) and not settled(i)]
    if not open_items or not job.state.waivers:
        return len(open_items)
    from qcheck.app.judge import context, judge  # 15 ms, only where something was waived

    waived = {f.subject for f in judge(desk, job, context(desk, job, gate)).findings if f.waived}
    return sum(i.item.subject not in waived for i in open_items)


SPOKEN = {"pass": "passed", "fail": "FAILED", "na": "not applicable"}


def _told(job: Job, ident: str) -> str:
    """A statement that was taken back, in words."""
    event = next(e for e in job.state.events if e.id == ident)
    item = next((i.item for i in job.state.items if i.item.subject == event.about), None)
    what = SPOKEN[event.body.result] if isinstance(event.body, Answered) else event.kind
    return f"{item.number} {item.text}: {what}" if item else f"{event.about.removeprefix('plan/')}: {what}"
