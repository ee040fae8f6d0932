"""Metrics: what counts and what does not, where a figure could be made better than the work was."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

import builder
from builder import JobBuilder, job
from core.counted import EUR, at, figures, on, opened, sign, signed, told
from qcheck.core import verdict
from qcheck.core.dates import utc
from qcheck.core.figures import reception
from qcheck.core.metrics import metrics
from qcheck.core.views.items import count, sections
from qcheck.core.views.stats import between, rounded
from qcheck.model.metrics import Cause, Kept, Mean, Missed, Ratio
from qcheck.model.punchevent import Completed, Diagnosed, Promised, Raised, Score, Verified
from qcheck.model.statsview import FigureView

NOTHING = Ratio()
ROOMS = """\
checklist: rooms
title: Rooms
ask:
  gas: {text: Is there gas?, choice: [yes, no]}
sections:
  - id: floor
    title: Floor
    items:
      - {id: swept, text: Swept, repeat: rooms}
      - {id: valve, text: Gas valve shut, when: {fact.gas: yes}}
"""


def promised(due: str = "2026-12-04") -> JobBuilder:
    """A job with one punch item that Ravi has and promised."""
    return opened().add("Door scratched", owner="ravi", due=due)


def plan(built: JobBuilder) -> Ratio:
    return figures(built).plan_complete


def test_nothing_gives_no_figure() -> None:
    """Over no job, and over one in which nothing was said, all is absent: neither none nor all."""
    empty = figures()
    assert all(getattr(empty, name) in (0, NOTHING, (), None) for name in empty.__struct_fields__)
    words = told(figures(opened()))
    shown = {name: getattr(words, name) for name in words.__struct_fields__}
    absent = {name for name, value in shown.items() if value is None or value == ()}
    assert absent == {
        *("first_pass_yield", "defects_per_unit", "hold_points", "plan_complete", "by_person", "reasons", "closure"),
        *("rejection_rate", "reopen_rate", "cost", "causes", "first_time_acceptance", "callback_rate"),
        *("acknowledged", "rating", "promoters", "servqual", "left_out"),
    }
    assert words.completion
    assert words.completion.spoken == "0%"


@pytest.mark.parametrize(
    ("due", "hour", "minute", "kept"),
    [
        ("2026-12-04", 22, 59, True),
        ("2026-12-04", 23, 0, False),
        ("2026-12-04T17:00+01:00", 16, 0, True),
        ("2026-12-04T17:00+01:00", 16, 1, False),
    ],
)
def test_a_promise_is_kept_on_the_day_stated_by_the_clock_of_the_zone(
    due: str, hour: int, minute: int, *, kept: bool
) -> None:
    """Until midnight there, or until the time that was named."""
    built = on(promised(due), 4, hour, minute).done("P1", by="ravi")
    found = metrics([built.state()], ZoneInfo("Europe/Berlin"), built.settings, utc(at(6)))
    assert found.plan_complete == Ratio(int(kept), 1)


def test_a_promise_counts_once_it_came_due_or_was_kept() -> None:
    """Not on its day while it is open; from the next one on, or as soon as it is done."""
    assert plan(on(promised(), 4, 23)) == NOTHING
    assert plan(on(promised(), 5)) == Ratio(0, 1)
    assert plan(on(promised(), 2).done("P1", by="ravi")) == Ratio(1, 1)


def test_moving_a_promise_before_its_date_does_not_help() -> None:
    """The first date counts, once it has come; its reason is the one of the first move."""
    built = on(promised(), 2).promise("P1", due="2026-12-20", why="labour")
    assert plan(built) == NOTHING
    built.promise("P1", due="2026-12-22", why="weather")
    assert plan(on(built, 5)) == Ratio(0, 1)
    assert figures(built).reasons == (Missed("labour", 1),)
    assert plan(on(built, 6).done("P1", by="ravi")) == Ratio(0, 1)


def test_what_was_sent_back_after_its_date_was_not_kept() -> None:
    """Also if it is done again; what was sent back and done again before its date was."""
    late = on(on(promised(), 4).done("P1", by="ravi"), 5).reject("P1")
    assert plan(late) == Ratio(0, 1)
    assert plan(late.done("P1", by="ravi")) == Ratio(0, 1)
    assert plan(on(promised(), 3).done("P1", by="ravi").reject("P1").done("P1", by="ravi")) == Ratio(1, 1)


def test_what_was_confirmed_and_came_back_was_kept_and_counts_in_the_reopen_rate() -> None:
    """Unless whoever did it confirmed it: that ends nothing."""
    kept = on(promised(), 3).done("P1", by="ravi").verify("P1", by="olga")
    found = figures(on(kept, 9).reopen("P1", why="it came back"))
    assert (found.plan_complete, found.reopen_rate) == (Ratio(1, 1), Ratio(1, 1))
    alone = on(promised(), 3).done("P1", by="ravi")
    alone.settings = builder.settings(policy={"crew_of_one": True})
    alone.verify("P1", by="ravi")
    alone.settings = builder.SETTINGS
    assert plan(on(alone, 9).reopen("P1", why="it came back")) == Ratio(0, 1)
    assert figures(alone, of=builder.settings(policy={"crew_of_one": True})).plan_complete == Ratio(1, 1)


def test_a_date_given_after_an_item_came_back_is_a_promise_to_put_that_right() -> None:
    """What was confirmed before it was given does not keep it."""
    built = opened().add("Door scratched", owner="ravi").done("P1", by="ravi").verify("P1", by="olga")
    built.reopen("P1", why="still there").promise("P1", due="2026-12-04")
    assert plan(on(built, 5)) == Ratio(0, 1)


def test_what_two_devices_leave_open_was_not_kept() -> None:
    """One confirms, the other sends back: the more open of the two counts."""
    built = on(promised(), 3).done("P1", by="ravi")
    built.on("bbbb").verify("P1", by="olga").on("aaaa").reject("P1", by="dana").merge()
    assert plan(on(built, 5)) == Ratio(0, 1)


def test_a_voided_item_counts_nowhere() -> None:
    """It is none."""
    built = on(promised(), 5).diagnose("P1", cause="none", internal="5").void("P1", by="olga")
    found = figures(built)
    assert (found.plan_complete, found.cost, found.causes, found.defects_per_unit) == (NOTHING, None, None, NOTHING)


@pytest.mark.parametrize("due", ["someday", "someTday", "2026-02-30", "0001-01-01T00:00+14:00"])
def test_a_date_of_another_program_that_is_none_was_not_kept(due: str) -> None:
    """It has passed, so that it shows."""
    built = opened().add("Door scratched", owner="ravi").raw("punch/b1-1", Promised(due)).done("P1", by="ravi")
    assert plan(built) == Ratio(0, 1)


def test_whoever_had_an_item_when_it_was_promised_answers_for_it() -> None:
    """The lead where nobody was named; a date taken back was not given."""
    built = opened().add("Door scratched").promise("P1", due="2026-12-02")
    built.undo().assign("P1", to="olga").promise("P1", due="2026-12-03").assign("P1", to="ravi")
    built.add("Lamp dark", due="2026-12-03")
    assert figures(on(built, 9)).by_person == (Kept("dana", Ratio(0, 1)), Kept("olga", Ratio(0, 1)))


def test_people_are_shown_by_name_and_nobody_comes_last() -> None:
    """Never by how they did."""
    built = opened().add("Door scratched", owner="ravi", due="2026-12-02").done("P1", by="ravi")
    built.add("Lamp dark", owner="olga", due="2026-12-02")
    shown = told(figures(on(built, 9)), builder.SETTINGS).by_person
    assert [(k.name, k.kept.spoken) for k in shown] == [("Olga Petrova", "0%"), ("Ravi Shah", "100%")]
    leaderless = job().open(lead="").add("Door scratched", due="2026-12-02")
    (nobody,) = told(figures(on(leaderless, 9))).by_person
    assert (nobody.person, nobody.name) == ("", "nobody")


def test_hiding_a_failure_does_not_raise_first_pass_yield() -> None:
    """An item that was checked still counts when it is not needed any more; a slip that was taken back does not."""
    built = job(ROOMS).open(facts={"gas": "yes"}, units={"rooms": ("Hall",)}).fail("2", note="leaks").tick("1")
    built.plan("no gas after all", **{"fact.gas": "no"})
    assert built.state().items[1].standing == "hidden"
    assert figures(built).first_pass_yield == Ratio(1, 2)
    assert figures(opened().fail("2", note="slip").undo().tick("2")).first_pass_yield == Ratio(1, 1)


DEFERRING = builder.KITCHEN.replace(
    "- sealed: Joints sealed, no visible gap", "- {id: sealed, text: Joints sealed, on_fail: {raise: {category: B}}}"
)


def test_an_item_and_the_punch_item_that_it_raised_are_one_defect() -> None:
    """It is the same one."""
    built = opened(DEFERRING).fail("2", note="gap")
    assert len(built.state().punch) == 1
    assert figures(built).defects_per_unit == Ratio(1, 1)


def test_completion_is_what_status_counts() -> None:
    """Waived, deferred and n/a items among it, hidden ones not."""
    built = opened(DEFERRING).fail("2").fail("3", note="3 mm").waive("3").na("4")
    shown = count(sections(built.told()))
    assert figures(built).completion == Ratio(shown.settled, shown.due) == Ratio(3, 4)
    assert verdict.verdict(built.findings()) == "not ready"


def test_a_pending_waiver_is_no_concession_and_one_that_ended_is() -> None:
    """It was granted, and the exception was made."""
    pending = opened().fail("3", note="3 mm").waive("3", by="dana")
    assert figures(pending).concession_rate == Ratio(0, 4)
    ended = opened().fail("3", note="3 mm").waive("3").tick("3")
    assert figures(ended).concession_rate == Ratio(1, 4)


def test_a_confirmation_of_ones_own_work_ends_nothing() -> None:
    """Unless the firm is a crew of one."""
    alone = builder.settings(policy={"crew_of_one": True})
    built = opened(of=alone).add("Door scratched", owner="ravi").done("P1", by="ravi").verify("P1", by="ravi")
    assert figures(built, of=builder.SETTINGS).closure is None
    closed = figures(built).closure
    assert closed
    assert (closed.median, closed.items) == (120, 1)


def test_a_clock_that_goes_backwards_makes_no_time_below_zero() -> None:
    """A device whose clock is wrong closed it before it was raised."""
    built = on(opened(), 9).add("Door scratched", owner="ravi").done("P1", by="ravi")
    closed = figures(on(built, 8).verify("P1", by="olga"), now=at(9)).closure
    assert closed
    assert closed.median == 0


def test_a_complaint_ends_when_the_client_says_so() -> None:
    """Made good is not the end of it, nor is the word of one of ours."""
    built = signed("accepted").complain("Tap drips", owner="ravi").done("P1", by="ravi")
    assert figures(built).closure is None
    other = signed("accepted").complain("Tap drips", owner="ravi").done("P1", by="ravi")
    (item,) = other.state().punch
    other.say([other.actor("olga").draft(item.subject, "verified", Verified(), item.heads)])
    assert other.state().punch[0].verified_by == "olga"
    assert figures(other).closure is None
    closed = figures(built.verify("P1", client=True)).closure
    assert closed
    assert closed.items == 1


def test_a_dispute_that_is_settled_is_neither_rejected_nor_reopened() -> None:
    """It says nothing of the work."""
    built = opened().add("Door scratched", owner="ravi").dispute("P1", by="ravi").reject("P1")
    built.dispute("P1", by="ravi").assign("P1", to="olga").done("P1", by="olga").verify("P1", by="dana")
    found = figures(built)
    assert (found.rejection_rate, found.reopen_rate) == (Ratio(0, 1), Ratio(0, 1))


def test_a_cost_that_is_no_number_is_in_no_sum_and_is_told() -> None:
    """Another program may write anything; where nothing else is known there is no figure."""
    built = opened(of=EUR).add("Door scratched").add("Lamp dark")
    built.raw("punch/b1-1", Diagnosed("haste", internal="12,50", external="-3"))
    found = figures(built)
    assert (found.cost, found.unread_costs) == (None, 2)
    built.diagnose("P2", cause="haste", internal="7")
    found = figures(built)
    assert found.cost
    assert (found.cost.total, found.cost.items, found.unread_costs) == (Decimal(7), 1, 2)
    assert told(found).unread_costs == 2


def test_costs_are_added_exactly() -> None:
    """As decimals of any length, never as floats."""
    built = opened(of=EUR).add("Door scratched").add("Lamp dark")
    built.raw("punch/b1-1", Diagnosed("haste", internal="0.1", external="1234567890123456789012345678901234567890"))
    built.raw("punch/b2-1", Diagnosed("haste", internal="0.2"))
    found = told(figures(built)).cost
    assert found
    assert (found.internal.value, found.total.value) == ("0.3", "1234567890123456789012345678901234567890.3")


def test_an_extra_counts_as_external_with_or_without_a_diagnosis() -> None:
    """The client was given it, so they saw the failure."""
    built = opened(of=EUR).add("Door scratched", owner="ravi").done("P1", by="ravi", extra="wine", cost="12")
    found = figures(built)
    assert found.cost
    assert (found.cost.internal, found.cost.external) == (Decimal(0), Decimal(12))
    assert found.causes
    assert found.causes.every == (Cause("", 1, 1, Decimal(12), Decimal(1), Decimal(1)),)


def test_causes_of_the_same_cost_go_by_count_then_by_name() -> None:
    """Where any cost is known, those without one are told by how often they came."""
    built = opened()
    for number in range(1, 6):
        built.add(f"Scratch on door {number}")
    built.diagnose("P1", cause="a", internal="5").diagnose("P2", cause="b").diagnose("P3", "P4", cause="d")
    causes = figures(built.diagnose("P5", cause="c")).causes
    assert causes
    assert (causes.by, [c.name for c in causes.every]) == ("cost", ["a", "d", "b", "c"])


def test_causes_that_differ_in_capitals_and_spaces_are_one_and_are_safe_to_show() -> None:
    """The spelling that is used most is shown."""
    built = opened()
    for number in range(1, 4):
        built.add(f"Scratch on door {number}")
    built.diagnose("P1", cause="Haste").diagnose("P2", cause="haste").diagnose("P3", cause=" haste ")
    assert [c.name for c in (figures(built).causes or pytest.fail("no causes")).every] == ["haste"]
    built.raw("punch/b1-1", Diagnosed("red\x1b[31m\nline")).raw("punch/b2-1", Diagnosed("red\x1b[31m\nline"))
    causes = told(figures(built)).causes
    assert causes
    assert [row.spoken for row in causes.rows] == ["red�[31m line", "haste"]


def test_an_absent_client_has_said_nothing_and_a_refused_part_spoils_the_whole() -> None:
    """Unsigned is no word; what was refused in part was not right the first time."""
    assert figures(signed("unsigned")).first_time_acceptance == NOTHING
    assert figures(signed("unsigned", "accepted")).first_time_acceptance == Ratio(1, 1)
    assert figures(signed("refused")).first_time_acceptance == Ratio(0, 1)
    rooms = job(ROOMS).open(units={"rooms": ("Hall", "Bath")}, facts={"gas": "no"})
    sign(rooms, "accepted", "hall")
    assert figures(rooms).first_time_acceptance == NOTHING
    assert figures(sign(rooms, "accepted")).first_time_acceptance == Ratio(1, 1)
    other = job(ROOMS).open(units={"rooms": ("Hall", "Bath")}, facts={"gas": "no"})
    sign(sign(other, "refused", "hall"), "accepted")
    assert figures(other).first_time_acceptance == Ratio(0, 1)


def test_what_was_raised_before_the_handover_is_no_callback() -> None:
    """What is raised after it is, once a job, however much of it there is."""
    built = opened().tick("1", "2", "3", "4").add("Door scratched", category="B")
    sign(built, "accepted_with_reservations")
    assert figures(built).callback_rate == Ratio(0, 1)
    assert figures(built.add("Lamp dark").complain("Tap drips")).callback_rate == Ratio(1, 1)


def test_what_was_raised_in_the_second_of_the_signature_is_a_callback_if_it_came_after_it() -> None:
    """The order of the record tells, where the clock does not."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4").sign().later(minutes=-1)
    assert figures(built.complain("Tap drips")).callback_rate == Ratio(1, 1)


def test_a_complaint_waits_for_the_hours_of_the_policy_and_a_try_that_missed_is_none() -> None:
    """Told with the call in which it came, it is acknowledged at once."""
    strict = builder.settings(policy={"acknowledge_within": 2})
    built = opened(of=strict).complain("Tap drips").add("Lamp dark")
    assert figures(built).acknowledged == NOTHING
    built.contact("call", "P1", missed=True)
    assert figures(built, now=built.now + timedelta(hours=3)).acknowledged == Ratio(0, 1)
    assert figures(built.contact("mail", "P1")).acknowledged == Ratio(1, 1)


@pytest.mark.parametrize(
    ("handover", "day"),
    [
        ("2026-12-10", "2026-12-10"),
        ("2026-12-10T23:30:00Z", "2026-12-11"),
        ("", ""),
        ("soon", ""),
        ("Tomorrow", ""),
        ("0001-01-01T00:00+14:00", ""),
    ],
)
def test_a_job_is_of_the_day_it_is_planned_for_until_it_was_handed_over(handover: str, day: str) -> None:
    """In the zone; what is no date, as another program may write it, is none."""
    berlin = ZoneInfo("Europe/Berlin")
    assert reception.day(job().open(handover=handover).state(), berlin) == day
    late = on(signed(), 9, 23, 30)
    assert reception.day(sign(late, "accepted").state(), berlin) == "2026-12-10"


def test_of_each_job_the_last_rating_counts_and_the_last_score_of_each_dimension() -> None:
    """Each rating is a statement of its own."""
    built = signed("accepted").rate(3, "late", Score("empathy", 4, 5), Score("tangibles", 5, 5))
    found = figures(built.rate(9, "", Score("empathy", 6, 5)))
    assert found.rating == Mean(9, 1)
    assert [(g.dimension, g.mean) for g in found.servqual] == [("tangibles", Mean(0, 1)), ("empathy", Mean(1, 1))]


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0", "0.00"), ("1", "1.00"), ("0.999", "0.99"), ("0.001", "0.01"), ("0.5", "0.50"), ("0.125", "0.13")],
)
def test_nearly_all_never_reads_as_all(share: str, shown: str) -> None:
    """Nor does nearly none as none."""
    assert str(between(Decimal(share), Decimal("0.01"))) == shown


def test_a_half_is_rounded_away_from_zero() -> None:
    """As people do it."""
    assert [str(rounded(Decimal(n), Decimal("0.1"))) for n in ("0.25", "-0.25", "0.24")] == ["0.3", "-0.3", "0.2"]


def test_a_workspace_with_a_comma_reads_figures_with_a_comma() -> None:
    """Machines read a point."""
    comma = builder.settings(currency="EUR", decimal=",")
    built = opened(of=comma).fail("2", note="gap").add("Door scratched")
    built.raw("punch/b2-1", Diagnosed("haste", internal="12.50")).raw("punch/b2-2", Raised("x", "A"))
    built.raw("punch/b2-1", Completed(note=""))
    words = told(figures(built), comma)
    assert words.cost
    assert words.cost.total == FigureView("12.50", "12,50 EUR")
    assert words.defects_per_unit
    assert (words.defects_per_unit.value, words.defects_per_unit.spoken) == ("3.00", "3,00")
