"""Held: which photos and files stand with something already, in whatever job."""

from collections.abc import Container

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.errors import QcheckError
from qcheck.store import evidence, workspace


class Held(Container[str]):
    """The digests of all that stands with what was said in a job, or in another one, and was not taken back.

    One client's photo does not go to another unless it is named. A job is read only if its folder holds the photo.
    """

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk = desk
        self.standing = {name: _standing(jobs.load(desk, name))}
        self.folders = {job: frozenset(evidence.digests(desk.root / "jobs" / job)) for job in workspace.jobs(desk.root)}

    def __contains__(self, digest: object) -> bool:
        return any(digest in folder and digest in self._of(job) for job, folder in self.folders.items())

    def _of(self, job: str) -> frozenset[str]:
        if job not in self.standing:
            try:
                self.standing[job] = _standing(jobs.load(self.desk, job))
            except QcheckError:  # what cannot be read may hold it
                self.standing[job] = self.folders[job]
        return self.standing[job]


def _standing(job: Job) -> frozenset[str]:
    state = job.state
    answers = (a for i in state.items for a in i.history if not a.retracted)
    kept = [*(k for a in answers for k in a.kept), *(k for i in state.items for k in i.waiting)]
    kept += [k for found in state.found for k in found.kept]
    kept += [k for p in state.punch for k in (*p.kept, *(k for step in p.steps for k in step.kept))]
    return frozenset(k.digest for k in kept)
