"""Promises around changes of clocks, and days that are counted as the firm works."""

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.dates import Unclear, day_or_time, local, works
from qcheck.core.promises import kept, passed
from qcheck.model.settings import Calendar

BERLIN, AUCKLAND, LOS_ANGELES = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")
)


def at(*when: int, zone: tzinfo = BERLIN, fold: int = 0) -> datetime:
    """A moment on the clocks of a zone; of an hour that comes twice the second with `fold`."""
    year, month, day, hour, minute = (*when, *(0,) * (5 - len(when)))
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("due", "zone", "last", "first"),
    [
        # A day lasts until midnight on local clocks, with 23 hours or 25.
        ("2026-03-29", BERLIN, "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"),
        ("2026-03-28", BERLIN, "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z"),
        ("2026-10-25", BERLIN, "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"),
        ("2026-10-24", BERLIN, "2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z"),
        ("2026-12-31", BERLIN, "2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z"),
        ("2026-12-31", AUCKLAND, "2026-12-31T10:59:59Z", "2026-12-31T11:00:00Z"),
        ("2026-12-31", LOS_ANGELES, "2027-01-01T07:59:59Z", "2027-01-01T08:00:00Z"),
        ("2026-11-01", LOS_ANGELES, "2026-11-02T07:59:59Z", "2026-11-02T08:00:00Z"),
        ("2026-04-05", AUCKLAND, "2026-04-05T11:59:59Z", "2026-04-05T12:00:00Z"),
    ],
)
def test_a_day_is_kept_and_not_passed_until_its_end_on_local_clocks(
    due: str, zone: tzinfo, last: str, first: str
) -> None:
    """What is done in its last second was done on that day, and a second later it was not."""
    for moment, in_time in ((last, True), (first, False)):
        assert kept(due, moment, zone) is in_time
        assert passed(due, moment, local(moment, zone).date().isoformat()) is not in_time


@pytest.mark.parametrize(
    ("due", "last", "first"),
    [
        ("2026-03-29T01:59+01:00", "2026-03-29T00:59:00Z", "2026-03-29T00:59:01Z"),
        ("2026-03-29T03:00+02:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:01Z"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30:00Z", "2026-10-25T00:30:01Z"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z", "2026-10-25T01:30:01Z"),
        ("2026-12-31T23:59-08:00", "2027-01-01T07:59:00Z", "2027-01-01T07:59:01Z"),
        ("2027-01-01T00:00+13:00", "2026-12-31T11:00:00Z", "2026-12-31T11:00:01Z"),
    ],
)
@pytest.mark.parametrize("zone", [BERLIN, AUCKLAND, LOS_ANGELES])
def test_a_time_is_kept_up_to_its_second_wherever_one_is(due: str, last: str, first: str, zone: tzinfo) -> None:
    """The hour that comes twice is two times, by the offset that was recorded."""
    today = local(first, zone).date().isoformat()
    assert (kept(due, last, zone), passed(due, last, today)) == (True, False)
    assert (kept(due, first, zone), passed(due, first, today)) == (False, True)


def test_no_date_has_not_passed_and_a_time_that_is_none_has() -> None:
    """What another program wrote shows, rather than wait for ever."""
    assert not passed("", "2026-12-01T08:00:00Z", "2026-12-01")
    assert passed("2026-13-01T99:00", "2026-12-01T08:00:00Z", "2026-12-01")


@pytest.mark.parametrize("now", [at(2026, 3, 28, 23, 30), at(2026, 10, 24, 23, 30), at(2026, 12, 30, 23, 30)])
@given(minutes=st.integers(0, 3 * 24 * 60))
def test_what_is_promised_is_kept_until_it_has_passed(now: datetime, minutes: int) -> None:
    """The two never disagree: not kept means done after it had passed, through any change of clocks."""
    done = (now + timedelta(minutes=minutes)).astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")
    today = local(done, BERLIN).date().isoformat()
    for typed in ("tomorrow", "tomorrow 12:00", "2d", "today 23:45"):
        due = day_or_time(typed, now)
        assert kept(due, done, BERLIN) is not passed(due, done, today)


WEEK = Calendar()
CHRISTMAS = Calendar(holidays=("2026-12-25", "2026-12-26", "2027-01-01"))


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        (at(2026, 12, 1), "2d", "2026-12-03"),  # Tuesday
        (at(2026, 12, 3), "2d", "2026-12-07"),  # Thursday, over a weekend
        (at(2026, 12, 4), "1d", "2026-12-07"),
        (at(2026, 12, 5), "1d", "2026-12-07"),  # Saturday
        (at(2026, 12, 6), "2 d", "2026-12-08"),
        (at(2026, 12, 4), "5d", "2026-12-11"),
        (at(2026, 12, 4), "0d", "2026-12-04"),
        (at(2026, 12, 24), "1d", "2026-12-28"),  # over Christmas and a weekend
        (at(2026, 12, 31), "2d", "2027-01-05"),  # over the year's end
        (at(2026, 3, 27), "1d", "2026-03-30"),  # over both changes of clocks
        (at(2026, 10, 23), "1d", "2026-10-26"),
        (at(2026, 12, 4), "1d 17:00", "2026-12-07T17:00+01:00"),
        (at(2026, 3, 27), "1d 17:00", "2026-03-30T17:00+02:00"),
        (at(2026, 10, 23), "1d 17:00", "2026-10-26T17:00+01:00"),
        # Only days are counted so: a week is a week, and a day that is named is that day.
        (at(2026, 12, 4), "1w", "2026-12-11"),
        (at(2026, 12, 4), "tomorrow", "2026-12-05"),
        (at(2026, 12, 4), "sat", "2026-12-05"),
        (at(2026, 12, 4), "25 dec", "2026-12-25"),
    ],
)
def test_days_that_are_promised_are_days_on_which_the_firm_works(now: datetime, typed: str, meant: str) -> None:
    """Weekends and holidays are passed over, however the clocks change."""
    assert day_or_time(typed, now, calendar=CHRISTMAS) == meant


def test_a_firm_counts_by_its_own_week() -> None:
    """One that works on Saturday, and one of a single day a week."""
    friday = at(2026, 12, 4)
    assert day_or_time("1d", friday, calendar=Calendar((0, 1, 2, 3, 4, 5))) == "2026-12-05"
    assert day_or_time("3d", friday, calendar=Calendar((2,))) == "2026-12-23"


def test_where_no_day_is_a_workday_days_are_days() -> None:
    """Otherwise nothing could be promised."""
    assert day_or_time("2d", at(2026, 12, 4), calendar=Calendar(())) == "2026-12-06"


@pytest.mark.parametrize(
    ("typed", "calendar", "message"),
    [
        ("999d", Calendar((2,)), "999d: that is too far ahead."),
        ("1d", Calendar((0,), tuple(f"9999-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 32))), ""),
    ],
)
def test_what_is_too_far_ahead_is_refused(typed: str, calendar: Calendar, message: str) -> None:
    """A thousand weeks are nobody's promise; nor does one go beyond the calendar."""
    now = at(2026, 12, 4) if message else at(9999, 12, 30)
    with pytest.raises(Unclear) as refused:
        day_or_time(typed, now, calendar=calendar)
    assert str(refused.value) == (message or "1d: that is beyond the calendar.")


@given(
    st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    st.integers(1, 60),
    st.sets(st.integers(0, 6), min_size=1),
    st.sets(st.integers(-5, 90), max_size=20),
)
def test_so_many_days_on_which_the_firm_works_lie_between(
    today: date, count: int, workdays: set[int], off: set[int]
) -> None:
    """The day that is meant is a workday, and the last of as many."""
    holidays = tuple((today + timedelta(days=days)).isoformat() for days in sorted(off))
    calendar = Calendar(tuple(sorted(workdays)), holidays)
    now = datetime.combine(today, datetime.min.time(), BERLIN)
    meant = date.fromisoformat(day_or_time(f"{count}d", now, calendar=calendar))
    between = [today + timedelta(days=n + 1) for n in range((meant - today).days)]
    assert works(meant, calendar)
    assert sum(works(day, calendar) for day in between) == count
