"""Ratings: what a client says of a job, recorded, asked for by a form, and taken from the form's answer."""

from pathlib import Path

from msgspec import Struct

from qcheck.app import brand, jobs, language
from qcheck.app.desk import BadFile, Desk, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import client
from qcheck.app.write import write
from qcheck.core import rating
from qcheck.core.act import contact as contacting
from qcheck.core.clean import line
from qcheck.core.rating import DIMENSIONS, Origin, score
from qcheck.core.typed import Unclear
from qcheck.core.wording import Speaker, message
from qcheck.errors import NotFound, Refused
from qcheck.model.finding import Finding
from qcheck.model.punchevent import Rated
from qcheck.model.punchpage import RatingForm
from qcheck.store import evidence, workspace

__all__ = ["DIMENSIONS", "MOST_BYTES", "Said", "answer", "form", "rate", "read", "score_wrong"]

# A saved mail with photos in it.
MOST_BYTES = 20_000_000


class Said(Struct, frozen=True):
    """What the client said of a job: the job's name, the rating in words, whether it asks for an answer, the moment at
    which the same was recorded already, and the lines of a mail that were not taken, each with its place.
    """

    job: str
    spoken: str
    low: bool
    already: str = ""
    left: tuple[str, ...] = ()


def score_wrong(typed: str) -> str:
    """What is wrong with a rating as it was typed; empty where nothing is."""
    try:
        score(typed)
    except Unclear as error:
        return f"{error} {error.hint}"
    return ""


def rate(desk: Desk, job: str, given: str, text: str, scores: tuple[str, ...], said_by: str = "") -> Said:
    """What the client says, as it was typed: from 0 to 10, in words, and by dimension (`empathy=6/7`)."""
    who = jobs.actor(desk, speaker(desk, said_by))
    try:
        said = Rated(score(given), text.strip()[: rating.LONGEST_WORDS], rating.dimensions(scores))
    except Unclear as error:
        raise Refused(str(error), error.hint) from error
    written = write(desk, jobs.which(desk, job), lambda _: contacting.rate(said, who))
    return _said(desk, written.job, said)


def read(path: Path) -> bytes:
    """A file that holds an answer. Raises `StorageFailed`."""
    return evidence.read_foreign(path, MOST_BYTES, follow=True)


def answer(desk: Desk, job: str, source: bytes, shown: str, said_by: str = "") -> Said:
    """Records the answer to a form, from a file or from text pasted out of a mail; `shown` is how places name it.

    Raises `BadFile` where there is none that is certain, `Refused` where it is for another job.
    """
    from qcheck.intake.rating import answer as read_answer  # 10 ms, only where there is an answer to read

    found, findings = read_answer(source[:MOST_BYTES], shown)
    if found is None:
        raise BadFile(findings)
    who = jobs.actor(desk, speaker(desk, said_by))
    said, origin = found.said, found.origin
    written = write(desk, _meant(desk, job, origin), lambda j: contacting.take_in(j.state, said, origin, who))
    before = None if written.drafts else rating.recorded(said, written.before)
    told = Speaker(desk.settings, desk.zone())
    already = told.when(before.at) if before else ""
    return _said(desk, written.job, said, already, tuple(_told(f, told) for f in findings))


def _told(finding: Finding, speaker_: Speaker) -> str:
    return f"{finding.place}: {message(finding, speaker_)}"


def _meant(desk: Desk, job: str, origin: Origin) -> str:
    """The job that was said, else the one that the form names: its code will be asked for. Raises `NotFound`."""
    if not job and origin.code and origin.job in workspace.jobs(desk.root):
        return origin.job
    return jobs.which(desk, job)


def _said(desk: Desk, job: Job, said: Rated, already: str = "", left: tuple[str, ...] = ()) -> Said:
    words = f": “{line(said.text)}”" if said.text else ""
    scores = f" ({rating.told(said.dimensions)})" if said.dimensions else ""
    spoken = f"rated {said.score} of 10{words}{scores}"
    return Said(
        line(job.state.plan.name or job.id), spoken, said.score <= desk.settings.policy.low_rating, already, left
    )


def form(desk: Desk, job: str, wanted: str = "") -> tuple[str, bytes]:
    """The page to mail to the client of a job, in a language, and the job's id. Raises `BadTemplate`, `NotFound`."""
    from qcheck.app.templates import assets  # 60 ms with Jinja, only where a page is made
    from qcheck.render.table import render

    held = jobs.load(desk, jobs.which(desk, job))
    codes = rating.codes(held.state)
    if not codes:
        raise NotFound(f"{held.id}: its record does not begin with an opening.", "qcheck check says what is wrong.")
    view = RatingForm(
        job=held.id,
        name=line(held.state.plan.name or held.id),
        company=line(desk.settings.company),
        client=line(client(held).name),
        code=codes[0],
        mail=desk.settings.mail,
    )
    given = {**assets(desk.root), **language.assets(desk, wanted), **brand.assets(desk)}
    return held.id, render("rating", "html", view, given)
