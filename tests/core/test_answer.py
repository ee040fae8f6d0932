"""Answers, notes and taking them back."""

import pytest

from builder import KITCHEN, JobBuilder, job
from qcheck.core.act.actor import Refusal
from qcheck.core.act.undo import last_batch, undo
from qcheck.model.event import Result

SEALED, LEVEL, SPARE = 1, 2, 3


def standing(built: JobBuilder, index: int = SEALED) -> str:
    """What an item comes to, by its place in the list."""
    return built.state().items[index].standing


@pytest.mark.parametrize("result", ["pass", "fail"])
def test_an_answer_is_what_the_item_comes_to(result: Result) -> None:
    """With who said it and the note."""
    built = job().open().answer(result, "2", note="seen", by="ravi")
    (head,) = built.state().items[SEALED].heads
    assert (standing(built), head.result, head.by, head.did, head.note) == (result, result, "ravi", "ravi", "seen")


def test_a_later_answer_replaces_an_earlier_one_and_hides_nothing() -> None:
    """The failure stays in the history."""
    built = job().open().fail("2").tick("2")
    assert standing(built) == "pass"
    assert [answer.result for answer in built.state().items[SEALED].history] == ["fail", "pass"]


def test_an_answer_that_saw_two_contradicting_ones_settles_them() -> None:
    """Contested until someone answers again, seeing both."""
    built = job().open().on("bbbb").on("aaaa").tick("2").on("bbbb").fail("2")
    assert standing(built) == "contested"
    assert standing(built.merge().tick("2")) == "pass"


def test_one_command_about_several_items_is_one_batch() -> None:
    """So it can be taken back whole."""
    said = job().open().tick("2-4").events()[-3:]
    assert [event.about.rpartition(".")[2] for event in said] == ["sealed", "level", "spare"]
    assert len({event.batch for event in said}) == 1


def test_a_command_with_one_wrong_word_records_nothing() -> None:
    """All or nothing: half a command would have to be remembered."""
    built = job().open()
    before = built.log()
    assert built.tick("2", "nothing-like-it").refusal is not None
    assert built.log() == before


def test_not_applicable_needs_a_reason() -> None:
    """The refusal names every item that does, and a command that would do."""
    refusal = job().open().na("2", "3", "4").refusal
    assert refusal == Refusal(
        "2 Joints sealed, no visible gap: not applicable, but why?\n"
        "3 Worktop level in both directions: not applicable, but why?",
        'Say why: qcheck na 2 3 --note "no gas in this flat"',
    )


def test_one_reason_serves_a_whole_section() -> None:
    """Nobody types it four times."""
    built = job().open().na("worktops", note="no worktops ordered")
    assert [i.heads[0].note for i in built.state().items[1:]] == ["no worktops ordered"] * 4


def test_an_item_with_free_na_needs_no_reason() -> None:
    """The list says so."""
    assert standing(job().open().na("4"), SPARE) == "na"


def test_an_item_that_always_applies_cannot_be_not_applicable() -> None:
    """Not even with a reason, and the others of the command are not answered either."""
    built = job().open().na("1", "2", note="no time")
    assert built.refusal == Refusal(
        "1 Water and power isolated: its list says that it always applies.", "Check it and answer with tick or fail."
    )
    assert standing(built) == "open"


def test_a_note_about_items_stands_with_each_of_them() -> None:
    """And changes no answer."""
    built = job().open().note("client asked for oak", "2", "4")
    items = built.state().items
    assert [[note.text for note in i.notes] for i in items] == [
        [],
        ["client asked for oak"],
        [],
        ["client asked for oak"],
        [],
    ]
    assert {i.standing for i in items} == {"open"}


def test_a_note_without_items_is_about_the_job() -> None:
    """A remark needs no item."""
    (note,) = job().open().note("key is with the neighbour").state().notes
    assert (note.subject, note.text, note.by) == ("job", "key is with the neighbour", "dana")


def test_an_empty_note_is_refused() -> None:
    """Blanks say nothing."""
    assert job().open().note("  \n").refusal == Refusal(
        "The note is empty.", 'Say something: qcheck note "client asked for oak handles"'
    )


def test_a_note_about_an_unknown_item_is_refused() -> None:
    """It would be lost."""
    assert job().open().note("scratched", "9").refusal == Refusal(
        "9: there is no item 9.", "This job's items go from 1 to 5: qcheck status --all"
    )


def test_undo_takes_the_last_command_back_whole() -> None:
    """All of its items, nothing of the command before, and it stays in the record as taken back."""
    built = job().open().tick("2").tick("3", "4").undo()
    assert [i.standing for i in built.state().items] == ["open", "pass", "open", "open", "open"]
    assert [answer.retracted for answer in built.state().items[LEVEL].history] == [True]


def test_undo_of_an_answer_brings_back_the_one_before() -> None:
    """What was replaced speaks again."""
    assert standing(job().open().fail("2").tick("2").undo()) == "fail"


def test_undo_of_a_command_that_was_shown_takes_back_no_other() -> None:
    """One that was said since, or that was taken back since, leaves everything as it is."""
    built = job().open().tick("2").tick("3")
    state, actor = built.state(), built.actor()
    shown = last_batch(state, "dana")[-1].batch
    drafts = undo(state, actor, shown)
    assert isinstance(drafts, list)
    assert [draft.about for draft in drafts] == ["kitchen/worktops.level"]
    refused = Refusal(
        "Meanwhile Dana Miller has said or taken back something else. Nothing was undone.",
        "Look at what is last now: qcheck undo",
    )
    built.tick("4")
    assert undo(built.state(), built.actor(), shown) == refused
    built.undo().undo()
    assert undo(built.state(), built.actor(), shown) == refused
    assert isinstance(undo(built.state(), built.actor()), list)


def test_undo_again_takes_back_the_command_before() -> None:
    """There is no redo by undoing twice: one steps back each time; answering again redoes."""
    built = job().open().tick("2").tick("3").undo().undo()
    assert (standing(built), standing(built, LEVEL)) == ("open", "open")
    again = built.tick("2")
    assert standing(again) == "pass"
    assert standing(again.undo()) == "open"


def test_a_note_a_waiver_and_a_plan_can_be_undone() -> None:
    """Anything said by mistake but the opening and a signature."""
    built = job().open().note("wrong house").undo()
    assert built.state().notes == ()
    assert built.plan(handover="2026-12-04").undo().state().plan.handover == ""
    assert built.fail("2").waive("2").undo(by="olga").state().waivers == ()


def test_undo_takes_back_only_what_its_user_said() -> None:
    """Dana's undo leaves Ravi's later answer alone and takes back her own."""
    built = job().open().tick("2").tick("3", by="ravi").undo()
    assert (standing(built), standing(built, LEVEL)) == ("open", "pass")


def test_undo_for_someone_who_said_nothing_is_refused_by_name() -> None:
    """Nothing of others is taken back instead."""
    assert job().open().tick("2").undo(by="ravi").refusal == Refusal(
        "Ravi Shah has said nothing in this job that could be undone."
    )


def test_undo_is_refused_when_someone_built_on_it() -> None:
    """Ravi's tick answered Dana's failure: taking hers away would leave his without its ground."""
    built = job().open().fail("2").tick("2", by="ravi").undo()
    assert built.refusal == Refusal(
        "Ravi Shah has built on it since (answered Tue 1 Dec 2026 08:02).", "Answer again instead: tick, fail or na."
    )
    assert standing(built) == "pass"


def test_undo_is_possible_again_once_what_was_built_on_it_is_taken_back() -> None:
    """Only live statements stand in the way."""
    built = job().open().fail("2").tick("2", by="ravi").undo(by="ravi").undo()
    assert built.refusal is None
    assert standing(built) == "open"


def test_undo_is_refused_when_a_waiver_rests_on_it() -> None:
    """Olga waived exactly this failure."""
    assert job().open().fail("2").waive("2").undo().refusal == Refusal(
        "Olga Petrova has built on it since (waived Tue 1 Dec 2026 08:02).", "Answer again instead: tick, fail or na."
    )


def test_undo_is_refused_as_a_whole_when_one_of_its_items_was_built_on() -> None:
    """The batch is one command."""
    built = job().open().tick("2", "3").fail("3", by="ravi").undo()
    assert built.refusal is not None
    assert (standing(built), standing(built, LEVEL)) == ("pass", "fail")


def test_the_opening_of_a_job_cannot_be_undone() -> None:
    """Without it the rest would have no ground."""
    assert job().open().undo().refusal == Refusal(
        "Opening a job cannot be undone.", "Nothing in a record is removed; say what holds now instead."
    )


def test_an_answer_to_a_reworded_item_leaves_it_to_be_answered_again() -> None:
    """The answer was given to another question, and a new one settles it."""
    built = job().open().tick("2")
    reworded = JobBuilder(job(KITCHEN.replace("no visible gap", "no gap over 0.2 mm")).checklist, devices=built.devices)
    assert standing(reworded) == "stale"
    assert standing(reworded.tick("2")) == "pass"


@pytest.mark.parametrize("word", ["1-4", "1-3,4"])
def test_a_range_takes_back_no_failure_and_no_reason(word: str) -> None:
    """What was failed, waived or said not to apply has to be named to be answered again."""
    built = job().open().fail("sealed", note="gap").na("spare").tick(word)
    standings = {i.item.subject.rpartition(".")[2]: i.standing for i in built.state().items}
    assert standings["sealed"] == "fail"
    assert standings["spare"] == ("na" if word == "1-4" else "pass")
    assert (standings["isolated"], standings["level"]) == ("pass", "pass")


def test_a_section_of_which_all_is_answered_is_refused() -> None:
    """Nothing is recorded twice, and the refusal says how to answer again."""
    built = job().open().tick("worktops")
    assert built.tick("worktops").refusal == Refusal(
        "All of these are answered already.", "To answer one again, name it by its number."
    )
    assert built.tick("2").refusal is None


def test_a_waived_item_is_not_ticked_by_its_section() -> None:
    """A waiver is ended by someone who looked at the item, not by a range."""
    built = job().open().waive("sealed").tick("1-4")
    assert [i.standing for i in built.state().items] == ["pass", "open", "pass", "pass", "open"]


def test_a_note_that_is_only_a_number_is_refused() -> None:
    """`note 12` is an item without its note."""
    assert job().open().note("12").refusal == Refusal(
        "12: is that an item, and where is the note?", 'The note comes first: qcheck note "…" 12'
    )


def test_a_section_of_which_something_failed_names_it() -> None:
    """Whoever ticks the section learns what is in it."""
    built = job().open().tick("worktops").fail("level")
    assert built.tick("worktops").refusal == Refusal(
        "All of these are answered already.\n  3 Worktop level in both directions: failed",
        "To answer one again, name it by its number.",
    )
