"""Calendars, read back by a library that knows the format: what was put in comes out."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from qcheck.core.clean import UNSAFE
from qcheck.model.dueview import DueDayView, DueView, DutyView
from qcheck.render.ics import escaped, folded
from qcheck.render.table import render
from render.test_due import duty

AS_OF = "2026-12-01T08:00:00Z"


def view(*duties: DutyView, title: str = "Miller Kitchens: due", as_of: str = AS_OF) -> DueView:
    """These duties, all on one day."""
    return DueView(title, as_of, 1, (DueDayView("Today", "", duties),), 0, 0, ())


def written(*duties: DutyView, form: str = "ics", **given: str) -> bytes:
    """Their calendar."""
    return render("due", form, view(*duties, **given), {})


def read(content: bytes) -> list[Component]:
    """The events or to-dos of a calendar."""
    return list(Calendar.from_ical(content).subcomponents)


def test_a_calendar_is_made_of_exactly_these_lines() -> None:
    """An event of a whole day, which makes nobody busy; the time that was promised is in its words."""
    late = duty(late=True, time="", day="2026-11-30", by="Mon 30 Nov", note="hinge, left", complaint=True, uid="v")
    assert written(duty(where="wall unit 2", critical=True), late).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//qcheck//due//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Miller Kitchens: due",
        "BEGIN:VEVENT",
        "UID:u@qcheck",
        "DTSTAMP:20261201T080000Z",
        "LAST-MODIFIED:20261201T080000Z",
        "SEQUENCE:218275200",
        "DTSTART;VALUE=DATE:20261204",
        "DTEND;VALUE=DATE:20261205",
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
        "SUMMARY:17:00 P1 Gap at the tap: put it right (Ravi Shah\\, Elm Street kitch",
        " en)",
        "DESCRIPTION:Ravi Shah\\nElm Street kitchen\\nFri 4 Dec 17:00\\ncritical\\nbefor",
        " e handover\\nwall unit 2",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:v@qcheck",
        "DTSTAMP:20261201T080000Z",
        "LAST-MODIFIED:20261201T080000Z",
        "SEQUENCE:218275200",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
        "SUMMARY:LATE P1 Gap at the tap: put it right (Ravi Shah\\, Elm Street kitche",
        " n)",
        "DESCRIPTION:Ravi Shah\\nElm Street kitchen\\nLate: Mon 30 Nov\\ncomplaint\\nbef",
        " ore handover\\nhinge\\, left",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_event_is_read_back_with_its_day_and_words() -> None:
    """By a library that others use."""
    calendar = Calendar.from_ical(written(duty(where="wall unit 2")))
    assert (calendar["METHOD"], calendar["VERSION"], calendar["X-WR-CALNAME"]) == (
        "PUBLISH",
        "2.0",
        "Miller Kitchens: due",
    )
    (event,) = calendar.subcomponents
    assert event.name == "VEVENT"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 12, 4), date(2026, 12, 5))
    assert (event["SUMMARY"], event["UID"]) == (
        "17:00 P1 Gap at the tap: put it right (Ravi Shah, Elm Street kitchen)",
        "u@qcheck",
    )
    assert event["DESCRIPTION"] == "Ravi Shah\nElm Street kitchen\nFri 4 Dec 17:00\nbefore handover\nwall unit 2"
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert not calendar.errors
    assert not event.errors


def test_a_to_do_is_due_on_its_day() -> None:
    """Those who want them ask for them."""
    (todo,) = read(written(duty(), form="todo"))
    assert (todo.name, todo.decoded("DUE"), todo["STATUS"]) == ("VTODO", date(2026, 12, 4), "NEEDS-ACTION")
    assert todo["SUMMARY"] == "17:00 P1 Gap at the tap: put it right (Ravi Shah, Elm Street kitchen)"
    assert not {"DTSTART", "DTEND", "TRANSP"} & set(todo)


@pytest.mark.parametrize("form", ["ics", "todo"])
def test_what_has_no_day_is_not_in_the_calendar(form: str) -> None:
    """An empty one is a calendar all the same."""
    assert read(written(duty(day="", time="", by=""), form=form)) == []
    assert read(written(form=form)) == []


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("2026-12-31", date(2026, 12, 31), date(2027, 1, 1)),
        ("2028-02-28", date(2028, 2, 28), date(2028, 2, 29)),
        ("2026-03-29", date(2026, 3, 29), date(2026, 3, 30)),
        ("2026-10-25", date(2026, 10, 25), date(2026, 10, 26)),
    ],
)
def test_a_whole_day_ends_where_the_next_begins(day: str, start: date, end: date) -> None:
    """Over years, leap days and changes of clocks."""
    (event,) = read(written(duty(day=day)))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (start, end)


def test_the_last_day_of_the_calendar_has_no_end() -> None:
    """Without one it lasts that day."""
    (event,) = read(written(duty(day="9999-12-31")))
    assert event.decoded("DTSTART") == date(9999, 12, 31)
    assert "DTEND" not in event


def test_a_later_export_counts_higher_and_an_equal_one_is_the_same_bytes() -> None:
    """So that an import takes the newer; at the ends of time it still is a number of 32 bits."""
    moments = ("0001-01-01T00:00:00Z", AS_OF, "2026-12-01T08:00:01Z", "9999-12-31T23:59:59Z")
    numbers = [read(written(duty(), as_of=moment))[0].decoded("SEQUENCE") for moment in moments]
    assert numbers == [0, 218275200, 218275201, 2147483647]
    assert written(duty()) == written(duty())


# What breaks a line, ends a value, ends a component or hides; and letters of one to four octets.
HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\;,:\"'\n\r\t\x00\x0b\x1b\x7f\x85\u2028\u202e\ufeff\ud800 aäß€山𝄞👩‍🍳"),
        st.characters(),
    ),
    max_size=200,
) | st.sampled_from(
    ["a\r\nEND:VEVENT\r\nBEGIN:VALARM", "\\n", "\\\\n", "\\,", "a\\", "ä" * 100, " x", "x\r", "\n" * 80]
)


def left(text: str) -> str:
    """A text without the control characters that a calendar cannot hold."""
    return re.sub(UNSAFE, "", text.replace("\r\n", "\n"))


@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_text_comes_out_as_it_was_put_in(what: str, note: str, title: str) -> None:
    """It can neither end its line nor its event, and no line is longer than 75 octets or ends but in CRLF."""
    for form in ("ics", "todo"):
        content = written(duty(what=what, note=note), title=title, form=form)
        lines = content.split(b"\r\n")
        assert max(len(line) for line in lines) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", b"".join(lines))
        assert [line.decode() for line in lines]  # no letter is torn
        calendar = Calendar.from_ical(content)
        (event,) = calendar.subcomponents
        assert not event.subcomponents
        assert event["SUMMARY"] == f"17:00 {left(what)}{' ' if what else ''}(Ravi Shah, Elm Street kitchen)"
        assert str(event["DESCRIPTION"]).split("before handover", 1)[1] == (f"\n{left(note)}" if note else "")
        assert str(calendar["X-WR-CALNAME"]) == escaped(title)  # the library leaves what it does not know as it is


@given(HOSTILE)
def test_folding_loses_nothing(text: str) -> None:
    """Unfolded, a line is what it was."""
    line = escaped(text)
    assert folded(line).replace(b"\r\n ", b"").decode() == line
    assert b"\n" not in folded(line).replace(b"\r\n ", b"")
