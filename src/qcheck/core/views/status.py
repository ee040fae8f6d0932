"""The status of a job, and the list of jobs."""

from qcheck.core import verdict
from qcheck.core.views import parts
from qcheck.core.views.parts import Told
from qcheck.model.view import JobLine, StatusView


def status(told: Told) -> StatusView:
    """The honest screen of one job."""
    signoffs = [s for s in told.state.signoffs if s.current]
    return StatusView(
        job=parts.job(told),
        gate=told.context.gate,
        verdict=verdict.verdict(told.findings),
        count=parts.count(told),
        findings=parts.findings(told, waived=False),
        sections=parts.sections(told),
        signoff=parts.signoff(signoffs[-1], told.speaker) if signoffs else None,
        as_of=told.speaker.when(told.context.now),
    )


def job_line(told: Told, *, current: bool) -> JobLine:
    """One job in the list of jobs."""
    head = parts.job(told)
    return JobLine(
        job=head.id,
        name=head.name,
        verdict=verdict.verdict(told.findings),
        gate=told.context.gate,
        left=parts.count(told).left,
        problems=sum(verdict.stands(f) for f in told.findings),
        handover=head.handover,
        lead=head.lead,
        current=current,
    )
