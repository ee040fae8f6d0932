"""Wording: sentences and hints for findings, safe to show, with names and times as people read them."""

import string
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.core.rules.table import RULES, found
from qcheck.core.wording import SENTENCES, Speaker, hint, message, when
from qcheck.model.finding import Arg, Finding
from qcheck.model.place import Place
from qcheck.model.settings import Person, Settings

SETTINGS = Settings(people=(Person("dana", "Dana Miller"), Person("evil", "Eve\x1b[2J\nil")))
BERLIN = Speaker(SETTINGS, ZoneInfo("Europe/Berlin"))

UNSAFE = set(map(chr, [*range(32), *range(0x7F, 0xA0), 0x200E, 0x202E, 0x2028, 0x2029, 0x2066, 0xFEFF]))


def finding(code: str, **args: Arg) -> Finding:
    return found(code, Place("kitchen.yaml", 3, 7), "kitchen/worktops.sealed", **args)


def every_arg(code: str, value: str) -> dict[str, Arg]:
    """The arguments that a code's sentence and hint ask for, each of one value."""
    asked = {name for part in SENTENCES[code] for _, name, _, _ in string.Formatter().parse(part) if name}
    return dict.fromkeys(asked - {"subject"}, value)


def test_every_rule_has_a_sentence_and_every_sentence_a_rule() -> None:
    """A finding can always be told, and no sentence is left over from a rule that is gone."""
    assert sorted(SENTENCES) == sorted(RULES)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_has_no_full_stop_and_a_hint_no_blank_edge(code: str) -> None:
    """A message is one sentence to which places and codes are added; a hint stands on a line of its own."""
    sentence, advice = SENTENCES[code]
    assert sentence
    assert not sentence.endswith((".", " ", "!"))
    assert "\n" not in sentence + advice
    assert advice == advice.strip()
    assert not advice.endswith(".")


@pytest.mark.parametrize("code", SENTENCES)
def test_what_a_finding_says_cannot_steer_a_terminal(code: str) -> None:
    """Control codes, line breaks and marks that turn text around are shown as signs in every sentence and hint."""
    told = finding(code, **every_arg(code, "a\x1b[2J\r\n\tb\u202ec\x85d\u2028e\x00"))
    assert not set(message(told, BERLIN) + hint(told, BERLIN)) & UNSAFE


@given(st.sampled_from(sorted(SENTENCES)), st.text())
def test_any_argument_can_be_told(code: str, value: str) -> None:
    """No text that a file or a record holds can stop its finding from being told on one safe line."""
    told = finding(code, **every_arg(code, value))
    for words in (message(told, BERLIN), hint(told, BERLIN)):
        assert not set(words) & UNSAFE


@pytest.mark.parametrize("value", ["{text}", "{", "}", "{0}", "{subject.__class__}", "%s", "[bold]", "\\"])
def test_braces_in_a_text_are_text(value: str) -> None:
    """What a text holds is never taken for a place to fill in."""
    assert (
        message(finding("accept-missing", text=value), BERLIN) == f"Critical, but nothing says when it passes: {value}"
    )


def test_people_and_times_are_put_into_words() -> None:
    """Ids of people become names and UTC becomes local time, where the settings know them."""
    told = finding(
        "item-failed",
        text="Level",
        by="dana",
        at="2026-12-04T16:30:00Z",
        note="tilted",
        reading="",
        how="qcheck tick 3",
    )
    assert message(told, BERLIN) == "Level: failed (Dana Miller, Fri 4 Dec 2026 17:30): tilted"
    assert hint(told, BERLIN) == "Put it right, then: qcheck tick 3"


def test_a_reading_stands_before_the_note() -> None:
    """What was measured is read first, beside its limit."""
    told = finding("item-failed", text="Level", by="dana", at="2026-12-04", note="tilted", reading=": 3 mm", number=3)
    assert message(told, BERLIN) == "Level: failed (Dana Miller, Fri 4 Dec 2026): 3 mm: tilted"


def test_what_is_not_known_is_told_as_it_stands() -> None:
    """A person nobody knows keeps the id, a date that is none its text, and an empty note adds nothing."""
    told = finding("item-failed", text="Level", by="zoe", at="some day", note="", reading="", number=3)
    assert message(told, BERLIN) == "Level: failed (zoe, some day)"


def test_a_name_from_the_settings_is_made_safe() -> None:
    """A name is text from a file like any other."""
    told = finding("backdated", by="evil", at="2026-12-04T16:30:00Z", done_at="2026-12-01")
    assert message(told, BERLIN) == "Recorded on Fri 4 Dec 2026 17:30 as done on Tue 1 Dec 2026 (Eve�[2J il)"


def test_a_message_begins_with_a_capital_unless_it_begins_with_the_users_own_word() -> None:
    """What a key belongs to is a word of ours; the key itself stands as it was written."""
    assert message(finding("key-missing", named="an item", key="text"), BERLIN) == "An item needs the key text"
    assert (
        message(finding("value-wrong", key="crew_of_one", wanted="true or false", got='"yes"'), BERLIN)
        == 'crew_of_one needs true or false; this is "yes"'
    )
    assert (
        message(finding("value-unknown", key="na", got="nie", wanted="x", near=""), BERLIN) == "na: nie is not allowed"
    )


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 60 + "…")])
def test_a_long_word_from_a_file_is_cut(length: int, shown: str) -> None:
    """Sixty characters are enough to find it again; the mark says that there is more."""
    assert message(finding("key-duplicate", key="x" * length), BERLIN) == f"{shown} stands here twice"


@pytest.mark.parametrize(("length", "shown"), [(300, "x" * 300), (301, "x" * 300 + "…")])
def test_a_long_text_from_a_file_is_cut_later(length: int, shown: str) -> None:
    """A text may take a few lines of a terminal, and no more."""
    told = finding("accept-missing", text="x" * length)
    assert message(told, BERLIN) == f"Critical, but nothing says when it passes: {shown}"


def test_a_guess_takes_the_place_of_the_hint() -> None:
    """Where a known word is near, it is offered; else all of them are."""
    known = ("title", "sections")
    args: dict[str, Arg] = {"key": "titel", "named": "a checklist", "known": known}
    assert hint(finding("key-unknown", near="title", **args), BERLIN) == "Did you mean title?"
    assert hint(finding("key-unknown", near="", **args), BERLIN) == "There are: title, sections"


def test_a_finding_is_told_with_place_severity_and_code() -> None:
    """The line is what editors and CI systems read; what to do stands below it, if there is anything to do."""
    assert sentences([finding("gate-required", gate="handover"), finding("line-torn")]) == [
        "kitchen.yaml:3:7: block: The gates need one called handover [gate-required]",
        "    Add handover to the list",
        "kitchen.yaml:3:7: info: A line was cut off while it was written; it was never confirmed [line-torn]",
    ]


@pytest.mark.parametrize(
    ("place", "shown"),
    [(Place("a.yaml"), "a.yaml"), (Place("a.yaml", 3), "a.yaml:3"), (Place("a.yaml", 3, 7), "a.yaml:3:7")],
)
def test_a_place_names_as_much_as_is_known(place: Place, shown: str) -> None:
    """A place of a whole file or line has no zeros."""
    assert str(place) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-12-04", "Fri 4 Dec 2026"),
        ("2026-12-04T17:00+01:00", "Fri 4 Dec 2026 16:00"),
        ("2026-12-04T23:30:00Z", "Fri 4 Dec 2026 23:30"),
        ("soon", "soon"),
        ("", ""),
        ("Tuesday\n", "Tuesday "),
    ],
)
def test_dates_are_shown_with_their_weekday(text: str, shown: str) -> None:
    """A date shows its weekday and month in words, a time also its hour; what is no date stays as it is."""
    assert when(text, UTC) == shown


def test_a_year_may_be_left_out() -> None:
    """Where the year is plain, the date is shorter."""
    assert when("2026-12-04", UTC, year=False) == "Fri 4 Dec"
    assert when("2026-12-04T17:00:00Z", UTC, year=False) == "Fri 4 Dec 17:00"
