"""The page to start from, in words: each job in a line and what belongs to it, then all of them by urgency."""

from collections.abc import Iterable

from msgspec.structs import replace

from qcheck.core.due import Duty
from qcheck.core.gates import released
from qcheck.core.verdict import stands
from qcheck.core.views.due import Span, due, order
from qcheck.core.views.parts import Told, findings
from qcheck.core.views.status import job_line
from qcheck.core.views.walk import until
from qcheck.model.settings import HANDOVER
from qcheck.model.startview import StartJob, StartView

LAST = "9999"  # a day after any: a job without a handover date comes behind those that have one


def start(told: Told, duties: tuple[Duty, ...], unread: str) -> StartJob:
    """How a job stands, and what anyone has to do about it by the end of today."""
    view = job_line(told, current=False)
    length, late = until(told)
    over = released(told.state, HANDOVER)
    today = told.context.today
    return StartJob(
        job=view.job,
        name=view.name,
        verdict=view.verdict,
        gate=view.gate,
        left=view.left,
        problems=view.problems,
        handover=view.handover,
        until="handed over" if over else length,
        late=late and not over,
        over=over,
        day=told.state.plan.handover,
        lead=view.lead,
        blocks=_blocks(told),
        duties=tuple(duty for day in due(duties, Span(today, today), told.speaker) for duty in day.duties),
        unread=unread,
        read=True,
    )


def _blocks(told: Told) -> str:
    """The first thing in the way that is more than missing, with who it waits on; no words are made of others."""
    first = next((f for f in told.findings if stands(f) and f.code != "item-missed"), None)
    if first is None:
        return ""
    (said,) = findings(replace(told, findings=(first,)), waived=False)
    return f"{said.message}{f', waiting on {said.waiting_on}' if said.waiting_on else ''}"


def page(jobs: Iterable[StartJob], company: str, me: tuple[str, str], waiting: tuple[str, ...]) -> StartView:
    """The page of jobs as far as they were read; `me` is whoever looks, by id and name, empty if nobody knows."""
    ordered = tuple(sorted(jobs, key=_urgency))
    duties = sorted((duty for job in ordered for duty in job.duties), key=order)
    who, name = me
    mine = tuple(duty for duty in duties if who and duty.who == who)
    others = tuple(duty for duty in duties if not who or duty.who != who)
    return StartView(company, ordered, name, mine, others, waiting)


def _urgency(job: StartJob) -> tuple[bool, bool, bool, bool, str, str]:
    """Those that cannot be read, then those that are not ready, those that are, those that were not looked at yet; of
    them those that are not handed over, the soonest handover first.
    """
    shut = job.verdict in {"", "not ready"}
    return not job.unread, not job.read, not shut, job.over, job.day or LAST, job.name.casefold()
