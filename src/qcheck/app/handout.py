"""Handing out: someone's open punch items as a page, a file to fill in, or a text, for whoever has not this program."""

from collections.abc import Iterator

from qcheck.app import brand, jobs, language
from qcheck.app.desk import Desk, person
from qcheck.app.jobs import Job
from qcheck.app.judge import client, context
from qcheck.app.report import looked_at
from qcheck.app.templates import assets
from qcheck.core.tongue import LANGUAGES
from qcheck.core.views.handout import handout as view
from qcheck.core.views.handout import mine
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.model.punchpage import HandoutView
from qcheck.render.handout import lines
from qcheck.render.table import SUFFIXES, render


def handout(
    desk: Desk, name: str, owner: str, form: str, wanted: str = "", *, site: bool
) -> tuple[HandoutView, str, bytes]:
    """What is handed out to someone in a language, the name that its file would have, and its content."""
    job = jobs.load(desk, jobs.which(desk, name))
    told = language.speaking(_told(desk, job), language.spoken(desk, wanted))
    shown = view(told, person(desk, owner), site=site)
    given = language.assets(desk, wanted)
    if form == "html":
        kept = [k for item in mine(told, shown.owner_id) for k in item.kept]
        given |= {**assets(desk.root), **brand.assets(desk), **looked_at(desk, job, kept)}
    return shown, f"hand-out-{shown.owner_id}.{SUFFIXES[form]}", render("handout", form, shown, given)


def texts(desk: Desk, job: Job, owner: str) -> Iterator[str]:
    """The lines of what is handed out to someone as a text, in every language: they come back with what is answered."""
    told = _told(desk, job)
    for tongue in (language.spoken(desk, tag) for tag in LANGUAGES):
        yield from lines(view(language.speaking(told, tongue), owner, site=True), tongue)


def _told(desk: Desk, job: Job) -> Told:
    """A job to be put into words; no rule is asked for that."""
    return Told(job.state, (), context(desk, job), Speaker(desk.settings, desk.zone()), client(job))
