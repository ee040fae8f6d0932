"""Waiving an item."""

from qcheck.app import jobs
from qcheck.app.answer import Said, said
from qcheck.app.desk import Desk, known, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import context, day_or_time, judge
from qcheck.app.write import write
from qcheck.core.act import waive as act
from qcheck.core.act.actor import Refusal
from qcheck.model.event import Draft, Waived
from qcheck.model.settings import Person


def waive(
    desk: Desk, name: str, words: tuple[str, ...], terms: tuple[str, str, str], said_by: str = ""
) -> tuple[Said, Person | None]:
    """Records a waiver; `terms` are reason, approver and last day as typed. Also tells who has yet to confirm it."""
    by = speaker(desk, said_by)
    reason, approver, until = terms
    settled = (
        reason,
        person(desk, approver) if approver else "",
        day_or_time(desk, until)[:10] if until else "",
    )
    who = jobs.actor(desk, by)

    def decide(job: Job) -> list[Draft] | Refusal:
        told = judge(desk, job, context(desk, job))
        return act.waive(job.state, list(told.findings), words, settled, who, told.context.today)

    written = write(desk, jobs.which(desk, name), decide)
    waived = {(d.about, d.body.rule) for d in written.drafts if isinstance(d.body, Waived)}
    recorded = (w for w in written.job.state.waivers if (w.subject, w.rule) in waived)
    return said(desk, written), next((known(desk, w.approver) for w in recorded if w.by != w.approver), None)
