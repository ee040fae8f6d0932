"""Revisions: what reopened a signature begins the next one, with who said it, when, and what it came to."""

from collections.abc import Callable

import pytest

from builder import KITCHEN, JobBuilder, job
from qcheck.core.revisions import begun, following
from qcheck.core.views.handover import handover
from qcheck.core.views.log import log
from qcheck.core.views.status import status
from qcheck.model.view import RevisionView, SignOffView

LEVEL = "3 Worktop level in both directions"


def signed() -> JobBuilder:
    """A kitchen that Ann Client accepted as revision A."""
    return job().open(handover="2026-12-04", scope=("Oven cleaned",)).tick("1", "2", "3", "4", "6").sign()


def views(built: JobBuilder) -> tuple[SignOffView, ...]:
    """The signatures as the report shows them."""
    return handover(built.told(), ()).signoffs


def begins(built: JobBuilder) -> RevisionView | None:
    """Why the revision after the first one begins."""
    return views(built)[0].begins


SAID: list[tuple[str, Callable[[JobBuilder], JobBuilder]]] = [
    (f"{LEVEL} answered again", lambda built: built.fail("3")),
    ("plan changed (handover)", lambda built: built.plan("late worktop", handover="2026-12-07")),
    ("P1 Lamp dark raised", lambda built: built.add("Lamp dark")),
    ("agreed: A second lamp", lambda built: built.agree("A second lamp")),
    (
        "the lists upgraded",
        lambda built: built.upgrade(KITCHEN.replace("version: 1", "version: 2").replace("Joints", "All joints")),
    ),
]


@pytest.mark.parametrize(("what", "act"), SAID, ids=[what for what, _ in SAID])
def test_what_reopens_a_signature_is_the_reason_of_the_next_revision(
    what: str, act: Callable[[JobBuilder], JobBuilder]
) -> None:
    """In words, with who said it and when."""
    built = act(signed())
    assert built.refusal is None
    assert begins(built) == RevisionView("B", what, "Dana Miller", "Tue 1 Dec 2026 08:03")


def test_what_was_taken_back_after_the_signature_is_a_reason() -> None:
    """What was signed for holds no longer."""
    built = job().open(handover="2026-12-04").tick("1", "2", "4").on("bbbb").tick("3").on("aaaa").merge().sign()
    built.on("bbbb").undo()
    found = begins(built.merge())
    assert found
    assert found.what == f"{LEVEL} taken back"


def test_an_answer_that_is_the_first_one_was_not_given_again() -> None:
    """As when a line of another device arrives that the client had not seen."""
    built = job().open(handover="2026-12-04").tick("1", "2", "4").waive("3").on("bbbb").on("aaaa")
    built.sign(outcome="accepted_with_reservations").on("bbbb").agree("More light")
    found = begins(built.merge())
    assert found
    assert (found.what, found.by) == ("agreed: More light", "Dana Miller")


def test_what_leaves_a_signature_alone_begins_no_revision() -> None:
    """Notes and contacts are no reason."""
    built = signed().note("keys given back").contact(text="all well")
    assert begins(built) is None
    assert begun(built.state()) == {}


def test_the_first_reason_is_told_whole_and_the_others_by_name() -> None:
    """No more than four of them."""
    built = signed().fail("3").tick("3").fail("2").tick("2").plan("late", handover="2026-12-07")
    found = begins(built)
    assert found
    assert (found.what, found.also) == (f"{LEVEL} answered again", ("2 Joints sealed, no visible gap", "handover"))
    for text in ("One", "Two", "Three", "Four"):
        built.add(text)
    again = begins(built)
    assert again
    assert again.also == ("2 Joints sealed, no visible gap", "handover", "P1 One", "P2 Two", "2 more")


def test_a_superseded_signature_keeps_its_seal_and_the_reason_why_it_was_followed() -> None:
    """What came after the second signature is no reason of the first one's end."""
    built = signed().fail("3").tick("3").sign()
    built.fail("2")
    first, second = views(built)
    assert (first.current, first.superseded_by, first.stale) == (False, "B", False)
    assert first.seal != second.seal
    assert first.begins == RevisionView("B", f"{LEVEL} answered again", "Dana Miller", "Tue 1 Dec 2026 08:03")
    assert second.begins
    assert (second.begins.revision, second.begins.what) == ("C", "2 Joints sealed, no visible gap answered again")
    assert second.begins.also == ()


def test_a_refusal_begins_no_revision_by_what_is_put_right_after_it() -> None:
    """It was no acceptance that could be reopened; the next signature gets the next letter all the same."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4").sign(outcome="refused").fail("3").tick("3")
    assert begins(built) is None
    assert following(built.state(), "handover") == "B"


def test_the_log_marks_the_statement_with_which_a_revision_begins() -> None:
    """And only that one."""
    built = signed().note("tea").fail("3").tick("3").sign().fail("2")
    marked = [(e.what, e.begins) for e in log(built.told()).entries if e.begins]
    assert marked == [(f"{LEVEL}: FAILED", "B"), ("2 Joints sealed, no visible gap: FAILED", "C")]


def test_status_tells_why_the_next_revision_begins() -> None:
    """With the signature, and as what stands in the way."""
    view = status(signed().fail("3").tick("3").told())
    assert view.signoff
    assert view.signoff.begins
    (said,) = [f.message for f in view.findings if f.code == "signoff-stale"]
    assert said == (
        f"Revision B begins: {LEVEL} answered again by Dana Miller, Tue 1 Dec 2026 08:03; "
        "Ann Client signed revision A on Tue 1 Dec 2026 08:02"
    )


def test_several_reasons_stand_in_the_finding() -> None:
    """Those after the first by their names."""
    view = status(signed().fail("3").tick("3").add("Lamp dark").told())
    (said,) = [f.message for f in view.findings if f.code == "signoff-stale"]
    assert "Tue 1 Dec 2026 08:03; also P1 Lamp dark; Ann Client signed" in said
