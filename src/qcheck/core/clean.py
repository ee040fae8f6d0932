"""Cleaning: text from anywhere made safe to show on a terminal or a page."""

import re

# Line feed and tab apart: C0 and C1 controls, line and paragraph separators, zero-width and bidirectional controls,
# tags, and lone surrogates. Compiled when first needed: most text is printable and never gets there.
UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """Text without anything that could move a cursor, hide or reorder other text; each such character shows as `�`."""
    return text if text.isprintable() else re.sub(UNSAFE, "�", text)


def line(text: str) -> str:
    """The same on one line."""
    return text if text.isprintable() else clean(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))
