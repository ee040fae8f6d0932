"""Writing: the one way by which anything comes into a record."""

from collections.abc import Callable

from msgspec import Struct

from qcheck.app import jobs, standing
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.core.act.actor import Refusal
from qcheck.errors import Refused
from qcheck.model.event import Draft
from qcheck.model.state import JobState
from qcheck.store import record, workspace
from qcheck.store.lock import lock

Decide = Callable[[Job], list[Draft] | Refusal]


class Written(Struct, frozen=True):
    """What was recorded, the job as it is now, and what it had come to before."""

    drafts: tuple[Draft, ...]
    job: Job
    before: JobState


def write(desk: Desk, job_id: str, decide: Decide, *, brief: bool = False) -> Written:
    """Loads a job, lets `decide` make events of it, appends them: all under the workspace lock.

    Where `brief` will do, the state may lack its past. Raises `Refused` with the reason; then nothing was recorded.
    """
    with lock(desk.root):
        job = standing.load(desk, job_id) if brief else jobs.load(desk, job_id)
        before = job.state
        decided = decide(job)
        if isinstance(decided, Refusal):
            raise Refused(decided.message, decided.hint)
        if decided:
            held = record.append(job.folder, decided, job.record, desk.installation, desk.caller.token[:8])
            job = standing.advanced(desk, job, held)
    workspace.use_job(desk.root, job_id)
    return Written(tuple(decided), job, before)
