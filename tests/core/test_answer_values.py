"""Answers with values, evidence and the punch items that failures raise; with the whole text of every refusal."""

import pytest

from builder import JobBuilder, job, settings
from qcheck.core.act.actor import Refusal
from qcheck.core.act.answer import Given, Question, ValueNeeded, answer
from qcheck.core.act.moves import Terms, verify
from qcheck.model.event import Kept
from qcheck.model.state import Answer

TOP = """\
checklist: top
title: Worktop
ask:
  oven: {text: Is there an oven?, choice: [yes, no]}
sections:
  - id: top
    title: Worktop
    items:
      - sealed: Joints sealed
      - id: level
        text: Level
        answer: {number: {unit: mm, max: 2}}
        on_fail: {raise: {category: B, trade: joinery, text: Shim the worktop}}
      - id: stone
        text: Stone
        answer: {choice: {options: [granite, quartz, slate], pass: [granite, quartz]}}
      - id: serial
        text: Serial number
        answer: {text: {min: 4}}
        na: free
      - id: cured
        text: Cured until
        answer: {date: {before: handover}}
      - id: vent
        text: Vent free
        when: {fact.oven: yes}
      - id: net
        text: Wall socket tested
        answer: {command: [check-net]}
"""
SEALED, LEVEL, STONE, SERIAL, CURED, VENT, NET = range(7)
DOOR, TAP = Kept("5" * 64, "door.jpg", 9, "jpg"), Kept("6" * 64, "tap.jpg", 9, "jpg")


def top(**changed: object) -> JobBuilder:
    """An opened job without an oven; its settings can be changed."""
    return job(TOP, settings=settings(**changed)).open(handover="2026-12-04", facts={"oven": "no"})


def head(built: JobBuilder, index: int) -> Answer:
    """The only answer of an item that stands."""
    (found,) = built.state().items[index].heads
    return found


def standings(built: JobBuilder) -> list[str]:
    """What each item comes to."""
    return [item.standing for item in built.state().items]


@pytest.mark.parametrize(
    ("word", "index", "value", "result"),
    [
        ("2=1.5", LEVEL, "1.5", "pass"),
        ("level=2", LEVEL, "2", "pass"),
        ("2=2.1", LEVEL, "2.1", "fail"),
        ("2=1.5mm", LEVEL, "1.5", "pass"),
        ("2=0.1 cm", LEVEL, "1", "pass"),
        ("2 = 1.50", LEVEL, "1.50", "pass"),
        ("stone=GRANITE", STONE, "granite", "pass"),
        ("3=sl", STONE, "slate", "fail"),
        ("4=A=7, left", SERIAL, "A=7, left", "pass"),
        ("5=today", CURED, "2026-12-01", "pass"),
        ("5=2026-12-05", CURED, "2026-12-05", "fail"),
    ],
)
def test_a_value_is_kept_as_the_record_writes_it_and_judged(word: str, index: int, value: str, result: str) -> None:
    """Within the limits it passes, outside it fails; the word before the sign is an item however it is named."""
    built = top().tick(word, note="measured", did="ravi")
    assert built.refusal is None
    found = head(built, index)
    assert (found.value, found.result, found.note, found.did) == (value, result, "measured", "ravi")
    assert standings(built)[index] == result


def test_values_and_ticks_go_in_one_command() -> None:
    """Each item with its own value."""
    built = top().tick("1", "2=1", "3=quartz", "4=SN 123")
    assert standings(built) == ["pass", "pass", "pass", "pass", "open", "hidden", "open"]


def test_a_reading_can_be_said_to_fail_whatever_its_limits() -> None:
    """It was measured, and something else is not right."""
    built = top().fail("2=1.5", note="cracked")
    assert (head(built, LEVEL).value, head(built, LEVEL).result) == ("1.5", "fail")
    assert head(top().fail("2"), LEVEL).value == ""


def test_a_decimal_comma_is_read_where_the_workspace_writes_it() -> None:
    """And the point is refused there, for it could mean thousands."""
    built = top(decimal=",").tick("2=1,5")
    assert head(built, LEVEL).value == "1.5"
    assert built.tick("2=1.5").refusal == Refusal(
        "2 Level: 1.5 has a point; this workspace writes a comma.", "Write 1,5."
    )


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("1=1.5",), "1 Joints sealed: it takes no value.", "Tick it, fail it, or say that it does not apply."),
        (("1=",), "1 Joints sealed: it takes no value.", "Tick it, fail it, or say that it does not apply."),
        (("2=",), "2 Level: no value was given.", "Write a number in mm (at most 2 mm)."),
        (("2=1.500",), "2 Level: 1.500 could be a fraction or 1500.", "Write 1.5 or 1500."),
        (("2=NaN",), "2 Level: NaN is not a number.", "Write a number, such as 1.5."),
        (("2=1e999",), "2 Level: 1e999 has an exponent.", "Write the number out, such as 1500."),
        (("2=٣",), "2 Level: ٣ has digits other than 0 to 9.", "Write it with 0 to 9, such as 1.5."),
        (("2=1,5,0",), "2 Level: 1,5,0 has more than one decimal sign.", "Leave out those of thousands: 1500.5."),
        (("2=2 kg",), "2 Level: this item is in mm, not “kg”.", "Write it in mm."),
        (
            ("3=marble",),
            "3 Stone: marble is not one of granite, quartz, slate.",
            "Write one of granite, quartz, slate.",
        ),
        (("3=quarz",), "3 Stone: quarz is not one of granite, quartz, slate.", "Did you mean quartz?"),
        (("4=ab",), "4 Serial number: that is 2 characters long; at least 4 are needed.", "Say more."),
        (("7=0",), "7 Wall socket tested: it is answered by running its command.", "Use qcheck run."),
        (("7",), "7 Wall socket tested: it is answered by running its command.", "qcheck run 7"),
        (
            ("2=x", "3=y", "1"),
            "2 Level: x is not a number.\n3 Stone: y is not one of granite, quartz, slate.",
            "Write a number, such as 1.5.\nWrite one of granite, quartz, slate.",
        ),
    ],
)
def test_a_value_that_is_none_is_refused_with_all_others(words: tuple[str, ...], message: str, hint: str) -> None:
    """Nothing is recorded half: what is wrong, item by item, and what to write instead."""
    built = top()
    before = built.log()
    assert built.tick(*words).refusal == Refusal(message, hint)
    assert built.log() == before


def test_an_item_that_needs_a_value_asks_for_it() -> None:
    """The refusal holds what has to be asked, so that a terminal can ask it."""
    assert top().tick("2", "4").refusal == ValueNeeded(
        "2 Level: it needs a number in mm (at most 2 mm).\n4 Serial number: it needs text of at least 4 characters.",
        'For example: qcheck tick 2=1.5\nFor example: qcheck tick "4=what you saw"',
        (
            Question(2, "Level", "a number in mm (at most 2 mm)"),
            Question(4, "Serial number", "text of at least 4 characters"),
        ),
    )


def test_the_example_of_a_value_can_be_typed_where_it_is_shown() -> None:
    """With the decimal sign of the workspace."""
    refusal = top(decimal=",").tick("2").refusal
    assert refusal is not None
    assert refusal.hint == "For example: qcheck tick 2=1,5"


def test_two_values_for_one_item_are_refused() -> None:
    """Neither is taken in silence."""
    built = top().tick("2=1", "level=2")
    assert built.refusal is not None
    assert standings(built)[LEVEL] == "open"


def test_not_applicable_goes_without_a_value() -> None:
    """There is nothing to measure on what is not there."""
    built = top()
    assert built.na("4=none").refusal == Refusal("4 Serial number: n/a goes without a value.", "qcheck na 4")
    assert standings(built.na("4"))[SERIAL] == "na"


def test_an_item_that_is_not_needed_is_not_answered() -> None:
    """Not even a failure, and no reason overrides it: the fact is wrong, or the item is not there."""
    refusal = Refusal("6 Vent free: not needed: only where oven is yes.", "If that is wrong: qcheck plan FACT=ANSWER")
    assert top().tick("6").refusal == refusal
    assert top().fail("6").refusal == refusal
    assert top().na("6", note="no oven").refusal == refusal
    assert top().tick("6", force="I want to").refusal == refusal


def test_a_range_passes_over_what_cannot_be_answered_in_it() -> None:
    """What it left alone is told with the reason; what is hidden is no news."""
    built = top().fail("4").waive("5")
    given = Given(today="2026-12-01")
    made = answer(built.state(), ("1-7",), "pass", given, built.actor())
    assert not isinstance(made, Refusal)
    assert [draft.about for draft in made.drafts] == ["top/top.sealed"]
    assert [(over.item.id, over.why, over.news) for over in made.passed_over] == [
        ("level", "needs a value of its own", True),
        ("stone", "needs a value of its own", True),
        ("serial", "failed", True),
        ("cured", "waived", True),
        ("vent", "not needed: only where oven is yes", False),
        ("net", "needs a value of its own", True),
    ]


def test_a_range_answers_the_values_that_were_given_for_some_of_it() -> None:
    """`tick 1-4 2=1`: the level is named with its value."""
    assert standings(top().tick("1-4", "2=1"))[:4] == ["pass", "pass", "open", "open"]


def test_a_value_for_a_section_goes_to_each_item_of_it() -> None:
    """And is refused where one of them takes none."""
    assert top().tick("top=1.5").refusal is not None


def test_a_group_of_which_nothing_can_be_answered_says_why() -> None:
    """Each item with its reason."""
    assert top().tick("2-3").refusal == Refusal(
        "None of these can be answered as a group.\n"
        "  2 Level: needs a value of its own\n"
        "  3 Stone: needs a value of its own",
        "To answer one, name it by its number.",
    )


def test_photos_go_with_one_item() -> None:
    """A photo of two things is a photo of neither."""
    built = top()
    assert built.tick("1", "2=1", kept=(DOOR,)).refusal == Refusal(
        "Photos and files go with one item.", "Answer the others without them."
    )
    assert head(built.tick("1", kept=(DOOR, TAP)), SEALED).kept == (DOOR, TAP)


def test_a_photo_goes_with_the_one_item_of_a_range_that_is_left() -> None:
    """The others were answered before."""
    assert head(top().tick("1-4", kept=(DOOR,)), SEALED).kept == (DOOR,)


def test_a_failure_raises_its_punch_item_in_the_same_command() -> None:
    """With the words, the category and the trade that the list gives."""
    built = top().tick("2=3.5", by="ravi")
    (raised,) = built.state().punch
    assert (raised.number, raised.text, raised.category, raised.trade) == (1, "Shim the worktop", "B", "joinery")
    assert (raised.item, raised.by, raised.standing) == ("top/top.level", "ravi", "open")
    answered, made = built.events()[-2:]
    assert (answered.kind, made.kind, answered.batch) == ("answered", "raised", made.batch)


def test_a_pass_and_an_item_without_on_fail_raise_nothing() -> None:
    """Neither does n/a."""
    assert top().tick("2=1").fail("1").na("2", note="no worktop").state().punch == ()


def test_a_second_failure_raises_no_second_punch_item_while_the_first_is_open() -> None:
    """Nor while it waits to be confirmed; after that it does."""
    built = top().fail("2").fail("2", note="still")
    assert len(built.state().punch) == 1
    assert len(built.tick("2=1").fail("2").state().punch) == 1
    assert len(built.done("P1", by="ravi").fail("2").state().punch) == 1
    assert [p.number for p in built.verify("P1").fail("2").state().punch] == [1, 2]


def test_passing_again_leaves_the_punch_item_to_be_said_done() -> None:
    """A pass says that the item is right; that the work is done is said by whoever did it."""
    built = top().fail("2").tick("2=1")
    assert (standings(built)[LEVEL], built.state().punch[0].standing) == ("pass", "open")


def test_undo_of_a_failure_takes_its_punch_item_back() -> None:
    """The number stays used, so that P2 never becomes P1."""
    built = top().fail("2").undo()
    assert built.state().punch == ()
    assert [p.number for p in built.fail("2").state().punch] == [2]


def test_undo_of_a_failure_is_refused_once_its_punch_item_is_done() -> None:
    """Someone has worked on it."""
    assert top().fail("2").done("P1", by="ravi").undo().refusal == Refusal(
        "Ravi Shah has built on it since (completed Tue 1 Dec 2026 08:02).",
        "Say how it is now instead, such as qcheck punch reopen or reject.",
    )


def test_a_punch_item_is_done_and_confirmed_by_someone_else() -> None:
    """Named by number, number and tag, or digits alone."""
    built = top().fail("2").done("p1-aaa", by="ravi", note="shimmed").verify("1", note="looked")
    (item,) = built.state().punch
    assert (item.standing, item.doers, item.verified_by) == ("verified", ("ravi",), "dana")


@pytest.mark.parametrize("word", ["P2", "P1-bbb", "1.5", "door", "P2-P1", "P1-P2"])
def test_a_punch_item_that_is_not_there_is_refused(word: str) -> None:
    """With those there are."""
    assert top().fail("2").done(word).refusal == Refusal(f"{word}: there is no such punch item.", "There are: P1.")


def test_a_punch_item_is_done_once() -> None:
    """And confirmed only after that."""
    built = top().fail("2")
    assert built.verify("P1").refusal == Refusal("P1 Shim the worktop: nothing to confirm: it is not done.")
    assert built.done("P1", by="ravi").done("P1").refusal == Refusal("P1 Shim the worktop: done already.")


def test_nobody_confirms_their_own_work() -> None:
    """Unless the firm is one person."""
    assert top().fail("2").done("P1", by="ravi").verify("P1", by="ravi").refusal == Refusal(
        "P1 Shim the worktop: Ravi Shah did it, so someone else confirms it.",
        "A firm of one sets crew_of_one: true in qcheck.yaml.",
    )
    typed = top().fail("2").done("P1", by="ravi")
    assert isinstance(verify(typed.state(), ("P1",), Terms(), typed.actor("ravi", "dana")), Refusal)
    assert isinstance(verify(typed.state(), ("P1",), Terms(), typed.actor("dana", "ravi")), Refusal)
    alone = top(policy={"crew_of_one": True}).fail("2").done("P1").verify("P1")
    assert (alone.refusal, alone.state().punch[0].standing) == (None, "verified")


def test_punch_items_of_two_devices_are_told_apart_by_their_tags() -> None:
    """Both numbered from one without having seen each other; the bare number is refused."""
    built = top().on("bbbb").on("aaaa").fail("2").on("bbbb").fail("2", by="ravi").merge()
    assert [(p.number, p.tag) for p in built.state().punch] == [(1, "aaa"), (1, "bbb")]
    assert built.done("P1").refusal == Refusal("P1: that could be P1-aaa or P1-bbb.", "There are: P1-aaa, P1-bbb.")
    assert built.done("P1-BBB").refusal is None
    assert [p.standing for p in built.state().punch] == ["open", "completed"]


def test_force_is_recorded_only_where_something_was_overridden() -> None:
    """A reason for nothing is no reason."""
    assert head(top().tick("1", force="because"), SEALED).forced == ""
