"""Handing out: someone's open punch items as a page, a file to fill in, or a text, for whoever has not this program."""

from qcheck.app import jobs
from qcheck.app.desk import Desk, person
from qcheck.app.jobs import Job
from qcheck.app.judge import client, context
from qcheck.app.report import looked_at
from qcheck.app.templates import assets
from qcheck.core.views.handout import handout as view
from qcheck.core.views.handout import mine
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.model.punchpage import HandoutView
from qcheck.render.table import SUFFIXES, render


def handout(desk: Desk, name: str, owner: str, form: str, *, site: bool) -> tuple[HandoutView, str, bytes]:
    """What is handed out to someone, the name that its file would have, and its content."""
    job = jobs.load(desk, jobs.which(desk, name))
    shown = of(desk, job, person(desk, owner), site=site)
    kept = [k for item in mine(_told(desk, job), shown.owner_id) for k in item.kept] if form == "html" else []
    given = {**assets(desk.root), **looked_at(desk, job, kept)} if form == "html" else {}
    return shown, f"hand-out-{shown.owner_id}.{SUFFIXES[form]}", render("handout", form, shown, given)


def of(desk: Desk, job: Job, owner: str, *, site: bool) -> HandoutView:
    """What is handed out to someone, by id."""
    return view(_told(desk, job), owner, site=site)


def _told(desk: Desk, job: Job) -> Told:
    """A job to be put into words; no rule is asked for that."""
    return Told(job.state, (), context(desk, job), Speaker(desk.settings, desk.zone()), client(job))
