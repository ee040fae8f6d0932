"""What anyone must do, as real processes: on the screen, as JSON, as a calendar; over good jobs and broken ones."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from cli.onsite import configured
from conftest import Shell

NONE = 'There is no job yet. Open one: qcheck open "Elm Street kitchen" --checklist kitchen\n'
TODAY = datetime.now(UTC).date()


def spoken(days: int) -> str:
    """The day so many days from now, as it is said."""
    day = TODAY + timedelta(days=days)
    year = f" {day.year}" if day.year != TODAY.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


@pytest.fixture
def busy(workspace: Shell) -> Shell:
    """Two jobs in which nobody has to call: Elm Street with a scratch of Ravi's, Mill Lane with one that is done."""
    configured(workspace, "client_silence: 7 ", "client_silence: 0 ")
    for name, handover in (("Elm Street kitchen", "9d"), ("Mill Lane 4", "")):
        workspace("open", name, "--checklist", "kitchen", *(["--handover", handover] if handover else []))
    workspace("punch", "add", "Scratch on the left door", "--owner", "ravi", "--due", "tomorrow 17:00", "-j", "elm")
    workspace("punch", "add", "Gap at the tap", "--owner", "ravi", "-j", "elm", "--category", "B")
    workspace("punch", "add", "Socket loose", "--owner", "olga", "-j", "mill")
    workspace("punch", "done", "P1", "-j", "mill", "--as", "olga")
    return workspace


def test_without_a_workspace_it_says_how_to_make_one(shell: Shell) -> None:
    """As every command does."""
    ran = shell("due", code=2)
    assert ran.err.endswith("Make one: qcheck init. Or see a job played: qcheck demo\n")


def test_without_a_job_it_says_how_to_open_one(workspace: Shell) -> None:
    """On the screen; a machine gets an empty list, a calendar one without events."""
    assert workspace("due").out == NONE
    assert json.loads(workspace("due", "--json").out)["days"] == []
    assert Calendar.from_ical(workspace("due", "--ics", "-").out).subcomponents == []


def test_what_is_due_over_all_jobs_is_shown_by_day(busy: Shell) -> None:
    """Each with the person, the job and the time."""
    assert busy("due").out == (
        "Today  1\n"
        "Dana Miller  P1 Socket loose: look, and confirm it      Mill Lane 4, before handover\n"
        "\n"
        "Tomorrow  1\n"
        "Ravi Shah    P1 Scratch on the left door: put it right  17:00, Elm Street kitchen, before handover\n"
        "\n"
        f"{spoken(9)}  1\n"
        "Dana Miller  Hand over                                  Elm Street kitchen\n"
        "\n"
        "No date  1\n"
        "Ravi Shah    P2 Gap at the tap: put it right            Elm Street kitchen, after handover\n"
    )


def test_it_fits_a_narrow_terminal_and_is_linear_for_a_screen_reader(busy: Shell) -> None:
    """No word is lost, no colour used."""
    wide, narrow = busy("due").out, busy("due", COLUMNS="60").out
    assert max(len(line) for line in narrow.splitlines()) <= 60
    assert sorted(narrow.split()) == sorted(wide.split())
    assert "\x1b" not in wide
    plain = busy("--plain", "due").out.splitlines()
    assert plain[:2] == [
        "Today: 1 thing to do.",
        "Dana Miller: P1 Socket loose: look, and confirm it. Mill Lane 4, before handover.",
    ]
    assert not [line for line in plain if "  " in line]


def test_it_can_be_asked_for_a_person_a_job_and_some_days(busy: Shell) -> None:
    """What is left out for its day is counted, so that nothing is overlooked."""
    assert "Dana" not in busy("due", "--who", "ravi").out
    assert busy("due", "--who", "me", "--job", "mill").out == (
        "Today  1\nDana Miller  P1 Socket loose: look, and confirm it  Mill Lane 4, before handover\n"
    )
    assert busy("due", "--who", "ravi", "--until", "tomorrow").out == (
        "Tomorrow  1\n"
        "Ravi Shah  P1 Scratch on the left door: put it right  17:00, Elm Street kitchen, before handover\n"
        "Not shown: 1 without a date.\n"
    )
    assert busy("due", "--days", "1").out.endswith("Not shown: 2 later, 1 without a date.\n")
    assert busy("due", "--who", "ravi", "--days", "1").out == (
        "Nothing is due by then.\nNot shown: 1 later, 1 without a date.\n"
    )
    assert busy("due", "--who", "olga").out == "Nothing is due.\n"


def test_as_of_shows_what_was_due_then_and_what_will_be_late(busy: Shell) -> None:
    """Before a job was opened nothing was due in it; named alone, it says so."""
    later = (TODAY + timedelta(days=30)).isoformat()
    assert busy("due", "--as-of", later).out.startswith("Late  2\nRavi Shah    P1 Scratch on the left door")
    assert busy("due", "--as-of", "2020-01-01").out == "Nothing is due.\n"
    ran = busy("due", "--as-of", "2020-01-01", "--job", "elm", code=2)
    assert ran.err.startswith("elm-street-kitchen was not opened by then.\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--days", "3", "--until", "tomorrow"), "--days and --until: one of them.\n"),
        (("--todo",), "--todo is for calendars.\nFor example: qcheck due --ics due.ics --todo\n"),
        (("--ics", "-", "--json"), "--ics and --json: one of them.\n"),
        (("--until", "yesterday"), "yesterday lies behind; name a day to come.\n"),
        (("--who", "zoe"), "zoe is not among the people in qcheck.yaml.\n"),
        (("--job", "nowhere"), "nowhere: there is no such job.\n"),
    ],
)
def test_what_cannot_be_meant_is_refused(busy: Shell, words: tuple[str, ...], message: str) -> None:
    """With what can be."""
    ran = busy("due", *words, code=2)
    assert ran.err.startswith(message)
    assert ran.out == ""


def test_as_json_it_holds_every_duty_with_its_person(busy: Shell) -> None:
    """The short name to be typed and the full one to be read."""
    told = json.loads(busy("due", "--json").out)
    assert (told["title"], told["jobs"], told["later"], told["undated"], told["unread"]) == (
        "Miller Kitchens: due",
        2,
        0,
        0,
        [],
    )
    assert [day["title"] for day in told["days"]] == ["Today", "Tomorrow", spoken(9), "No date"]
    (duty,) = told["days"][1]["duties"]
    assert len(duty.pop("uid")) == 32
    day = (TODAY + timedelta(days=1)).isoformat()
    assert duty == {
        "day": day,
        "time": "17:00",
        "by": f"{spoken(1)} 17:00",
        "late": False,
        "person": "Ravi Shah",
        "who": "ravi",
        "what": "P1 Scratch on the left door: put it right",
        "kind": "fix",
        "name": "P1",
        "job": "elm-street-kitchen",
        "job_name": "Elm Street kitchen",
        "when": "before handover",
        "note": "",
        "where": "",
        "category": "A",
        "critical": False,
        "complaint": False,
    }


def test_a_calendar_is_written_and_says_what_is_not_in_it(busy: Shell) -> None:
    """What has no day cannot be shown on one."""
    ran = busy("due", "--ics", "due.ics")
    assert (ran.out, ran.err) == ("Calendar: due.ics, 3 events.\n", "Not in it: 1 without a date.\n")
    calendar = Calendar.from_ical((busy.folder / "due.ics").read_bytes())
    assert [(str(e["SUMMARY"]), e.decoded("DTSTART")) for e in calendar.subcomponents] == [
        ("P1 Socket loose: look, and confirm it (Dana Miller, Mill Lane 4)", TODAY),
        (
            "17:00 P1 Scratch on the left door: put it right (Ravi Shah, Elm Street kitchen)",
            TODAY + timedelta(days=1),
        ),
        ("Hand over (Dana Miller, Elm Street kitchen)", TODAY + timedelta(days=9)),
    ]
    ran = busy("-q", "due", "--ics", "due.ics", "--who", "ravi", "--days", "3", "--todo")
    assert (ran.out, ran.err) == ("", "")
    (todo,) = Calendar.from_ical((busy.folder / "due.ics").read_bytes()).subcomponents
    assert (todo.name, todo.decoded("DUE")) == ("VTODO", TODAY + timedelta(days=1))


def test_a_calendar_of_the_same_state_and_time_is_the_same_bytes(busy: Shell) -> None:
    """And a later one moves the same events, by their UIDs."""
    as_of = (TODAY + timedelta(days=2)).isoformat()
    first, again = (busy("due", "--ics", "-", "--as-of", as_of).out for _ in range(2))
    assert first == again
    busy("punch", "promise", "P1", "--due", "tomorrow", "--why", "materials", "-j", "elm")
    later = busy("due", "--ics", "-", "--as-of", (TODAY + timedelta(days=3)).isoformat()).out
    before, after = (
        {str(e["UID"]): e.decoded("SEQUENCE") for e in Calendar.from_ical(text).subcomponents}
        for text in (first, later)
    )
    assert set(before) == set(after)
    assert all(after[uid] > before[uid] for uid in before)


def test_days_are_those_of_the_workspaces_zone(busy: Shell) -> None:
    """Whatever clock this machine is set to."""
    configured(busy, "zone: UTC", "zone: Pacific/Auckland")
    busy("punch", "promise", "P2", "--due", "2099-01-01 00:30", "-j", "elm")
    content = busy("due", "--ics", "-", "--who", "ravi", "--as-of", "2098-12-31", TZ="America/Los_Angeles").out
    last = Calendar.from_ical(content).subcomponents[-1]
    assert (last.decoded("DTSTART"), str(last["SUMMARY"])[:5]) == (date(2099, 1, 1), "00:30")
    assert last.decoded("DTSTAMP") == datetime(2098, 12, 31, 10, 59, 59, tzinfo=UTC)


def _log(shell: Shell, job: str) -> Path:
    return next((shell.folder / "jobs" / job / "record").glob("*.jsonl"))


def test_a_job_that_cannot_be_read_whole_is_named(busy: Shell) -> None:
    """What could be read of it is told; nothing is passed over in silence."""
    log = _log(busy, "elm-street-kitchen")
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-1]) + b"no line of ours\n" + b"nor this\n")
    end = (
        "elm-street-kitchen: 2 parts of its record cannot be read, so more may be due there. "
        "qcheck check elm-street-kitchen\n"
    )
    out = busy("due").out
    assert "P1 Scratch on the left door" in out
    assert out.endswith(end)
    assert busy("due", "--ics", "x.ics").err.endswith(end)
    told = json.loads(busy("due", "--json").out)
    assert told["unread"] == [{"job": "elm-street-kitchen", "why": "2 parts of its record cannot be read"}]


def test_a_job_that_cannot_be_read_at_all_stops_no_other(busy: Shell) -> None:
    """One whose record is gone, and one that the disk does not give."""
    _log(busy, "elm-street-kitchen").unlink()
    _log(busy, "mill-lane-4").unlink()
    (busy.folder / "jobs" / "mill-lane-4" / "record" / "x.jsonl").symlink_to(busy.folder / "qcheck.yaml")
    out = busy("due").out
    assert out.startswith("Nothing is due.\nelm-street-kitchen: its record does not say how it was opened, so more may")
    assert "mill-lane-4: Cannot read " in out


def test_many_jobs_are_told_in_one_list(workspace: Shell) -> None:
    """Those of one day by person, then by job."""
    configured(workspace, "client_silence: 7 ", "client_silence: 0 ")
    for number in (3, 1, 2):
        workspace("open", f"Job {number}", "--checklist", "kitchen", "--handover", "5d")
    (day,) = json.loads(workspace("due", "--json").out)["days"]
    assert [duty["job_name"] for duty in day["duties"]] == ["Job 1", "Job 2", "Job 3"]
