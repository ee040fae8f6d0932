"""Hold points, witness points, roles and the order of work: what may be answered when, and what is left when it was."""

import pytest
from msgspec import structs

from builder import JobBuilder, job, settings
from qcheck.core import holds
from qcheck.core.act import answer as answering
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.answer import Answers, Given
from qcheck.core.dates import utc
from qcheck.model.event import Result
from qcheck.model.settings import Person

DRAIN = """\
checklist: drain
title: Drain
ask:
  rock: {text: Is there rock?, choice: [yes, no]}
sections:
  - id: trench
    title: Trench
    items:
      - bed: Bedding laid
      - id: pipe
        text: Pipe tight
        hold: {release: [lead, inspector]}
        na: free
      - id: fill
        text: Backfilled
      - id: deep
        text: Depth measured
        role: [surveyor]
  - id: top
    title: Surface
    items:
      - id: path
        text: Path as it was
        needs: trench.fill
      - lid: Lid flush
      - id: rock
        text: Rock removed
        hold: {release: [lead]}
        when: {fact.rock: yes}
      - id: turf
        text: Turf laid
        needs: [top.lid, top.rock]
      - id: test
        text: Tightness shown
        hold: {witness: [client]}
  - id: rooms
    title: Rooms
    items:
      - {id: screed, text: Screed level, repeat: rooms, hold: {release: [lead]}}
      - {id: tiles, text: Tiles laid, repeat: rooms}
      - {id: door, text: Door hung, repeat: rooms, needs: rooms.screed}
"""
BED, PIPE, FILL, DEEP, PATH, LID, ROCK, TURF, TEST = range(9)
SCREED_A, SCREED_B, TILES_A, TILES_B, DOOR_A, DOOR_B = range(9, 15)
SHUT = Refusal(
    "3 Backfilled: behind the hold point 2 Pipe tight, not released by lead or inspector.",
    "qcheck release 2, or go on and leave a finding: --force REASON",
)


def drain(rock: str = "no", **changed: object) -> JobBuilder:
    """An opened job with two rooms; its settings can be changed."""
    built = job(DRAIN, settings=settings(**changed))
    return built.open(handover="2026-12-04", facts={"rock": rock}, units={"rooms": ("A room", "B room")})


def standings(built: JobBuilder, *indices: int) -> list[str]:
    """What some items come to."""
    return [built.state().items[index].standing for index in indices]


def behind(built: JobBuilder) -> dict[int, list[int]]:
    """For each item the hold points that it lies behind, by number."""
    state = built.state()
    number = {i.item.subject: i.item.number for i in state.items}
    guards = holds.Guards(state)
    return {number[s]: [hold.item.number for hold in found] for s in number if (found := guards.before(s))}


def codes(built: JobBuilder) -> set[tuple[str, str]]:
    """The findings but those of items that nobody has looked at."""
    return {(code, subject) for code, subject in built.codes() if code != "item-missed"}


def test_a_hold_point_is_before_what_comes_after_it_and_what_needs_it() -> None:
    """In its section and unit, and through what other items need; never before itself or a hidden item's section."""
    assert behind(drain()) == {3: [2], 4: [2], 12: [10], 13: [11], 14: [10], 15: [11]}
    assert behind(drain(rock="yes")) == {
        3: [2], 4: [2], 8: [7], 9: [7], 12: [10], 13: [11], 14: [10], 15: [11],
    }  # fmt: skip


@pytest.mark.parametrize("result", ["pass", "na"])
def test_work_behind_a_hold_point_is_not_answered_before_its_release(result: Result) -> None:
    """The refusal names the hold point, who may release it and what to do."""
    built = drain().tick("2").answer(result, "3", note="no backfill")
    assert built.refusal == SHUT
    assert standings(built, FILL) == ["open"]
    assert standings(built.release("2").answer(result, "3", note="no backfill"), FILL) == [result]


def test_that_something_failed_may_always_be_said() -> None:
    """By anyone, behind any hold point, in any order."""
    built = drain().fail("3", "4", "5", by="ravi")
    assert built.refusal is None
    assert standings(built, FILL, DEEP, PATH) == ["fail", "fail", "fail"]


def test_a_reason_overrides_a_hold_point_and_leaves_a_finding() -> None:
    """It is kept with the answer."""
    built = drain().tick("3", force="rain is coming")
    assert built.state().items[FILL].heads[0].forced == "rain is coming"
    assert codes(built) == {("hold-passed", "drain/trench.fill")}
    assert built.waive("3").codes()[-1] == ("hold-passed", "drain/trench.fill")
    assert [bool(f.waived) for f in built.findings() if f.code == "hold-passed"] == [True]


def test_a_range_stops_at_a_hold_point() -> None:
    """What lies behind it is passed over, also if the hold point is ticked in the same command."""
    assert standings(drain().tick("1-3"), BED, PIPE, FILL) == ["pass", "pass", "open"]


def test_a_hold_point_that_was_waived_is_released_too() -> None:
    """The waiver says that it need not be right, the release that work may go on."""
    built = drain().fail("2").waive("2")
    assert built.tick("3").refusal == SHUT
    assert built.release("2").tick("3").refusal is None


def test_a_release_needs_the_role_that_the_list_names() -> None:
    """The job's lead is a lead; others need the role in the settings; a firm of one has them all."""
    built = drain().tick("2")
    assert built.release("2", by="ravi").refusal == Refusal(
        "2 Pipe tight: it is for lead or inspector to release, and Ravi Shah has no such role.",
        "Whoever may release it says so with --as WHO; roles stand in qcheck.yaml.",
    )
    assert built.release("2").state().items[PIPE].releases[0].role == "lead"
    alone = drain(policy={"crew_of_one": True}).tick("2").release("2", by="ravi")
    assert alone.state().items[PIPE].releases[0].by == "ravi"


def test_a_release_says_that_a_thing_is_right() -> None:
    """So it has to be answered first, and not as a failure."""
    right = Refusal("2 Pipe tight: it has to be right before it is released.", "qcheck tick 2")
    assert drain().release("2").refusal == right
    assert drain().fail("2").release("2").refusal == right
    assert drain().na("2").release("2").refusal is None


def test_only_a_hold_point_is_released() -> None:
    """A witness point, an item that is not needed and all others are named as what they are."""
    assert drain().release("1", "7", "9").refusal == Refusal(
        "1 Bedding laid: this is no hold point.\n"
        "7 Rock removed: this is no hold point.\n"
        "9 Tightness shown: this is no hold point.",
        "qcheck status --all marks those that are.",
    )


def test_a_hold_point_is_released_once() -> None:
    """Until it is answered anew."""
    built = drain().tick("2").release("2", note="seen")
    assert built.release("2").refusal == Refusal("2 Pipe tight: released already, by Dana Miller.")
    assert built.tick("2").release("2").refusal is None


@pytest.mark.parametrize("result", ["pass", "fail", "na"])
def test_a_new_answer_ends_a_release(result: Result) -> None:
    """It was given over what was seen then; what was done meanwhile stays done."""
    built = drain().tick("2").release("2").tick("3").answer(result, "2", note="looked again")
    assert built.tick("4", force="late", by="dana").refusal is None
    assert "hold-passed" not in {code for code, subject in codes(built) if subject == "drain/trench.fill"}
    refused = drain().tick("2").release("2").answer(result, "2", note="looked again").tick("3")
    assert refused.refusal == SHUT


def test_undo_of_a_new_answer_brings_the_release_back() -> None:
    """And undo of a release shuts the way again."""
    assert drain().tick("2").release("2").tick("2").undo().tick("3").refusal is None
    assert drain().tick("2").release("2").undo().tick("3").refusal == SHUT


def test_an_answer_that_was_released_is_not_taken_back() -> None:
    """Someone has built on it."""
    built = drain().tick("2", by="ravi").release("2").undo(by="ravi")
    assert built.refusal == Refusal(
        "Dana Miller has built on it since (released Tue 1 Dec 2026 08:02).", "Answer again instead: tick, fail or na."
    )


def test_work_that_went_past_a_hold_point_on_another_device_is_found() -> None:
    """That device had not heard of the release, and forced it."""
    built = drain().on("bbbb").on("aaaa").tick("2").release("2").on("bbbb").tick("3", force="no signal").merge()
    assert codes(built) == {("hold-passed", "drain/trench.fill")}
    assert codes(built.tick("3")) == set()


def test_a_release_that_the_other_device_knew_of_lets_work_go_on() -> None:
    """Whoever has seen it may go on anywhere."""
    built = drain().on("bbbb").on("aaaa").tick("2").release("2").merge().on("bbbb").tick("3")
    assert (built.refusal, codes(built.merge())) == (None, set())


def test_an_answer_of_another_device_ends_a_release_that_had_not_seen_it() -> None:
    """Two heads were not both released."""
    built = drain().on("bbbb").on("aaaa").tick("2").release("2").on("bbbb").tick("2").merge()
    assert codes(built) == {("hold-not-released", "drain/trench.pipe")}
    assert codes(built.release("2")) == set()


def test_a_release_of_an_answer_that_another_device_took_back_releases_nothing() -> None:
    """There is nothing left that it was given over."""
    built = drain().tick("2").on("bbbb").on("aaaa").release("2").on("bbbb").undo().merge()
    assert standings(built, PIPE) == ["open"]
    assert built.tick("3").refusal == SHUT


def test_work_done_while_a_released_hold_point_had_failed_again_is_found() -> None:
    """The release that a new answer ended lets nothing pass, then or later."""
    built = drain().tick("2").release("2").fail("2").tick("3", force="no time")
    assert ("hold-passed", "drain/trench.fill") in codes(built)
    assert ("hold-passed", "drain/trench.fill") in codes(built.tick("2").release("2"))


def test_rooms_hold_their_own_work_only() -> None:
    """The screed of one room releases its tiles, and no other's."""
    built = drain().tick("screed@a-room").release("screed@a-room").tick("tiles@a-room", "door@a-room")
    assert built.refusal is None
    assert built.tick("tiles@b-room").refusal == Refusal(
        "13 Tiles laid (B room): behind the hold point 11 Screed level (B room), not released by lead.",
        "qcheck release 11, or go on and leave a finding: --force REASON",
    )
    assert standings(built, TILES_A, TILES_B) == ["pass", "open"]


def test_hold_points_of_several_rooms_are_released_together() -> None:
    """Each with its own line; one that is not right keeps all shut."""
    built = drain().tick("10")
    assert built.release("screed").refusal == Refusal(
        "11 Screed level (B room): it has to be right before it is released.", "qcheck tick 11"
    )
    assert built.state().items[SCREED_A].releases == ()
    assert [len(i.releases) for i in built.tick("11").release("screed").state().items[SCREED_A:TILES_A]] == [1, 1]


def test_an_item_with_a_role_is_answered_by_someone_of_it() -> None:
    """Whoever did the work counts, not whoever types; failing is always allowed."""
    refusal = Refusal(
        "4 Depth measured: it is for surveyor to answer, and Ravi Shah has no such role.",
        "--did WHO names who did it. The lead may override it: --force REASON",
    )
    people = (*settings().people, Person("sue", "Sue Level", ("surveyor",)))
    ready = drain(people=people).tick("2").release("2")
    assert ready.tick("4", by="ravi").refusal == refusal
    assert ready.tick("4", did="ravi").refusal == refusal
    assert ready.na("4", by="ravi", note="no need").refusal == refusal
    assert standings(ready.tick("4", did="sue"), DEEP) == ["pass"]


def test_an_item_with_a_role_that_nobody_has_says_so() -> None:
    """Naming another doer would not help."""
    assert drain().tick("2").release("2").tick("4", by="ravi").refusal == Refusal(
        "4 Depth measured: it is for surveyor to answer, and nobody in qcheck.yaml has that role.",
        "Give someone the role there: roles: [surveyor]. The lead may override it: --force REASON",
    )


def test_the_lead_alone_overrides_a_role() -> None:
    """With a reason that stands with the answer; nobody else's reason counts."""
    ready = drain().tick("2").release("2")
    assert ready.tick("4", by="ravi", force="he is ill").refusal is not None
    built = ready.tick("4", did="ravi", force="the surveyor is ill")
    assert (built.refusal, built.state().items[DEEP].heads[0].forced) == (None, "the surveyor is ill")
    assert codes(built) == {("role-overridden", "drain/trench.deep")}


def test_an_item_waits_for_those_that_it_needs() -> None:
    """Done, not applicable, waived or hidden will do; a failure will not."""
    ready = drain().tick("2").release("2")
    refusal = Refusal("5 Path as it was: 3 Backfilled comes first.", "qcheck tick 3, or go on anyway: --force REASON")
    assert ready.tick("5").refusal == refusal
    assert ready.fail("3").tick("5").refusal == refusal
    assert ready.waive("3").tick("5").refusal is None
    assert drain().tick("6", "8").refusal is None
    assert drain().na("6", note="no lid").tick("8").refusal is None


def test_what_one_command_answers_comes_together() -> None:
    """Items that are named in one command need no order."""
    built = drain().tick("2").release("2").tick("5", "3")
    assert built.refusal is None
    assert codes(built) == set()


def test_what_a_range_passes_over_is_not_done_by_it() -> None:
    """What needs it is passed over too."""
    built = job(DRAIN.replace("- lid: Lid flush", "- {id: lid, text: Lid flush, answer: number}"))
    built.open(facts={"rock": "no"}, units={"rooms": ("A",)}).tick("6-8")
    assert standings(built, LID, TURF) == ["open", "open"]


def test_what_fails_in_a_command_is_not_done_by_it() -> None:
    """A reading outside its limits comes before what needs it, as a failure."""
    built = job(DRAIN.replace("- lid: Lid flush", "- {id: lid, text: Lid flush, answer: {number: {max: 2}}}"))
    built.open(facts={"rock": "no"}, units={"rooms": ("A",)}).tick("6=3", "8")
    assert standings(built, TURF) == ["open"]


def test_an_order_that_was_overridden_is_told() -> None:
    """As a warning with the reason, until the item is answered once more."""
    built = drain().tick("8", force="turf came early").tick("6")
    assert codes(built) == {("answered-out-of-order", "drain/top.turf")}
    assert codes(built.tick("8")) == set()


def test_a_witness_is_invited_comes_and_is_recorded() -> None:
    """Who and when are taken from the invitation."""
    built = drain().witness("9", "invited", "Ann Client", "2026-12-01T09:00:00Z").tick("9").witness("9", "attended")
    assert [(w.outcome, w.person, w.time) for w in built.state().items[TEST].witnesses] == [
        ("invited", "Ann Client", "2026-12-01T09:00:00Z"),
        ("attended", "Ann Client", "2026-12-01T09:00:00Z"),
    ]
    assert codes(built) == set()


def test_a_witness_who_did_not_come_stops_nothing() -> None:
    """They were asked."""
    built = drain().witness("9", "invited", "Ann Client", "2026-12-01T08:01:00Z").tick("9")
    assert codes(built) == {("witness-missing", "drain/top.test")}
    assert codes(built.witness("9", "absent")) == set()


def test_a_witness_who_came_uninvited_is_named() -> None:
    """Nobody else knows who it was."""
    assert drain().witness("9", "attended").refusal == Refusal(
        "9 Tightness shown: who came?", 'For example: qcheck witness 9 --came "Ann Client"'
    )
    assert drain().witness("9", "attended", "Ann Client").refusal is None


@pytest.mark.parametrize(("person", "time"), [("", ""), ("Ann Client", ""), ("", "2026-12-01T09:00:00Z")])
def test_an_invitation_names_who_and_when(person: str, time: str) -> None:
    """Both, or it is none."""
    assert drain().witness("9", "invited", person, time).refusal == Refusal(
        "9 Tightness shown: who is invited, and for when?",
        'For example: qcheck witness 9 --invite "Ann Client" --for "fri 9:00"',
    )


def test_nobody_is_absent_who_was_not_invited_or_whose_time_has_not_come() -> None:
    """Their absence would be an excuse."""
    assert drain().witness("9", "absent").refusal == Refusal(
        "9 Tightness shown: nobody was invited, so nobody can be absent.",
        'Invite first: qcheck witness 9 --invite "Ann Client" --for "fri 9:00"',
    )
    assert drain().witness("9", "invited", "Ann", "2026-12-01T09:00:00Z").witness("9", "absent").refusal == Refusal(
        "9 Tightness shown: they are invited for a time that has not come.", "Wait for it."
    )


def test_only_a_witness_point_has_witnesses() -> None:
    """A hold point is released instead."""
    assert drain().witness("2", "attended", "Ann").refusal == Refusal(
        "2 Pipe tight: this is no witness point.", "qcheck status --all marks those that are."
    )


def test_a_gate_is_released_when_nothing_is_in_the_way() -> None:
    """In the role of whoever does it; a reason that was not needed is not kept."""
    built = drain().release_gate("start", note="keys given", force="no need")
    assert [(g.subject, g.role, g.note, g.forced) for g in built.state().gates] == [
        ("gate/start", "lead", "keys given", "")
    ]


def test_a_gate_is_released_against_problems_only_with_a_reason() -> None:
    """Which is a finding until it is released again."""
    built = job(DRAIN.replace("text: Pipe tight\n", "text: Pipe tight\n        gate: start\n"))
    built.open(handover="2026-12-04", facts={"rock": "no"}, units={"rooms": ("A",)})
    assert built.release_gate("start").refusal == Refusal(
        "start: NOT READY, 1 problem. Nothing released.", "qcheck check --gate start, or --force REASON"
    )
    assert codes(built.release_gate("start", force="crane is here")) == {("gate-forced", "gate/start")}
    assert codes(built.tick("2").release("2").release_gate("start")) == set()


def test_the_handover_is_not_released_by_the_crew() -> None:
    """It is the client's."""
    assert drain().release_gate("handover", force="please").refusal == Refusal(
        "The handover is released by the client.", "qcheck handover"
    )


def test_needs_that_go_round_in_circles_end() -> None:
    """A list that the linter refused may be pinned all the same."""
    circle = DRAIN.replace("- lid: Lid flush", "- {id: lid, text: Lid flush, needs: top.turf}")
    built = job(circle).open(facts={"rock": "yes"}, units={"rooms": ("A",)})
    assert behind(built)[6] == [7]
    assert built.tick("6").refusal is not None


def test_what_was_seen_before_takes_no_later_answer_back() -> None:
    """A pass for this morning does not undo the failure of this afternoon; a failure may always be told."""
    built = job().open().later(hours=6).fail("sealed", note="gap")
    state = built.state()
    earlier = Actor("dana", "dana", utc(built.now), "b9", built.settings, done_at="2026-12-01T09:00:00Z")
    message = "2 Joints sealed, no visible gap: it was answered for a later time than that."
    hint = "Look again, then answer without --at, or with the time when you looked."
    assert answering.answer(state, ("sealed",), "pass", Given(), earlier) == Refusal(message, hint)
    assert answering.answer(state, ("sealed",), "pass", Given(force="x"), earlier) == Refusal(message, hint)
    assert isinstance(answering.answer(state, ("sealed",), "fail", Given(), earlier), Answers)
    later = structs.replace(earlier, done_at=utc(built.now))
    assert isinstance(answering.answer(state, ("sealed",), "pass", Given(), later), Answers)
