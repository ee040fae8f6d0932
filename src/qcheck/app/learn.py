"""Learning from all jobs of a workspace: proposals for its checklists, shown as a patch or written."""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.owed import cost
from qcheck.app.shelf import Read, Shelf, copy
from qcheck.core.learn.amend import Amended, amend
from qcheck.core.learn.asked import Terms
from qcheck.core.learn.lessons import Lesson, lesson
from qcheck.core.learn.patch import patch as difference
from qcheck.core.learn.propose import missing, propose
from qcheck.errors import QcheckError
from qcheck.model.learned import Learned, LearnedList, ProposalView, Unread
from qcheck.model.proposal import Proposal
from qcheck.render.learned import patch
from qcheck.store import files, workspace

__all__ = ["Learned", "LearnedList", "ProposalView", "Wanted", "learn", "patch"]

# More at once are not read; the weaker ones come when these are decided.
MOST = 9
# Problems that hide statements; others are no loss to what is learnt.
LOST = frozenset({"line-unreadable", "chain-broken", "kind-unknown", "checklist-altered", "merge-conflict"})


class Wanted(Struct, frozen=True):
    """Which lists are asked for (all that jobs have if none), from which cost on once is enough (as typed), whether
    the weaker proposals are wanted too, and whether the files are to be written.
    """

    lists: tuple[str, ...] = ()
    cost: str = ""
    everything: bool = False
    apply: bool = False


class _Planned(Struct, frozen=True):
    """A list with its proposals, in words and made in its text."""

    read: Read
    view: LearnedList
    amended: Amended


def learn(desk: Desk, wanted: Wanted) -> Learned:
    """What the jobs of the workspace say about its lists. Raises `NotFound` for a list, `Refused` for a cost."""
    terms = Terms(desk.settings.gates, Decimal(cost(desk, wanted.cost)) if wanted.cost.strip() else None)
    shelf = Shelf(desk.root, desk.settings)
    named = dict.fromkeys(shelf.name(typed) for typed in wanted.lists)
    lessons, unread = _lessons(desk)
    used = dict.fromkeys(name for each in lessons for name in each.lists)
    reads = {name: shelf.read(name) for name in used if name in shelf.sources}
    lists = {name: read.checklist for name, read in reads.items() if read.checklist and read.sound}
    unread += [Unread(name, _unusable(name, reads)) for name in used if name not in lists]
    proposals = {n: p for n, p in propose(lessons, lists, terms).items() if p and (n in named or not named)}
    planned = [_planned(desk, shelf, reads[name], each, lessons, wanted) for name, each in proposals.items()]
    if wanted.apply:
        planned = [_written(desk, shelf, plan) for plan in planned]
    told = [each for each in lessons if not named or named.keys() & set(each.lists)]
    return Learned(
        jobs=len(lessons),
        lists=tuple(plan.view for plan in planned),
        unread=tuple(unread),
        missing=() if planned else missing(told, {n: c for n, c in lists.items() if n in named or not named}, terms),
    )


def _lessons(desk: Desk) -> tuple[list[Lesson], list[Unread]]:
    """What every job shows; those that cannot be read, or not in full, are named."""
    lessons: list[Lesson] = []
    unread: list[Unread] = []
    for name in workspace.jobs(desk.root):
        try:
            job = jobs.load(desk, name)
        except QcheckError as error:
            unread.append(Unread(name, error.message))
            continue
        lost = sum(problem.kind in LOST for problem in job.problems)
        if not job.state.events:
            unread.append(Unread(name, "its record is gone"))
            continue
        if lost:
            parts = f"{lost} part{'' if lost == 1 else 's'} of it cannot be read"
            unread.append(Unread(name, f"{parts}: qcheck check {name}"))
        lessons.append(lesson(job.state))
    return lessons, unread


def _unusable(name: str, reads: dict[str, Read]) -> str:
    return (
        f"it cannot be used: qcheck lint {reads[name].source.shown}" if name in reads else "there is no such list now"
    )


def _planned(
    desk: Desk, shelf: Shelf, read: Read, proposals: list[Proposal], lessons: list[Lesson], wanted: Wanted
) -> _Planned:
    """The strongest proposals for a list, made in its text as far as that goes."""
    chosen = proposals if wanted.everything else proposals[:MOST]
    source = read.source
    file = f"checklists/{source.name}.yaml" if source.shipped else source.shown
    amended = amend(read.content, file, tuple(chosen), shelf.lint)
    view = LearnedList(
        list=source.name,
        file=file,
        version=read.checklist.version if read.checklist else 0,
        next=amended.version,
        shipped=source.shipped,
        jobs=sum(source.name in each.lists for each in lessons),
        proposals=tuple(_view(desk, p, number, amended) for number, p in enumerate(chosen, 1)),
        more=len(proposals) - len(chosen),
        patch=difference(read.content.decode(), amended.text, file),
    )
    return _Planned(read, view, amended)


def _view(desk: Desk, proposal: Proposal, number: int, amended: Amended) -> ProposalView:
    grounds = proposal.grounds
    spent = format(grounds.cost, "f") if grounds.cost else ""
    reason = proposal.reason
    if spent:
        reason += f", cost {spent.replace('.', desk.settings.decimal)} {desk.settings.currency}".rstrip()
    return ProposalView(
        number=number,
        kind=proposal.kind,
        subject=proposal.subject,
        reason=reason,
        asks=proposal.asks,
        jobs=grounds.jobs,
        of=grounds.of,
        times=grounds.times,
        cost=spent,
        edited=proposal in amended.made,
        by_hand=next((why for left, why in amended.left if left == proposal), ""),
    )


def _written(desk: Desk, shelf: Shelf, plan: _Planned) -> _Planned:
    """A list whose file was changed; a shipped one is copied into the workspace first."""
    if not plan.view.patch:
        return plan
    source = plan.read.source
    path = copy(desk.root, source.name, shelf) if source.shipped else source.path
    files.write(path, plan.amended.text.encode())
    return _Planned(plan.read, replace(plan.view, written=True), plan.amended)
