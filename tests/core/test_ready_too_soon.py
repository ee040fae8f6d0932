"""Ready too soon: ways in which a job could look ready, or lose a failure, and does not."""

from collections.abc import Callable
from datetime import datetime

import pytest

from builder import START, JobBuilder, job, settings
from qcheck.core.act.actor import Refusal
from qcheck.core.names import LONGEST_ID, is_slug
from qcheck.core.rules.table import RULES
from qcheck.core.views import handover as handover_view
from qcheck.model.checklist import Category
from qcheck.model.event import Answered, Released, Waived, Witnessed
from qcheck.model.punchevent import Raised, Verified

TRENCH = """\
checklist: drain
title: Drain
ask:
  rock: {text: Is there rock?, choice: [yes, no]}
sections:
  - id: trench
    title: Trench
    items:
      - {id: deep, text: Deep enough, answer: {number: {unit: m, max: 2}}}
      - {id: pipe, text: Pipe tight, hold: {release: lead}}
      - {id: fill, text: Backfilled}
      - {id: rock, text: Rock removed, critical: true, accept: none left, when: {fact.rock: yes}}
  - id: rooms
    title: Rooms
    items:
      - {id: dry, text: Leak test, hold: {release: lead}}
      - {id: tiles, text: Tiles laid, repeat: rooms}
      - {id: gas, text: Gas tight}
      - {id: hob, text: Hob burns, repeat: rooms, needs: rooms.gas, on_fail: {raise: {category: A}}}
"""
DEEP, PIPE, FILL, ROCK, DRY = (
    f"drain/{s}" for s in ("trench.deep", "trench.pipe", "trench.fill", "trench.rock", "rooms.dry")
)


def drain(text: str = TRENCH, units: tuple[str, ...] = ("Bath", "Pantry"), handover: str = "2026-12-04") -> JobBuilder:
    """An opened job with two rooms and rock."""
    return job(text).open(handover=handover, facts={"rock": "yes"}, units={"rooms": units})


def codes(built: JobBuilder, subject: str, **changed: object) -> list[str]:
    """What is found about one thing and not waived."""
    return [f.code for f in built.findings(**changed) if f.subject == subject and not f.waived]


def blocking(built: JobBuilder, **changed: object) -> set[str]:
    """What stands in the way."""
    return {f.code for f in built.findings(**changed) if f.severity == "block" and not f.waived}


def standing(built: JobBuilder, subject: str) -> tuple[str, str]:
    """What an item comes to, and why it is not needed."""
    return next((i.standing, i.hidden) for i in built.state().items if i.item.subject == subject)


def passed(built: JobBuilder, subject: str, value: str = "", **said: str) -> JobBuilder:
    """A pass that no strict writer looked at."""
    item = next(i.item for i in built.state(built.at).items if i.item.subject == subject)
    return built.raw(subject, Answered(item.fingerprint, "pass", value=value), **said)


# Waivers

BEFORE = "{id: fill, text: Backfilled}"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (BEFORE, "{id: fill, text: Backfilled in layers}"),
        (BEFORE, "{id: fill, text: Backfilled, accept: no more than 20 cm a layer}"),
    ],
)
def test_a_waiver_ends_when_its_item_is_reworded(was: str, becomes: str) -> None:
    """Though nobody had answered it: the approver excused other words."""
    built = drain().waive("3")
    assert codes(built, FILL) == []
    assert codes(built.upgrade(TRENCH.replace(was, becomes)), FILL) == ["item-missed", "waiver-unused"]


def test_a_waiver_ends_when_more_evidence_is_asked_for() -> None:
    """One photo was excused, not five and a note; and going back to one, it holds again."""
    one = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, evidence: {photos: 1}}")
    built = drain(one).tick("3", force="no time").waive("3")
    built.upgrade(one.replace("photos: 1", "photos: 5"))
    assert codes(built, FILL) == ["evidence-missing", "waiver-unused"]
    assert codes(built.upgrade(one, "back"), FILL) == []


def test_a_waiver_of_one_hold_point_excuses_no_other() -> None:
    """What was passed next was not known to its approver."""
    built = drain().tick("3", force="rain").waive("3")
    assert codes(built, FILL) == []
    held = TRENCH.replace("{id: deep, text: Deep enough,", "{id: deep, text: Deep enough, hold: {release: lead},")
    assert codes(built.upgrade(held), FILL) == ["hold-passed", "waiver-unused"]


def test_a_waiver_that_names_nothing_it_excuses_ends_with_the_next_upgrade() -> None:
    """It was recorded by an earlier version."""
    waived = Waived(rule="item-missed", heads=(), reason="agreed", approver="olga", until="2027-01-31")
    built = drain().raw(FILL, waived, by="olga")
    assert codes(built, FILL) == []
    assert codes(built.upgrade(TRENCH + "      - last: Swept\n"), FILL) == ["item-missed", "waiver-unused"]


@pytest.mark.parametrize(
    ("given", "days"), [({"by": "ravi"}, 0), ({"until": "2026-12-02"}, 3), ({"approver": "ravi", "by": "ravi"}, 0)]
)
def test_a_waiver_that_does_not_hold_opens_nothing(given: dict[str, str], days: int) -> None:
    """Pending, ended or approved by whoever did it: the hold point is not released, and work stays behind it."""
    built = drain().fail("2", by="ravi")
    head = built.state().items[1].heads[0].event
    terms = {"approver": "olga", "until": "2027-01-31", "by": "olga", **given}
    waived = Waived("item-failed", (head,), "agreed", terms["approver"], terms["until"])
    built.raw(PIPE, waived, by=terms["by"]).later(days=days)
    assert built.release("2").refusal == Refusal(
        "2 Pipe tight: it has to be right before it is released.", "qcheck tick 2"
    )
    assert built.tick("3").refusal is not None


def test_a_waiver_that_holds_lets_work_go_on() -> None:
    """Confirmed by its approver: the hold point can be released though it failed."""
    built = drain().fail("2", by="ravi").waive("2")
    assert built.tick("3").refusal is not None
    assert built.release("2").refusal is None
    assert built.tick("3").refusal is None
    assert codes(built, FILL) == []


def test_an_item_whose_waiver_has_ended_is_needed_again() -> None:
    """What waits for it waits."""
    built = drain().tick("5").release("5").waive("8", until="2026-12-02")
    assert built.tick("hob@bath").refusal is None
    built.later(days=3)
    assert built.tick("hob@pantry").refusal == Refusal(
        "10 Hob burns (Pantry): 8 Gas tight comes first.", "qcheck tick 8, or go on anyway: --force REASON"
    )


# Signatures


def rooms(*units: str) -> JobBuilder:
    """A job in which all is done but the rooms' own items."""
    return (
        drain(units=units or ("Bath", "Pantry"))
        .tick("1=1.5", "2")
        .release("2")
        .tick("3", "4", "5")
        .release("5")
        .tick("8")
    )


def test_the_acceptance_of_some_rooms_is_not_that_of_the_job() -> None:
    """A later gate still asks for the handover."""
    built = rooms().tick("tiles@pantry", "hob@pantry").sign("pantry").tick("rooms")
    assert [s.units for s in built.state().signoffs] == [("pantry",)]
    assert "signoff-missing" in blocking(built, gate="closeout")
    assert blocking(built.sign(), gate="closeout") == set()


@pytest.mark.parametrize("what", ["fail", "agree"])
def test_what_happens_in_another_room_reopens_no_signature(what: str) -> None:
    """Not its failures with what they raise, nor what the client drops there; in the room itself they do."""
    built = rooms().tick("tiles@pantry", "hob@pantry").sign("pantry")
    for room, stale in (("bath", False), ("pantry", True)):
        built = built.fail(f"hob@{room}") if what == "fail" else built.agree("no hob", drop=f"hob@{room}")
        assert [bool(s.stale_by) for s in built.state().signoffs] == [stale]


def test_a_room_that_is_called_all_is_one_room() -> None:
    """Its acceptance is not that of the whole job."""
    built = rooms("All", "Bath")
    built.tick("tiles@all", "hob@all").sign("all")
    assert [s.units for s in built.state().signoffs] == [("all",)]
    assert "signoff-missing" in blocking(built, gate="closeout")


def test_what_a_room_needs_belongs_to_it() -> None:
    """A failed item of the whole job blocks the rooms whose items need it or lie behind it, and no other item does."""
    built = rooms().tick("rooms").fail("3")
    assert blocking(built, units=("bath",)) == set()
    assert blocking(built.fail("8"), units=("bath",)) == {"item-failed"}
    assert blocking(built.tick("8").tick("5"), units=("bath",)) >= {"hold-not-released"}


# Punch items


@pytest.mark.parametrize(
    ("category", "gate", "severity"),
    [
        ("A", "start", None),
        ("A", "handover", "block"),
        ("B", "handover", "warn"),
        ("B", "closeout", "block"),
        ("C", "closeout", "info"),
    ],
)
def test_a_punch_item_bears_on_the_gate_of_its_item(category: Category, gate: str, severity: str | None) -> None:
    """It blocks no gate that its item is not due by, and B no longer waits after the handover."""
    built = drain().raw("punch/x-1", Raised("Scratch", category, item=FILL)).fail("3")
    built.upgrade(
        TRENCH.replace(BEFORE, f"{{id: fill, text: Backfilled, on_fail: {{raise: {{category: {category}}}}}}}")
    )
    found = [f.severity for f in built.findings(gate=gate) if f.code == "punch-open"]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize("now", ["on_fail: {raise: {category: A}}", "critical: true"])
def test_a_failure_waits_no_longer_than_its_list_says_now(now: str) -> None:
    """An old punch item, or one that somebody raised, does not make it cosmetic."""
    waits = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, on_fail: {raise: {category: C}}}")
    built = drain(waits).fail("3")
    assert "punch-open" not in blocking(built)
    built.upgrade(TRENCH.replace(BEFORE, f"{{id: fill, text: Backfilled, {now}}}"))
    assert "punch-open" in blocking(built)


def test_a_punch_item_over_an_item_that_raises_none_hides_no_failure() -> None:
    """A line of category C about it comes from elsewhere."""
    built = drain().fail("3").raw("punch/x-1", Raised("Scratch", "C", item=FILL))
    assert "punch-open" in blocking(built)


@pytest.mark.parametrize(("by", "did"), [("ravi", "ravi"), ("dana", "ravi")])
def test_nobody_confirms_their_own_work_by_a_line_from_elsewhere(by: str, did: str) -> None:
    """Neither under their own name nor through another; someone else can still look."""
    built = drain().tick("rooms", force="x").fail("hob@bath").done("P1", by="ravi")
    built.raw(built.state().punch[0].subject, Verified(), by=by, did=did)
    assert "self-verified" in blocking(built)
    assert "self-verified" not in blocking(built, settings=settings(policy={"crew_of_one": True}))
    assert built.verify("P1", by="ravi").refusal is not None
    assert "self-verified" not in blocking(built.verify("P1", by="olga"))


# Values and times


@pytest.mark.parametrize("value", ["", "9000", "abc", "1e0", "2.5"])
def test_a_value_of_the_record_is_judged_again(value: str) -> None:
    """A blank never passes, nor what is none or beyond the limit."""
    assert codes(passed(drain(), DEEP, value), DEEP) == ["value-amiss"]


def test_a_value_within_its_limit_is_not_blamed() -> None:
    """As it was typed, or as it came."""
    assert codes(drain().tick("1=2"), DEEP) == []
    assert codes(passed(drain(), DEEP, "-1.25"), DEEP) == []


def test_a_date_is_judged_by_the_handover_that_stands() -> None:
    """One that was in time is not, once the handover has moved before it."""
    text = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, answer: {date: {before: handover}}}")
    built = drain(text).tick("1=1.5", "2").release("2").plan("more time", handover="2026-12-20").tick("3=2026-12-15")
    assert codes(built, FILL) == []
    assert codes(built.plan("sooner", handover="2026-12-10"), FILL) == ["value-amiss"]


@pytest.mark.parametrize("handover", ["0001-01-01T00:00+00:00", "9999-12-31T23:59-12:00"])
def test_times_at_the_ends_of_the_calendar_stop_no_rule(handover: str) -> None:
    """One line in a merged log must not keep a whole workspace from being judged."""
    text = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, due: -2h, every: {time: 30min, for: 2h}}")
    built = drain(text, handover=handover)
    built.now = datetime.fromisoformat("9999-12-31T23:55:00Z")
    built = passed(built, FILL)
    built.now = START
    assert "item-missed" in blocking(built)
    assert "clock-ahead" in {code for code, _ in built.codes()}


def test_a_result_of_a_time_to_come_does_not_hold() -> None:
    """Its clock was wrong; what it claims to be done at counts for nothing."""
    run = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, answer: {command: {run: [look], fresh: 24h}}}")
    ahead = drain(run)
    now = ahead.now
    ahead.now = ahead.now.replace(year=2099)
    ahead = passed(ahead, FILL, "0")
    ahead.now = now
    assert "result-expired" in codes(ahead, FILL)
    old = passed(drain(run), FILL, "0", done_at="2099-01-01T00:00:00Z").later(days=2)
    assert "result-expired" in codes(old, FILL)


WATCHED = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, na: free, every: {time: 30min, for: 2h}}")


def test_readings_cannot_be_made_up_for() -> None:
    """They count from when they were recorded, whatever time is claimed."""
    built = drain(WATCHED).tick("2").release("2").tick("3").later(hours=5)
    for claimed in ("08:30", "09:00", "09:30", "10:00"):
        passed(built, FILL, done_at=f"2026-12-01T{claimed}:00Z")
    assert codes(built, FILL) == ["reading-late"]


def test_what_does_not_apply_is_no_reading() -> None:
    """Nobody looked."""
    built = drain(WATCHED).tick("2").release("2").tick("3")
    for _ in range(4):
        built.later(minutes=28).na("3", note="no time")
    assert codes(built, FILL) == ["reading-late"]


def test_what_was_done_in_time_is_not_late_when_it_is_looked_at_again() -> None:
    """The first time it was right counts; a failure before it was not."""
    text = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, due: -2h}")
    built = drain(text, handover="2026-12-01T12:00+00:00").fail("3")
    assert codes(built.tick("3", force="x").later(hours=5).tick("3", force="x"), FILL) == ["hold-passed"]
    late = drain(text, handover="2026-12-01T12:00+00:00").fail("3").later(hours=5).tick("3", force="x")
    assert codes(late, FILL) == ["hold-passed", "item-late"]


def test_of_two_answers_the_one_to_the_question_as_it_is_now_speaks() -> None:
    """One of a device that had not heard of the upgrade comes after it in the record, and says nothing now."""
    wide, narrow = TRENCH.replace("max: 2", "max: 5"), TRENCH
    built = drain(wide).on("bbbb").on("aaaa").upgrade(narrow).tick("1=1")
    built.on("bbbb").note("later").note("later").tick("1=4").merge()
    item = built.state().items[0]
    assert (item.standing, [a.value for a in item.heads]) == ("pass", ["4", "1"])
    assert codes(built, DEEP) == []


# Hold points and witness points


def test_a_release_counts_only_from_someone_who_may() -> None:
    """A line that says so from elsewhere opens nothing."""
    built = drain().tick("2")
    heads = tuple(a.event for a in built.state().items[1].heads)
    built.raw(PIPE, Released(heads, "lead"), by="ravi")
    assert codes(built, PIPE) == ["hold-not-released"]
    assert built.tick("3").refusal is not None
    assert codes(built.release("2"), PIPE) == []


def test_nothing_is_released_before_anybody_looked() -> None:
    """A release over no answer opens nothing, then or later."""
    built = drain().raw(PIPE, Released((), "lead"))
    assert built.tick("3").refusal is not None
    built.tick("3", force="in a hurry").tick("2").release("2")
    assert codes(built, FILL) == ["hold-passed"]


def test_a_failed_hold_point_is_not_released() -> None:
    """Whatever a line from elsewhere says over the failure."""
    built = drain().fail("2")
    built.raw(PIPE, Released(tuple(a.event for a in built.state().items[1].heads), "lead"))
    assert built.tick("3").refusal is not None


def test_a_hold_point_of_the_whole_job_holds_every_room() -> None:
    """What comes after it in its section is behind it, repeated or not."""
    built = drain().tick("5")
    assert built.tick("tiles@bath").refusal == Refusal(
        "6 Tiles laid (Bath): behind the hold point 5 Leak test, not released by lead.",
        "qcheck release 5, or go on and leave a finding: --force REASON",
    )
    assert codes(built.tick("tiles@bath", force="x"), "drain/rooms.tiles@bath") == ["hold-passed"]
    assert built.release("5").tick("tiles@pantry").refusal is None


SEEN = TRENCH.replace(BEFORE, "{id: fill, text: Backfilled, hold: {witness: client}}")


def seen() -> JobBuilder:
    """A witness point that stands first."""
    return drain(SEEN).tick("2").release("2")


@pytest.mark.parametrize("person", ["ravi", "Ravi Shah", "RAVI"])
def test_our_own_people_are_no_witness(person: str) -> None:
    """The client was to come."""
    assert seen().tick("3").witness("3", "attended", person).refusal == Refusal(
        "3 Backfilled: Ravi Shah is one of us, not the client."
    )


def test_whoever_saw_a_failure_did_not_see_what_came_after() -> None:
    """It is done again, and they are asked again."""
    built = seen().witness("3", "attended", "Ann Client").fail("3").later(days=9).tick("3")
    assert codes(built, FILL) == ["witness-missing"]
    assert codes(built.witness("3", "attended", "Ann Client"), FILL) == []


def test_nobody_is_absent_who_was_not_invited() -> None:
    """Whatever a line from elsewhere says."""
    built = seen().tick("3").raw(FILL, Witnessed("absent", "Ann Client"))
    assert codes(built, FILL) == ["witness-missing"]


# What hides a failure


@pytest.mark.parametrize(
    ("hide", "failed", "why"),
    [
        (lambda b: b.plan("typo", **{"fact.rock": "no"}), "4", "only where rock is yes"),
        (lambda b: b.plan("sold", **{"unit.rooms.bath": ""}), "hob@bath", "Bath is no longer part of the job"),
        (lambda b: b.agree("as it is", drop="3"), "3", "dropped as agreed with Ann Client: as it is"),
        (
            lambda b: b.upgrade(TRENCH.replace(BEFORE, "{id: fill, deleted: the road crew does it}")),
            "3",
            "no longer in the list: the road crew does it",
        ),
        (
            lambda b: b.upgrade(TRENCH.replace(BEFORE, "{id: fill, split_to: [trench.rock, rooms.gas]}")),
            "3",
            "no longer in the list: split into trench.rock, rooms.gas",
        ),
    ],
    ids=["fact", "unit", "agreed", "deleted", "split"],
)
def test_a_failure_that_is_no_longer_needed_still_shows(
    hide: Callable[[JobBuilder], JobBuilder], failed: str, why: str
) -> None:
    """As a finding of its own, whatever hid it."""
    built = hide(drain().fail(failed, note="broken"))
    assert built.refusal is None
    found = [f for f in built.findings() if f.code == "failure-hidden"]
    assert [(f.severity, f.args["note"], f.args["why"]) for f in found] == [("warn", "broken", why)]


def test_a_failed_promise_that_is_dropped_stays_in_the_report() -> None:
    """Among what is not needed, with its failure; a range passes over it."""
    built = job().open(handover="2026-12-04", scope=("Oak handles", "New tap")).fail("7", note="pine")
    built.plan("client agreed", **{"scope.0": ""})
    assert standing(built, "scope/promise.0") == ("hidden", "no longer promised")
    view = handover_view.handover(built.told(), ())
    assert [(i.number, i.hidden, i.failures[0].note) for i in view.hidden] == [(7, "no longer promised", "pine")]
    assert ("failure-hidden", "scope/promise.0") in built.codes()
    assert built.tick("6-8").refusal is None
    assert [i.standing for i in built.state().items[5:]] == ["pass", "hidden", "pass"]


@pytest.mark.parametrize("said", ["agreed", "unit", "promise"])
def test_what_others_have_answered_is_not_undone_away(said: str) -> None:
    """A failure of what a command brought keeps that command from being taken back; before, and on another's own
    command, it can be.
    """
    ways: dict[str, tuple[Callable[[JobBuilder], JobBuilder], str]] = {
        "agreed": (lambda b: b.agree("A light"), "11"),
        "unit": (lambda b: b.plan(**{"unit.rooms.hall": "Hall"}), "tiles@hall"),
        "promise": (lambda b: b.plan(**{"scope.tap": "New tap"}), "12"),
    }
    bring, failed = ways[said]
    assert bring(drain().fail("3", by="ravi")).undo().refusal is None
    built = bring(drain()).fail(failed, by="ravi")
    assert built.refusal is None
    assert built.undo().refusal == Refusal(
        "Ravi Shah has built on it since (answered Tue 1 Dec 2026 08:02).", "Answer again instead: tick, fail or na."
    )
    assert built.undo(by="ravi").undo().refusal is None


@pytest.mark.parametrize("field", ["handover", "fact.rock", "unit.rooms.bath"])
def test_a_changed_plan_is_taken_back_though_there_was_one_before(field: str) -> None:
    """What stood before stands again, with the answers that were given then."""
    built = drain().tick("tiles@bath", force="x")
    before = built.state()
    changed = {"handover": "2026-12-10", "fact.rock": "no", "unit.rooms.bath": ""}
    built.plan("changed", **{field: changed[field]}).undo()
    assert built.refusal is None
    assert (built.state().items, built.state().plan) == (before.items, before.plan)


def test_a_name_is_no_longer_than_a_files_may_be() -> None:
    """A list of another job cannot keep the workspace from being read."""
    assert is_slug("a" * LONGEST_ID)
    assert not is_slug("a" * (LONGEST_ID + 1))


@pytest.mark.parametrize("code", ["value-amiss", "self-verified", "failure-hidden", "role-overridden"])
def test_what_is_found_in_the_record_itself_is_not_waived(code: str) -> None:
    """It is looked at again, by someone who may."""
    assert not RULES[code].waivable
