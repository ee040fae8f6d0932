"""Tongues: the languages that reports are made in, and phrases said in one of them."""

from typing import Protocol

from msgspec import Struct

from qcheck.core.phrase import Figure, Listed, Phrase, phrase

# By tag, what each calls itself; messages are written in English, the others are in src/qcheck/locale.
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
ORIGINAL = "en"
# How a number is written: a language says by this which sign stands before decimals.
NUMBER = phrase("1.5")


class Catalogue(Protocol):
    """The messages of a language, as `gettext` has them."""

    def gettext(self, message: str, /) -> str:
        """A message in the language; itself where there is none."""
        ...

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """The message for so many things."""
        ...


class Tongue(Struct, frozen=True):
    """A language to speak: its tag as HTML writes it, and its messages; none where it is the original."""

    tag: str = ORIGINAL
    catalogue: Catalogue | None = None

    def say(self, text: str) -> str:
        """A phrase in this language; any other text as it stands."""
        if self.catalogue is None:
            return str(text)
        match text:
            case Phrase():
                words = {name: self.say(word) for name, word in text.words.items()}
                return self.number(text.one, text.many, text.number).format_map(words)
            case Listed():
                return self.message(text.between).join(self.say(part) for part in text.parts)
            case Figure():
                return text.value.replace(".", self.message(NUMBER.one)[1:-1])
        return text

    def message(self, message: str) -> str:
        """A message in this language, its words not filled in."""
        return message if self.catalogue is None else self.catalogue.gettext(message)

    def number(self, one: str, many: str, number: int) -> str:
        """The same of two messages, for so many things."""
        if self.catalogue is None:
            return one if number == 1 or not many else many
        return self.catalogue.ngettext(one, many, number) if many else self.catalogue.gettext(one)


ENGLISH = Tongue()
