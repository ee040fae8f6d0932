"""What is due on a terminal: columns at any width, linear text, nothing lost."""

from typing import Any

from rich.cells import cell_len

from qcheck.model.dueview import DueDayView, DueView, DutyView
from qcheck.render.due import by_day
from qcheck.render.grid import Look


def duty(**given: Any) -> DutyView:
    """Ravi puts P1 right on Friday 4 December at 17:00, in Elm Street kitchen."""
    known = {
        "day": "2026-12-04",
        "time": "17:00",
        "by": "Fri 4 Dec 17:00",
        "late": False,
        "person": "Ravi Shah",
        "who": "ravi",
        "what": "P1 Gap at the tap: put it right",
        "kind": "fix",
        "name": "P1",
        "job": "elm",
        "job_name": "Elm Street kitchen",
        "uid": "u",
        "when": "before handover",
    }
    return DutyView(**{**known, **given})


def shown(*days: tuple[str, tuple[DutyView, ...]], **look: Any) -> str:
    """Days on a terminal."""
    held = tuple(DueDayView(title, "", duties) for title, duties in days)
    return by_day(DueView("due", "2026-12-01T08:00:00Z", 1, held, 0, 0, ()), Look(**{"width": 100, **look}))


LATE = duty(late=True, time="", by="Mon 30 Nov", where="wall unit 2", complaint=True)
HANDOVER = duty(person="Dana Miller", what="Hand over", time="", when="", job_name="Mill Lane 4")
DAYS = (("Late", (LATE,)), ("Today", (duty(), HANDOVER)))


def test_what_is_due_stands_under_its_day_each_with_the_person() -> None:
    """The columns of all days line up; what is late says since when."""
    assert shown(*DAYS) == (
        "Late  1\n"
        "Ravi Shah    P1 Gap at the tap: put it right (wall        Mon 30 Nov, Elm Street kitchen, complaint,\n"
        "             unit 2)                                      before handover\n"
        "\n"
        "Today  2\n"
        "Ravi Shah    P1 Gap at the tap: put it right              17:00, Elm Street kitchen, before handover\n"
        "Dana Miller  Hand over                                    Mill Lane 4\n"
    )


def test_on_a_narrow_terminal_the_job_stands_below() -> None:
    """Every line fits, and every word is there."""
    narrow = shown(*DAYS, width=60)
    assert narrow == (
        "Late  1\n"
        "Ravi Shah    P1 Gap at the tap: put it right (wall unit 2)\n"
        "             Mon 30 Nov, Elm Street kitchen, complaint,\n"
        "               before handover\n"
        "\n"
        "Today  2\n"
        "Ravi Shah    P1 Gap at the tap: put it right\n"
        "             17:00, Elm Street kitchen, before handover\n"
        "Dana Miller  Hand over\n"
        "             Mill Lane 4\n"
    )
    assert sorted(narrow.split()) == sorted(shown(*DAYS).split())


def test_plain_text_is_a_statement_a_line() -> None:
    """For a screen reader: no columns, no symbols."""
    assert shown(*DAYS, plain=True) == (
        "Late: 1 thing to do.\n"
        "Ravi Shah: P1 Gap at the tap: put it right (wall unit 2). Mon 30 Nov, Elm Street kitchen, complaint, "
        "before handover.\n"
        "\n"
        "Today: 2 things to do.\n"
        "Ravi Shah: P1 Gap at the tap: put it right. 17:00, Elm Street kitchen, before handover.\n"
        "Dana Miller: Hand over. Mill Lane 4.\n"
    )


def test_a_name_as_long_as_a_line_leaves_room_for_what_is_to_be_done() -> None:
    """It goes on in its own column, at any width, letters of double width too."""
    for name in ("Maximiliana von Hohenstein-Burgenfels zu Niederalteich", "R" * 200, "山" * 60):
        for width in (30, 60, 100):
            text = shown(("Today", (duty(person=name, what="P1 Gap: put it right"),)), width=width)
            assert max(cell_len(line) for line in text.splitlines()) <= width
            assert "".join(text.split()).count("right") == 1, text


def test_colour_only_stands_beside_words() -> None:
    """Late is a word, and red where there is colour."""
    assert "\x1b[1;31mLate  1" in shown(*DAYS, colour=True)
    assert "\x1b" not in shown(*DAYS)
