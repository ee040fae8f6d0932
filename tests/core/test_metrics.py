"""Metrics: the worked example of each, as docs/metrics.md has it."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import pytest

from builder import JobBuilder
from conftest import ROOT
from core.counted import EUR, figures, on, opened, signed, told
from qcheck.core.figures.rework import nearest
from qcheck.model.metrics import Cause, Causes, Cost, Kept, Mean, Missed, Promoters, Ratio
from qcheck.model.punchevent import Score
from qcheck.model.statsview import FigureView, GapView, MeanView, RatioView

DRAIN = """\
checklist: drain
title: Drain
sections:
  - id: trench
    title: Trench
    items:
      - {id: bed, text: Bedding laid, hold: {release: [lead]}}
      - pipe: Pipe laid
  - id: walls
    title: Walls
    items:
      - {id: frame, text: Frame plumb, hold: {release: [lead]}}
      - board: Boarded
  - id: roof
    title: Roof
    items:
      - {id: felt, text: Felt tight, hold: {release: [lead]}}
      - tile: Tiled
  - id: floor
    title: Floor
    items:
      - {id: screed, text: Screed dry, hold: {release: [lead]}}
      - oak: Oak laid
"""


def _completion() -> list[JobBuilder]:
    return [opened().tick("1", "2").fail("3", note="gap").na("4")]


def _yield() -> list[JobBuilder]:
    built = opened().tick("1").fail("2", note="gap").tick("2").na("3", note="not ordered").tick("3")
    return [built.na("4")]


def _defects() -> list[JobBuilder]:
    first = opened().fail("2", note="gap").tick("2").fail("2", note="gap again").tick("2")
    first.add("Scratch on the door").add("Same scratch").void("P2", by="olga").complain("Tap drips")
    return [first, opened().tick("1", "2", "3", "4"), opened()]


def _concession() -> list[JobBuilder]:
    return [opened().tick("1", "2", "3").fail("4", note="none left").waive("4")]


def _holds() -> list[JobBuilder]:
    built = opened(DRAIN).tick("1").release("1").tick("2")
    built.tick("3").tick("4", force="boards are here").release("3")
    return [built.tick("5").tick("6", force="rain is coming")]


def _promises() -> list[JobBuilder]:
    built = opened()
    built.add("Door scratched", owner="ravi", due="2026-12-04").add("Plinth missing", owner="ravi", due="2026-12-04")
    built.add("Handle loose", owner="olga", due="2026-12-04").add("Lamp dark").promise("P4", due="2026-12-08")
    built.add("Key missing").promise("P5", due="2026-12-09")
    on(built, 3).promise("P2", due="2026-12-07", why="materials", by="ravi")
    on(built, 4).done("P1", by="ravi").done("P3", by="olga")
    on(built, 5).reject("P3").assign("P3", to="ravi").done("P4", by="ravi")
    return [on(on(built, 6).done("P2", by="ravi"), 7)]


def _closure() -> list[JobBuilder]:
    built = opened()
    for number in range(1, 6):
        built.add(f"Scratch on door {number}", owner="ravi")
    for number, (day, hour) in enumerate([(2, 8), (3, 8), (3, 20), (5, 8), (11, 8)], 1):
        on(built, day, hour, 10).done(f"P{number}", by="ravi").verify(f"P{number}", by="olga")
    return [built]


def _done(count: int) -> JobBuilder:
    built = opened()
    for number in range(1, count + 1):
        built.add(f"Scratch on door {number}", owner="ravi").done(f"P{number}", by="ravi")
    return built


def _rejection() -> list[JobBuilder]:
    return [_done(4).reject("P1").done("P1", by="ravi").reject("P1").add("Lamp dark")]


def _reopening() -> list[JobBuilder]:
    return [_done(4).verify("P1", "P2", "P3", by="olga").reopen("P1", why="it leaks again")]


def _cost() -> list[JobBuilder]:
    built = opened(of=EUR).add("Door scratched").add("Handle loose")
    built.complain("Tap drips", owner="ravi").add("Lamp dark")
    built.diagnose("P1", cause="carried without covers", internal="120")
    built.diagnose("P2", cause="screws too short", internal="30.50", external="20")
    return [built.done("P3", by="ravi", extra="a month of descaler", cost="45.00")]


def _causes() -> list[JobBuilder]:
    built = opened(of=EUR)
    for number in range(1, 7):
        built.add(f"Scratch on door {number}")
    built.diagnose("P1", cause="Carried without covers", internal="100").diagnose("P2", cause="carried  without covers")
    built.diagnose("P3", cause="carried without covers", internal="20").diagnose("P4", cause="screws too short")
    built.diagnose("P2", internal="0").diagnose("P4", external="30")
    return [built.diagnose("P5", cause="measured too early", internal="50").add("Lamp dark").void("P2", by="olga")]


def _acceptance() -> list[JobBuilder]:
    return [signed("accepted"), signed("accepted_with_reservations"), signed("refused", "accepted"), signed()]


def _callback() -> list[JobBuilder]:
    return [signed("accepted"), signed("accepted_with_reservations"), signed("accepted").complain("Tap drips")]


def _acknowledged() -> list[JobBuilder]:
    built = signed("accepted")
    on(built, 2).complain("Tap drips").complain("Door sticks")
    on(built, 2, 11).contact("call", "P1")
    on(built, 3, 15).contact("call", "P2")
    return [on(on(built, 3, 16).complain("Lamp dark"), 3, 17)]


def _rated(*scores: int) -> list[JobBuilder]:
    return [signed("accepted").rate(score) for score in scores]


def _servqual() -> list[JobBuilder]:
    said = [(5, 6), (4, 6), (6, 0)]
    return [signed("accepted").rate(8, "", Score("reliability", seen, wanted)) for seen, wanted in said]


class Example(NamedTuple):
    """A heading of docs/metrics.md, the jobs of its example, the figure, and how the page says it."""

    heading: str
    jobs: Callable[[], list[JobBuilder]]
    figure: str
    said: str


EXAMPLES = [
    Example("Completion", _completion, "completion", "3 / 4 = 75%"),
    Example("First pass yield", _yield, "first_pass_yield", "2 / 3 = 67%"),
    Example("Defects per unit", _defects, "defects_per_unit", "3 / 2 = 1.50"),
    Example("Concession rate", _concession, "concession_rate", "1 / 4 = 25%"),
    Example("Hold-point compliance", _holds, "hold_points", "1 / 3 = 33%"),
    Example("Percent plan complete", _promises, "plan_complete", "2 / 4 = 50%"),
    Example("Rejection rate", _rejection, "rejection_rate", "1 / 4 = 25%"),
    Example("Reopen rate", _reopening, "reopen_rate", "1 / 3 = 33%"),
    Example("First-time acceptance", _acceptance, "first_time_acceptance", "1 / 3 = 33%"),
    Example("Callback rate", _callback, "callback_rate", "1 / 3 = 33%"),
    Example("Complaints acknowledged in time", _acknowledged, "acknowledged", "1 / 2 = 50%"),
]


def example_of(heading: str) -> str:
    """The worked example below a heading of the page, on one line."""
    page = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return " ".join(section.partition("*Example:*")[2].split())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.figure)
def test_the_worked_example_of_a_ratio_comes_out_as_the_page_says(example: Example) -> None:
    """Built as it is told, it gives the figure that docs/metrics.md ends with."""
    found = getattr(told(figures(*example.jobs())), example.figure)
    assert isinstance(found, RatioView)
    assert f"{found.numerator} / {found.denominator} = {found.spoken}" == example.said
    assert f"{example.said}." in example_of(example.heading)


def test_percent_plan_complete_is_told_by_person_in_the_order_of_the_alphabet_and_by_reason() -> None:
    """Of whoever had the item when it was promised; an item that was handed on later is not the new one's miss."""
    found = figures(*_promises())
    assert found.by_person == (Kept("dana", Ratio(1, 1)), Kept("olga", Ratio(0, 1)), Kept("ravi", Ratio(1, 2)))
    assert found.reasons == (Missed("materials", 1), Missed("", 1))
    words = told(found)
    assert [
        f"{k.name.split()[0]} {k.kept.numerator} / {k.kept.denominator} = {k.kept.spoken}" for k in words.by_person
    ] == [
        "Dana 1 / 1 = 100%",
        "Olga 0 / 1 = 0%",
        "Ravi 1 / 2 = 50%",
    ]
    assert [(m.reason, m.spoken, m.count) for m in words.reasons] == [
        ("materials", "materials", 1),
        ("", "no reason given", 1),
    ]
    page = example_of("Percent plan complete")
    assert page.endswith(
        "Dana 1 / 1 = 100%, Olga 0 / 1 = 0%, Ravi 1 / 2 = 50%. Reasons: materials 1, no reason given 1."
    )


def test_the_worked_example_of_closure_time() -> None:
    """Median and P90 by nearest rank: times that items really took."""
    found = told(figures(*_closure())).closure
    assert found
    assert (found.median.value, found.p90.value, found.items) == ("2.5", "10.0", 5)
    assert f"median {found.median.spoken}, P90 {found.p90.spoken}." in example_of("Closure time")


@pytest.mark.parametrize(
    ("values", "percent", "wanted"),
    [
        ([7], 50, 7),
        ([7], 90, 7),
        ([1, 2], 50, 1),
        ([1, 2], 90, 2),
        (list(range(1, 11)), 50, 5),
        (list(range(1, 11)), 90, 9),
    ],
)
def test_a_percentile_by_nearest_rank_is_one_of_the_values(values: list[int], percent: int, wanted: int) -> None:
    """The smallest that so many percent do not exceed."""
    assert nearest(values, percent) == wanted


def test_the_worked_example_of_the_cost_of_poor_quality() -> None:
    """Internal and external failure cost, and of how many items it is known; amounts are exact decimals."""
    found = figures(*_cost())
    assert found.cost == Cost(Decimal("150.50"), Decimal("65.00"), Decimal("215.50"), 3, 4)
    words = told(found).cost
    assert words
    assert words.total == FigureView("215.50", "215.50 EUR")
    assert (
        f"Internal {words.internal.value}, external {words.external.value}, together {words.total.value}, "
        f"known of {words.items} of {words.of} items."
    ) in example_of("Cost of poor quality")


def test_the_worked_example_of_causes() -> None:
    """Most costly first, with the share of each and of all so far; those not diagnosed last."""
    found = figures(*_causes()).causes
    assert found == Causes(
        "cost",
        (
            Cause("Carried without covers", 2, 2, Decimal(120), Decimal("0.6"), Decimal("0.6")),
            Cause("measured too early", 1, 1, Decimal(50), Decimal("0.25"), Decimal("0.85")),
            Cause("screws too short", 1, 1, Decimal(30), Decimal("0.15"), Decimal(1)),
            Cause("", 2, 0, Decimal(0), Decimal(0), Decimal(1)),
        ),
    )
    words = told(figures(*_causes())).causes
    assert words
    shown = [f"{row.spoken.lower()} {row.share.spoken}, {row.cumulative.spoken} so far" for row in words.rows[:3]]
    assert f"By cost: {'; '.join(shown)}; {words.rows[3].spoken}." in example_of("Causes")


def test_without_any_cost_causes_are_ranked_by_count_and_ties_by_name() -> None:
    """What is said of them says by which."""
    built = opened()
    for number in range(1, 6):
        built.add(f"Scratch on door {number}")
    built.diagnose("P1", cause="b").diagnose("P2", cause="a").diagnose("P3", cause="c").diagnose("P4", cause="c")
    found = figures(built).causes
    assert found
    assert found.by == "count"
    assert [(c.name, c.count, c.share) for c in found.every] == [
        ("c", 2, Decimal("0.4")),
        ("a", 1, Decimal("0.2")),
        ("b", 1, Decimal("0.2")),
        ("", 1, Decimal("0.2")),
    ]


def test_the_worked_examples_of_ratings() -> None:
    """The mean of 10, and the net promoter score, over the last rating of each job."""
    assert figures(*_rated(9, 10, 6)).rating == Mean(25, 3)
    rating = told(figures(*_rated(9, 10, 6))).rating
    assert rating
    assert f"25 / 3 = {rating.mean.spoken}." in example_of("Rating")
    found = figures(*_rated(10, 9, 8, 5))
    assert found.promoters == Promoters(2, 1, 4)
    nps = told(found).promoters
    assert nps
    assert (nps.passives, nps.score.value) == (1, "25")
    assert f"two promoters, one passive, one detractor: {nps.score.spoken}." in example_of("Net promoter score")


def test_the_worked_example_of_the_servqual_gap() -> None:
    """Only those who named what they had expected."""
    (gap,) = told(figures(*_servqual())).servqual
    assert gap == GapView("reliability", MeanView(FigureView("-1.50", "-1.50"), 2))
    assert f"{gap.gap.mean.value}, of {gap.gap.count}." in example_of("SERVQUAL gap")
