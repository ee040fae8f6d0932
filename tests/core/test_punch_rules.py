"""Rules of punch items, complaints, contact and ratings."""

from typing import Any

import pytest

from builder import JobBuilder, job, settings
from qcheck.model.checklist import Category
from qcheck.model.finding import Severity
from qcheck.model.punchevent import Verified, Voided
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
        on_fail: {raise: {category: A}}
"""
FILL = "drain/trench.fill"
ONE = "punch/b1-1"
AFTER = "closeout"


def drain(**changed: Any) -> JobBuilder:
    """An opened job whose record has three lines."""
    return job(DRAIN, **changed).open(handover="2026-12-04")


def raising(category: Category = "A") -> JobBuilder:
    """The backfill failed, which raised a punch item of that category."""
    return job(DRAIN.replace("category: A", f"category: {category}")).open(handover="2026-12-04").fail("3", by="ravi")


def scratched(**new: Any) -> JobBuilder:
    """Ravi has a scratch to put right, promised for 3 December."""
    return drain().add(**{"owner": "ravi", "due": "2026-12-03", **new})


def dripping(**new: Any) -> JobBuilder:
    """The client complained of a tap, Ravi has it and has promised a day."""
    return drain().complain(**{"owner": "ravi", "due": "2026-12-03", **new})


def accepted() -> JobBuilder:
    """A job that was handed over on 1 December."""
    return drain().tick("1", "2", "3").sign()


def two_devices() -> JobBuilder:
    """Done on one device while another voided it, and both have met since."""
    built = scratched().on("bbbb").on("aaaa").done("P1", by="ravi").on("bbbb").void("P1", by="olga")
    return built.on("aaaa").merge()


def self_verified() -> JobBuilder:
    """Whoever put the backfill right confirmed it, on a device that knew no better."""
    return raising().done("P1", by="ravi").raw(ONE, Verified(), by="ravi")


ROWS = [
    Row(
        "punch-open",
        ONE,
        "aaaa.jsonl:5",
        "P1 Backfilled: not done",
        "Put it right, then: qcheck punch done P1",
        lambda: raising().findings(),
        lambda: raising().done("P1", by="ravi").findings(),
    ),
    Row(
        "punch-unverified",
        ONE,
        "aaaa.jsonl:5",
        "P1 Backfilled: said to be done by Ravi Shah, not confirmed",
        "Someone else looks, then: qcheck punch verify P1",
        lambda: raising().done("P1", by="ravi").findings(),
        lambda: raising().done("P1", by="ravi").verify("P1").findings(),
    ),
    Row(
        "self-verified",
        ONE,
        "aaaa.jsonl:5",
        "P1 Backfilled: confirmed by Ravi Shah, who did it",
        "Someone else looks, then: qcheck punch verify P1",
        lambda: self_verified().findings(),
        lambda: self_verified().verify("P1", by="dana").findings(),
    ),
    Row(
        "punch-contested",
        ONE,
        "aaaa.jsonl:4",
        "P1 Scratch on the left door: said differently on two devices: how it stands",
        "Agree, then say it once more: qcheck punch show P1",
        lambda: two_devices().findings(),
        lambda: two_devices().reject("P1").findings(),
    ),
    Row(
        "punch-no-owner",
        ONE,
        "aaaa.jsonl:4",
        "P1 Scratch on the left door: nobody has it (gone)",
        "qcheck punch assign P1 WHO",
        lambda: scratched(owner="gone").findings(),
        lambda: scratched(owner="gone").assign("P1").findings(),
    ),
    Row(
        "punch-no-date",
        ONE,
        "aaaa.jsonl:4",
        "P1 Scratch on the left door: no date was promised",
        "qcheck punch promise P1 --due fri",
        lambda: scratched(due="").findings(),
        lambda: scratched(due="").promise("P1").findings(),
    ),
    Row(
        "promise-overdue",
        ONE,
        "aaaa.jsonl:4",
        "P1 Scratch on the left door: promised for Thu 3 Dec 2026, and not done",
        "Tell whoever counts on it, then: qcheck punch promise P1 --due 2d --why materials",
        lambda: scratched().findings(now="2026-12-04T00:00:00Z", today="2026-12-04"),
        lambda: scratched().findings(now="2026-12-03T23:59:59Z", today="2026-12-03"),
    ),
    Row(
        "promise-moved",
        ONE,
        "aaaa.jsonl:4",
        "P1 Scratch on the left door: moved from Thu 3 Dec 2026 to Fri 4 Dec 2026 (weather)",
        "",
        lambda: scratched().promise("P1", due="2026-12-04", why="weather").findings(),
        lambda: scratched().promise("P1", due="2026-12-03").findings(),
    ),
    Row(
        "punch-vague",
        ONE,
        "aaaa.jsonl:4",
        "P1 Fix door: does not say what is wrong, or where",
        "Raise it anew with what is seen and where, and void this one",
        lambda: scratched(text="Fix door").findings(),
        lambda: scratched(text="Fix door", where="pantry").findings(),
    ),
    Row(
        "punch-reopened",
        ONE,
        "aaaa.jsonl:4",
        "P1 Scratch on the left door: came back after it was confirmed",
        "Say why: qcheck punch diagnose P1 --cause …",
        lambda: scratched().done("P1", by="ravi").verify("P1").reopen("P1").findings(),
        lambda: scratched().done("P1", by="ravi").reject("P1").findings(),
    ),
    Row(
        "complaint-unacknowledged",
        ONE,
        "aaaa.jsonl:4",
        "P1 Tap drips in the kitchen: the client has not been told that it is known, due by Wed 2 Dec 2026 08:01",
        "Speak to them, then: qcheck contact call --about P1",
        lambda: dripping().findings(gate=AFTER),
        lambda: dripping().contact(about="P1").findings(gate=AFTER),
    ),
    Row(
        "complaint-unowned",
        ONE,
        "aaaa.jsonl:4",
        "P1 Tap drips in the kitchen: a complaint without an owner",
        "qcheck punch assign P1 WHO",
        lambda: dripping(owner="").findings(gate=AFTER),
        lambda: dripping(owner="").assign("P1").findings(gate=AFTER),
    ),
    Row(
        "complaint-unconfirmed",
        ONE,
        "aaaa.jsonl:4",
        "P1 Tap drips in the kitchen: made good, and the client has not said so",
        "Ask them, then: qcheck punch verify P1 --as client",
        lambda: dripping().done("P1", by="ravi").findings(gate=AFTER),
        lambda: dripping().done("P1", by="ravi").verify("P1", client=True).findings(gate=AFTER),
    ),
    Row(
        "client-silent",
        "client",
        "jobs/elm",
        "The client has heard nothing since Tue 1 Dec 2026 08:00; 7 days are allowed",
        "Speak to them, then: qcheck contact call",
        lambda: drain().findings(now="2026-12-08T08:00:01Z"),
        lambda: drain().findings(now="2026-12-08T08:00:00Z"),
    ),
    Row(
        "seller-silent",
        "person/olga",
        "aaaa.jsonl:4",
        "Olga Petrova, who sold the job, has not spoken to the client since Tue 1 Dec 2026 08:00; 14 days are allowed",
        "They speak to the client, then record it under their name: qcheck contact call",
        lambda: drain().plan(seller="olga").contact(by="dana").findings(now="2026-12-15T08:00:01Z"),
        lambda: drain().plan(seller="olga").contact(by="olga").findings(now="2026-12-15T08:00:01Z"),
    ),
    Row(
        "follow-up-due",
        "client",
        "aaaa.jsonl:7",
        "Handed over on Tue 1 Dec 2026 08:02, and nobody has asked the client how it is",
        "Call them, then: qcheck contact call",
        lambda: accepted().findings(gate=AFTER, now="2026-12-08T08:02:01Z"),
        lambda: accepted().contact("visit").findings(gate=AFTER, now="2026-12-08T08:02:01Z"),
    ),
    Row(
        "feedback-due",
        "gate/handover",
        "aaaa.jsonl:7",
        "Handed over on Tue 1 Dec 2026 08:02, and the client was not asked what they think",
        "qcheck rate --form makes a page for them; qcheck rate 9 records what they said",
        lambda: accepted().findings(gate=AFTER, now="2026-12-15T08:02:01Z"),
        lambda: accepted().rate(9).findings(gate=AFTER, now="2026-12-15T08:02:01Z"),
    ),
    Row(
        "low-rating-unanswered",
        "rating",
        "aaaa.jsonl:4",
        "The client gave 6 of 10 on Tue 1 Dec 2026 08:01: late, and nobody said so",
        "Speak to them, then: qcheck contact call",
        lambda: drain().rate(6, "late, and nobody said so").findings(),
        lambda: drain().rate(7, "late, and nobody said so").findings(),
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_fires_where_it_should_with_its_place_and_its_whole_words(row: Row) -> None:
    """The finding has the subject, place, sentence, hint and severity of the table."""
    subject, place, sentence, hint, severity = expected(row)
    assert told(row)[:4] == (subject, place, sentence, hint)
    assert told(row)[4] in {severity, "warn"}  # a complaint or punch item of B that is overdue is a warning


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_is_silent_where_it_should_be(row: Row) -> None:
    """In a job that differs only in what the rule is about, it finds nothing."""
    assert row.code not in {f.code for f in row.silent()}


def test_every_rule_of_these_modules_has_a_row() -> None:
    """None goes untested, and none is listed twice."""
    assert sorted(row.code for row in ROWS) == codes_of("punch", "client")


@pytest.mark.parametrize(("category", "severity"), [("A", "block"), ("B", "warn"), ("C", "info")])
def test_a_punch_item_is_as_severe_as_its_category(category: Category, severity: Severity) -> None:
    """Open or unconfirmed; its item's failure is no finding beside it, and a missing date never more than a warning."""
    built = raising(category).tick("1", "2")
    found = {f.code: f.severity for f in built.findings()}
    assert found == {"punch-open": severity, **({} if category == "C" else {"punch-no-date": "warn"})}
    built.done("P1", by="ravi")
    assert [(f.code, f.severity) for f in built.findings()] == [("punch-unverified", severity)]


@pytest.mark.parametrize(("category", "severity"), [("A", "block"), ("B", "warn"), ("C", "warn")])
def test_a_promise_that_has_passed_is_never_less_than_a_warning(category: Category, severity: Severity) -> None:
    """And after the handover, where B may wait no longer, it blocks."""
    late = {"now": "2026-12-04T00:00:00Z", "today": "2026-12-04"}
    built = scratched(category=category)
    assert {f.severity for f in built.findings(**late) if f.code == "promise-overdue"} == {severity}
    if category == "B":
        assert {f.severity for f in built.findings(**late, gate=AFTER) if f.code == "promise-overdue"} == {"block"}


def test_a_failure_that_its_punch_item_outlived_is_a_failure_again() -> None:
    """Confirmed or voided, though the item itself was never answered anew."""
    built = raising("C").tick("1", "2").done("P1", by="ravi").verify("P1")
    assert built.codes() == [("item-failed", FILL)]
    assert raising("C").tick("1", "2").void("P1", by="olga").codes() == [("item-failed", FILL)]


def test_what_its_owner_voids_blocks() -> None:
    """On a device that knew no better; a firm of one may."""
    built = scratched().raw(ONE, Voided("fine"), by="ravi").tick("1", "2", "3")
    assert [(f.code, f.severity) for f in built.findings()] == [("self-verified", "block")]
    assert built.findings(settings=settings(policy={"crew_of_one": True})) == []


@pytest.mark.parametrize(("gate", "severity"), [("start", None), ("handover", "warn"), ("closeout", "block")])
def test_a_complaint_keeps_closeout_shut_until_the_client_is_content(gate: str, severity: Severity | None) -> None:
    """Before that it is a warning, and nothing that was signed is taken back by it."""
    built = accepted().complain(owner="ravi", due="2026-12-03").contact(about="P1").done("P1", by="ravi")
    found = [f.severity for f in built.findings(gate=gate) if f.code == "complaint-unconfirmed"]
    assert found == ([severity] if severity else [])
    assert not built.state().signoffs[0].stale_by
    built.verify("P1", client=True)
    assert "complaint-unconfirmed" not in {f.code for f in built.findings(gate=gate)}


def test_a_late_acknowledgement_says_since_when() -> None:
    """Twenty-four hours after the complaint, unless the policy says otherwise."""
    found = dripping().findings(gate=AFTER, now="2026-12-02T08:01:01Z")
    assert {f.args["late"] for f in found if f.code == "complaint-unacknowledged"} == {"late since"}


def test_whoever_cannot_be_reached_three_times_does_not_keep_a_complaint_open() -> None:
    """It is closed with a reason, and says that it was not confirmed."""
    built = dripping().contact(about="P1").done("P1", by="ravi")
    for _ in range(3):
        assert built.verify("P1", by="olga", unconfirmed="abroad").refusal is not None
        built.later(hours=1).contact(about="P1", missed=True).contact(about="P1", missed=True)
    built.verify("P1", by="olga", unconfirmed="abroad")
    assert built.refusal is None
    assert not {"complaint-unconfirmed", "punch-open"} & {code for code, _ in built.codes(gate=AFTER)}
    assert (built.state().punch[0].unconfirmed, built.told().state.punch[0].confirmed) == ("abroad", False)


def test_silence_ends_with_whatever_the_client_was_there_for() -> None:
    """A contact, an agreed change, a signature; not a call that nobody took."""

    def silent(built: JobBuilder) -> bool:
        return "client-silent" in {f.code for f in built.findings(now="2026-12-08T08:05:00Z", today="2026-12-08")}

    assert silent(drain().contact(missed=True))
    assert silent(drain().later(minutes=9).note("rang the bell"))
    assert not silent(drain().later(minutes=9).contact())
    assert not silent(drain().later(minutes=9).agree("one more tap"))
    assert not silent(drain(settings=settings(policy={"client_silence": 0})))


def test_a_low_rating_is_answered_by_speaking_to_the_client() -> None:
    """After it, not before it."""
    built = drain().contact().rate(3)
    assert "low-rating-unanswered" in {f.code for f in built.findings()}
    assert "low-rating-unanswered" not in {f.code for f in built.contact().findings()}
