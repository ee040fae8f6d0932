"""Metrics: the figures that many jobs come to, each with what it was taken over; docs/metrics.md defines them."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from qcheck.model.punchevent import Dimension, Reason


class Ratio(Struct, frozen=True):
    """So many of so many. Over nothing there is no figure: neither none nor all."""

    numerator: int = 0
    denominator: int = 0

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.numerator + other.numerator, self.denominator + other.denominator)


class Kept(Struct, frozen=True):
    """Percent plan complete of the items that someone (by id, empty for nobody) had when they were promised."""

    person: str
    promises: Ratio


class Missed(Struct, frozen=True):
    """How many first promises were not kept for a reason; empty where none was given."""

    reason: Reason | Literal[""]
    count: int


class Closure(Struct, frozen=True):
    """How long punch items took from raised to confirmed: seconds, by nearest rank; of so many items."""

    median: int
    ninetieth: int
    items: int


class Cost(Struct, frozen=True):
    """What failures cost before the handover, after it and in all, as far as it is known: of `items` out of `of`."""

    internal: Decimal
    external: Decimal
    total: Decimal
    items: int
    of: int


class Cause(Struct, frozen=True):
    """A cause with the punch items that it was found for, and what they cost, known of `costed` of them; no name for
    those not diagnosed.

    `share` and `cumulative` are of the whole by which causes are ranked, from 0 to 1; the second with all before it.
    """

    name: str
    count: int
    costed: int
    cost: Decimal
    share: Decimal
    cumulative: Decimal


class Causes(Struct, frozen=True):
    """The causes, those that weigh most first: by cost where any is known, else by count."""

    by: Literal["cost", "count"]
    every: tuple[Cause, ...]


class Mean(Struct, frozen=True):
    """A sum over so many."""

    total: int
    count: int


class Gap(Struct, frozen=True):
    """Perceived less expected in one dimension of service, over those who gave both."""

    dimension: Dimension
    mean: Mean


class Promoters(Struct, frozen=True):
    """Who would speak for us (9 and 10 of 10), against us (0 to 6), and who rated at all."""

    promoters: int
    detractors: int
    ratings: int


class Metrics(Struct, frozen=True):
    """All figures of some jobs. A ratio over nothing, and None, mean that there is nothing to take it over.

    `unread_costs` are those that are no numbers, as another program may write them: they are in no sum.
    """

    jobs: int
    completion: Ratio
    first_pass_yield: Ratio
    defects_per_unit: Ratio
    concession_rate: Ratio
    hold_points: Ratio
    plan_complete: Ratio
    by_person: tuple[Kept, ...]
    reasons: tuple[Missed, ...]
    closure: Closure | None
    rejection_rate: Ratio
    reopen_rate: Ratio
    cost: Cost | None
    unread_costs: int
    causes: Causes | None
    first_time_acceptance: Ratio
    callback_rate: Ratio
    acknowledged: Ratio
    rating: Mean | None
    promoters: Promoters | None
    servqual: tuple[Gap, ...]
