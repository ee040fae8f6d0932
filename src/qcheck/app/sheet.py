"""Sheets: what is still open by person, the card before the start, a checklist for a pen."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from qcheck.app import brand, jobs, lists
from qcheck.app import language as languages
from qcheck.app.desk import Caller, Desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context, instant, judge
from qcheck.app.templates import around, assets
from qcheck.core.views.blank import blank, of_lists
from qcheck.core.views.card import card
from qcheck.core.views.missed import missed
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.model.settings import HANDOVER
from qcheck.model.sheetview import BlankView
from qcheck.render.spoken import tongue
from qcheck.render.table import render
from qcheck.store import zones

Name = Literal["missed", "card", "blank"]


class Sheet(Struct, frozen=True):
    """What a sheet shows, and what it needs to be rendered."""

    name: Name
    view: Struct
    assets: dict[str, bytes]

    def page(self) -> bytes:
        """The sheet as a page of HTML. Raises `BadTemplate`."""
        return render(self.name, "html", self.view, self.assets)

    def data(self) -> bytes:
        """What its template is given, as JSON."""
        return render("any", "json", self.view, {})


def sheet(desk: Desk, name: Name, typed: str, as_of: str = "", language: str = "") -> tuple[str, Sheet]:
    """A sheet of a job, and the id of the job. Raises `NotFound`."""
    at = instant(desk, as_of)
    job = jobs.load(desk, jobs.which(desk, typed), at)
    judged = judge(desk, job, context(desk, job, HANDOVER if name == "card" else "", at))
    told = languages.speaking(judged, languages.spoken(desk, language))
    given = {**assets(desk.root), **languages.assets(desk, language), **brand.assets(desk)}
    return job.id, Sheet(name, SHEETS[name](told, desk, job), given)


def of_list(caller: Caller, typed: str, language: str = "") -> tuple[str, Sheet]:
    """A checklist to fill in by pen without a job, and its name; a workspace is not needed. Raises `NotFound`."""
    settings, checklists = lists.settings_around(caller), lists.together(caller, typed)
    spoken = languages.of(language or settings.language)
    speaker = Speaker(settings, zones.zone(settings.zone), tongue(spoken))
    given = {**assets(around(caller)), **spoken}
    return checklists[-1].id, Sheet("blank", of_lists(checklists, speaker), given)


def _blank(told: Told, desk: Desk, job: Job) -> BlankView:
    pinned = jobs.pinned(desk, job)
    held = [pinned[pin.digest] for pin in job.state.plan.lists if pin.digest in pinned]
    return blank(told, tuple(each.title for each in held), tuple(each.source for each in held if each.source))


SHEETS: dict[Name, Callable[[Told, Desk, Job], Struct]] = {
    "missed": lambda told, _desk, _job: missed(told),
    "card": lambda told, _desk, _job: card(told),
    "blank": _blank,
}
