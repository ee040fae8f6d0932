"""Reception: how clients took what was handed over, and how they were heard when something was wrong."""

from collections import defaultdict
from datetime import tzinfo

from qcheck.core.compare import is_date
from qcheck.core.dates import local
from qcheck.core.figures.basis import Basis, counted
from qcheck.core.gates import RELEASING, of_client
from qcheck.core.silence import acknowledged, after
from qcheck.model.metrics import Gap, Mean, Promoters, Ratio
from qcheck.model.punchevent import Dimension, Score
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState, SignOff

PROMOTER, DETRACTOR = 9, 6
DIMENSIONS: tuple[Dimension, ...] = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def handed_over(state: JobState) -> SignOff | None:
    """The signature by which the client first accepted the whole job, whatever was said since."""
    return next((s for s in _words(state) if not s.units and s.outcome in RELEASING), None)


def _words(state: JobState) -> list[SignOff]:
    """What clients said at the handover, oldest first; that nobody was there to sign is no word of theirs."""
    said = (s for s in state.signoffs if s.gate == HANDOVER and s.outcome != "unsigned")
    return [s for s in said if of_client(s.role, state.signing)]


def day(state: JobState, zone: tzinfo) -> str:
    """The date a job was handed over on, or is planned for as long as it was not; empty where there is none."""
    signed = handed_over(state)
    planned = signed.at if signed else state.plan.handover
    try:
        found = local(planned, zone).date().isoformat() if "T" in planned else planned
    except (ValueError, OverflowError):  # a line of another program
        return ""
    return found if is_date(found) else ""


def acceptance(state: JobState, _: Basis) -> Ratio:
    """Jobs that the client accepted the first time and without reservations, of those they gave their word on.

    A part that was refused or taken with reservations before spoils it: the job was not right the first time.
    """
    words = _words(state)
    first = next((n for n, word in enumerate(words) if not word.units), None)
    if first is None:
        return Ratio()
    return Ratio(int(all(word.outcome == "accepted" for word in words[: first + 1])), 1)


def callbacks(state: JobState, _: Basis) -> Ratio:
    """Jobs with a complaint or punch item that was raised after the handover, of those handed over."""
    signed = handed_over(state)
    if not signed:
        return Ratio()
    order = [event.id for event in state.events]  # what the clock tells in seconds may be the same
    later = {event.about for event in state.events[order.index(signed.event) :] if event.kind == "raised"}
    return Ratio(int(any(p.subject in later for p in counted(state))), 1)


def acknowledgement(state: JobState, basis: Basis) -> Ratio:
    """Complaints that were acknowledged within the hours of the policy, of those whose hours are over or that were."""
    total = Ratio()
    for item in counted(state):
        if item.complaint:
            limit = after(item.at, hours=basis.settings.policy.acknowledge_within)
            told = acknowledged(state, item)
            in_time = bool(told and told.at <= limit)
            total += Ratio(int(in_time), 1) if in_time or limit < basis.now else Ratio()
    return total


def score(state: JobState) -> list[int]:
    """The rating of a job that counts: the last one, for each is a statement of its own."""
    return [state.ratings[-1].score] if state.ratings else []


def rating(scores: list[int]) -> Mean | None:
    """The mean rating, of 10."""
    return Mean(sum(scores), len(scores)) if scores else None


def promoters(scores: list[int]) -> Promoters | None:
    """What the net promoter score is taken from."""
    if not scores:
        return None
    return Promoters(sum(s >= PROMOTER for s in scores), sum(s <= DETRACTOR for s in scores), len(scores))


def dimensions(state: JobState) -> list[Score]:
    """What a client said last of each dimension of service."""
    return list({s.dimension: s for r in state.ratings for s in r.dimensions}.values())


def gaps(said: list[Score]) -> tuple[Gap, ...]:
    """Perceived less expected, by dimension, over those who gave both; in the order of the questionnaire."""
    held: dict[Dimension, list[int]] = defaultdict(list)
    for each in said:
        if each.expected:
            held[each.dimension].append(each.perceived - each.expected)
    return tuple(Gap(name, Mean(sum(held[name]), len(held[name]))) for name in DIMENSIONS if name in held)
