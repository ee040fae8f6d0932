"""Rework: how long punch items took, which came back, and what their causes cost."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, localcontext

from msgspec import Struct

from qcheck.core.exact import LONGEST, is_canonical
from qcheck.core.figures.basis import Basis, counted
from qcheck.core.life import MOVES
from qcheck.core.meaning import tidy
from qcheck.core.punch import closed
from qcheck.model.metrics import Cause, Causes, Closure, Cost, Ratio
from qcheck.model.punch import PunchItem, PunchStanding
from qcheck.model.state import JobState

NONE = Decimal(0)
# More than any sum of costs has: nothing is rounded.
DIGITS = 3 * LONGEST


class Failure(Struct, frozen=True):
    """A punch item's cause as it was written, and what it cost; `costed` if any cost was given."""

    cause: str
    internal: Decimal
    external: Decimal
    costed: bool
    unread: int


def closing(state: JobState, basis: Basis) -> list[int]:
    """The seconds from raised to confirmed of each punch item that is closed; nobody confirms their own work."""
    alone = basis.settings.policy.crew_of_one
    done = [p for p in counted(state) if closed(p) and p.verified_at and (alone or not p.self_verified)]
    return [max(0, _seconds(p.at, p.verified_at)) for p in done]


def _seconds(start: str, end: str) -> int:
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())


def closure(seconds: Iterable[int]) -> Closure | None:
    """Median and 90th percentile, both by nearest rank: a time that an item really took."""
    every = sorted(seconds)
    return Closure(nearest(every, 50), nearest(every, 90), len(every)) if every else None


def nearest(ordered: list[int], percent: int) -> int:
    """The percentile of values in order by nearest rank: the smallest that so many percent do not exceed."""
    return ordered[-(-percent * len(ordered) // 100) - 1]


def rejection(state: JobState, _: Basis) -> Ratio:
    """Punch items that were sent back at least once, of those that were said to be done at least once."""
    lives = [_moves(p) for p in counted(state)]
    done = [life for life in lives if "completed" in life]
    return Ratio(sum("rejected" in life for life in done), len(done))


def reopening(state: JobState, _: Basis) -> Ratio:
    """Punch items that came back at least once after they were confirmed, of those that were confirmed."""
    lives = [_moves(p) for p in counted(state)]
    confirmed = [life for life in lives if "verified" in life]
    return Ratio(sum("reopened" in life for life in confirmed), len(confirmed))


def _moves(item: PunchItem) -> set[str]:
    """The kinds of move that an item made; how a dispute or a voiding was settled says nothing of the work."""
    standing: PunchStanding = "open"
    made: set[str] = set()
    for step in item.steps:
        if step.ignored:
            continue
        if not (step.kind in {"rejected", "reopened"} and standing in {"disputed", "voided"}):
            made.add(step.kind)
        standing = MOVES[step.kind].end
    return made


def failures(state: JobState) -> list[Failure]:
    """The punch items of a job by cause and cost. What the client was given besides is a cost after the handover."""
    return [_failure(item) for item in counted(state)]


def _failure(item: PunchItem) -> Failure:
    why = item.diagnosis
    internal, external = (why.internal, why.external) if why else ("", "")
    given = [text for text in (internal, external, item.extra_cost) if text]
    read = sum(is_amount(text) for text in given)
    return Failure(
        tidy(why.cause) if why else "",
        _amount(internal),
        _sum(_amount(external), _amount(item.extra_cost)),
        costed=read > 0,
        unread=len(given) - read,
    )


def _sum(*amounts: Decimal) -> Decimal:
    """A sum of which nothing is rounded."""
    with localcontext(prec=DIGITS):
        return sum(amounts, NONE)


def is_amount(text: str) -> bool:
    """Whether that is a cost as the record writes it; another program may have written anything."""
    return is_canonical(text) and not text.startswith("-")


def _amount(text: str) -> Decimal:
    return Decimal(text) if is_amount(text) else NONE


def cost(every: list[Failure]) -> Cost | None:
    """The cost of poor quality; None where no cost was given, which is not the same as none."""
    internal, external = _sum(*(f.internal for f in every)), _sum(*(f.external for f in every))
    costed = sum(f.costed for f in every)
    return Cost(internal, external, _sum(internal, external), costed, len(every)) if costed else None


def causes(every: list[Failure]) -> Causes | None:
    """The causes by what they cost, or by how often they came where no cost is known; those not diagnosed last."""
    groups: dict[str, list[Failure]] = defaultdict(list)
    for failure in every:
        groups[failure.cause.casefold()].append(failure)
    costs = {key: _sum(*(f.internal for f in held), *(f.external for f in held)) for key, held in groups.items()}
    total = _sum(*costs.values())
    weights = costs if total else {key: Decimal(len(held)) for key, held in groups.items()}
    ordered = sorted(groups, key=lambda key: (not key, -weights[key], -len(groups[key]), key))
    rows, before = [], NONE
    for key in ordered:
        before = _sum(before, weights[key])
        shares = weights[key] / (total or len(every)), before / (total or len(every))
        held = groups[key]
        rows.append(Cause(_spelt(held), len(held), sum(f.costed for f in held), costs[key], *shares))
    return Causes("cost" if total else "count", tuple(rows)) if rows else None


def _spelt(held: list[Failure]) -> str:
    """The spelling that is used most; of those used as often the first in the alphabet."""
    counts = Counter(f.cause for f in held)
    return min(counts, key=lambda cause: (-counts[cause], cause))
