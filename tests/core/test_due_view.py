"""What is due in words: titles of days, the order in them, and every sentence."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from builder import settings
from qcheck.core.due import Duty, Kind
from qcheck.core.views.due import WHAT, Span, due
from qcheck.core.wording import Speaker
from qcheck.model.dueview import DutyView

TODAY = "2026-12-30"
SPEAKER = Speaker(settings(), ZoneInfo("Europe/Berlin"))


def duty(kind: Kind = "fix", person: str = "ravi", **given: Any) -> Duty:
    """A duty about P1 of Elm Street kitchen."""
    about = {"called": "P1", "text": "Gap at the tap", **given}
    return Duty(kind, person, "elm", about.pop("name", "Elm Street kitchen"), "u", **about)


def one(of: Duty, speaker: Speaker = SPEAKER) -> DutyView:
    """A duty in words."""
    (day,) = due((of,), Span(TODAY), speaker)
    return day.duties[0]


def titles(*duties: Duty, until: str = "") -> list[tuple[str, str, int]]:
    """The days with their titles, and how many duties each has."""
    return [(d.title, d.day, len(d.duties)) for d in due(duties, Span(TODAY, until), SPEAKER)]


def test_days_are_called_as_people_call_them_and_the_year_where_it_is_another() -> None:
    """What is late comes first, whatever its day; what has no date comes last."""
    days = ("", "2027-01-01", "2026-12-31", TODAY, "2027-01-02", "2027-01-01")
    late = [duty(day=day, late=True) for day in (TODAY, "2026-12-01")]
    assert titles(*(duty(day=day) for day in days), *late) == [
        ("Late", "", 2),
        ("Today", "2026-12-30", 1),
        ("Tomorrow", "2026-12-31", 1),
        ("Fri 1 Jan 2027", "2027-01-01", 2),
        ("Sat 2 Jan 2027", "2027-01-02", 1),
        ("No date", "", 1),
    ]


def test_the_days_that_are_asked_for_hold_what_is_late_and_nothing_without_a_date() -> None:
    """The last one inclusive."""
    days = ("2026-12-01", TODAY, "2027-01-01", "2027-01-02", "")
    asked = [duty(day=day, late=day == "2026-12-01") for day in days]
    assert titles(*asked, until="2027-01-01") == [
        ("Late", "", 1),
        ("Today", "2026-12-30", 1),
        ("Fri 1 Jan 2027", "2027-01-01", 1),
    ]


def test_a_day_is_sorted_by_person_and_then_by_time() -> None:
    """Those with a time before those without; what is late by its day first."""
    of = [
        duty(person="ravi", day=TODAY, text="d"),
        duty(person="ravi", day=TODAY, time="17:00", text="c"),
        duty(person="ravi", day=TODAY, time="09:00", text="b"),
        duty(person="dana", day=TODAY, text="a"),
        duty(person="ravi", day=TODAY, name="Mill Lane", text="e"),
    ]
    (day,) = due(tuple(of), Span(TODAY), SPEAKER)
    assert [d.what[3] for d in day.duties] == ["a", "b", "c", "d", "e"]
    late = [duty(person=p, day=d, late=True, text=d) for p, d in (("dana", "2026-12-29"), ("ravi", "2026-12-28"))]
    assert [d.day for d in due(tuple(late), Span(TODAY), SPEAKER)[0].duties] == ["2026-12-28", "2026-12-29"]


@pytest.mark.parametrize(
    ("kind", "detail", "what", "note"),
    [
        ("fix", "", "P1 Gap at the tap: put it right", ""),
        ("settle", "was there before", "P1 Gap at the tap: settle it", "was there before"),
        ("confirm", "", "P1 Gap at the tap: look, and confirm it", ""),
        ("agree", "", "P1 Gap at the tap: ask the guest whether it is good", ""),
        ("chase", "hinge (A-77)", "P1 Gap at the tap: ask after hinge (A-77)", ""),
        ("acknowledge", "", "P1 Gap at the tap: tell the guest that it is known", ""),
        ("handover", "", "Hand over", ""),
        ("contact", "2026-12-23", "Speak to the guest", "last heard of us Wed 23 Dec"),
        ("seller", "2025-12-23", "Speak to the guest, as who sold the job", "last heard of them Tue 23 Dec 2025"),
        ("follow-up", "2026-12-23", "Ask the guest how it is since the handover", "signed Wed 23 Dec"),
        ("feedback", "2026-12-16", "Ask the guest what they think of the job", "signed Wed 16 Dec"),
        ("rating", "3", "Speak to the guest, who gave 3 of 10", "Gap at the tap"),
        ("waiver", "rain", "P1 Gap at the tap: its waiver ends", "rain"),
        ("item", "", "P1 Gap at the tap: check it", ""),
    ],
)
def test_every_kind_of_duty_has_its_words(kind: Kind, detail: str, what: str, note: str) -> None:
    """The client is called as the trade calls them."""
    speaker = Speaker(settings(terminology={"client": "the guest"}), SPEAKER.zone)
    view = one(duty(kind, detail=detail), speaker)
    assert (view.what, view.note) == (what, note)


def test_every_kind_of_duty_was_tried() -> None:
    """A new kind gets its words and a row above."""
    (mark,) = test_every_kind_of_duty_has_its_words.pytestmark  # type: ignore[attr-defined]
    assert [row[0] for row in mark.args[1]] == list(WHAT)


def test_a_duty_names_person_job_date_and_how_much_it_may_wait() -> None:
    """The full name to be read and the short one to be typed."""
    view = one(duty(day="2027-01-02", time="17:00", category="B", where="wall unit 2", complaint=True, critical=True))
    assert (view.person, view.who, view.job, view.job_name) == ("Ravi Shah", "ravi", "elm", "Elm Street kitchen")
    assert (view.day, view.time, view.by) == ("2027-01-02", "17:00", "Sat 2 Jan 2027 17:00")
    assert (view.name, view.category, view.when, view.where) == ("P1", "B", "after handover", "wall unit 2")
    assert (view.complaint, view.critical) == (True, True)


def test_what_nobody_has_says_so() -> None:
    """It is on the list, and first of its day."""
    assert one(duty(person="")).person == "nobody"


def test_text_of_a_record_is_cleaned_and_cannot_format() -> None:
    """Braces are braces; what would move a cursor is shown as a mark; everything stands on one line."""
    view = one(duty("chase", text="{named}\x1b[2J", detail="{0}\nhinge", where="a\tb", name="\x9bElm"))
    assert view.what == "P1 {named}�[2J: ask after {0} hinge"
    assert (view.where, view.job_name) == ("a b", "�Elm")


def test_the_last_day_of_the_calendar_has_no_tomorrow() -> None:
    """It is today then, and nothing breaks."""
    (day,) = due((duty(day="9999-12-31"),), Span("9999-12-31"), SPEAKER)
    assert day.title == "Today"
