"""Opening a job and changing its plan."""

from typing import Any

import pytest

from builder import KITCHEN, JobBuilder, job, parsed
from qcheck.core.act.actor import Refusal
from qcheck.core.act.plan import questions, scope_changes, values
from qcheck.model.place import Place
from qcheck.model.state import Plan, ScopeLine

ASKING = KITCHEN + ("ask:\n  gas: {text: Is there gas?, choice: [yes, no]}\n  worktop: {text: Which worktop?}\n")


def asking() -> JobBuilder:
    """An opened job whose list asks two questions."""
    return job(ASKING).open(facts={"gas": "no", "worktop": "granite"}, handover="2026-12-04", crew=("ravi",))


def test_opening_records_what_is_known_and_nothing_that_is_not() -> None:
    """A field that was left out is not set."""
    plan = job().open(handover="2026-12-04", scope=("oak handles",)).state().plan
    assert values(plan) == {"plan/lead": "dana", "plan/handover": "2026-12-04", "plan/scope.0": "oak handles"}
    assert plan.name == "Elm Street kitchen"


def test_opening_without_the_facts_that_are_asked_for_is_refused_with_all_of_them() -> None:
    """Each question with its answers, and a command that gives them."""
    assert job(ASKING).open().refusal == Refusal(
        "The checklist asks for facts that were not given:\nIs there gas? (yes or no)\nWhich worktop? (your own words)",
        "For example: --fact gas=yes --fact worktop=…",
    )


def test_a_fact_is_kept_in_the_lists_own_spelling() -> None:
    """However it was typed."""
    built = job(ASKING).open(facts={"gas": "NO", "worktop": "Granite"})
    assert built.state().plan.facts == {"gas": "no", "worktop": "Granite"}


def test_an_answer_that_the_question_does_not_offer_is_refused() -> None:
    """With the question and its answers."""
    assert job(ASKING).open(facts={"gas": "maybe", "worktop": "oak"}).refusal == Refusal(
        "gas=maybe: not one of the answers.", "Is there gas? yes or no"
    )


def test_a_fact_that_nobody_asks_for_is_refused() -> None:
    """With the nearest one, or all there are."""
    message = "{}: the checklist does not ask for that."
    assert asking().plan(**{"fact.worktops": "oak"}).refusal == Refusal(
        message.format("worktops"), "Did you mean worktop?"
    )
    assert asking().plan(**{"fact.zzz": "oak"}).refusal == Refusal(message.format("zzz"), "It asks for: gas, worktop.")
    assert job().open().plan(**{"fact.gas": "no"}).refusal == Refusal(message.format("gas"), "It asks for: nothing.")


def test_filling_an_empty_field_needs_no_reason() -> None:
    """Nothing that was said is changed."""
    built = job().open().plan(handover="2026-12-04")
    assert built.refusal is None
    assert built.state().plan.handover == "2026-12-04"


def test_replacing_a_value_needs_a_reason() -> None:
    """The refusal names every field that needs one; nothing is recorded."""
    built = asking()
    assert built.plan(handover="2026-12-07", **{"fact.gas": "yes"}).refusal == Refusal(
        "handover, gas: changing what was planned needs a reason.", 'Say why: --reason "worktop delivered late"'
    )
    assert built.state().plan.handover == "2026-12-04"


@pytest.mark.parametrize("change", [{"handover": ""}, {"lead": ""}, {"crew": ()}])
def test_taking_a_value_away_needs_a_reason(change: dict[str, Any]) -> None:
    """To say nothing any more is a change."""
    built = asking().plan(**change)
    assert built.refusal == Refusal(
        f"{next(iter(change))}: changing what was planned needs a reason.", 'Say why: --reason "worktop delivered late"'
    )
    assert built.plan("client asked", **change).refusal is None
    assert f"plan/{next(iter(change))}" not in values(built.state().plan)


def test_a_value_that_stands_already_is_not_recorded_again() -> None:
    """And needs no reason."""
    built = asking()
    before = built.log()
    assert built.plan(handover="2026-12-04", crew=("ravi",)).refusal is None
    assert built.log() == before


def test_the_first_date_promised_stays_on_record() -> None:
    """However often it is moved."""
    built = asking().plan("late", handover="2026-12-07").plan("later", handover="2026-12-09")
    assert (built.state().plan.first_handover, built.state().plan.handover) == ("2026-12-04", "2026-12-09")


def test_a_field_that_two_devices_set_differently_is_contested_until_it_is_set_again() -> None:
    """Even to the value that happens to be shown, since that was not agreed."""
    built = job().open().on("bbbb").on("aaaa")
    built.plan(handover="2026-12-04").on("bbbb").plan(handover="2026-12-07").merge()
    assert built.state().plan.contested == ("plan/handover",)
    shown = built.state().plan.handover
    built.plan("agreed by telephone", handover=shown)
    assert (built.state().plan.contested, built.state().plan.handover) == ((), shown)


def test_contested_fields_need_a_reason_too() -> None:
    """One of two promises is broken."""
    built = job().open().on("bbbb").on("aaaa")
    built.plan(handover="2026-12-04").on("bbbb").plan(handover="2026-12-07").merge().plan(handover="2026-12-07")
    assert built.refusal == Refusal(
        "handover: changing what was planned needs a reason.", 'Say why: --reason "worktop delivered late"'
    )


def test_a_dropped_promise_needs_a_reason_and_is_named_by_its_words() -> None:
    """Nobody knows a promise by its id."""
    built = job().open(scope=("oak handles",)).plan(**{"scope.0": ""})
    assert built.refusal == Refusal(
        "promise “oak handles”: changing what was planned needs a reason.", 'Say why: --reason "worktop delivered late"'
    )


def scope(*lines: ScopeLine) -> Plan:
    """A plan that promises these."""
    return Plan(scope=lines)


def test_promises_get_ids_from_their_words_that_nobody_has_yet() -> None:
    """Two that begin with the same words are two promises."""
    plan = scope(ScopeLine("oak-handles", "Oak handles", Place("x")))
    assert scope_changes(plan, ("oak  handles", "Oak handles!"), ()) == {
        "plan/scope.oak-handles-2": "oak handles",
        "plan/scope.oak-handles-3": "Oak handles!",
    }


@pytest.mark.parametrize("typed", ["oak handles", "OAK HANDLES", "oak-handles"])
def test_a_promise_is_dropped_by_its_words_or_its_id(typed: str) -> None:
    """Whatever its case."""
    plan = scope(ScopeLine("oak-handles", "Oak handles", Place("x")))
    assert scope_changes(plan, (), (typed,)) == {"plan/scope.oak-handles": ""}


def test_what_was_never_promised_cannot_be_dropped() -> None:
    """The refusal says what was."""
    plan = scope(ScopeLine("a", "Oak handles", Place("x")), ScopeLine("b", "Water filter", Place("x"), dropped=True))
    assert scope_changes(plan, (), ("taps",)) == Refusal("taps: that was not promised.", "Promised: Oak handles.")
    assert scope_changes(plan, (), ("Water filter",)) == Refusal(
        "Water filter: that was not promised.", "Promised: Oak handles."
    )
    assert scope_changes(Plan(), (), ("taps",)) == Refusal("taps: that was not promised.", "Promised: nothing yet.")


REPEATING = KITCHEN.replace("      - sealed: ", "      - {id: swept, text: Swept, repeat: rooms}\n      - sealed: ")


def test_opening_without_a_unit_of_a_kind_that_is_repeated_over_is_refused() -> None:
    """Nothing of it would be checked; what else is missing is said in the same breath."""
    asked = REPEATING + "ask:\n  gas: {text: Is there gas?, choice: [yes, no]}\n"
    assert job(asked).open().refusal == Refusal(
        "The checklist asks for facts that were not given:\nIs there gas? (yes or no)\n"
        "The checklist repeats over rooms, and none was given.",
        "For example: --fact gas=yes\nName each: --unit rooms=NAME, or one a line in a file: --units rooms=FILE",
    )


def test_opening_records_each_unit_as_a_field_of_its_own() -> None:
    """A register, as a promise is."""
    built = job(REPEATING).open(units={"rooms": ("Kitchen", "Attic")})
    assert values(built.state().plan) == {
        "plan/lead": "dana",
        "plan/unit.rooms.kitchen": "Kitchen",
        "plan/unit.rooms.attic": "Attic",
    }


def test_adding_a_unit_needs_no_reason_and_dropping_one_does() -> None:
    """The refusal names it as people do."""
    built = job(REPEATING).open(units={"rooms": ("Kitchen",)}).plan(**{"unit.rooms.attic": "Attic"})
    assert built.refusal is None
    assert built.plan(**{"unit.rooms.attic": ""}).refusal == Refusal(
        "rooms “Attic”: changing what was planned needs a reason.", 'Say why: --reason "worktop delivered late"'
    )
    assert "plan/unit.rooms.attic" in values(built.state().plan)
    assert "plan/unit.rooms.attic" not in values(built.plan("let", **{"unit.rooms.attic": ""}).state().plan)


def test_a_fact_that_several_lists_ask_for_is_asked_once() -> None:
    """As the first of them asks it."""
    twice = (parsed(ASKING), parsed(ASKING.replace("Is there gas?", "Gas?")))
    assert [question.text for question in questions(twice)] == ["Is there gas?", "Which worktop?"]
