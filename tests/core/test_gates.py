"""Gates: their order, and which one a job stands before."""

import pytest

from builder import job
from qcheck.core.gates import current, due, order, released
from qcheck.model.settings import DEFAULT_GATES


@pytest.mark.parametrize(
    ("item", "gate", "expected"),
    [
        ("start", "start", True),
        ("start", "handover", True),
        ("handover", "start", False),
        ("handover", "handover", True),
        ("handover", "closeout", True),
        ("closeout", "handover", False),
    ],
)
def test_an_item_is_due_by_its_gate_and_every_later_one(item: str, gate: str, expected: bool) -> None:
    """Passing a gate means that everything before it is done too."""
    assert due(item, gate, DEFAULT_GATES) is expected


def test_an_item_of_a_gate_that_is_gone_is_due_first() -> None:
    """A pinned list may name a gate that the settings lost: its items are never overlooked."""
    assert order("delivery", DEFAULT_GATES) == 0
    assert due("delivery", "start", DEFAULT_GATES)


def test_a_job_stands_before_handover_until_it_is_released() -> None:
    """What is due by earlier gates is asked for along with it."""
    state = job().open().state()
    assert current(state, DEFAULT_GATES) == "handover"
    assert not released(state, "handover")


def test_gates_may_have_other_names_around_handover() -> None:
    """And handover may be the last."""
    assert current(job().open().state(), ("survey", "fit", "handover")) == "handover"
