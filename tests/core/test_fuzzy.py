"""Fuzzy search: words in any order, in part, or with a slip of a finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.fuzzy import BEGINNING, INSIDE, LETTERS, SLIP, WHOLE, fitting, ranked, words

TEXTS = (
    "Water and power isolated",
    "Joints sealed, no visible gap",
    "Worktop level in both directions",
    "Spare hinge left with the client",
    "No leak at feeds, trap and wastes",
    "Trip time of the slowest RCD",
    "Küche übergeben",
)
LETTER = st.sampled_from("abcdeüß")
WORD = st.text(LETTER, min_size=1, max_size=9)
TEXT = st.lists(WORD, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "word", "fit"),
    [
        ("gap", "gap", WHOLE),
        ("work", "worktop", BEGINNING),
        ("top", "worktop", INSIDE),
        ("wrktop", "worktop", SLIP),
        ("wokrtop", "worktop", SLIP),
        ("worktopp", "worktop", SLIP),
        ("dirextipns", "directions", SLIP),
        ("wktp", "worktop", LETTERS),
        ("otp", "worktop", None),
        ("gpa", "gap", None),
        ("1235", "1234", None),
        ("level", "gap", None),
    ],
)
def test_a_typed_word_fits_as_it_is_in_part_or_with_a_slip(typed: str, word: str, fit: int | None) -> None:
    """Of less than four letters, and of digits, nothing is guessed."""
    assert fitting(typed, word) == fit


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", (0, 1, 2, 3, 4, 5, 6)),
        ("levl wrktop", (2,)),
        ("LEFT hinge", (3,)),
        ("kuche", (6,)),
        ("KÜCHE", (6,)),
        ("trap", (4,)),
        ("no", (1, 4)),
        ("no trap", (4,)),
        ("roof", ()),
    ],
)
def test_words_in_any_order_find_what_has_them_all(query: str, found: tuple[int, ...]) -> None:
    """Case and accents make no difference; what only resembles a word does not stand beside what has it."""
    assert ranked(query, TEXTS) == found


def test_what_fits_best_comes_first() -> None:
    """A whole word before the beginning of one, before the middle of one."""
    assert ranked("top", ("worktop", "topped", "the top", "none")) == (2, 1, 0)


@given(st.lists(TEXT, max_size=6), WORD, TEXT)
def test_one_more_word_never_finds_more(texts: list[str], word: str, query: str) -> None:
    """So that typing on narrows."""
    assert set(ranked(f"{query} {word}", texts)) <= set(ranked(query, texts))


@given(st.lists(TEXT, max_size=6), TEXT)
def test_the_order_of_words_makes_no_difference(texts: list[str], query: str) -> None:
    """Neither to what is found nor to its order."""
    assert ranked(" ".join(reversed(query.split())), texts) == ranked(query, texts)


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_every_text_is_found_by_its_own_words(texts: list[str]) -> None:
    """Whatever stands beside it."""
    assert all(place in ranked(text, texts) for place, text in enumerate(texts))


@given(WORD, st.data())
def test_one_slip_in_a_long_word_still_finds_it(word: str, data: st.DataObject) -> None:
    """One letter left out, doubled or changed into one that no word has."""
    plain = "".join(words(word * 5))[:9]
    at = data.draw(st.integers(1, len(plain) - 1)) if len(plain) > 1 else 0
    slipped = data.draw(
        st.sampled_from(
            [plain[:at] + plain[at + 1 :], plain[:at] + plain[at] + plain[at:], plain[:at] + "x" + plain[at:]]
        )
    )
    assert len(slipped) < 4 or fitting(slipped, plain) is not None
