"""Views of the figures of many jobs, as machines and people read them."""

from typing import Literal

from msgspec import Struct


class FigureView(Struct, frozen=True):
    """A number: `value` is decimal text for machines, `spoken` how it is read."""

    value: str
    spoken: str


class RatioView(Struct, frozen=True):
    """So many of so many: a share as `0.667` and `67%`, defects per unit as `1.5`."""

    numerator: int
    denominator: int
    value: str
    spoken: str


class KeptView(Struct, frozen=True):
    """Percent plan complete of what someone had; `person` is their id, empty for what nobody had."""

    person: str
    name: str
    kept: RatioView


class MissedView(Struct, frozen=True):
    """How often a reason kept a promise from being kept; `reason` is empty where none was given."""

    reason: str
    spoken: str
    count: int


class ClosureView(Struct, frozen=True):
    """Days from raised to confirmed, over so many punch items."""

    median: FigureView
    p90: FigureView
    items: int


class CostView(Struct, frozen=True):
    """What failures cost before the handover, after it and in all: known of `items` out of `of`."""

    internal: FigureView
    external: FigureView
    total: FigureView
    items: int
    of: int


class CauseView(Struct, frozen=True):
    """A cause, empty where it was not found out, with what it cost as far as that is known.

    `share` and `cumulative` are of all that causes are ranked by.
    """

    cause: str
    spoken: str
    count: int
    cost: FigureView | None
    share: FigureView
    cumulative: FigureView


class CausesView(Struct, frozen=True):
    """Causes, those that weigh most first: by cost where any is known, else by count."""

    by: Literal["cost", "count"]
    rows: tuple[CauseView, ...]


class MeanView(Struct, frozen=True):
    """A mean over so many."""

    mean: FigureView
    count: int


class GapView(Struct, frozen=True):
    """Perceived less expected in a dimension of service."""

    dimension: str
    gap: MeanView


class PromotersView(Struct, frozen=True):
    """The net promoter score, from -100 to 100, with what it is taken from."""

    score: FigureView
    promoters: int
    passives: int
    detractors: int
    ratings: int


class LeftOutView(Struct, frozen=True):
    """A job that is in no figure, and why."""

    job: str
    why: Literal["unreadable", "undated"]


class StatsView(Struct, frozen=True):
    """The figures of some jobs. What there is nothing to take it over is None, never none or all.

    `jobs` are those counted, `left_out` those that could not be; `since` and `until` the days between which jobs were
    asked for. `title` names the job if it is one, else the firm. `acknowledge_within` is the policy's, in hours.
    """

    title: str
    company: str
    as_of: str
    since: str
    until: str
    currency: str
    acknowledge_within: int
    jobs: tuple[str, ...]
    left_out: tuple[LeftOutView, ...]
    completion: RatioView | None
    first_pass_yield: RatioView | None
    defects_per_unit: RatioView | None
    concession_rate: RatioView | None
    hold_points: RatioView | None
    plan_complete: RatioView | None
    by_person: tuple[KeptView, ...]
    reasons: tuple[MissedView, ...]
    closure: ClosureView | None
    rejection_rate: RatioView | None
    reopen_rate: RatioView | None
    cost: CostView | None
    unread_costs: int
    causes: CausesView | None
    first_time_acceptance: RatioView | None
    callback_rate: RatioView | None
    acknowledged: RatioView | None
    rating: MeanView | None
    promoters: PromotersView | None
    servqual: tuple[GapView, ...]
    format: int = 1
