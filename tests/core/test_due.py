"""What somebody has to do: whose it is, on which day, and when it is late."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from builder import KITCHEN, JobBuilder, job, settings
from qcheck.core.act import contact as contacting
from qcheck.core.act import moves, owing
from qcheck.core.act import punch as raising
from qcheck.core.act.moves import Terms
from qcheck.core.act.punch import New
from qcheck.core.dates import local
from qcheck.core.due import Duty, duties
from qcheck.model.checklist import Category
from qcheck.model.event import Released
from qcheck.model.punchevent import Contacted, Promised, Raised, Rated, Waiting

BERLIN, AUCKLAND, LOS_ANGELES = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")
)
MOVES = {
    "done": moves.done,
    "verify": moves.verify,
    "dispute": moves.dispute,
    "reopen": moves.reopen,
}


def raised(built: JobBuilder, text: str = "Scratch on the left door", **new: Any) -> JobBuilder:
    """The job with one more punch item, Ravi's unless it says otherwise."""
    return built.say(raising.add(built.state(built.at), (New(text, **{"owner": "ravi", **new}),), built.actor()))


def moved(built: JobBuilder, how: str, *words: str, by: str, **terms: Any) -> JobBuilder:
    """The job after a move of punch items."""
    built.say(MOVES[how](built.state(built.at), words, Terms(**terms), built.actor(by)))
    assert built.refusal is None, built.refusal
    return built


def contacted(built: JobBuilder, about: str = "", by: str = "", *, missed: bool = False) -> JobBuilder:
    """The job after the client was called, or could not be reached."""
    said = Contacted("call", "", missed)
    return built.say(contacting.contact(built.state(built.at), about, said, built.actor(by)))


def due(built: JobBuilder, zone: tzinfo = UTC) -> list[Duty]:
    """What is due in a job at the moment of its clock."""
    now = built.context()
    today = local(now.now, zone).date().isoformat()
    return list(duties(built.state(), replace(now, today=today), zone))


def told(built: JobBuilder, *kinds: str, zone: tzinfo = UTC) -> list[tuple[str, str, str, str, bool]]:
    """The same of some kinds, all if none is named, as kind, person, day, time, late."""
    found = due(built, zone)
    return [(d.kind, d.person, d.day, d.time, d.late) for d in found if not kinds or d.kind in kinds]


def elm(text: str = KITCHEN, **changed: Any) -> JobBuilder:
    """A job without a handover date, in which nothing but what a test says is due."""
    policy = {"client_silence": 0, "seller_silence": 0, "follow_up": 0, "feedback": 0, **changed.pop("policy", {})}
    return job(text, settings=settings(policy=policy), **changed).open()


def handed_over(**policy: Any) -> JobBuilder:
    """A job that the client accepted on Tuesday 1 December at 08:02."""
    built = job(settings=settings(policy={"client_silence": 0, **policy})).open(handover="2026-12-04")
    return built.tick("1", "2", "3", "4").sign()


def test_a_punch_item_is_its_owners_by_the_day_that_was_promised() -> None:
    """With its name, its words, where it is and how much it may wait; without an owner it is the lead's."""
    built = raised(elm(), due="2026-12-03", where="wall unit 2", category="B")
    (duty,) = due(raised(built, "Gap at the tap", owner="", due="2026-12-02T17:00+00:00"))[:1]
    assert (duty.kind, duty.person, duty.day, duty.late) == ("fix", "ravi", "2026-12-03", False)
    assert (duty.called, duty.text, duty.where, duty.category) == (
        "P1",
        "Scratch on the left door",
        "wall unit 2",
        "B",
    )
    assert (duty.job, duty.name) == ("elm", "Elm Street kitchen")
    assert told(built)[1:] == [("fix", "dana", "2026-12-02", "17:00", False)]


def test_a_punch_item_without_a_date_has_no_day() -> None:
    """It is still someone's to do."""
    assert told(raised(elm())) == [("fix", "ravi", "", "", False)]


@pytest.mark.parametrize("nonsense", ["next week", "2026-13-01", "2026-12-32T17:00Z"])
def test_a_date_of_another_program_that_is_none_gives_no_day(nonsense: str) -> None:
    """It does not stop the list."""
    built = elm()
    built.raw("punch/x", Raised("Gap", "A", due=nonsense))
    assert [d.day for d in due(built)] == [""]


def test_a_time_of_another_program_without_a_zone_is_taken_as_utc() -> None:
    """As the rule takes it, on whichever machine."""
    built = elm()
    built.raw("punch/x", Raised("Gap", "A", due="2026-12-02T23:30:00"))
    assert told(built, zone=BERLIN) == [("fix", "dana", "2026-12-03", "00:30", False)]


def test_a_promise_is_late_when_the_rule_says_so() -> None:
    """A day is late the day after, a time as soon as it lies behind; either way the day stays what was promised."""
    built = raised(raised(elm(), due="2026-12-02"), "Gap", due="2026-12-02T17:00+00:00")
    for hours, late in ((32, [False, False]), (34, [False, True]), (41, [True, True])):
        at = raised_at(built, hours)
        assert [d.late for d in due(at)] == late
        assert [d.day for d in due(at)] == ["2026-12-02", "2026-12-02"]
        overdue = [subject for code, subject in at.codes() if code == "promise-overdue"]
        assert [d.about in overdue for d in due(at)] == late


def raised_at(built: JobBuilder, hours: int) -> JobBuilder:
    """The same job so many hours after it was opened."""
    built.now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC) + timedelta(hours=hours)
    return built


def test_whoever_has_an_item_that_waits_for_a_part_asks_after_it() -> None:
    """On the day it is to come; once it has come, or where nobody knows when, nobody asks."""
    built = raised(elm(), due="2026-12-09")
    wait = Waiting("hinge, left", "A-77", "2026-12-07")
    built.say(owing.wait(built.state(), ("P1",), wait, built.actor("ravi")))
    assert told(built) == [("fix", "ravi", "2026-12-09", "", False), ("chase", "ravi", "2026-12-07", "", False)]
    assert due(built)[1].detail == "hinge, left (A-77)"
    assert told(built.later(days=7), "chase") == [("chase", "ravi", "2026-12-07", "", True)]
    built.say(owing.wait(built.state(), ("P1",), Waiting("hinge"), built.actor("ravi")))
    assert told(built, "chase") == []
    built.say(owing.wait(built.state(), ("P1",), Waiting(), built.actor("ravi")))
    assert told(built, "chase") == []


def test_what_is_done_is_confirmed_today_by_whom_it_waits_on() -> None:
    """Never by whoever did it."""
    built = moved(raised(elm(), due="2026-12-09"), "done", "P1", by="ravi")
    assert told(built) == [("confirm", "dana", "2026-12-01", "", False)]
    assert told(moved(built, "verify", "P1", by="dana")) == []


def test_what_is_disputed_or_contested_is_settled_today() -> None:
    """With the reason that was given, or that two devices differ."""
    built = moved(raised(elm()), "dispute", "P1", by="ravi", text="was there before we came")
    assert told(built) == [("settle", "dana", "2026-12-01", "", False)]
    assert due(built)[0].detail == "was there before we came"
    built = raised(elm())
    built.on("bbbb")
    built.say(owing.assign(built.state("bbbb"), ("P1",), "olga", "", built.actor()))
    built.on("aaaa")
    built.say(owing.assign(built.state("aaaa"), ("P1",), "dana", "", built.actor()))
    built.merge()
    assert told(built) == [("settle", "dana", "2026-12-01", "", False)]
    assert due(built)[0].detail == "said differently on two devices"


def test_only_its_doers_confirmation_asks_for_another_but_in_a_firm_of_one() -> None:
    """There, nobody else could look."""
    for alone, wanted in ((False, [("confirm", "dana", "2026-12-01", "", False)]), (True, [])):
        built = raised(elm(policy={"crew_of_one": True}))
        moved(moved(built, "done", "P1", by="ravi"), "verify", "P1", by="ravi")
        built.settings = settings(policy={"crew_of_one": alone, "client_silence": 0})
        assert told(built) == wanted


def test_a_complaint_is_acknowledged_within_the_hours_and_made_good() -> None:
    """By its owner; once the client was spoken to about it, it is known."""
    built = raised(elm(), "Tap drips", complaint=True, due="2026-12-04", category="B")
    assert told(built) == [
        ("acknowledge", "ravi", "2026-12-02", "08:01", False),
        ("fix", "ravi", "2026-12-04", "", False),
    ]
    assert all(d.complaint for d in due(built))
    assert told(raised_at(built, 25), "acknowledge") == [("acknowledge", "ravi", "2026-12-02", "08:01", True)]
    assert told(contacted(built, "P1", missed=True), "acknowledge") != []
    assert told(contacted(built, "P1"), "acknowledge") == []


def test_the_owner_asks_the_client_whether_it_is_good() -> None:
    """The ball is with the client, and they do not read this list."""
    built = contacted(raised(elm(), "Tap drips", complaint=True), "P1")
    moved(built, "done", "P1", by="ravi")
    assert told(built) == [("agree", "ravi", "2026-12-01", "", False)]
    assert told(moved(built, "verify", "P1", by="dana", client=True)) == []


def test_the_handover_is_the_leads_until_the_client_has_accepted_it() -> None:
    """Late from the day after, as the rule has it, whatever the hour."""
    built = elm().plan(handover="2026-12-01T17:00+00:00")
    assert told(built) == [("handover", "dana", "2026-12-01", "17:00", False)]
    assert told(raised_at(built, 14)) == [("handover", "dana", "2026-12-01", "17:00", False)]
    assert told(raised_at(built, 17)) == [("handover", "dana", "2026-12-01", "17:00", True)]
    assert ("handover-late", "plan/handover") in built.codes()
    assert told(handed_over(), "handover") == []


FINDS = {
    "contact": "client-silent",
    "seller": "seller-silent",
    "follow-up": "follow-up-due",
    "feedback": "feedback-due",
}


def sold() -> JobBuilder:
    """A job that Olga sold, opened on Tuesday 1 December at 08:00."""
    return job().open(handover="2027-02-01").plan(seller="olga")


@pytest.mark.parametrize(
    ("built", "kind", "person", "day", "minutes"),
    [
        (sold(), "contact", "dana", "2026-12-08", 0),
        (sold(), "seller", "olga", "2026-12-15", 0),
        (handed_over(), "follow-up", "dana", "2026-12-08", 2),
        (handed_over(), "feedback", "dana", "2026-12-15", 2),
    ],
)
def test_the_client_is_heard_of_on_the_day_that_a_limit_runs_out(
    built: JobBuilder, kind: str, person: str, day: str, minutes: int
) -> None:
    """It is late from the very second at which the rule finds it."""
    assert told(built, kind) == [(kind, person, day, "", False)]
    limit = datetime.fromisoformat(f"{day}T08:00:00Z") + timedelta(minutes=minutes)
    for seconds, late in ((0, False), (1, True)):
        built.now = limit + timedelta(seconds=seconds)
        assert told(built, kind) == [(kind, person, day, "", late)]
        assert (FINDS[kind] in {code for code, _ in built.codes()}) is late


def test_a_call_moves_the_next_one_and_ends_what_it_was_for() -> None:
    """After the handover, one call is the follow-up, and silence no longer counts."""
    built = contacted(sold().later(days=3), by="olga")
    assert told(built, "contact", "seller") == [
        ("contact", "dana", "2026-12-11", "", False),
        ("seller", "olga", "2026-12-18", "", False),
    ]
    assert told(contacted(handed_over(client_silence=7)), "contact", "follow-up") == []


@pytest.mark.parametrize("kind", ["client_silence", "seller_silence", "follow_up", "feedback"])
def test_what_the_policy_switches_off_is_not_due(kind: str) -> None:
    """0 days are never."""
    named = {"client_silence": "contact", "seller_silence": "seller", "follow_up": "follow-up", "feedback": "feedback"}
    built = handed_over(**{kind: 0}) if kind in {"follow_up", "feedback"} else sold()
    built.settings = settings(policy={kind: 0})
    assert told(built, named[kind]) == []


def test_a_low_rating_is_answered_today_and_a_good_one_is_not() -> None:
    """Until someone has spoken to the client since."""
    built = handed_over(follow_up=0)
    built.raw("job", Rated(3, "Dust everywhere"))
    assert told(built) == [("rating", "dana", "2026-12-01", "", False)]
    assert (due(built)[0].text, due(built)[0].detail) == ("Dust everywhere", "3")
    assert told(contacted(built)) == []
    built.raw("job", Rated(9))
    assert told(built) == []


def test_an_open_complaint_keeps_us_in_touch_after_the_handover() -> None:
    """Silence counts again until it is closed."""
    built = handed_over(client_silence=7, follow_up=0, feedback=0)
    assert told(built) == []
    assert told(raised(built, "Tap drips", complaint=True), "contact") == [("contact", "dana", "2026-12-08", "", False)]


DUE = KITCHEN.replace("      - id: level\n", "      - id: level\n        due: -20h\n").replace(
    "      - id: spare\n", "      - id: spare\n        due: -2h\n"
)


def test_an_item_that_is_due_before_the_handover_is_the_leads() -> None:
    """By the local day and time; once it is settled, waived or on the punch list it is not told here."""
    built = elm(DUE).plan(handover="2026-12-04T10:00+01:00")
    assert told(built, "item", zone=BERLIN) == [
        ("item", "dana", "2026-12-03", "14:00", False),
        ("item", "dana", "2026-12-04", "08:00", False),
    ]
    assert [(d.called, d.text) for d in due(built)[:1]] == [("3", "Worktop level in both directions")]
    assert [d.kind for d in due(raised(built, item="kitchen/worktops.spare"))] == ["fix", "item", "handover"]
    assert told(built.tick("3"), "item") == []
    late = elm(DUE).plan(handover="2026-12-01T10:30+00:00")
    assert told(late.later(hours=1), "item") == [
        ("item", "dana", "2026-11-30", "14:30", True),
        ("item", "dana", "2026-12-01", "08:30", True),
    ]
    assert ("item-late", "kitchen/worktops.level") in late.codes()
    late.waive("3").tick("4")
    assert told(late, "item") == []


def test_a_waiver_is_its_approvers_on_its_last_day() -> None:
    """It stays on the list when it has ended, as long as what it excused does; one that nobody confirmed excuses
    nothing yet.
    """
    built = elm().fail("2", note="gap").waive("2", until="2026-12-09")
    assert told(built) == [("waiver", "olga", "2026-12-09", "", False)]
    assert (due(built)[0].called, due(built)[0].detail) == ("2", "agreed")
    assert told(built.later(days=9)) == [("waiver", "olga", "2026-12-09", "", True)]
    assert told(built.tick("2")) == []
    assert told(elm().fail("2", note="gap").waive("2", by="dana")) == []


def closed_out(built: JobBuilder, forced: str = "") -> JobBuilder:
    """The job after its last gate was released."""
    return built.raw("gate/closeout", Released(forced=forced))


def reserved(*categories: Category) -> JobBuilder:
    """A job that the client accepted with an open punch item of each of these categories, and complained of since."""
    built = job(settings=settings(policy={"client_silence": 0})).open(handover="2026-12-04").tick("1", "2", "3", "4")
    for category in categories:
        raised(built, f"Scuff {category}", category=category)
    built.sign(outcome="accepted_with_reservations")
    assert built.refusal is None, built.refusal
    return raised(built, "Tap drips", complaint=True, category="C")


AFTERCARE = [("acknowledge", "P3"), ("fix", "P3"), ("follow-up", ""), ("feedback", "")]


def test_a_job_that_is_closed_out_leaves_aftercare() -> None:
    """What is cosmetic goes with it; complaints, the follow-up and the feedback do not, nor what should be done."""
    built = reserved("C", "B")
    assert [(d.kind, d.called) for d in due(built)] == [("fix", "P1"), ("fix", "P2"), *AFTERCARE]
    assert [(d.kind, d.called) for d in due(closed_out(built))] == [("fix", "P2"), *AFTERCARE]


def test_a_job_is_not_closed_out_by_force_nor_where_the_handover_is_its_last_gate() -> None:
    """What is still open then would be lost from sight."""
    assert "P1" in [d.called for d in due(closed_out(reserved("C", "B"), forced="the boss said so"))]
    built = reserved("C", "B")
    built.settings = settings(gates=("start", "handover"))
    assert "P1" in [d.called for d in due(built)]


def test_what_reopens_the_signature_of_a_job_that_is_closed_out_reopens_the_job() -> None:
    """It is to be handed over again."""
    built = closed_out(reserved("C", "B"))
    assert "handover" not in {d.kind for d in due(built)}
    assert ("handover", "") in [(d.kind, d.called) for d in due(raised(built, "Door hangs"))]


def test_a_duty_keeps_its_uid_while_it_is_the_same() -> None:
    """Whatever its day, its owner and whose turn it is; another job's, another item's and another kind's differ."""
    built = raised(raised(elm(), due="2026-12-03"), "Gap", complaint=True)
    first = {(d.kind, d.called): d.uid for d in due(built)}
    assert len(set(first.values())) == 3
    built.raw(due(built)[0].about, Promised("2026-12-10", "materials"), by="ravi")
    assert due(built)[0].uid == first["fix", "P1"]
    moved(built, "done", "P1", by="ravi")
    assert (due(built)[0].kind, due(built)[0].uid) == ("confirm", first["fix", "P1"])
    other = JobBuilder(built.checklist, settings=built.settings, now=built.now).open()
    assert not {d.uid for d in due(raised(other))} & set(first.values())


@pytest.mark.parametrize(
    ("zone", "due_", "day", "time"),
    [
        (BERLIN, "2026-03-29T01:30+01:00", "2026-03-29", "01:30"),
        (BERLIN, "2026-03-29T03:30+02:00", "2026-03-29", "03:30"),
        (BERLIN, "2026-10-25T02:30+02:00", "2026-10-25", "02:30"),
        (BERLIN, "2026-10-25T02:30+01:00", "2026-10-25", "02:30"),
        (BERLIN, "2026-10-25T23:59+01:00", "2026-10-25", "23:59"),
        (BERLIN, "2026-12-31T23:30+00:00", "2027-01-01", "00:30"),
        (LOS_ANGELES, "2026-12-31T23:30-08:00", "2026-12-31", "23:30"),
        (LOS_ANGELES, "2027-01-01T07:59+00:00", "2026-12-31", "23:59"),
        (LOS_ANGELES, "2026-11-01T01:30-08:00", "2026-11-01", "01:30"),
        (AUCKLAND, "2026-12-31T11:00+00:00", "2027-01-01", "00:00"),
        (AUCKLAND, "2026-04-05T02:30+13:00", "2026-04-05", "02:30"),
        (AUCKLAND, "2026-12-31", "2026-12-31", ""),
        (LOS_ANGELES, "2026-12-31", "2026-12-31", ""),
    ],
)
def test_the_day_is_the_one_on_local_clocks(zone: tzinfo, due_: str, day: str, time: str) -> None:
    """West and east of UTC, when clocks change and when the year does; a bare day is that day everywhere."""
    built = raised(elm(now=datetime(2026, 1, 5, 8, 0, tzinfo=UTC)), due=due_)
    assert told(built, zone=zone) == [("fix", "ravi", day, time, False)]


@pytest.mark.parametrize(
    ("zone", "complained", "day", "time"),
    [
        (BERLIN, "2026-03-28T17:00:00+00:00", "2026-03-29", "19:00"),  # an hour of that night is missing
        (BERLIN, "2026-10-24T17:00:00+00:00", "2026-10-25", "18:00"),  # an hour of it comes twice
        (BERLIN, "2026-10-24T00:30:00+00:00", "2026-10-25", "02:30"),
        (BERLIN, "2026-10-24T22:30:00+00:00", "2026-10-25", "23:30"),
        (LOS_ANGELES, "2026-12-31T06:00:00+00:00", "2026-12-31", "22:00"),
        (AUCKLAND, "2026-12-30T12:30:00+00:00", "2027-01-01", "01:30"),
    ],
)
def test_a_complaint_has_so_many_hours_whatever_the_clocks_do(
    zone: tzinfo, complained: str, day: str, time: str
) -> None:
    """24 hours are 24 hours; the day and time are those of the local clock."""
    built = elm()
    built.now = datetime.fromisoformat(complained)
    assert told(raised(built, complaint=True), "acknowledge", zone=zone) == [("acknowledge", "ravi", day, time, False)]


@pytest.mark.parametrize(
    ("zone", "opened", "day"),
    [
        (UTC, "2026-10-24T22:30:00+00:00", "2026-10-31"),
        (BERLIN, "2026-10-24T22:30:00+00:00", "2026-10-31"),  # Sunday 00:30 in summer time, Saturday 23:30 after it
        (BERLIN, "2026-03-22T22:30:00+00:00", "2026-03-30"),
        (AUCKLAND, "2026-12-25T11:30:00+00:00", "2027-01-02"),
        (LOS_ANGELES, "2026-12-25T07:30:00+00:00", "2026-12-31"),
    ],
)
def test_silence_ends_on_the_local_day_of_its_last_second(zone: tzinfo, opened: str, day: str) -> None:
    """Seven days of 24 hours: where clocks go back meanwhile, that can be the evening before."""
    built = job(now=datetime.fromisoformat(opened)).open()
    assert told(built, "contact", zone=zone) == [("contact", "dana", day, "", False)]


@pytest.mark.parametrize("zone", [AUCKLAND, LOS_ANGELES])
def test_the_ends_of_the_calendar_have_no_day_and_stop_nothing(zone: tzinfo) -> None:
    """A date beyond what clocks can show."""
    built = elm()
    for count, text in enumerate(("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")):
        built.raw(f"punch/{count}", Raised("Gap", "A", due=text))
    assert "" in {d.day for d in due(built, zone)}


def test_a_record_that_says_nothing_has_no_duties() -> None:
    """Neither has one of which the opening is gone."""
    assert due(job()) == []


def test_a_job_without_a_lead_has_duties_that_nobody_has() -> None:
    """They are not left out."""
    built = job().open(lead="", handover="2026-12-04")
    assert {(d.kind, d.person) for d in due(built)} == {("handover", ""), ("contact", "")}
