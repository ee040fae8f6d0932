"""The walk in words: how long there is, and for each item what answering it takes of whoever looks."""

from datetime import UTC, datetime

import pytest

from builder import JobBuilder, job, settings
from qcheck.core.act.permit import Permit
from qcheck.core.views.walk import walk
from qcheck.model.event import Planned
from qcheck.model.settings import Person
from qcheck.model.walkview import WalkItem, WalkPerson, WalkView

SITE = """\
checklist: site
title: Site
sections:
  - id: s
    title: Start
    items:
      - {id: on, text: Power off, na: never, evidence: {note: fail}}
      - {id: pipes, text: Pipes seen, hold: {release: office}}
      - {id: shut, text: Pipes closed in, evidence: {note: answer}}
      - {id: level, text: Level, answer: {number: {unit: mm, max: 2}}, na: free}
      - {id: stone, text: Stone, answer: {choice: {options: [granite, quartz], pass: [granite]}}}
      - {id: serial, text: Serial number, answer: text}
      - {id: tested, text: Date of the test, answer: date}
      - {id: net, text: Network answers, answer: {command: {run: ["true"]}}}
      - {id: board, text: Circuits tested, role: fitter}
      - {id: seen, text: Walked through, hold: {witness: client}}
      - {id: clean, text: Room clean, repeat: rooms}
"""
DANA, RAVI, OLGA = (
    WalkPerson("dana", "Dana Miller"),
    WalkPerson("ravi", "Ravi Shah"),
    WalkPerson("olga", "Olga Petrova"),
)


def site(**plan: str) -> JobBuilder:
    """The list on site, opened by Dana with one room."""
    return job(SITE).open(units={"rooms": ["Pantry"]}, **plan)


def seen(built: JobBuilder, by: str = "dana") -> WalkView:
    """The walk as someone sees it."""
    return walk(built.told(), Permit(built.state(), built.actor(by)))


def taking(built: JobBuilder, item: str, by: str = "dana") -> WalkItem:
    """What answering an item takes of someone."""
    return seen(built, by).items[f"site/s.{item}"]


@pytest.mark.parametrize(
    ("handover", "now", "told", "late"),
    [
        ("", (1, 8, 0), "no handover date", False),
        ("2026-12-04", (1, 8, 0), "in 3 days", False),
        ("2026-12-02", (1, 23, 59), "tomorrow", False),
        ("2026-12-01", (1, 23, 59), "today", False),
        ("2026-12-01", (2, 0, 0), "1 day late", True),
        ("2026-12-01", (4, 8, 0), "3 days late", True),
        ("2026-12-01T16:30:00Z", (1, 8, 0), "in 8 h 30 min", False),
        ("2026-12-01T16:30:00Z", (1, 16, 25), "in 5 min", False),
        ("2026-12-01T16:30:00Z", (1, 16, 30), "in 0 min", False),
        ("2026-12-01T16:30:00Z", (1, 16, 50), "20 min late", True),
        ("2026-12-01T16:30:00Z", (3, 16, 29), "47 h 59 min late", True),
        ("2026-12-01T16:30:00Z", (3, 16, 30), "2 days late", True),
        ("2026-12-03T08:00:00Z", (1, 8, 0), "in 2 days", False),
    ],
)
def test_how_long_there_is_until_the_handover(handover: str, now: tuple[int, int, int], told: str, late: bool) -> None:
    """Days where the plan has a day, hours within two days where it has an hour; what has passed is late."""
    plan = {"handover": handover} if handover else {}
    built = site(**plan)
    day, hour, minute = now
    built.now = datetime(2026, 12, day, hour, minute, tzinfo=UTC)
    assert (seen(built).until, seen(built).late) == (told, late)


def test_a_handover_date_that_cannot_be_read_is_left_out() -> None:
    """A merge may bring one; the walk opens all the same."""
    built = site()
    built.raw("plan/handover", Planned("2026-13-45"))
    assert (seen(built).until, seen(built).late) == ("", False)


def test_what_kind_of_answer_each_item_takes() -> None:
    """And what may be chosen, whether n/a needs a reason, with which results a note is given, and its place."""
    shown = seen(site())
    kinds = {ident.removeprefix("site/s."): item.kind for ident, item in shown.items.items()}
    assert kinds == {
        "on": "check",
        "pipes": "check",
        "shut": "check",
        "level": "number",
        "stone": "choice",
        "serial": "text",
        "tested": "date",
        "net": "command",
        "board": "check",
        "seen": "check",
        "clean@pantry": "check",
    }
    assert taking(site(), "stone").options == ("granite", "quartz")
    assert [taking(site(), item).na for item in ("on", "level", "stone")] == ["never", "free", "reason"]
    assert [taking(site(), item).notes for item in ("on", "shut", "level")] == [("fail",), ("pass", "fail"), ()]
    assert taking(site(), "clean@pantry").place == "Pantry"


def test_what_lies_behind_a_hold_point_is_held_until_it_is_released() -> None:
    """Who may release it is told once it is right, and no longer once it is released."""
    built = site()
    assert taking(built, "shut").held == "behind the hold point 2 Pipes seen, not released by office"
    assert taking(built, "pipes").release == ()
    built.tick("2")
    assert taking(built, "pipes").release == (OLGA,)
    assert taking(built, "shut").held == "behind the hold point 2 Pipes seen, not released by office"
    built.release("2", by="olga")
    assert taking(built, "pipes").release == ()
    assert taking(built, "shut").held == ""


def test_a_hold_point_that_failed_is_released_only_where_a_waiver_spares_it() -> None:
    """It need not be right then."""
    built = site().fail("2", note="hidden")
    assert taking(built, "pipes").release == ()
    built.waive("2")
    assert taking(built, "pipes").release == (OLGA,)


def test_what_another_role_answers_names_those_who_may() -> None:
    """Whoever may sees no hindrance."""
    built = site().tick("2").release("2", by="olga")
    assert taking(built, "board").by == (RAVI,)
    assert taking(built, "board").held == "it is for fitter to answer, and Dana Miller has no such role"
    assert (taking(built, "board", "ravi").by, taking(built, "board", "ravi").held) == ((), "")


def test_a_witness_point_names_who_is_to_come_until_it_is_told_who_came() -> None:
    """An invitation is not enough."""
    built = site()
    assert taking(built, "seen").witness == "client"
    built.witness("10", "invited", "Ann Client", "2026-12-03T09:00:00Z")
    assert taking(built, "seen").witness == "client"
    built.witness("10", "attended")
    assert taking(built, "seen").witness == ""


def test_what_waits_on_whoever_looks_is_theirs() -> None:
    """What nobody else has is the lead's, until it is done."""
    built = site()
    built.raw("plan/lead", Planned("ravi"))
    assert (taking(built, "on", "ravi").mine, taking(built, "on", "dana").mine) == (True, False)
    built.tick("1")
    assert not taking(built, "on", "ravi").mine


def test_who_looks_who_there_is_and_who_may_approve() -> None:
    """Everyone may approve a waiver where the policy names no role."""
    built = site()
    shown = seen(built, "ravi")
    assert (shown.me, shown.people, shown.approvers) == (RAVI, (DANA, RAVI, OLGA), (DANA, RAVI, OLGA))
    built.settings = settings(policy={"waiver_roles": ("office",)})
    assert seen(built).approvers == (OLGA,)
    item = shown.item("site/s.on")
    assert item is not None
    assert item.text == "Power off"
    assert shown.item("site/s.none") is None


def test_names_that_would_steer_a_terminal_are_shown_as_what_they_are() -> None:
    """Control characters of people and rooms, as a merge may bring them, never reach a screen."""
    built = site()
    built.settings = settings(people=(Person("dana", "Da\x1b[2Jna"), Person("ravi", "R\u202eavi")))
    shown = seen(built.plan(**{"unit.rooms.hall": "Hall\x1b]0;x\x07"}))
    told = [shown.me.name, *(p.name for p in shown.people), *(i.place for i in shown.items.values() if i.place)]
    assert told == ["Da�[2Jna", "Da�[2Jna", "R�avi", "Pantry", "Hall�]0;x�"]
