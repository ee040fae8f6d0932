"""What is said after an answer was recorded."""

import pytest

from qcheck.app.answer import Said
from qcheck.cli.recorded import left


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said("Elm", (), 3, "handover", ""), "3 left."),
        (Said("Elm", (), 0, "handover", ""), "nothing left. Next: qcheck handover."),
        (Said("Elm", (), 0, "closeout", ""), "nothing left. Next: qcheck check."),
        (
            Said("Elm", (), 0, "handover", "", pending=(("P1", "gap"),)),
            "nothing left to check. What stands in the way: qcheck next.",
        ),
        (
            Said("Elm", (), 0, "handover", "", raised=(("P1", "gap"),)),
            "nothing left to check. What stands in the way: qcheck next.",
        ),
    ],
)
def test_the_handover_is_offered_only_where_nothing_is_known_to_be_in_its_way(said: Said, words: str) -> None:
    """An open punch item is: its own person has to confirm it first."""
    assert left(said) == words
