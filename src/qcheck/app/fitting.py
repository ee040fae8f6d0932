"""Messages fitted to a terminal: its width, and what its encoding can hold."""

from qcheck.core.cells import chopped, isolated, steady
from qcheck.core.folding import fold
from qcheck.core.signs import plain

__all__ = ["cut", "plain", "steady", "wrapped"]


def wrapped(text: str, most: int, *, unicode: bool) -> str:
    """Text whose lines end between words, set in as they begin; a path or an address stays whole to be copied."""
    return "\n".join(_wrapped(line, most, unicode=unicode) for line in steady(text).split("\n"))


def _wrapped(line: str, most: int, *, unicode: bool) -> str:
    indent = line[: len(line) - len(line.lstrip(" "))]
    parts = [line[start:end] for start, end in fold(line, most, hang=len(indent), tear=False)]
    said = [isolated(part) if unicode else part for part in parts]
    return "\n".join([said[0], *(indent + part for part in said[1:])])


def cut(text: str, most: int) -> str:
    """The beginning of a text that has room in a line."""
    return text[: chopped(text, most)[0]]
