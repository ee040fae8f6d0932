"""Rules of the work itself: hold points, roles, order, time, and what is unlikely."""

from typing import Any

import pytest

from builder import JobBuilder, job, settings
from qcheck.model.event import Answered, Kept
from qcheck.model.finding import Finding
from rows import Row, codes_of, expected, told

DRAIN = """\
checklist: drain
title: Drain
sections:
  - id: trench
    title: Trench
    items:
      - bed: Bedding laid
      - id: pipe
        text: Pipe tight
      - id: fill
        text: Backfilled
"""
LIST = "jobs/elm/checklists/kitchen.yaml"
PIPE, FILL = "drain/trench.pipe", "drain/trench.fill"
SECTIONS = DRAIN + "  - id: top\n    title: Surface\n    items:\n      - path: Path as it was\n      - lid: Lid flush\n"


def drain(pipe: str = "", fill: str = "", handover: str = "2026-12-04", **changed: Any) -> JobBuilder:
    """An opened job with one more key of the pipe (2) or of the backfill (3); the record has three lines."""
    text = DRAIN
    for said, key in (("text: Pipe tight\n", pipe), ("text: Backfilled\n", fill)):
        text = text.replace(said, f"{said}        {key}\n") if key else text
    return job(text, **changed).open(handover=handover)


def photo(name: str = "pipe.jpg", taken: str = "", digest: str = "5") -> Kept:
    """A photo of a few bytes."""
    return Kept(digest * 64, name, 81234, "jpg", "photo", taken)


def held() -> JobBuilder:
    """The pipe is a hold point that the lead releases."""
    return drain("hold: {release: lead}")


def witnessed() -> JobBuilder:
    """The pipe is a witness point to which the client is invited."""
    return drain("hold: {witness: [client, inspector]}").tick("2")


def watched(*minutes: int, span: str = "", **changed: Any) -> list[Finding]:
    """The findings after readings that are due every 30 minutes were taken so many minutes after the first."""
    every = f"every: {{time: 30min, for: {span}}}" if span else "every: 30min"
    built = drain(every, **changed).tick("2")
    start = built.now
    for minute in minutes:
        built.now = start
        built.later(minutes=minute - 1).tick("2")
    return built.findings()


def ran(later: float) -> list[Finding]:
    """The findings so many seconds after a command passed whose result holds for a day."""
    built = drain("answer: {command: {run: [check-pipe], fresh: 24h}}")
    item = built.state().items[1]
    built.say([built.actor().draft(item.item.subject, "answered", Answered(item.item.fingerprint, "pass"))])
    return built.later(seconds=later - 60).findings()


def ticked(gap: int) -> list[Finding]:
    """The findings after ten commands with that many seconds between them, where the rule is on."""
    built = drain(settings=settings(rules={"ticks-in-a-burst": "info"}))
    for _ in range(10):
        built.tick("1").later(seconds=gap - 60)
    return built.findings()


ROWS = [
    Row(
        "hold-not-released",
        PIPE,
        "aaaa.jsonl:4",
        "Pipe tight: hold point, not released by lead",
        "qcheck release 2, under the name of whoever may",
        lambda: held().tick("2").findings(),
        lambda: held().tick("2").release("2").findings(),
    ),
    Row(
        "hold-passed",
        FILL,
        "aaaa.jsonl:4",
        "Backfilled: done past the hold point 2 Pipe tight before it was released (Ravi Shah): rain is coming",
        "Have the hold point released, look again, then: qcheck tick 3",
        lambda: held().tick("3", force="rain is coming", did="ravi").tick("2").release("2").findings(),
        lambda: held().tick("3", force="rain is coming").tick("2").release("2").tick("3").findings(),
    ),
    Row(
        "witness-missing",
        PIPE,
        "aaaa.jsonl:4",
        "Pipe tight: witness point, and it is not recorded whether the client or inspector came",
        "qcheck witness 2 --came NAME, or --absent",
        lambda: witnessed().witness("2", "invited", "Ann Client", "2026-12-01T08:00:00Z").findings(),
        lambda: witnessed().witness("2", "invited", "Ann", "2026-12-01T08:00:00Z").witness("2", "absent").findings(),
    ),
    Row(
        "wrong-role",
        PIPE,
        "aaaa.jsonl:4",
        "Pipe tight: it is for plumber or lead to answer, and Ravi Shah did",
        "Have someone of that role look, then: qcheck tick 2",
        lambda: (
            drain("role: [plumber, lead]", by="ravi", settings=settings(policy={"crew_of_one": True}))
            .tick("2")
            .findings(settings=settings())
        ),
        lambda: drain("role: [plumber, lead]").tick("2").findings(),
    ),
    Row(
        "role-overridden",
        PIPE,
        "aaaa.jsonl:4",
        "Pipe tight: answered by Ravi Shah, who is not plumber or welder, as the lead allowed: the plumber is ill",
        "Have someone of that role look, then: qcheck tick 2",
        lambda: drain("role: [plumber, welder]").tick("2", did="ravi", force="the plumber is ill").findings(),
        lambda: drain("role: [plumber, fitter]").tick("2", did="ravi", force="the plumber is ill").findings(),
    ),
    Row(
        "answered-out-of-order",
        FILL,
        "aaaa.jsonl:4",
        "Backfilled: answered before 2 Pipe tight: rain is coming",
        "Look again, then: qcheck tick 3",
        lambda: drain(fill="needs: trench.pipe").tick("3", force="rain is coming").tick("2").findings(),
        lambda: drain(fill="needs: trench.pipe").tick("2").tick("3", force="rain is coming").findings(),
    ),
    Row(
        "item-late",
        PIPE,
        f"{LIST}:8:9",
        "Pipe tight: was due by Fri 4 Dec 2026 14:00, not done",
        "Tell whoever counts on it, and do it now",
        lambda: drain("due: -2h", handover="2026-12-04T17:00+01:00").findings(now="2026-12-04T14:00:01Z"),
        lambda: drain("due: -2h", handover="2026-12-04T17:00+01:00").findings(now="2026-12-04T14:00:00Z"),
    ),
    Row(
        "reading-late",
        PIPE,
        "aaaa.jsonl:5",
        "Pipe tight: 1 of the readings due every 30 minutes late, the longest after 36 minutes",
        "Take the next one now: qcheck tick 2=…",
        lambda: watched(36),
        lambda: watched(35),
    ),
    Row(
        "result-expired",
        PIPE,
        "aaaa.jsonl:4",
        "Pipe tight: its result of Tue 1 Dec 2026 08:01 holds for 24 hours only",
        "qcheck run 2",
        lambda: ran(86401),
        lambda: ran(86400),
    ),
    Row(
        "photo-reused",
        PIPE,
        "aaaa.jsonl:5",
        "Pipe tight: has the same photo as 1 Bedding laid",
        "Take the photo that is missing, and answer again",
        lambda: drain().tick("1", kept=(photo("a.jpg"),)).tick("2", kept=(photo("b.jpg"),)).findings(),
        lambda: drain().tick("1", kept=(photo("a.jpg"),)).tick("2", kept=(photo("a.jpg", digest="6"),)).findings(),
    ),
    Row(
        "photo-older-than-job",
        PIPE,
        "aaaa.jsonl:4",
        "Pipe tight: old.jpg was taken on Sun 29 Nov 2026, before the job was opened",
        "Take a new photo; how it was before belongs to qcheck found",
        lambda: drain().tick("2", kept=(photo("old.jpg", "2026-11-29T23:59:59"),)).findings(),
        lambda: drain().tick("2", kept=(photo("old.jpg", "2026-11-30T00:00:00"),)).findings(),
    ),
    Row(
        "section-all-na",
        "drain/trench",
        f"{LIST}:7:9",
        "All 3 items of Trench were said not to apply",
        "Ask for the fact once, and put when: on the items of the list",
        lambda: drain().na("trench", note="no drain here").findings(),
        lambda: job(SECTIONS).open(handover="2026-12-04").na("top", note="no path here").findings(),
    ),
    Row(
        "ticks-in-a-burst",
        "person/dana",
        "jobs/elm",
        "10 commands within a minute by Dana Miller, at Tue 1 Dec 2026 08:01",
        "",
        lambda: ticked(6),
        lambda: ticked(7),
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_fires_where_it_should_with_its_place_and_its_whole_words(row: Row) -> None:
    """The finding has the subject, place, sentence, hint and severity of the table."""
    assert told(row) == expected(row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_is_silent_where_it_should_be(row: Row) -> None:
    """In a job that differs only in what the rule is about, it finds nothing."""
    assert row.code not in {f.code for f in row.silent()}


def test_every_rule_of_these_modules_has_a_row() -> None:
    """None goes untested, and none is listed twice."""
    assert sorted(row.code for row in ROWS) == codes_of("holds", "timing", "plausibility")


@pytest.mark.parametrize(
    ("by", "forced", "wrong"), [("ravi", "in a hurry", 1), ("dana", "in a hurry", 0), ("dana", "", 1)]
)
def test_only_the_leads_reason_overrides_a_role(by: str, forced: str, wrong: int) -> None:
    """Another version or a merge may bring a reason that somebody else gave."""
    built = drain("role: plumber")
    body = Answered(built.state().items[1].item.fingerprint, "pass", forced=forced)
    built.say([built.actor(by, "ravi").draft(PIPE, "answered", body)])
    assert [code for code, _ in built.codes()].count("wrong-role") == wrong


def test_ticks_in_a_burst_are_no_finding_unless_someone_asks() -> None:
    """The rule is off: some crews look first and tick in the van."""
    built = drain()
    for _ in range(10):
        built.tick("1").later(seconds=-60)
    assert "ticks-in-a-burst" not in {code for code, _ in built.codes()}


def test_one_command_about_many_items_is_no_burst() -> None:
    """A range is one look."""
    built = drain(settings=settings(rules={"ticks-in-a-burst": "info"})).tick("1-3")
    assert [code for code, _ in built.codes()] == []


@pytest.mark.parametrize(
    ("when", "finding"),
    [
        ("2026-12-04T14:00:00Z", []),
        ("2026-12-04T14:01:00Z", ["Fri 4 Dec 2026 14:00, done late"]),
    ],
)
def test_what_was_done_late_stays_late(when: str, finding: list[str]) -> None:
    """It is judged by when it was done, not by when one looks."""
    built = drain("due: -2h", handover="2026-12-04T17:00+01:00")
    built.now = built.now.fromisoformat(when)
    built.tick("2").later(days=1)
    late = [f for f in built.findings() if f.code == "item-late"]
    assert [f"Fri 4 Dec 2026 14:00, {f.args['when']}" for f in late] == finding


def test_a_handover_without_a_time_makes_nothing_late() -> None:
    """Two hours before a day mean nothing."""
    assert drain("due: -2h").codes(now="2026-12-05T00:00:00Z")[0] == ("item-missed", "drain/trench.bed")
    assert "item-late" not in {code for code, _ in drain("due: -2h").codes(now="2026-12-05T00:00:00Z")}


@pytest.mark.parametrize(
    ("minutes", "late"),
    [((30, 60, 90), ()), ((30, 66), (1, "36 minutes")), ((40, 80), (2, "40 minutes")), ((35, 35, 70), ())],
)
def test_readings_are_late_by_the_time_between_them(minutes: tuple[int, ...], late: tuple[Any, ...]) -> None:
    """Each is counted from the one before it, with five minutes to spare."""
    found = [f for f in watched(*minutes) if f.code == "reading-late"]
    assert [(f.args["count"], f.args["longest"]) for f in found] == ([late] if late else [])


def test_the_next_reading_is_overdue_before_anyone_takes_it() -> None:
    """What is missing now is found now."""
    built = drain("every: 30min").tick("2")
    assert "reading-late" not in {code for code, _ in built.codes(now="2026-12-01T08:36:00Z")}
    assert ("reading-late", PIPE) in built.codes(now="2026-12-01T08:36:01Z")


def test_readings_end_after_their_span_and_at_the_handover() -> None:
    """Nothing is overdue once the time of readings is over; a promised time that has passed is no handover."""
    cured = drain("every: {time: 30min, for: 1h}").tick("2").later(minutes=29).tick("2").later(minutes=29).tick("2")
    assert "reading-late" not in {code for code, _ in cured.later(days=1).codes()}
    promised = drain("every: 30min", handover="2026-12-01T08:20:00Z").tick("2")
    assert ("reading-late", PIPE) in promised.later(days=1).codes()
    handed = drain("every: 30min").tick("1-3").sign()
    assert "reading-late" not in {code for code, _ in handed.later(days=1).codes(gate="closeout")}


def test_a_reading_that_was_taken_back_is_none() -> None:
    """The gap it leaves is a gap."""
    built = drain("every: 30min").tick("2").later(minutes=29).tick("2").undo()
    built.later(minutes=30).tick("2")
    assert ("reading-late", PIPE) in built.codes()
