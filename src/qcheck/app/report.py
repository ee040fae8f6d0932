"""Reports: the handover and the punch list through templates."""

from collections.abc import Iterator
from pathlib import Path

from qcheck.app import brand, jobs
from qcheck.app import language as languages
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context, instant, judge
from qcheck.app.templates import assets
from qcheck.core import removed
from qcheck.core.rules.context import Context
from qcheck.core.views.handover import handover as view
from qcheck.core.views.punchlist import By
from qcheck.core.views.punchlist import punch_list as punch_list_view
from qcheck.errors import NotFound
from qcheck.model.event import Kept
from qcheck.model.punch import PunchItem, Step
from qcheck.model.settings import HANDOVER
from qcheck.model.state import Answer, AsFound, JobState
from qcheck.model.view import Audience, HandoverView
from qcheck.render.table import formats, render
from qcheck.store import files


def report(
    desk: Desk, name: str, form: str, as_of: str = "", language: str = "", audience: Audience = "client"
) -> tuple[str, bytes]:
    """The handover report of a job in a format, and the id of the job. Raises `NotFound`, `BadTemplate`."""
    _known(form, "handover")
    at = instant(desk, as_of)
    job = jobs.load(desk, jobs.which(desk, name), at)
    seen = of(desk, job, context(desk, job, HANDOVER, at), language, audience)
    if form == "html":
        return job.id, rendered(desk, job, seen, language)
    return job.id, render("handover", form, seen, {**assets(desk.root), **languages.assets(desk, language)})


def report_data(
    desk: Desk, name: str, as_of: str = "", language: str = "", audience: Audience = "client"
) -> tuple[str, bytes]:
    """What the templates of the handover report are given, as JSON, and the id of the job."""
    at = instant(desk, as_of)
    job = jobs.load(desk, jobs.which(desk, name), at)
    return job.id, render("any", "json", of(desk, job, context(desk, job, HANDOVER, at), language, audience), {})


def punch_list(
    desk: Desk, name: str, by: By, form: str, as_of: str = "", language: str = "", *, everything: bool = False
) -> tuple[str, bytes]:
    """The punch list of a job in a format, and the id of the job. Raises `NotFound`, `BadTemplate`."""
    _known(form, "punch")
    at = instant(desk, as_of)
    job = jobs.load(desk, jobs.which(desk, name), at)
    told = languages.speaking(judge(desk, job, context(desk, job, as_of=at)), languages.spoken(desk, language))
    pictured = shown(desk, job) if form == "html" else {}
    given = {**assets(desk.root), **languages.assets(desk, language), **brand.assets(desk), **pictured}
    return job.id, render("punch", form, punch_list_view(told, by, everything=everything), given)


def punch_list_data(
    desk: Desk, name: str, by: By, as_of: str = "", language: str = "", *, everything: bool = False
) -> tuple[str, bytes]:
    """What the templates of the punch list are given, as JSON, and the id of the job."""
    at = instant(desk, as_of)
    job = jobs.load(desk, jobs.which(desk, name), at)
    told = languages.speaking(judge(desk, job, context(desk, job, as_of=at)), languages.spoken(desk, language))
    return job.id, render("any", "json", punch_list_view(told, by, everything=everything), {})


def _known(form: str, kind: str) -> None:
    if form not in formats(kind):
        raise NotFound(f"{form}: there is no such format.", f"There are: {', '.join(formats(kind))}.")


def of(desk: Desk, job: Job, at: Context, language: str = "", audience: Audience = "client") -> HandoverView:
    """The view that a report shows to an audience."""
    told = languages.speaking(judge(desk, job, at), languages.spoken(desk, language))
    return view(told, sources(desk, job), audience)


def sources(desk: Desk, job: Job) -> tuple[str, ...]:
    """The trade standards that the job's pinned lists rest on."""
    lists = jobs.pinned(desk, job)
    held = (lists[pin.digest] for pin in job.state.plan.lists if pin.digest in lists)
    return tuple(f"{each.title}, version {each.version}: {each.source}" for each in held if each.source)


def rendered(desk: Desk, job: Job, view_: HandoverView, language: str = "") -> bytes:
    """The client's page, with its pictures. Raises `BadTemplate`."""
    given = {**assets(desk.root), **languages.assets(desk, language), **brand.assets(desk), **shown(desk, job)}
    return render("handover", "html", view_, given)


def shown(desk: Desk, job: Job) -> dict[str, bytes]:
    """What can be looked at of a job's evidence."""
    return looked_at(desk, job, list(_kept(job.state)))


def looked_at(desk: Desk, job: Job, kept: list[Kept]) -> dict[str, bytes]:
    """What can be looked at of evidence: small pictures as `picture/`, outputs of commands as `output/`, each with its
    digest.
    """
    gone = removed.evidence(job.record.events)
    kept = [each for each in kept if each.digest not in gone]
    if not kept:
        return {}
    from qcheck.app.evidence import outputs  # 10 ms, and Pillow behind it, only where there is evidence
    from qcheck.app.pictures import pictures

    return {
        **{f"picture/{digest}": content for digest, content in pictures(desk, job, kept).items()},
        **{f"output/{digest}": content for digest, content in outputs(job, kept).items()},
    }


def _kept(state: JobState) -> Iterator[Kept]:
    """The evidence of answers, of how things were found, and of punch items from when they were raised to the end."""
    said: list[Answer | AsFound | PunchItem | Step] = [
        *(answer for item in state.items for answer in item.history),
        *state.found,
        *state.punch,
        *(step for item in state.punch for step in item.steps),
    ]
    for each in said:
        yield from each.kept


def keep(desk: Desk, job: Job, revision: str, units: tuple[str, ...] = ()) -> Path:
    """Writes the page of a job as it was handed over into the job's folder, under its revision's letter."""
    content = rendered(desk, job, of(desk, job, context(desk, job, HANDOVER, units=units)))
    target = reports(desk, job.id) / f"handover-{revision}.html"
    files.write(target, content)
    return target


def reports(desk: Desk, job_id: str) -> Path:
    """The folder of a job's reports. Raises `StorageFailed` where it leads out of the workspace."""
    folder = desk.root / "jobs" / job_id / "reports"
    files.require_own(folder)
    return folder


def write(path: Path, content: bytes) -> None:
    """Writes a report where it was asked for."""
    files.write(path, content)
