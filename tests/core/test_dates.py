"""Dates that people type: what is understood, and the whole text of what is refused."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.dates import DAYS, MONTHS, Unclear, day_or_time, instant, local, utc

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=BERLIN)  # a Tuesday


def at(*when: int, zone: tzinfo = BERLIN) -> datetime:
    """A moment on the clocks of a zone."""
    year, month, day, hour, minute = (*when, *(0,) * (5 - len(when)))
    return datetime(year, month, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-12-01"),
        ("tomorrow", "2026-12-02"),
        ("TOMORROW", "2026-12-02"),
        ("3d", "2026-12-04"),
        ("+3d", "2026-12-04"),
        ("3 d", "2026-12-04"),
        ("31d", "2027-01-01"),
        ("2w", "2026-12-15"),
        ("wed", "2026-12-02"),
        ("fri", "2026-12-04"),
        ("Friday", "2026-12-04"),
        ("thurs", "2026-12-03"),
        ("mon", "2026-12-07"),
        ("4 dec", "2026-12-04"),
        ("  4   Dec ", "2026-12-04"),
        ("4 december", "2026-12-04"),
        ("4. dec.", "2026-12-04"),
        ("dec 4", "2026-12-04"),
        ("Dec 4, 2027", "2027-12-04"),
        ("fri 4 dec", "2026-12-04"),
        ("fri, 4 dec 2026", "2026-12-04"),
        ("Friday 4 December 2026", "2026-12-04"),
        ("sat 4 dec 2027", "2027-12-04"),
        ("4 sept", "2027-09-04"),
        ("1 dec", "2026-12-01"),
        ("4 jan", "2027-01-04"),
        ("27 sep", "2027-09-27"),
        ("4 oct 2026", "2026-10-04"),
        ("29 feb 2028", "2028-02-29"),
        ("2026-12-04", "2026-12-04"),
        ("2026-1-5", "2026-01-05"),
        ("31.12.2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("31/12", "2026-12-31"),
        ("12.12.2026", "2026-12-12"),
        ("4.12.2026", "2026-12-04"),
        ("04. 12. 2026", "2026-12-04"),
        ("4.12.", "2026-12-04"),
        ("1999-12-31", "1999-12-31"),
    ],
)
def test_a_day_is_understood(typed: str, meant: str) -> None:
    """Each form that the help names gives the one day it can mean; without a year, the coming one."""
    assert day_or_time(typed, NOW) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17:00", "2026-12-01T17:00+01:00"),
        ("today 8:05", "2026-12-01T08:05+01:00"),
        ("tomorrow 00:00", "2026-12-02T00:00+01:00"),
        ("fri 17:00", "2026-12-04T17:00+01:00"),
        ("4 dec 17:00", "2026-12-04T17:00+01:00"),
        ("fri 4 dec 2026 23:59", "2026-12-04T23:59+01:00"),
        ("2026-12-04 17:00", "2026-12-04T17:00+01:00"),
        ("2026-12-04T17:00", "2026-12-04T17:00+01:00"),
        ("4 jul 17:00", "2027-07-04T17:00+02:00"),
        ("2027-03-27 12:00", "2027-03-27T12:00+01:00"),
        ("2027-03-28 12:00", "2027-03-28T12:00+02:00"),
        ("2w 9:00", "2026-12-15T09:00+01:00"),
    ],
)
def test_a_time_of_day_has_the_offset_of_its_own_day(typed: str, meant: str) -> None:
    """A time is on the clocks of the zone, with summer time where that day has it."""
    assert day_or_time(typed, NOW) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4/12", "4/12: day and month could be either way round."),
        ("31.12.26", "31.12.26: write the year in full."),
        ("31.11.2026", "31.11.2026: there is no such day."),
        ("04/12/26", "04/12/26: day and month could be either way round."),
        ("thu 4 dec", "thu 4 dec: 4 Dec 2026 is a Friday."),
        ("Mon 7 dec 2027", "Mon 7 dec 2027: 7 Dec 2027 is a Tuesday."),
        ("tue", "tue: that is today, or a week from it. Write today, or the date."),
        ("Tuesday 17:00", "Tuesday 17:00: that is today, or a week from it. Write today, or the date."),
        ("15 nov", "15 nov: that was not long ago, or is nearly a year ahead. Write the year."),
        ("30 nov 17:00", "30 nov 17:00: that was not long ago, or is nearly a year ahead. Write the year."),
        ("31 nov 2026", "31 nov 2026: there is no such day."),
        ("30 feb", "30 feb: there is no such day."),
        ("29 feb 2027", "29 feb 2027: there is no such day."),
        ("0 dec", "0 dec: there is no such day."),
        ("2026-13-01", "2026-13-01: there is no such day."),
        ("2026-00-00", "2026-00-00: there is no such day."),
        ("0000-01-01", "0000-01-01: there is no such day."),
        ("24:00", "24:00: there is no such time of day."),
        ("4 dec 17:60", "4 dec 17:60: there is no such time of day."),
        ("4 decoy", "4 decoy: not a date."),
        ("4 marmelade", "4 marmelade: not a date."),
        ("4 juniper", "4 juniper: not a date."),
        ("4 augur", "4 augur: not a date."),
        ("2027-03-28 02:30", "2027-03-28 02:30: the clocks go forward then; there is no such time."),
        ("soon", "soon: not a date."),
        ("next friday", "next friday: not a date."),
        ("4 foo", "4 foo: not a date."),
        ("foo 4 dec", "foo 4 dec: not a date."),
        ("4", "4: not a date."),
        ("dec", "dec: not a date."),
        ("4 dec 26", "4 dec 26: not a date."),
        ("4 dec 17h", "4 dec 17h: not a date."),
        ("1000d", "1000d: not a date."),
        ("-3d", "-3d: not a date."),
    ],
)
def test_what_is_no_date_or_more_than_one_is_refused(typed: str, said: str) -> None:
    """The refusal repeats what was typed and says why it is not clear."""
    with pytest.raises(Unclear) as refused:
        day_or_time(typed, NOW)
    assert str(refused.value) == said


def test_the_twenty_ninth_of_february_is_taken_in_a_leap_year() -> None:
    """Without a year the coming 29 February is meant if the coming year has one."""
    assert day_or_time("29 feb", at(2028, 2, 1)) == "2028-02-29"
    assert day_or_time("29 feb", at(2027, 12, 1)) == "2028-02-29"


def test_each_month_and_weekday_is_known_by_three_letters() -> None:
    """The short names of months and days are those that are shown."""
    assert [day_or_time(f"1 {month} 2027", NOW) for month in MONTHS] == [f"2027-{n:02}-01" for n in range(1, 13)]
    assert [day_or_time(f"{day} {7 + n} dec 2026", NOW) for n, day in enumerate(DAYS)] == [
        f"2026-12-{7 + n:02}" for n in range(7)
    ]


def test_a_weekday_is_never_today_and_at_most_six_days_ahead() -> None:
    """Whatever today is, six weekdays are understood and today's own is refused."""
    for ahead in range(7):
        now = NOW + timedelta(days=ahead)
        for n, day in enumerate(DAYS):
            if n == now.weekday():
                with pytest.raises(Unclear):
                    day_or_time(day, now)
            else:
                meant = datetime.fromisoformat(day_or_time(day, now)).date()
                assert meant.weekday() == n
                assert 1 <= (meant - now.date()).days <= 6


@pytest.mark.parametrize("weekday", ["Friday", "friday", "fri", "Fr", "fr.", "fri,"])
def test_a_weekday_may_be_cut_to_two_letters(weekday: str) -> None:
    """Two letters are enough for any weekday, and a stop or comma after it is taken."""
    assert day_or_time(f"{weekday} 4 dec", NOW) == "2026-12-04"


@pytest.mark.parametrize("typed", ["sat 17:00", "Saturday 17:00", "sat  17:00 "])
def test_a_weekday_may_have_a_time(typed: str) -> None:
    """The t of Saturday is not taken for the one between date and time."""
    assert day_or_time(typed, NOW) == "2026-12-05T17:00+01:00"


@pytest.mark.parametrize("typed", ["2026-02-30T00:00:00Z", "2026-12-04T25:00:00Z", "2026-12-04T17:00:00+99:99"])
def test_a_moment_that_is_none_is_refused(typed: str) -> None:
    """A moment in the record's form is checked like any other."""
    with pytest.raises(Unclear) as refused:
        instant(typed, NOW, end_of_day=True)
    assert str(refused.value) == f"{typed}: there is no such moment."


@pytest.mark.parametrize("typed", ["4 dec 17:00", "31 jan", "31/1"])
def test_a_moment_that_lies_ahead_is_not_one_of_a_year_ago(typed: str) -> None:
    """What was done is never taken for done a year before it was said."""
    with pytest.raises(Unclear) as refused:
        instant(typed, NOW, end_of_day=True)
    assert str(refused.value) == f"{typed}: that lies ahead, or was nearly a year ago. Write the year."


def test_a_day_beyond_the_calendar_is_refused() -> None:
    """Days ahead end with the year 9999."""
    with pytest.raises(Unclear) as refused:
        day_or_time("3d", at(9999, 12, 30))
    assert str(refused.value) == "3d: that is beyond the calendar."


@pytest.mark.parametrize(
    ("typed", "end", "start"),
    [
        ("2026-12-04", "2026-12-04T22:59:59Z", "2026-12-03T23:00:00Z"),
        ("2027-07-04", "2027-07-04T21:59:59Z", "2027-07-03T22:00:00Z"),
        ("2027-03-28", "2027-03-28T21:59:59Z", "2027-03-27T23:00:00Z"),
        ("tomorrow", "2026-12-02T22:59:59Z", "2026-12-01T23:00:00Z"),
        ("4 dec 2025 17:00", "2025-12-04T16:00:00Z", "2025-12-04T16:00:00Z"),
        ("5 feb 17:00", "2026-02-05T16:00:00Z", "2026-02-05T16:00:00Z"),
        ("30 nov", "2026-11-30T22:59:59Z", "2026-11-29T23:00:00Z"),
        ("sat", "2026-11-28T22:59:59Z", "2026-11-27T23:00:00Z"),
        ("yesterday 9:30", "2026-11-30T08:30:00Z", "2026-11-30T08:30:00Z"),
        ("2026-12-04T17:00:30Z", "2026-12-04T17:00:30Z", "2026-12-04T17:00:30Z"),
        ("2026-12-04T17:00:30+02:00", "2026-12-04T15:00:30Z", "2026-12-04T15:00:30Z"),
    ],
)
def test_a_day_is_a_moment_by_its_first_or_last_second(typed: str, end: str, start: str) -> None:
    """A bare date begins and ends by the zone's clocks; a moment of the record is taken as it is."""
    assert utc(instant(typed, NOW, end_of_day=True)) == end
    assert utc(instant(typed, NOW, end_of_day=False)) == start


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("UTC", "2026-12-03T14:07:31+00:00"),
        ("Europe/Berlin", "2026-12-03T15:07:31+01:00"),
        ("Asia/Kolkata", "2026-12-03T19:37:31+05:30"),
    ],
)
def test_a_time_of_the_record_is_shown_on_local_clocks(zone: str, shown: str) -> None:
    """The record's UTC comes back as local time, and goes back to the same record."""
    moment = local("2026-12-03T14:07:31Z", ZoneInfo(zone))
    assert moment.isoformat() == shown
    assert utc(moment) == "2026-12-03T14:07:31Z"


def test_the_hour_that_comes_twice_is_two_moments() -> None:
    """When clocks go back, two moments an hour apart show the same time and stay apart in the record."""
    first, second = local("2026-10-25T00:30:00Z", BERLIN), local("2026-10-25T01:30:00Z", BERLIN)
    assert (first.hour, first.minute) == (second.hour, second.minute) == (2, 30)
    assert (utc(first), utc(second)) == ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")


WORDS = st.sampled_from(
    [
        "4",
        "31",
        "dec",
        "feb",
        "fri",
        "friday",
        "today",
        "3d",
        "2026",
        "2026-12-04",
        "17:00",
        "25:61",
        "T",
        ",",
        ".",
        "-",
        "t",
    ]
)
TYPED = st.text() | st.lists(WORDS).map(" ".join) | st.lists(WORDS).map("".join)
ZONES = st.sampled_from([UTC, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia")])
CLOCKS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - st wants them naive


@given(TYPED, CLOCKS)
def test_any_text_is_a_date_or_refused(typed: str, now: datetime) -> None:
    """What is typed gives a date or time that can be read back, or `Unclear`, and nothing else."""
    try:
        meant = day_or_time(typed, now)
    except Unclear as refused:
        assert str(refused).startswith(f"{typed}: ")  # noqa: PT017 - either way of ending is right
    else:
        assert datetime.fromisoformat(meant).strftime("%m-%d") == meant[5:10]


@given(st.dates(datetime(1970, 1, 2).date(), datetime(2200, 1, 1).date()), CLOCKS)  # noqa: DTZ001 - only their days
def test_a_written_date_is_itself_whatever_today_is(day: datetime, now: datetime) -> None:
    """A full date needs no today, in digits or in words."""
    assert day_or_time(day.isoformat(), now) == day.isoformat()
    assert day_or_time(f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year:04}", now) == day.isoformat()


@given(st.integers(1, 12), st.integers(1, 31), CLOCKS)
def test_a_date_without_a_year_is_within_ten_months_or_refused(month: int, day: int, now: datetime) -> None:
    """A date without a year is never in the past, and never so far ahead that the last one might be meant."""
    try:
        meant = datetime.fromisoformat(day_or_time(f"{day} {MONTHS[month - 1]}", now)).date()
    except Unclear:
        return
    assert timedelta() <= meant - now.date() <= timedelta(days=300)
