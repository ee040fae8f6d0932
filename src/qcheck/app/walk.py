"""Walking through a job: how it stands now, and whether anything was said of it since."""

from qcheck.app import evidence, jobs
from qcheck.app.desk import Desk, speaker
from qcheck.app.judge import context, judge
from qcheck.core.act.permit import Permit
from qcheck.core.views.walk import walk as view
from qcheck.errors import NotFound
from qcheck.model.walkview import WalkView
from qcheck.store import files, workspace
from qcheck.store import inbox as inboxes

MOST_OFFERED = 6

Stamp = tuple[tuple[str, int, int], ...]


def look(desk: Desk, job: str) -> WalkView:
    """A job as whoever speaks walks through it. Raises `NotFound` where that is nobody."""
    if not workspace.has_record(desk.root, job):  # read, it would be a job of which nothing was ever said
        raise NotFound(f"{job}: there is no such job any more.", "Was its folder moved, or its record archived?")
    held = jobs.load(desk, job)
    at = context(desk, held)
    return view(judge(desk, held, at), Permit(held.state, jobs.actor(desk, speaker(desk))))


def stamp(desk: Desk, job: str) -> Stamp:
    """What the files of a job look like from outside: it changes with each line that anyone adds, on any device that
    shares them. Costs no reading.
    """
    folder = desk.root / "jobs" / job
    paths = [desk.root / workspace.SETTINGS, *files.names(folder / "record", ".jsonl")]
    return files.stamps((*paths, *files.names(folder / "private", ".json")))


def photos_at_hand(desk: Desk, inbox: str, typed: str) -> tuple[tuple[str, str], ...]:
    """Photos that could be meant by what was typed so far, each with what is known of it: those of the inbox, the
    newest first, or the files and folders that a path begins. A name that cannot be shown as it is is not among them.
    """
    if "/" in typed or "\\" in typed:
        return tuple((path, "") for path in inboxes.beginning(typed) if path.isprintable())[:MOST_OFFERED]
    try:
        found = inboxes.ordered(inboxes.folder(desk.root, desk.settings.photos.inbox, inbox))
    except NotFound:
        return ()
    now = desk.caller.now.timestamp()
    named = ((path.name, evidence.age(now - changed)) for path, changed in found if path.name.isprintable())
    return tuple(pair for pair in named if typed.casefold() in pair[0].casefold())[:MOST_OFFERED]
