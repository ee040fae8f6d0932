"""Every format for machines takes any text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcheck.core.clean import UNSAFE
from qcheck.render.printable import lines, printable
from qcheck.render.table import formats, render
from render.checked import hostile

# The views that these two show hold clean text only.
TRUSTING = {"text", "json"}
ANYTHING = st.text(st.characters(categories=None) | st.sampled_from("\\`|#@=;:%,<&\n\r\t'\"\x1b\ud800\ufffe\u202e"))
# What no format but JUnit's XML has to escape: line ends stand between entries.
STEERING = re.compile(UNSAFE.replace("\x0b-\x1f", "\x0b\x0c\x0e-\x1f"))


@pytest.mark.parametrize("form", [form for form in formats("check") if form not in TRUSTING])
@settings(max_examples=20)
@given(text=ANYTHING)
def test_any_text_is_written_as_utf_8_that_steers_nothing(form: str, text: str) -> None:
    """The same each time."""
    made = render("check", form, hostile(text), {})
    assert made == render("check", form, hostile(text), {})
    if form != "xlsx":
        assert STEERING.search(made.decode()) is None


@given(text=ANYTHING)
def test_printable_text_has_all_that_may_be_printed(text: str) -> None:
    """On one line; what is printable already comes back as it is, and a second time changes nothing."""
    assert "\n" not in printable(text)
    assert printable(printable(text)) == printable(text)
    assert len(lines(text)) == len(text)
    assert printable(text) == text or not text.isprintable()
