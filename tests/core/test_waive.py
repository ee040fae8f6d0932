"""Waivers: a permitted exception, with reason, approver and end date."""

import pytest

from builder import SETTINGS, JobBuilder, job, settings
from qcheck.core.act.actor import Refusal
from qcheck.core.verdict import verdict
from qcheck.model.settings import Policy, Settings

SEALED = "kitchen/worktops.sealed"
EXAMPLE = (
    'For example: qcheck waive 2 --reason "plinth on back-order, client agreed" --approved-by olga --until "18 dec"'
)
NAMED = "2 Joints sealed, no visible gap"


def failed(policy: Policy = SETTINGS.policy) -> JobBuilder:
    """A kitchen in which Ravi failed the joints (2), and all else is done that is due by handover."""
    changed: Settings = settings(policy=policy)
    return job(settings=changed).open(handover="2026-12-04").tick("1", "3", "4").fail("2", by="ravi")


def codes(built: JobBuilder) -> list[tuple[str, bool]]:
    """The findings, and whether each is waived."""
    return [(f.code, bool(f.waived)) for f in built.findings()]


def test_a_waiver_by_its_approver_covers_the_finding_and_hides_nothing() -> None:
    """The finding stays, marked; the verdict says that there are waivers; the item is not passed."""
    built = failed().waive("2")
    assert codes(built) == [("item-failed", True)]
    assert verdict(built.findings()) == "ready with waivers"
    assert built.state().items[1].standing == "fail"


@pytest.mark.parametrize(
    ("terms", "option"),
    [
        ({"reason": ""}, "--reason"),
        ({"approver": ""}, "--approved-by"),
        ({"until": ""}, "--until"),
        ({"reason": "", "approver": "", "until": ""}, "--reason, --approved-by, --until"),
    ],
)
def test_a_waiver_needs_reason_approver_and_last_day(terms: dict[str, str], option: str) -> None:
    """The refusal names what is missing and shows a whole command."""
    assert failed().waive("2", **terms).refusal == Refusal(f"{NAMED}: a waiver needs {option}.", EXAMPLE)


def test_a_waivers_last_day_may_be_today_but_not_yesterday() -> None:
    """The last day is inclusive."""
    assert codes(failed().waive("2", until="2026-12-01")) == [("item-failed", True)]
    assert failed().waive("2", until="2026-11-30").refusal == Refusal(
        f"{NAMED}: 2026-11-30 is past; a waiver's last day lies ahead."
    )


def test_nobody_approves_a_waiver_over_their_own_answer() -> None:
    """Ravi failed it."""
    assert failed().waive("2", approver="ravi", by="ravi").refusal == Refusal(
        f"{NAMED}: Ravi Shah gave the answer, so cannot approve the waiver.",
        "Have someone else approve it; a firm of one sets crew_of_one: true in qcheck.yaml.",
    )


def test_a_firm_of_one_may_approve_its_own() -> None:
    """The policy says so, and then the rules hold by it too."""
    built = failed(Policy(crew_of_one=True)).waive("2", approver="ravi", by="ravi")
    assert built.refusal is None
    assert codes(built) == [("item-failed", True)]


def test_only_the_roles_of_the_policy_may_approve() -> None:
    """Dana is a lead, which is not enough here."""
    built = failed(Policy(waiver_roles=("office", "boss")))
    assert built.waive("2", approver="dana", by="dana").refusal == Refusal(
        f"{NAMED}: Dana Miller may not approve waivers.", "Who may: office, boss."
    )
    assert codes(built.waive("2")) == [("item-failed", True)]


def test_a_waiver_recorded_for_someone_else_counts_once_they_confirm_it() -> None:
    """Pending until then: it covers nothing. The approver takes reason and day over by saying nothing else."""
    built = failed().waive("2", by="dana")
    assert codes(built) == [("item-failed", False), ("waiver-pending", False)]
    built.waive("2", reason="", approver="", until="", by="olga")
    assert codes(built) == [("item-failed", True)]
    (waiver,) = built.state().waivers
    assert (waiver.reason, waiver.approver, waiver.by, waiver.until) == ("agreed", "olga", "olga", "2027-01-31")


def test_someone_else_repeating_a_pending_waiver_confirms_nothing() -> None:
    """Only the approver's own word counts."""
    built = failed().waive("2", by="dana").waive("2", reason="", approver="", until="", by="ravi")
    assert codes(built) == [("item-failed", False), ("waiver-pending", False)]


def test_a_new_answer_ends_a_waiver_even_if_it_says_the_same() -> None:
    """It was given over exactly that answer."""
    built = failed().waive("2").fail("2", by="ravi")
    assert codes(built) == [("item-failed", False), ("waiver-unused", False)]


def test_a_waiver_over_no_answer_ends_when_there_is_one() -> None:
    """What was waived as unchecked and then failed is a failure."""
    built = job().open(handover="2026-12-04").tick("1", "3", "4").waive("2")
    assert codes(built) == [("item-missed", True)]
    assert codes(built.fail("2")) == [("item-failed", False), ("waiver-unused", False)]


def test_undoing_the_answer_that_ended_a_waiver_brings_the_waiver_back() -> None:
    """The old answer speaks again, and the waiver was given over it."""
    assert codes(failed().waive("2").tick("2").undo()) == [("item-failed", True)]


def test_a_waiver_expires_after_its_last_day() -> None:
    """It covers the whole of that day and nothing after."""
    built = failed().waive("2", until="2026-12-02").later(days=1)
    assert codes(built) == [("item-failed", True)]
    assert codes(built.later(days=1)) == [("item-failed", False), ("waiver-expired", False)]


def test_an_expired_waiver_is_given_a_new_day_by_waiving_again() -> None:
    """One waiver stands, with the new day and the old reason."""
    built = failed().waive("2", until="2026-12-02").later(days=2).waive("2", reason="", approver="", until="2026-12-10")
    assert codes(built) == [("item-failed", True)]
    assert [(w.until, w.reason) for w in built.state().waivers] == [("2026-12-10", "agreed")]


def test_there_is_nothing_to_waive_about_an_item_that_is_right() -> None:
    """Nor about one that is not due yet, nor about one that is waived already."""
    built = failed()
    assert built.waive("3").refusal == Refusal(
        "3 Worktop level in both directions: nothing about it is in the way, so there is nothing to waive."
    )
    assert built.waive("5").refusal == Refusal(
        "5 Follow-up call made: nothing about it is in the way, so there is nothing to waive."
    )
    assert built.waive("2").waive("2").refusal == Refusal(
        f"{NAMED}: nothing about it is in the way, so there is nothing to waive."
    )


def test_a_contested_item_cannot_be_waived() -> None:
    """Two answers contradict each other: that is settled by answering, not by permission."""
    built = job().open(handover="2026-12-04").on("bbbb").on("aaaa").tick("2").on("bbbb").fail("2", by="ravi").merge()
    assert built.waive("2").refusal == Refusal(
        f"{NAMED}: answer-contested cannot be waived.", "How to make it go away: qcheck explain answer-contested"
    )
    assert built.state().waivers == ()


def test_one_wrong_item_keeps_the_whole_command_from_being_recorded() -> None:
    """All or nothing, as with answers."""
    built = failed()
    assert built.waive("2", "3").refusal is not None
    assert built.state().waivers == ()


def test_an_unknown_item_is_refused() -> None:
    """As everywhere else."""
    assert failed().waive("9").refusal == Refusal(
        "9: there is no item 9.", "This job's items go from 1 to 5: qcheck status --all"
    )
