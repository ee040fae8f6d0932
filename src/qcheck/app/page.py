"""A page that somebody holds in hand, compared with the record."""

from pathlib import Path

from msgspec import Struct

from qcheck.app import audit, jobs, report, templates
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.app.sealed import page_of
from qcheck.core import pages
from qcheck.core.clean import line
from qcheck.core.views import audit as view
from qcheck.errors import NotFound
from qcheck.model.auditview import AuditedJob, AuditView, PageSeal, PageView
from qcheck.model.event import Event, Signed
from qcheck.store import evidence, files, workspace

MOST_BYTES = 200_000_000


class _Held(Struct, frozen=True):
    """A sign-off whose seal stands in the page."""

    job: Job
    event: Event
    signed: Signed


def page(desk: Desk, file: str, names: tuple[str, ...], signers: str = "") -> AuditView:
    """The audit of the jobs whose seals stand in a page, among those that are named or all, and what is known of the
    page itself. Raises `NotFound` where there is no job, `StorageFailed` for a file that cannot be read.
    """
    content = evidence.read_foreign(desk.caller.folder / Path(file).expanduser(), MOST_BYTES, follow=True)
    chosen = [jobs.which(desk, name) for name in names] if names else workspace.jobs(desk.root)
    if not chosen:
        raise NotFound("There is no job to compare it with.")
    listed = audit.allowed(desk, signers)
    loaded = [jobs.load(desk, name) for name in dict.fromkeys(chosen)]
    held = _held(content, loaded)
    audited = {each.job.id: audit.job(desk, each.job.id, listed) for each in held}
    return view.together(tuple(audited.values()), _page(desk, file, content, held, audited, loaded))


def _held(content: bytes, loaded: list[Job]) -> list[_Held]:
    """The sign-offs whose seals stand in a page, oldest first in each job."""
    every = [_Held(job, e, e.body) for job in loaded for e in job.state.events if isinstance(e.body, Signed)]
    there = pages.standing(content, {each.signed.digest for each in every})
    return [each for each in every if each.signed.digest in there]


def _page(
    desk: Desk, file: str, content: bytes, held: list[_Held], audited: dict[str, AuditedJob], loaded: list[Job]
) -> PageView:
    seals = tuple(
        PageSeal(audited[each.job.id].job, audited[each.job.id].name, told)
        for each in held
        for told in audited[each.job.id].seals
        if (told.seal, told.line, told.file) == (each.signed.digest, each.event.place.line, each.event.place.file)
    )
    known = {d for job in loaded for d in _known(job)}
    others = tuple(digest for digest in pages.digests(content) if digest not in known)
    if not held:
        return PageView(line(file), others=others)
    last = held[-1]
    made, reason = page_of(desk, last.job, last.event, last.signed)
    if made and made == content:
        return PageView(line(file), seals, bytes="made")
    copy = files.read_if_there(kept(desk, last.job.id, last.signed.revision))
    if content == copy:
        return PageView(line(file), seals, others, "kept", line(reason), copy=True)
    why = _incomparable(desk, content) or ("" if copy else reason or _looks(desk))
    return PageView(
        line(file), seals, others, "unknown" if why else "differs", line(why or reason), copy=copy is not None
    )


def _incomparable(desk: Desk, content: bytes) -> str:
    """Why a file cannot be compared with the page of a revision; empty if it can."""
    if not pages.is_html(content):
        return "only a page of HTML is made again, and this is none"
    language = pages.language(content)
    if language and language != desk.settings.language:
        return f"it is in another language, {line(language)}"
    return ""


def _looks(desk: Desk) -> str:
    """Why a page that was made on the day of a sign-off may have looked otherwise, which no seal tells."""
    if templates.own(desk.root):
        return "the templates here may be others than those of that day"
    return "the logo here may be another than that of that day" if desk.settings.brand.logo else ""


def kept(desk: Desk, job: str, revision: str) -> Path:
    """Where the page of a revision is kept."""
    return report.reports(desk, job) / f"handover-{revision}.html"


def _known(job: Job) -> set[str]:
    """The digests that a page of a job may name beside its seals."""
    events = job.state.events
    evidence_ = {kept.digest for e in events for kept in getattr(e.body, "kept", ())}
    seals = {part for e in events if isinstance(e.body, Signed) for part in (e.body.digest, e.body.seal.view)}
    return evidence_ | seals | {pin.digest for pin in job.state.plan.lists} | {e.id for e in events}
