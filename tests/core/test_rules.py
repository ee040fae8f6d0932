"""Rules of a job: each fires where it should, and is silent where it should not."""

from builder import job


def test_an_item_without_an_answer_is_missed_by_its_gate_and_not_before() -> None:
    """What is due by closeout is not asked for at handover."""
    opened = job().open(handover="2026-12-04").tick("isolated", "level", "spare")
    assert opened.codes() == [("item-missed", "kitchen/worktops.sealed")]
    assert ("item-missed", "kitchen/worktops.called") in opened.codes(gate="closeout")
