"""The status of a job, and the list of jobs."""

from qcheck.core import verdict
from qcheck.core.views import items, parts
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch
from qcheck.core.views.signoff import signoff
from qcheck.model.view import JobLine, StatusView


def status(told: Told) -> StatusView:
    """The honest screen of one job."""
    sections = items.sections(told)
    listed = punch(told)
    signoffs = [s for s in told.state.signoffs if s.current and set(s.units) == set(told.context.units)]
    return StatusView(
        job=parts.job(told),
        handover=_said(told),
        gate=told.context.gate,
        verdict=verdict.verdict(told.findings),
        count=items.count(sections),
        findings=parts.findings(told, waived=False),
        waivers=tuple(parts.waiver(told, w) for w in told.state.waivers),
        sections=sections,
        signoff=signoff(signoffs[-1], told, listed) if signoffs else None,
        as_of=told.speaker.when(told.context.now),
        punch=listed,
        terms=parts.terms(told),
        awaited=parts.awaited(told),
    )


def _said(told: Told) -> str:
    """The handover date, without the year while it is this one."""
    date = told.state.plan.handover
    return told.speaker.when(date, year=date[:4] != told.context.today[:4])


def job_line(told: Told, *, current: bool) -> JobLine:
    """One job in the list of jobs."""
    head = parts.job(told)
    return JobLine(
        job=head.id,
        name=head.name,
        verdict=verdict.verdict(told.findings),
        gate=told.context.gate,
        left=items.count(items.sections(told)).left,
        problems=sum(verdict.stands(f) for f in told.findings),
        handover=_said(told),
        lead=head.lead,
        current=current,
    )
