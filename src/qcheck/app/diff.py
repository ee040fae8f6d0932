"""What moved in a job between two states of it: revisions, moments, now."""

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import brand, jobs, language
from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.app.judge import context, instant, judge, start
from qcheck.app.templates import assets
from qcheck.core import cut, dates, heads
from qcheck.core.phrase import phrase
from qcheck.core.tongue import ENGLISH, Tongue
from qcheck.core.views.diff import NOW, OPENING, Point
from qcheck.core.views.diff import diff as view
from qcheck.errors import NotFound, Refused
from qcheck.model.diffview import DiffView
from qcheck.model.settings import HANDOVER
from qcheck.model.state import SignOff
from qcheck.render.table import render
from qcheck.store import workspace

MOST = 3  # a job and two states
USAGE = "For example: qcheck diff elm A, or qcheck diff --since friday"


class Asked(Struct, frozen=True):
    """Which two states of which job are compared, in the words that were typed; empty ones by what is usual."""

    job: str = ""
    before: str = ""
    after: str = ""


def diff(desk: Desk, words: tuple[str, ...], since: str = "", gate: str = "", wanted: str | None = None) -> DiffView:
    """What moved from one state to another: from the last signature until now, if nothing else was asked; in the
    language that is wanted (empty: the workspace's), else in English.

    Raises `NotFound` for a job or a revision that is not there, `Refused` for states that cannot be compared.
    """
    asked = _asked(desk, words, since)
    job = jobs.load(desk, jobs.which(desk, asked.job))
    before = _since(desk, job, since) if since else _spot(desk, job, asked.before or _last(job))
    after = _spot(desk, job, asked.after or NOW)
    signed = before.signoff or after.signoff
    judged = gate or (signed.gate if signed else jobs.current_gate(desk, job.state))
    units = signed.units if signed else ()
    tongue = ENGLISH if wanted is None else language.spoken(desk, wanted)
    points = [_speaking(_point(desk, job, spot, judged, units), tongue) for spot in (before, after)]
    _forward(points[0], points[1])
    return view(points[0], points[1])


def page(desk: Desk, seen: DiffView, wanted: str = "") -> bytes:
    """The difference as a page in a language, which it was told in. Raises `BadTemplate`."""
    given = {**assets(desk.root), **language.assets(desk, wanted), **brand.assets(desk)}
    return render("diff", "html", seen, given)


class _Spot(Struct, frozen=True):
    """Which state is meant: that of a signature, that of a moment, or that of now if neither; with `opening`, what the
    command said that opened the job.
    """

    signoff: SignOff | None = None
    at: str = ""
    opening: bool = False


def _asked(desk: Desk, words: tuple[str, ...], since: str) -> Asked:
    """What words mean: a job's name comes first, if there is one, then one state or two."""
    named = len(words) == MOST or (bool(words) and not _is_state(desk, words[0]))
    job, states = (words[0], words[1:]) if named else ("", words)
    if since and states:
        raise Refused("--since is the first state itself: leave out the other.", USAGE)
    return Asked(job, *states)


def _is_state(desk: Desk, word: str) -> bool:
    """Whether a word names a state and not a job: `A`, `now`, or anything like a date."""
    if word in workspace.jobs(desk.root):
        return False
    if word.casefold() == NOW or _is_letter(word):
        return True
    try:
        dates.instant(word, desk.caller.now.astimezone(desk.zone()), end_of_day=True)
    except dates.NoDate:
        return False
    except dates.Unclear:
        return True
    return True


def _is_letter(word: str) -> bool:
    """Whether a word can only be the letter of a revision."""
    return word.isascii() and word.isalpha() and (len(word) == 1 or (len(word) == len("AA") and word.isupper()))


def _last(job: Job) -> str:
    """The last revision that was signed. Raises `Refused` where there is none."""
    if not job.state.signoffs:
        name = job.state.plan.name or job.id
        raise Refused(f"{name}: nothing was signed yet.", "Say since when: qcheck diff --since friday")
    return job.state.signoffs[-1].revision


def _since(desk: Desk, job: Job, typed: str) -> _Spot:
    """The moment that was typed, or the opening if the job was opened later."""
    moment = start(desk, typed)
    return _Spot(at=moment, opening=not heads.until(job.state.events, moment))


def _spot(desk: Desk, job: Job, typed: str) -> _Spot:
    if typed.casefold() == NOW:
        return _Spot()
    signed = [s for s in job.state.signoffs if s.revision == typed.upper()]
    of_handover = [s for s in signed if s.gate == HANDOVER] or signed
    if len(of_handover) > 1:
        raise Refused(f"Revision {typed.upper()} was signed on two devices apart.", f"Say a time instead. {dates.HINT}")
    if of_handover:
        return _Spot(of_handover[0])
    if _is_letter(typed):
        there = ", ".join(dict.fromkeys(s.revision for s in job.state.signoffs))
        raise NotFound(
            f"There is no revision {typed.upper()}.", f"There are: {there}." if there else "Nothing was signed yet."
        )
    return _Spot(at=instant(desk, typed))


def _point(desk: Desk, job: Job, spot: _Spot, gate: str, units: tuple[str, ...]) -> Point:
    """A state, judged at a gate."""
    if spot.signoff:
        signature = next(e for e in job.state.events if e.id == spot.signoff.event)
        held = cut.signed(signature, job.state.events)
        then = jobs.at_cut(desk, job, held.events)
        told = judge(desk, then, context(desk, then, gate, signature.at, units=units))
        return Point(told, phrase("revision {revision}", revision=spot.signoff.revision), spot.signoff, held)
    if not spot.at:
        return Point(judge(desk, job, context(desk, job, gate, units=units)), NOW)
    if spot.opening and job.state.events:
        first = job.state.events[0]
        then = jobs.at_cut(desk, job, (e for e in job.state.events if e.batch == first.batch))
        return Point(judge(desk, then, context(desk, then, gate, first.at, units=units)), OPENING)
    said = heads.until(job.state.events, spot.at)
    if not said:
        raise jobs.too_early(desk, job.id, job.state.events)
    then = jobs.at_cut(desk, job, said)
    return Point(judge(desk, then, context(desk, then, gate, spot.at, units=units)))


def _speaking(point: Point, tongue: Tongue) -> Point:
    return replace(point, told=language.speaking(point.told, tongue))


def _forward(before: Point, after: Point) -> None:
    """Sees to it that the first state is not later than the second. Raises `Refused`."""
    was, now = ({e.id for e in point.told.state.events} for point in (before, after))
    if was > now:
        raise Refused(
            "The first state is later than the second.", "Write the earlier one first, as in: qcheck diff A B"
        )
