"""Selection: words typed for items as the job's items."""

import pytest

from builder import KITCHEN, JobBuilder, job
from qcheck.core.act.actor import Refusal
from qcheck.core.act.select import select

TWICE = KITCHEN.replace(
    "- sealed: Joints sealed, no visible gap", "- isolated: Worktop sockets dead while they are cut"
)


def numbers(built: JobBuilder, *words: str) -> list[int]:
    """The numbers of the items that words name."""
    chosen = select(built.state(), words)
    assert not isinstance(chosen, Refusal), chosen
    return [i.item.number for i in chosen.items]


def refused(built: JobBuilder, *words: str) -> Refusal:
    """Why words name nothing."""
    refusal = select(built.state(), words)
    assert isinstance(refusal, Refusal), refusal
    return refusal


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("3",), [3]),
        (("2-4",), [2, 3, 4]),
        (("2-2",), [2]),
        (("4,2",), [2, 4]),
        (("1,3-4", "2"), [1, 2, 3, 4]),
        (("level",), [3]),
        (("worktops.level",), [3]),
        (("kitchen/worktops.level",), [3]),
        (("LEVEL",), [3]),
        (("worktops",), [2, 3, 4, 5]),
        (("WorkTops",), [2, 3, 4, 5]),
        (("kitchen/arrival",), [1]),
        (("level", "3", "worktops.level"), [3]),
        (("spare,", "1"), [1, 4]),
    ],
)
def test_words_name_items_by_number_range_ending_or_section(words: tuple[str, ...], expected: list[int]) -> None:
    """However they are named, items come in the job's order and each once."""
    assert numbers(job().open(), *words) == expected


def test_an_ending_must_begin_where_a_name_begins() -> None:
    """`vel` is the end of `level`, but nobody calls it that."""
    assert refused(job().open(), "vel").message == "vel: no item of this job is called that."


def test_an_ending_that_several_items_have_is_ambiguous() -> None:
    """It names all that it could be, and how to say which."""
    assert refused(job(TWICE).open(), "isolated") == Refusal(
        "isolated: that could be kitchen/arrival.isolated, kitchen/worktops.isolated.",
        "Use the number, or more of the name.",
    )
    assert numbers(job(TWICE).open(), "worktops.isolated") == [2]


def test_a_number_that_no_item_has_is_refused_with_the_numbers_there_are() -> None:
    """A typing mistake ticks nothing."""
    hint = "This job's items go from 1 to 5: qcheck status --all"
    assert refused(job().open(), "9") == Refusal("9: there is no item 9.", hint)
    assert refused(job().open(), "0") == Refusal("0: there is no item 0.", hint)
    assert refused(job().open(), "4-999999") == Refusal("4-999999: there is no item 6.", hint)


def test_a_range_goes_upwards() -> None:
    """Nobody can tell what was meant by one that goes down."""
    assert refused(job().open(), "4-2") == Refusal("4-2: a range goes from the lower number to the higher one.")


def test_an_unknown_word_offers_the_items_that_are_near() -> None:
    """A slip of the finger costs no second look at the list."""
    assert refused(job().open(), "leval") == Refusal(
        "leval: no item of this job is called that.",
        "Did you mean\n  3  worktops.level  Worktop level in both directions",
    )


def test_a_word_from_an_items_text_offers_that_item() -> None:
    """People remember what an item says better than what it is called."""
    assert refused(job().open(), "hinge") == Refusal(
        "hinge: no item of this job is called that.",
        "Did you mean\n  4  worktops.spare  Spare hinge left with the client",
    )


def test_an_unknown_word_with_nothing_near_says_where_the_names_are() -> None:
    """No wild guesses."""
    assert refused(job().open(), "zzz") == Refusal(
        "zzz: no item of this job is called that.", "qcheck status --all lists them with their numbers."
    )


def test_several_wrong_words_are_reported_at_once() -> None:
    """Each with its reason, a hint once, and the right ones among them are not taken either."""
    assert refused(job().open(), "9", "3", "zzz", "8") == Refusal(
        "9: there is no item 9.\nzzz: no item of this job is called that.\n8: there is no item 8.",
        "This job's items go from 1 to 5: qcheck status --all\nqcheck status --all lists them with their numbers.",
    )


def test_a_dropped_promise_moves_no_number_and_breaks_no_range() -> None:
    """Numbers stand on paper and in heads: they never move; the item is still there, and not needed."""
    built = job().open(scope=("oak handles", "water filter"))
    assert numbers(built, "scope/promise") == [6, 7, 8]
    built.plan("client changed their mind", **{"scope.0": ""})
    assert numbers(built, "scope/promise") == [6, 7, 8]
    assert numbers(built, "6-8") == [6, 7, 8]
    assert built.tick("7").refusal == Refusal(
        "7 As promised: oak handles: not needed: no longer promised.", "If that is wrong: qcheck plan FACT=ANSWER"
    )


@pytest.mark.parametrize("words", [(), (",",), ("", ","), (",,", ",")])
def test_words_that_name_nothing_are_refused(words: tuple[str, ...]) -> None:
    """A command about no item at all was not meant."""
    assert refused(job().open(), *words) == Refusal(
        "No item was named.", "Name one by its number, its name or its section."
    )
