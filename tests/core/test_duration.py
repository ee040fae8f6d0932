"""Durations: what is understood, what is not, and how a length of time is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.duration import LONGEST, seconds, spoken


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("45s", 45),
        ("30min", 1_800),
        ("90min", 5_400),
        ("2h", 7_200),
        ("1h30min", 5_400),
        ("1h 30 min", 5_400),
        (" 2 h ", 7_200),
        ("24h", 86_400),
        ("3d", 259_200),
        ("2w", 1_209_600),
        ("1w2d3h4min5s", 788_645),
        ("0s", 0),
        ("3650d", LONGEST),
    ],
)
def test_a_duration_is_read_in_seconds(text: str, length: int) -> None:
    """Each unit is understood alone, and several of them from the longest to the shortest."""
    assert seconds(text) == length


@pytest.mark.parametrize(
    "text",
    ["", " ", "30", "s", "min", "30m", "1.5h", "1,5h", "-2h", "+2h", "30min1h", "1h1h", "2H", "٣h", "2 hours", "3651d"],
)
def test_what_is_no_duration_gives_none(text: str) -> None:
    """No unit, an unclear one, a fraction, a sign, units out of order, or more than ten years."""
    assert seconds(text) is None


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (45, "45 seconds"),
        (60, "1 minute"),
        (1_800, "30 minutes"),
        (5_400, "1 hour 30 minutes"),
        (7_200, "2 hours"),
        (86_400, "24 hours"),
        (129_600, "36 hours"),
        (172_800, "2 days"),
        (180_061, "2 days 2 hours 1 minute 1 second"),
        (604_800, "1 week"),
        (777_600, "9 days"),
        (1_209_600, "2 weeks"),
    ],
)
def test_a_length_is_told_in_words(length: int, said: str) -> None:
    """The units that people use are told, and one of each is in the singular."""
    assert spoken(length) == said


@given(st.integers(0, LONGEST))
def test_what_is_told_can_be_read_back(length: int) -> None:
    """No second is lost in the telling."""
    words = spoken(length)
    for name, unit in {"week": "w", "day": "d", "hour": "h", "minute": "min", "second": "s"}.items():
        words = words.replace(f"{name}s", unit).replace(name, unit)
    assert seconds(words) == length


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """Whatever stands in a file, a length within ten years comes of it, or nothing."""
    length = seconds(text)
    assert length is None or 0 <= length <= LONGEST
