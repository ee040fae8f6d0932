"""Detours by which a punch item or a complaint could be closed by someone it suits, or lost; none of them works."""

from time import perf_counter

from builder import JobBuilder, job
from punchlines import FENCE
from qcheck.core.ball import ball
from qcheck.core.punch import names
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Verified

AFTER = "closeout"


def fence() -> JobBuilder:
    """An opened job whose one item passed."""
    return job(FENCE).open(handover="2026-12-04").tick("1")


def complained(**new: str) -> JobBuilder:
    """A job that was handed over, and a complaint about it that Ravi has made good."""
    return fence().sign().complain(owner="ravi", due="2026-12-03", **new).contact(about="P1").done("P1", by="ravi")


def item(built: JobBuilder) -> PunchItem:
    return built.state().punch[0]


def codes(built: JobBuilder, gate: str = AFTER) -> set[str]:
    return {f.code for f in built.findings(gate=gate) if f.severity == "block"}


def test_no_complaint_is_cosmetic() -> None:
    """Whatever category it is given, closeout waits for the client."""
    built = fence().sign().complain(owner="ravi", due="2026-12-03", category="C").contact(about="P1")
    assert "punch-open" in codes(built)
    assert "complaint-unconfirmed" in codes(built.done("P1", by="ravi"))


def test_a_complaint_is_not_undone() -> None:
    """Only the client takes it back."""
    built = fence().sign().complain().undo()
    assert built.refusal is not None
    assert len(built.state().punch) == 1


def test_what_was_taken_back_here_and_worked_on_there_stays() -> None:
    """And blocks until somebody says how it is."""
    built = fence().add("Gas pipe leaks", owner="ravi", due="2026-12-03").on("bbbb").on("aaaa").undo()
    built.on("bbbb").wait("P1", text="valve", by="ravi").merge()
    assert (item(built).text, item(built).contested) == ("Gas pipe leaks", ("raised",))
    assert "punch-contested" in codes(built, "handover")
    assert "punch-contested" not in codes(built.void("P1", by="olga"), "handover")


def test_attempts_count_since_the_client_was_last_spoken_to() -> None:
    """They said that it still drips; that is no client who cannot be reached."""
    built = complained()
    for _ in range(3):
        built.later(hours=1).contact(about="P1", missed=True)
    built.contact(text="still drips").verify("P1", by="olga", unconfirmed="cannot be reached")
    assert built.refusal is not None
    assert built.refusal.message.startswith("P1 Tap drips in the kitchen: 0 of 3 attempts")


def test_whoever_made_all_attempts_does_not_close_it() -> None:
    """Somebody else does, as with any other work."""
    built = complained()
    for _ in range(3):
        built.later(hours=1).contact(about="P1", missed=True)
    assert built.verify("P1", by="dana", unconfirmed="abroad").refusal is not None
    assert built.verify("P1", by="olga", unconfirmed="abroad").refusal is None


def test_the_client_may_confirm_what_was_closed_without_them() -> None:
    """Nobody closes it unconfirmed twice."""
    built = complained()
    for _ in range(3):
        built.later(hours=1).contact(about="P1", missed=True)
    built.verify("P1", by="olga", unconfirmed="abroad")
    assert built.verify("P1", by="olga", unconfirmed="abroad").refusal is not None
    built.verify("P1", client=True)
    assert (built.refusal, item(built).confirmed) == (None, True)


def test_attempts_that_are_not_there_leave_a_complaint_open() -> None:
    """A line of another program may say what it likes; and attempts are not taken back under it."""
    built = complained()
    for _ in range(3):
        built.later(hours=1).contact(about="P1", missed=True)
    built.verify("P1", by="olga", unconfirmed="abroad")
    assert "complaint-unconfirmed" not in codes(built)
    assert built.undo(by="dana").refusal is not None
    bare = complained()
    bare.say(
        [bare.actor("olga").draft(item(bare).subject, "verified", Verified(unconfirmed="abroad"), item(bare).heads)]
    )
    assert "complaint-unconfirmed" in codes(bare)


def test_a_note_for_the_file_reaches_no_client() -> None:
    """It acknowledges nothing and answers no rating."""
    built = fence().sign().complain(owner="ravi", due="2026-12-03").contact("note", about="P1").rate(1)
    assert {"complaint-unacknowledged", "low-rating-unanswered"} <= codes(built)
    assert not {"complaint-unacknowledged", "low-rating-unanswered"} & codes(built.contact(about="P1"))


def test_a_better_rating_hides_no_low_one() -> None:
    """Somebody speaks to the client, or it stays."""
    assert "low-rating-unanswered" in codes(fence().rate(1, "awful").rate(9), "handover")


def test_a_clock_that_is_wrong_answers_nothing() -> None:
    """The order of the record counts."""
    built = fence().later(days=400).contact().later(days=-400).rate(1)
    assert "low-rating-unanswered" in codes(built, "handover")


def test_two_devices_that_differ_may_say_again_what_either_said() -> None:
    """Not done, or done and confirmed: neither has to be said falsely to settle it."""

    def merged() -> JobBuilder:
        built = fence().add(owner="ravi", due="2026-12-03").done("P1", by="ravi").on("bbbb").on("aaaa")
        return built.verify("P1").on("bbbb").reject("P1", by="olga").merge()

    rejected = merged().reject("P1", by="dana")
    assert (rejected.refusal, item(rejected).standing, item(rejected).contested) == (None, "open", ())
    verified = merged().verify("P1", by="dana")
    assert (verified.refusal, item(verified).standing, item(verified).contested) == (None, "verified", ())
    assert merged().verify("P1", by="ravi").refusal is not None


def test_the_earlier_of_two_dates_counts_until_one_is_said_again() -> None:
    """Nobody's later date hides a promise that has passed."""
    built = fence().add(owner="ravi").on("bbbb").on("aaaa").promise("P1", due="2026-12-02").on("bbbb").note("x")
    built.promise("P1", due="2026-12-30", by="ravi").merge()
    assert (item(built).due, item(built).contested) == ("2026-12-02", ("due",))
    built.promise("P1", due="2026-12-30", why="materials")
    assert (item(built).due, item(built).contested) == ("2026-12-30", ())


def test_one_that_two_devices_raised_in_other_words_is_the_worse_and_says_so() -> None:
    """The same line of a list, loaded twice, is one and no more."""
    built = fence().on("bbbb").on("aaaa").add("Gap", key="k", category="C").on("bbbb").add("Gas leak", key="k").merge()
    assert (item(built).category, item(built).contested) == ("A", ("raised",))
    same = fence().on("bbbb").on("aaaa").add("Gap", key="k").on("bbbb").add("Gap", key="k").merge()
    assert (len(same.state().punch), item(same).contested) == (1, ())


def test_whose_a_closed_item_was_matters_no_more() -> None:
    """It would block for ever."""
    built = fence().add(due="2026-12-03").on("bbbb").on("aaaa").assign("P1", to="ravi").on("bbbb")
    built.assign("P1", to="olga").merge().done("P1", by="ravi").verify("P1", by="dana")
    assert item(built).contested == ()
    assert "punch-contested" not in codes(built, "handover")


def test_a_rejection_that_is_taken_back_keeps_everyone_who_did_it() -> None:
    """Also who said so while it was open on their device."""
    built = fence().add(owner="dana").done("P1", by="ravi").reject("P1", by="dana").on("bbbb").on("aaaa")
    built.on("bbbb").done("P1", by="olga").on("aaaa").undo(by="dana").merge()
    assert set(item(built).doers) == {"ravi", "olga"}
    assert built.verify("P1", by="olga").refusal is not None


def test_an_undo_looks_at_what_came_after_it_alone() -> None:
    """An earlier confirmation is of other work."""
    built = fence().add(owner="ravi").done("P1", by="ravi").verify("P1").reopen("P1").done("P1", by="ravi")
    assert built.undo(by="ravi").refusal is None
    assert item(built).standing == "open"


def test_what_was_given_besides_stays_when_the_work_is_sent_back() -> None:
    """It was given, and it cost."""
    built = fence().sign().complain(owner="ravi").done("P1", by="ravi", extra="wine", cost="25")
    built.reject("P1", client=True).done("P1", by="ravi", extra="flowers", cost="10.50").verify("P1", client=True)
    assert (item(built).extra, item(built).extra_cost) == ("wine; flowers", "35.50")


def test_a_promise_after_the_work_is_none() -> None:
    """Nor is there anything left to wait for."""
    built = fence().add(owner="ravi").done("P1", by="ravi")
    assert built.promise("P1", due="2026-12-10").refusal is not None
    assert built.wait("P1", text="hinge").refusal is not None


def test_a_second_device_goes_on_with_the_numbers_it_has_seen() -> None:
    """Names that people know stay; only what was raised apart shares one, and is told apart."""
    built = fence().add("Gap").add("Chip").on("bbbb").add("Crack", by="ravi").merge()
    assert list(names(built.state().punch).values()) == ["P1", "P2", "P3"]
    built.on("aaaa").add("Dent").on("bbbb").add("Stain").merge()
    assert list(names(built.state().punch).values()) == ["P1", "P2", "P3", "P4-aaa", "P4-bbb"]


def test_a_long_life_costs_by_its_length() -> None:
    """Hundreds of confirmations of what was confirmed before, each of which changes nothing."""
    built = fence().add(owner="ravi").done("P1", by="ravi")
    subject = item(built).subject
    begun = perf_counter()
    for _ in range(400):
        seen = (built.events()[-1].id,)
        built.say([built.actor("dana").draft(subject, "verified", Verified(), seen)])
    assert item(built).standing == "verified"
    assert ball(item(built), "dana", built.settings).person == ""
    assert perf_counter() - begun < 30
