"""Phrases: a few words in English that know how they were made, so that a report can say them in its language.

What is made where no language is known is a `Phrase`: a text like any other for whoever reads English, with the message
and the words that it was made of for `Speaker.say`. What people wrote is never a phrase, and never translated.
"""

from collections.abc import Iterable, Mapping
from typing import Any


class Phrase(str):
    """A message with its words filled in; of two messages (`one`, `many`) the one for so many things (`number`)."""

    __slots__ = ("many", "number", "one", "words")

    one: str
    many: str
    number: int
    words: Mapping[str, str]


class Listed(str):
    """Texts one after the other, with words between them."""

    __slots__ = ("between", "parts")

    between: str
    parts: tuple[str, ...]


class Figure(str):
    """A number, with the workspace's sign before its decimals; `value` has a point there."""

    __slots__ = ("value",)

    value: str


def phrase(one: str, /, **words: str) -> Phrase:
    """A message in English with its words filled in: `phrase("by {who}", who=name)`."""
    return _made(one, "", 1, words)


def counted(one: str, many: str, count: int, /, **words: str) -> Phrase:
    """The same of a number of things, which it may name: `counted("{count} photo", "{count} photos", 2)`."""
    return _made(one, many, count, {"count": str(count), **words})


def _made(one: str, many: str, count: int, words: Mapping[str, str]) -> Phrase:
    message = one if count == 1 or not many else many
    made = Phrase(message.format_map(words) if "{" in message else message)
    made.one, made.many, made.number, made.words = one, many, count, words
    return made


def listed(between: str, parts: Iterable[str]) -> Listed:
    """Texts with the same words between each two: `a or b`."""
    every = tuple(parts)
    made = Listed(between.join(every))
    made.between, made.parts = between, every
    return made


def figure(value: str, sign: str) -> Figure:
    """A number of the record with a sign before its decimals."""
    made = Figure(value.replace(".", sign))
    made.value = value
    return made


def plain(of: Any) -> str:
    """A phrase as JSON holds it; for the encoder, which knows no other kinds of text."""
    if isinstance(of, Phrase | Listed | Figure):
        return str(of)
    raise TypeError(f"{type(of).__name__} is nothing that JSON can hold")
