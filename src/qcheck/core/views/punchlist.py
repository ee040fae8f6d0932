"""The punch list for print: by who has to act, by place or by trade."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from qcheck.core.phrase import phrase
from qcheck.core.roles import CLIENT
from qcheck.core.views import parts
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch
from qcheck.model.punchpage import PunchGroup, PunchListView
from qcheck.model.punchview import PunchView

By = Literal["person", "place", "trade"]
UNNAMED: dict[By, str] = {
    "person": phrase("Nobody named yet"),
    "place": phrase("No place named"),
    "trade": phrase("No trade named"),
}
STEP = "/"
NEVER = "9999"


def punch_list(told: Told, by: By, *, everything: bool = False) -> PunchListView:
    """The punch items of a job that are not closed, under headings; with `everything` also those that are."""
    every = punch(told, year=True)
    left = [view for view in every if not view.closed]
    return PunchListView(
        job=parts.job(told),
        by=by,
        groups=_groups(left, by, told),
        done=tuple(view for view in every if view.closed) if everything else (),
        open=len(left),
        overdue=sum(view.overdue for view in left),
        complaints=sum(view.complaint for view in left),
        closed=len(every) - len(left),
        terms=parts.terms(told),
        as_of=told.speaker.when(told.context.now),
    )


def _groups(views: Iterable[PunchView], by: By, told: Told) -> tuple[PunchGroup, ...]:
    """Headings by the alphabet, in any case; what is under none comes last."""
    held: dict[str, list[PunchView]] = defaultdict(list)
    client, unnamed = parts.who(CLIENT, told), told.speaker.say(UNNAMED[by])
    for view in views:
        held[_heading(view, by).casefold()].append(view)
    named = sorted(held, key=lambda heading: (not heading, heading))
    titles = {each: _heading(held[each][0], by) or unnamed for each in named}
    return tuple(_group(_capital(titles[each], by, client), held[each], by) for each in named)


def _capital(title: str, by: By, client: str) -> str:
    """A heading begins with a capital; a person's name as that person writes it."""
    return title if by == "person" and title != client else title[:1].upper() + title[1:]


def _heading(view: PunchView, by: By) -> str:
    """Who has to act, the trade, or the place: of `kitchen / wall unit 2` the kitchen."""
    if by == "person":
        return view.waiting_on
    return view.trade if by == "trade" else view.where.partition(STEP)[0].strip()


def _group(title: str, views: list[PunchView], by: By) -> PunchGroup:
    """What is due first stands first; in a place what is beside each other stands together."""
    dated = sorted(views, key=lambda view: (view.due_date or NEVER, view.category))
    if by == "place":
        dated = sorted(dated, key=lambda view: view.where.casefold())
    return PunchGroup(title, tuple(dated), len(dated), sum(view.overdue for view in dated))
