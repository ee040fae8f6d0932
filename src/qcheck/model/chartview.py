"""Views of charts: how far a job is, how what is open became less, what weighs most, which promises were kept."""

from msgspec import Struct

from qcheck.model.statsview import CausesView, StatsView


class ProgressView(Struct, frozen=True):
    """So many settled of those that are due in a section, by a gate or in a job."""

    title: str
    settled: int
    due: int


class BurnPoint(Struct, frozen=True):
    """How much was open at a moment: checks, and punch items that were not closed. `x` is the moment's place on the
    axis of time, from 0 to 1000.
    """

    when: str
    x: int
    checks: int
    punch: int
    both: int


class BurndownView(Struct, frozen=True):
    """What was open from the opening of a job on, against its handover. `begins` and `ends` are the ends of the axis of
    time, `top` the top of the other one, an even number.

    `handover` is the date that stands, at `handover_x`; `first_handover` the one first promised, if it moved.
    """

    points: tuple[BurnPoint, ...]
    begins: str
    ends: str
    top: int
    handover: str = ""
    handover_x: int = 0
    first_handover: str = ""
    first_handover_x: int = 0


class PromisesView(Struct, frozen=True):
    """First promises of someone, empty for nobody: kept, not kept, and those whose day is still ahead."""

    name: str
    kept: int
    late: int
    open: int
    all: int


class ChartsView(Struct, frozen=True):
    """The charts of some jobs: `sections`, `gates` and `burndown` of one, `jobs` of several. `most` is the highest
    number of promises that anybody has.
    """

    sections: tuple[ProgressView, ...] = ()
    gates: tuple[ProgressView, ...] = ()
    jobs: tuple[ProgressView, ...] = ()
    burndown: BurndownView | None = None
    causes: CausesView | None = None
    promises: tuple[PromisesView, ...] = ()
    most: int = 0


class StatsPage(Struct, frozen=True):
    """The page of figures: charts, then every figure. `when` is the moment in words."""

    stats: StatsView
    charts: ChartsView
    when: str
    terms: dict[str, str]
