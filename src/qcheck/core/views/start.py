"""A job on the page to start from, in words."""

from qcheck.core.views.parts import Told
from qcheck.core.views.status import status
from qcheck.core.views.walk import until
from qcheck.model.startview import StartJob


def start(told: Told) -> StartJob:
    """How a job stands, in a line and what belongs to it."""
    view = status(told)
    length, late = until(told)
    standing = [f for f in view.findings if f.stands]
    first = next((f for f in standing if f.code != "item-missed"), None)
    waits = f", waiting on {first.waiting_on}" if first and first.waiting_on else ""
    return StartJob(
        job=view.job.id,
        name=view.job.name,
        verdict=view.verdict,
        gate=view.gate,
        left=view.count.left,
        problems=len(standing),
        handover=view.handover,
        until=length,
        late=late and view.verdict == "not ready",
        day=told.state.plan.handover,
        lead=view.job.lead,
        blocks=f"{first.message}{waits}" if first else "",
        read=True,
    )
