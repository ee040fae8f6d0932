"""Printable text: what every format for machines may hold, whatever was typed."""

import re

from qcheck.core import clean

# What XML 1.0 and YAML forbid even escaped; control characters, which are marked already, are among it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """A text on one line without control characters, or any that a format forbids: each shows as a mark."""
    return lines(clean.line(text))


def lines(text: str) -> str:
    """The same of a text that may have several lines."""
    return str(text) if text.isprintable() else _FORBIDDEN.sub("�", clean.clean(text))
