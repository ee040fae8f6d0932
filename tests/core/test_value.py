"""Values: what is typed for an item of each answer type, and what was recorded, told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.clean import line
from qcheck.core.value import Read, Wrong, asked, broken, example, limit, read, shown
from qcheck.model.checklist import CHECK, AnswerType, Choice, Command, Day, Number, Words
from qcheck.model.settings import Settings

POINT = Settings()
COMMA = Settings(decimal=",")
TODAY = "2026-12-05"  # a Saturday
HANDOVER = "2026-12-11T17:00+01:00"

LEVEL = Number("mm", "", "2")
STONE = Choice(("granite", "graphite", "quartz"), ("granite", "quartz"))
STATE = Choice(("ok", "cracked"), ("ok",))
SERIAL = Words(5)
USE_BY = Day(after="today")
CALIBRATED = Day("2026-01-01", "handover")
TESTS = Command(("npm", "test"))

ISO = 'Write it as 2026-12-04, "4 dec 2026", yesterday or today.'

ANSWERS = st.one_of(
    st.just(CHECK),
    st.builds(Number, st.text(max_size=20), st.text(max_size=20), st.text(max_size=20)),
    st.builds(Number, st.sampled_from(["", "mm", "%"]), st.sampled_from(["", "1.250"]), st.sampled_from(["", "2"])),
    st.builds(Choice, st.lists(st.text(), max_size=4).map(tuple), st.lists(st.text(), max_size=4).map(tuple)),
    st.builds(Words, st.integers()),
    st.builds(Day, st.text(), st.sampled_from(["", "today", "handover", "2026-12-04"])),
    st.builds(Command, st.lists(st.text()).map(tuple)),
)
TYPED = (
    st.text() | st.from_regex(r"[0-9.,-]{1,8} ?(mm|%|[a-z])?") | st.sampled_from(["today", "fri", "4 dec", "\udc80"])
)


def said(answer: AnswerType, typed: str, settings: Settings = POINT, handover: str = HANDOVER) -> str:
    """What comes of it: value and result, or the refusal with its hint."""
    outcome = read(answer, typed, settings, TODAY, handover)
    return f"{outcome.value} {outcome.result}" if isinstance(outcome, Read) else f"{outcome.message}\n{outcome.hint}"


@pytest.mark.parametrize(
    ("answer", "typed", "outcome"),
    [
        (LEVEL, "1.5", "1.5 pass"),
        (LEVEL, "2.0", "2.0 pass"),
        (LEVEL, "2.01mm", "2.01 fail"),
        (LEVEL, "3 cm", "30 fail"),
        (Number("°C", "63", ""), "62.9C", "62.9 fail"),
        (Number(), "12", "12 pass"),
        (STONE, "granite", "granite pass"),
        (STONE, "GRAN", "granite pass"),
        (STONE, "graph", "graphite fail"),
        (STONE, " q ", "quartz pass"),
        (STATE, "cracked", "cracked fail"),
        (Choice(("1", "10"), ("1", "10")), "1", "1 pass"),
        (SERIAL, "  K7 \n 812 ", "K7 812 pass"),
        (Words(), "x", "x pass"),
        (USE_BY, "today", "2026-12-05 pass"),
        (USE_BY, "yesterday", "2026-12-04 fail"),
        (USE_BY, "3d", "2026-12-08 pass"),
        (CALIBRATED, "2025-12-31", "2025-12-31 fail"),
        (CALIBRATED, "2026-01-01", "2026-01-01 pass"),
        (CALIBRATED, "2026-12-11", "2026-12-11 pass"),
        (CALIBRATED, "2026-12-12", "2026-12-12 fail"),
    ],
)
def test_a_value_is_read_and_judged(answer: AnswerType, typed: str, outcome: str) -> None:
    """What is typed becomes what the record keeps; limits are inclusive, and what is beyond them fails."""
    assert said(answer, typed) == outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("4 dec", "2026-12-04 pass"),
        ("5 dec", "2026-12-05 pass"),
        ("5 jan", "2027-01-05 pass"),
        ("fri 4 dec", "2026-12-04 pass"),
        ("fri 11 dec", "2026-12-11 pass"),
        ("4 jun 2026", "2026-06-04 pass"),
        (
            "4 jun",
            "4 jun could be Thu 4 Jun 2026 or Fri 4 Jun 2027.\nWrite 2026-06-04 or 2027-06-04.",
        ),
        ("fri", "fri could be Fri 4 Dec 2026 or Fri 11 Dec 2026.\nWrite 2026-12-04 or 2026-12-11."),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one_or_refused(typed: str, outcome: str) -> None:
    """A date that answers an item can be past or to come: where both are about as near, the year is asked for."""
    assert said(Day(), typed) == outcome


def test_a_day_without_a_year_is_refused_where_the_year_decides() -> None:
    """A limit chooses no year: only one that is most of a year away is not meant."""
    both = "1 mar could be Sun 1 Mar 2026 or Mon 1 Mar 2027.\nWrite 2026-03-01 or 2027-03-01."
    assert said(USE_BY, "1 mar") == both
    assert said(USE_BY, "5 jan") == "2027-01-05 pass"


@pytest.mark.parametrize(
    ("answer", "typed", "outcome"),
    [
        (CHECK, "1.5", "it takes no value.\nTick it, fail it, or say that it does not apply."),
        (TESTS, "0", "it is answered by running its command.\nUse qcheck run."),
        (LEVEL, "", "no value was given.\nWrite a number in mm (at most 2 mm)."),
        (STONE, " ", "no value was given.\nWrite one of granite, graphite, quartz."),
        (SERIAL, "\t", "no value was given.\nWrite text of at least 5 characters."),
        (USE_BY, "", "no value was given.\nWrite a date, not before today."),
        (SERIAL, "abc\udc80def", "it holds characters that are no text.\nWrite text of at least 5 characters."),
        (LEVEL, "63 °C", "this item is in mm, not “°C”.\nWrite it in mm."),
        (LEVEL, "1,5", "1,5 has a comma; this workspace writes a point.\nWrite 1.5."),
        (Number("", "x", ""), "1", "its limits are no numbers.\nMend min and max in its checklist."),
        (STONE, "gra", "gra could be granite or graphite.\nWrite more of it."),
        (STONE, "qartz", "qartz is not one of granite, graphite, quartz.\nDid you mean quartz?"),
        (STONE, "oak", "oak is not one of granite, graphite, quartz.\nWrite one of granite, graphite, quartz."),
        (
            STONE,
            "z" * 50,
            f"{'z' * 40}… is not one of granite, graphite, quartz.\nWrite one of granite, graphite, quartz.",
        ),
        (SERIAL, "K7", "that is 2 characters long; at least 5 are needed.\nSay more."),
        (SERIAL, "x", "that is 1 character long; at least 5 are needed.\nSay more."),
        (SERIAL, "a" + "\u200b" * 9, "that is 1 character long; at least 5 are needed.\nSay more."),
        (Words(), "\u200b", "that is 0 characters long; at least 1 are needed.\nSay more."),
        (SERIAL, "x" * 2001, "that is 2001 characters long; 2000 are allowed.\nShorten it."),
        (USE_BY, "4/12", f"4/12: day and month could be either way round.\n{ISO}"),
        (USE_BY, "soon", f"soon: not a date.\n{ISO}"),
        (USE_BY, "sat", f"sat: that is today, or a week from it. Write today, or the date.\n{ISO}"),
        (USE_BY, "x" * 50, f"{'x' * 40}… is no date.\n{ISO}"),
        (USE_BY, "4 dec 2026 17:00", "4 dec 2026 17:00 has a time of day.\nWrite the date alone."),
        (Day("soon", ""), "today", "it is judged by soon, which is no date.\nMend after and before in its checklist."),
    ],
)
def test_what_is_no_value_is_refused(answer: AnswerType, typed: str, outcome: str) -> None:
    """The refusal says what is wrong, to be told after the item's name, and what to type instead."""
    assert said(answer, typed) == outcome


@pytest.mark.parametrize("handover", ["", "soon"])
def test_a_day_is_not_judged_by_a_handover_without_a_date(handover: str) -> None:
    """Where the limit is not known, nothing passes by it."""
    missing = "it is judged by the handover, which has no date yet.\nSet it: qcheck plan --handover DATE"
    assert said(CALIBRATED, "2026-12-01", handover=handover) == missing


def test_numbers_are_typed_and_told_with_the_sign_of_the_workspace() -> None:
    """Where a comma is written, it is read, shown and offered; the record has a point."""
    slope = Number("mm", "1.5", "2.5")
    assert said(slope, "1,6", COMMA) == "1.6 pass"
    assert asked(slope, COMMA) == "a number in mm (1,5 to 2,5 mm)"
    assert shown(slope, "1.6", COMMA) == "1,6 mm"
    assert broken(slope, "1.4", COMMA) == "limit 1,5"
    assert example(slope, COMMA) == "1,5"


@pytest.mark.parametrize(
    ("answer", "asks", "bound", "offers"),
    [
        (CHECK, "no value", "", ""),
        (LEVEL, "a number in mm (at most 2 mm)", "at most 2 mm", "1.5"),
        (Number("°C", "63", ""), "a number in °C (at least 63 °C)", "at least 63 °C", "63"),
        (Number("kg", "2.125", "2.125"), "a number in kg (exactly 2.125 kg)", "exactly 2.125 kg", "2.1250"),
        (Number(), "a number", "", "1.5"),
        (Choice(("oak", "ash"), ("oak", "ash")), "one of oak, ash", "", "oak"),
        (STONE, "one of granite, graphite, quartz", "only granite, quartz pass", "granite"),
        (STATE, "one of ok, cracked", "only ok passes", "ok"),
        (Words(), "text", "", "what you saw"),
        (SERIAL, "text of at least 5 characters", "", "what you saw"),
        (Day(), "a date", "", "today"),
        (USE_BY, "a date, not before today", "not before today", "today"),
        (
            CALIBRATED,
            "a date, not before Thu 1 Jan 2026, not after the handover",
            "not before Thu 1 Jan 2026, not after the handover",
            "today",
        ),
        (TESTS, "a run of its command", "", ""),
    ],
)
def test_what_is_asked_is_told_with_its_limits_and_an_example(
    answer: AnswerType, asks: str, bound: str, offers: str
) -> None:
    """Prompts and hints say what can be typed, what passes, and show one."""
    assert (asked(answer, POINT), limit(answer, POINT), example(answer)) == (asks, bound, offers)
    if offers:
        assert isinstance(read(answer, offers, POINT, TODAY, HANDOVER), Read)


@pytest.mark.parametrize(
    ("answer", "value", "told"),
    [
        (LEVEL, "3.5", "3.5 mm"),
        (LEVEL, "", ""),
        (LEVEL, "many", "many mm"),
        (STONE, "granite", "granite"),
        (SERIAL, "K7 812\x1b[2J", "K7 812�[2J"),
        (USE_BY, "2026-12-04", "Fri 4 Dec 2026"),
        (USE_BY, "2026-02-30", "2026-02-30"),
        (USE_BY, "2026-12-04T17:00", "2026-12-04T17:00"),
        (CHECK, "1.5", "1.5"),
        (TESTS, "0", "0"),
    ],
)
def test_a_recorded_value_is_told_in_words(answer: AnswerType, value: str, told: str) -> None:
    """Numbers have their unit and dates their weekday; what does not suit is told as it stands."""
    assert shown(answer, value, POINT) == told


def test_the_limit_that_a_number_breaks_is_told_in_short() -> None:
    """Only a number that breaks a limit has one to tell."""
    assert broken(LEVEL, "3.5", POINT) == "limit 2"
    assert broken(LEVEL, "1.5", POINT) == ""
    assert broken(LEVEL, "many", POINT) == ""
    assert broken(STATE, "cracked", POINT) == ""


@given(ANSWERS, TYPED, st.sampled_from([POINT, COMMA]), st.text() | st.just(TODAY), st.text() | st.just(HANDOVER))
def test_any_text_is_a_value_or_refused(
    answer: AnswerType, typed: str, settings: Settings, today: str, handover: str
) -> None:
    """Whatever is typed, asked and planned, there is a value that UTF-8 can hold, or a refusal safe to show."""
    outcome = read(answer, typed, settings, today, handover)
    if isinstance(outcome, Wrong):
        assert line(outcome.message) == outcome.message
        assert line(outcome.hint) == outcome.hint
    else:
        assert outcome.value.strip()
        assert outcome.value.encode()


@given(ANSWERS, st.text(), st.sampled_from([POINT, COMMA]))
def test_any_recorded_value_can_be_told(answer: AnswerType, value: str, settings: Settings) -> None:
    """Nothing that a record or a list holds stops a value and its limits from being told on one safe line."""
    told = (
        shown(answer, value, settings),
        limit(answer, settings),
        asked(answer, settings),
        broken(answer, value, settings),
        example(answer, settings),
    )
    for words in told:
        assert line(words) == words


@given(ANSWERS, TYPED)
def test_what_was_read_is_told_and_fails_only_by_its_limits(answer: AnswerType, typed: str) -> None:
    """A value that fails always has a limit to tell."""
    outcome = read(answer, typed, POINT, TODAY, HANDOVER)
    if isinstance(outcome, Read):
        assert shown(answer, outcome.value, POINT)
        assert outcome.result == "pass" or limit(answer, POINT)
