"""The fold: what the answers, notes, plans and retractions of several devices come to."""

import msgspec
import pytest

from builder import KITCHEN, JobBuilder, job, parsed, read_log
from qcheck.core.fold import fold
from qcheck.model.event import JOB, Answered, Event, Noted, Opened, Pin, Planned, Retracted
from qcheck.model.place import Place
from qcheck.model.state import Standing

SEALED = "kitchen/worktops.sealed"


def _standing(built: JobBuilder, subject: str = SEALED) -> Standing:
    return next(i.standing for i in built.state().items if i.item.subject == subject)


def _standings(built: JobBuilder) -> dict[str, Standing]:
    return {i.item.subject: i.standing for i in built.state().items}


def _contested() -> JobBuilder:
    """Dana passes and Ravi fails the same item, neither having seen the other; then the devices meet."""
    built = job().open(handover="2026-12-04").on("bbbb")
    built.fail("sealed", by="ravi")
    return built.on("aaaa").tick("sealed").merge()


def test_an_empty_record_is_a_job_that_nobody_opened() -> None:
    """No events come to no items, no plan and no opening."""
    state = fold("elm", Place("jobs/elm"), {}, [])
    assert (state.opened, state.items, state.plan.name, state.events) == ("", (), "", ())


def test_an_item_nobody_answered_is_open() -> None:
    """Nothing said is never a pass."""
    assert set(_standings(job().open()).values()) == {"open"}


@pytest.mark.parametrize("result", ["pass", "fail", "na"])
def test_an_item_stands_as_it_was_answered_last(result: Standing) -> None:
    """Of answers that saw each other, the last one counts, whatever it says."""
    built = job().open().tick("spare").fail("spare").na("spare").tick("spare")
    last = {"pass": built.tick, "fail": built.fail, "na": built.na}[result]("spare")
    assert _standing(last, "kitchen/worktops.spare") == result
    assert [a.result for a in last.state().items[3].history] == ["pass", "fail", "na", "pass", result]


def test_different_answers_of_two_devices_are_contested() -> None:
    """Neither wins by being later."""
    built = _contested()
    assert _standing(built) == "contested"
    assert ("answer-contested", SEALED) in built.codes()


def test_the_same_answer_of_two_devices_is_not_contested() -> None:
    """Two people who ticked the same item agree."""
    built = job().open().on("bbbb").tick("sealed", by="ravi").on("aaaa").tick("sealed").merge()
    assert _standing(built) == "pass"
    assert len(built.state().items[1].heads) == 2


def test_a_contested_item_is_settled_by_whoever_saw_both() -> None:
    """The answer after the devices met replaces both."""
    built = _contested().tick("sealed")
    assert _standing(built) == "pass"
    assert len(built.state().items[1].heads) == 1


def test_a_contested_item_is_not_settled_by_whoever_saw_one() -> None:
    """A third device that only knew the pass ticks again: still contested."""
    built = job().open().tick("sealed")
    built.on("cccc").on("aaaa").on("bbbb")
    built.devices["bbbb"].seen = [e for e in built.devices["bbbb"].seen if e.kind != "answered"]
    built.fail("sealed", by="ravi").on("cccc").tick("sealed").merge()
    assert _standing(built) == "contested"


def test_undoing_the_settling_answer_brings_the_dispute_back() -> None:
    """What was contested before is contested again."""
    assert _standing(_contested().tick("sealed").undo()) == "contested"


def test_undo_gives_each_answer_before_it_back() -> None:
    """Undo after undo goes back through the history of an item."""
    built = job().open().tick("sealed").fail("sealed").na("sealed", note="none")
    seen = [_standing(built), *(_standing(built.undo()) for _ in range(3))]
    assert seen == ["na", "fail", "pass", "open"]


def test_undo_takes_a_whole_command_back() -> None:
    """A section that was ticked at once is taken back at once."""
    built = job().open().tick("arrival")
    before = _standings(built)
    assert _standings(built.tick("worktops").undo()) == before


def test_what_was_taken_back_stays_in_the_history() -> None:
    """A retracted failure is shown as taken back, never gone."""
    item = job().open().fail("sealed", note="gap at the wall").undo().state().items[1]
    assert [(a.result, a.note, a.retracted) for a in item.history] == [("fail", "gap at the wall", True)]


def test_a_retraction_that_arrives_late_revives_nothing() -> None:
    """Dana takes her pass back without having seen that Ravi failed the item after it: the failure stands."""
    built = job().open().tick("sealed").on("bbbb").fail("sealed", by="ravi").on("aaaa").undo().merge()
    assert _standing(built) == "fail"


def test_a_note_changes_no_standing() -> None:
    """Notes about the job and about items are kept, and nothing else."""
    built = _contested().fail("level")
    before, codes = _standings(built), built.codes()
    built.note("looked at it again", "sealed", "level").note("client called")
    assert (_standings(built), built.codes()) == (before, codes)
    assert [n.text for n in built.state().items[1].notes] == ["looked at it again"]
    assert len(built.state().notes) == 3


def _answer_of(built: JobBuilder, subject: str) -> Event:
    return next(e for e in built.events() if isinstance(e.body, Answered) and e.about == subject)


def test_a_note_that_replaces_an_answer_changes_nothing() -> None:
    """Only an answer takes the place of an answer: a note that names a failure does not hide it."""
    built = job().open().fail("sealed")
    failed = _answer_of(built, SEALED)
    before = built.state()
    after = built.say([built.actor().draft(SEALED, "noted", Noted("all fine now"), (failed.id,))]).state()
    assert _standing(built) == "fail"
    assert after.items[1].heads == before.items[1].heads
    assert after.superseded == before.superseded == frozenset()


def test_a_statement_of_later_that_replaces_an_answer_changes_nothing() -> None:
    """What is not understood here, and says that it need not be, takes no failure away."""
    built = job().open().fail("sealed")
    failed = _answer_of(built, SEALED)
    later = msgspec.structs.replace(failed, id="9" * 64, kind="rated", body=None, replaces=(failed.id,), optional=True)
    state = fold("elm", Place("jobs/elm"), {"d" * 64: built.checklist}, [*built.events(), later])
    assert state.items[1].standing == "fail"
    assert state.superseded == frozenset()


def test_an_answer_takes_the_place_of_no_answer_to_another_item() -> None:
    """A pass that names the failure of another item leaves that failure alone."""
    built = job().open().fail("level")
    failed = _answer_of(built, "kitchen/worktops.level")
    passed = Answered(built.state().items[1].item.fingerprint, "pass")
    built.say([built.actor().draft(SEALED, "answered", passed, (failed.id,))])
    assert (_standing(built), _standing(built, "kitchen/worktops.level")) == ("pass", "fail")


def test_taking_a_note_back_changes_no_standing() -> None:
    """The note goes, everything else stays."""
    built = _contested().fail("level")
    before = _standings(built)
    built.note("looked at it again", "sealed").undo()
    assert _standings(built) == before
    assert built.state().notes == ()


def test_changing_people_and_dates_changes_no_standing() -> None:
    """A plan says who and when, and never that something is right."""
    built = _contested().fail("level")
    before = _standings(built)
    built.plan(reason="stone late", handover="2026-12-09", lead="ravi", crew=("ravi", "dana"))
    assert built.refusal is None
    assert _standings(built) == before


def test_the_first_promise_stays_beside_the_one_that_stands() -> None:
    """Moving the handover keeps the date that was first given."""
    plan = job().open(handover="2026-12-04").plan(reason="stone late", handover="2026-12-09").state().plan
    assert (plan.first_handover, plan.handover) == ("2026-12-04", "2026-12-09")


def test_a_first_promise_that_was_taken_back_was_never_given() -> None:
    """A typing error that was undone at once is not held against anybody."""
    built = job().open().plan(handover="2026-12-01").undo().plan(handover="2026-12-09")
    assert built.refusal is None
    assert (built.state().plan.first_handover, built.state().plan.handover) == ("2026-12-09", "2026-12-09")


def test_a_plan_set_differently_on_two_devices_is_contested() -> None:
    """Two dates at once block, until one is set by someone who saw both."""
    built = job().open(handover="2026-12-04").on("bbbb").plan(reason="a", handover="2026-12-08")
    built.on("aaaa").plan(reason="b", handover="2026-12-09").merge()
    assert built.state().plan.contested == ("plan/handover",)
    built.plan(reason="agreed", handover="2026-12-08")
    assert (built.state().plan.contested, built.state().plan.handover) == ((), "2026-12-08")


def test_a_plan_set_alike_on_two_devices_is_not_contested() -> None:
    """Two people who moved the date to the same day agree."""
    built = job().open(handover="2026-12-04").on("bbbb").plan(reason="a", handover="2026-12-08")
    built.on("aaaa").plan(reason="b", handover="2026-12-08").merge()
    assert built.state().plan.contested == ()


def test_a_job_opened_in_two_ways_is_contested() -> None:
    """Two openings with different names cannot both be the job's; two that say the same can."""
    built = job().open()
    again = [built.actor().draft(JOB, "opened", Opened("Elm Street kitchen", (Pin("kitchen", "d" * 64),)))]
    other = [built.actor().draft(JOB, "opened", Opened("Oak Street kitchen", (Pin("kitchen", "d" * 64),)))]
    assert built.on("bbbb").say(again).merge().state().plan.contested == ()
    assert built.say(other).merge().state().plan.contested == ("plan/lists",)


def test_a_reworded_item_is_asked_again() -> None:
    """An answer to another wording counts for nothing until it is given again."""
    built = job().open().tick("sealed")
    reworded = parsed(KITCHEN.replace("no visible gap", "no gap above 0.1 mm"))
    state = fold("elm", Place("jobs/elm"), {"d" * 64: reworded}, built.events())
    assert next(i.standing for i in state.items if i.item.subject == SEALED) == "stale"


def test_an_answer_about_nothing_in_the_job_is_kept_aside() -> None:
    """A stray line makes nothing ready and is not lost."""
    built = job().open().tick("sealed")
    other = parsed(KITCHEN.replace("sealed:", "joined:"))
    state = fold("elm", Place("jobs/elm"), {"d" * 64: other}, built.events())
    assert [e.about for e in state.strays] == [SEALED]
    assert {i.standing for i in state.items} == {"open"}


def test_a_job_whose_list_is_missing_has_no_items_and_loses_no_event() -> None:
    """Without its pinned list nothing can be judged, but everything said is still there."""
    built = job().open().fail("sealed")
    state = fold("elm", Place("jobs/elm"), {}, built.events())
    assert state.items == ()
    assert [e.about for e in state.strays] == [SEALED]
    assert len(state.events) == len(built.events())


def test_events_are_in_the_order_of_their_clock_not_of_their_files() -> None:
    """Sequence first, then time, then id: the same on every device."""
    built = _contested().tick("sealed")
    order = [(e.seq, e.at, e.id) for e in built.state().events]
    assert order == sorted(order)
    assert len(order) == len(built.events())


def test_a_doubled_line_is_told_by_its_first_place() -> None:
    """A log that holds a line twice counts it once, where it stood first."""
    built = job().open().fail("sealed")
    twice, problems = read_log(built.log() + built.log())
    state = fold("elm", Place("jobs/elm"), {"d" * 64: built.checklist}, reversed(twice))
    assert problems == []
    assert state == built.state()


def test_a_promise_that_was_dropped_keeps_its_number() -> None:
    """The promises after it do not move up, and it is still there to be read what was said of it."""
    built = job().open(scope=("Oak handles", "Two sockets", "Plinth"))
    numbers = {i.item.subject: i.item.number for i in built.state().items}
    built.plan(reason="client changed her mind", **{"scope.1": ""})
    after = {i.item.subject: i.item.number for i in built.state().items}
    assert after == numbers
    gone = next(i for i in built.state().items if i.item.subject == "scope/promise.1")
    assert (gone.standing, gone.hidden) == ("hidden", "no longer promised")


def test_taking_back_what_another_kind_said_takes_only_that() -> None:
    """A retraction names one event, and its subject is not touched otherwise."""
    built = job().open().fail("sealed").note("gap", "sealed")
    noted = next(e for e in built.events() if isinstance(e.body, Noted))
    built.say([built.actor().draft(SEALED, "retracted", Retracted(noted.id), (noted.id,))])
    assert _standing(built) == "fail"


def test_an_empty_value_takes_a_field_away() -> None:
    """A handover that is no longer planned is not planned, and the first one is remembered."""
    built = job().open(handover="2026-12-04")
    head = next(e for e in built.events() if e.about == "plan/handover")
    built.say([built.actor().draft("plan/handover", "planned", Planned("", "on hold"), (head.id,))])
    plan = built.state().plan
    assert (plan.handover, plan.first_handover) == ("", "2026-12-04")
