"""Tongues: the languages that reports are made in."""

from typing import Protocol

from msgspec import Struct

# What each calls itself; the words are in src/qcheck/locale (docs/languages.md). English needs none.
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
ORIGINAL = "en"


class Catalogue(Protocol):
    """The messages of a language, as `gettext` has them."""

    def gettext(self, message: str, /) -> str:
        """A message in the language; itself where there is none."""
        ...

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The message for so many."""
        ...


class Tongue(Struct, frozen=True):
    """A language to speak: its tag as HTML writes it, its messages, and the sign it writes before decimals; none of
    the two where it is the language that messages are written in.
    """

    tag: str = ORIGINAL
    catalogue: Catalogue | None = None
    decimal: str = ""


ENGLISH = Tongue()
