"""What came in, in words."""

from builder import job
from qcheck.core.events import KINDS
from qcheck.core.views.arrived import UNCOUNTED, WORDS, news
from rows import SPEAKER


def test_a_job_that_is_new_is_opened_and_counted() -> None:
    """What was planned with it goes without saying."""
    built = job().open(handover="2026-12-04").tick("1", "2").note("hello")
    came = news("elm", (), built.state().events, SPEAKER)
    assert came is not None
    assert came.words == ("opened", "2 items ticked", "1 note")
    assert came.by == ("Dana Miller",)


def test_what_was_known_is_no_news() -> None:
    """Only the difference counts; the same record in another order has none."""
    built = job().open(handover="2026-12-04").tick("1")
    known = built.state().events
    assert news("elm", known, reversed(known), SPEAKER) is None
    built.fail("2", note="gap")
    came = news("elm", known, built.state().events, SPEAKER)
    assert came is not None
    assert came.words == ("1 item failed",)


def test_every_kind_has_words() -> None:
    """A statement of a kind without any is counted as another one."""
    assert KINDS.keys() - WORDS.keys() - UNCOUNTED == {"answered"}
