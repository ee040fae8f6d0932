"""The languages of reports: their catalogues hold every message, dates and numbers are as the locale has them."""

import os
import re
from datetime import UTC, date, timedelta
from gettext import GNUTranslations
from io import BytesIO
from itertools import chain

import pytest
from babel.dates import format_skeleton
from babel.messages.catalog import Message
from babel.numbers import format_decimal

import catalogues
from builder import job, settings
from catalogues import TRANSLATED
from conftest import ROOT
from qcheck.core.measure import shown
from qcheck.core.tongue import LANGUAGES, ORIGINAL, Tongue
from qcheck.core.views.handover import handover
from qcheck.core.wording import Speaker
from qcheck.model.settings import Settings

if os.environ.get("QCHECK_UPDATE_LANGUAGES"):
    catalogues.update()

# What a message is given besides what it says in English: there the trade has no other word for it.
BESIDES = {"%(Outcome)s by %(person)s, %(date)s": {"handover"}}
WORDS = re.compile(r"\{(\w+)\}|%\((\w+)\)")
UPDATE = "QCHECK_UPDATE_LANGUAGES=1 python -m pytest tests/test_languages.py writes the catalogues anew"


def _speaker(tag: str) -> Speaker:
    return Speaker(Settings(), UTC, _tongue(tag))


def _tongue(tag: str) -> Tongue:
    return Tongue(tag, GNUTranslations(BytesIO(catalogues.path(tag, "mo").read_bytes())))


def _forms(of: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (of,) if isinstance(of, str) else tuple(of or ())


def _words(text: str) -> set[str]:
    return {word.lower() for word in chain.from_iterable(WORDS.findall(text))} - {""}


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_catalogue_holds_every_message_and_no_other(tag: str) -> None:
    """A message that was added, changed or removed is found before a client reads English in a German report."""
    held = {message.id for message in catalogues.held(tag) if message.id}
    assert (set(catalogues.messages()) - held, held - set(catalogues.messages())) == (set(), set()), UPDATE


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_message_is_translated_with_the_words_that_are_filled_in(tag: str) -> None:
    """Only how many there are may be left out of one form; what has a capital is there without it, too."""
    wrong = [m.id for m in catalogues.held(tag) if m.id and (m.fuzzy or not _whole(m))]
    assert wrong == []


def _whole(message: Message) -> bool:
    wanted = {word for one in _forms(message.id) for word in _words(one)}
    free = {"count", "num"} if isinstance(message.id, tuple) else set()
    given = wanted | BESIDES.get(_forms(message.id)[0], set())
    return all(form and wanted - free <= _words(form) <= given for form in _forms(message.string))


@pytest.mark.parametrize("tag", TRANSLATED)
def test_what_gettext_reads_is_what_people_edit(tag: str) -> None:
    """The .mo file was written from the .po file as it is."""
    read = GNUTranslations(BytesIO(catalogues.path(tag, "mo").read_bytes()))
    for message in catalogues.held(tag):
        one, *many = _forms(message.id)
        found = tuple(read.ngettext(one, many[0], number) for number in (1, 2)) if many else (read.gettext(one),)
        assert not one or found == _forms(message.string), UPDATE


def test_each_language_that_can_be_asked_for_is_there() -> None:
    """And no other; English is what messages are written in."""
    assert {path.name for path in catalogues.LOCALE.iterdir()} == set(LANGUAGES) - {ORIGINAL}


@pytest.mark.parametrize("tag", TRANSLATED)
def test_dates_and_numbers_are_as_the_locale_writes_them(tag: str) -> None:
    """The names of days and months, their order, and the sign before decimals are those of Unicode's locale data."""
    speaker = _speaker(tag)
    for day in (date(2026, 1, 1) + timedelta(days=29 * n) for n in range(26)):
        assert speaker.when(day.isoformat()) == format_skeleton("yMMMEd", day, locale=tag)
        assert speaker.when(day.isoformat(), year=False) == format_skeleton("MMMEd", day, locale=tag)
    assert speaker.say(shown("3.5", "", ".")) == format_decimal(3.5, locale=tag)
    assert speaker.say(shown("3.5", "mm", ".")) == "3,5\u00a0mm"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_state_that_a_seal_covers_is_the_same_in_every_language(tag: str) -> None:
    """A seal is over what was true, whatever language it was told in; and English is told as ever."""
    built = (
        job(settings=settings()).open(scope=("Fridge opens left",), handover="2026-12-04").fail("level", note="3.5 mm")
    )
    english = handover(built.told(), ())
    told = built.told(tongue=_tongue(tag))
    other = handover(told, ())
    assert other.state == english.state
    assert other.findings[0].message != english.findings[0].message
    assert other.scope[0].text != english.scope[0].text


def test_the_wheel_has_the_catalogues() -> None:
    """They lie inside the package, so that nothing has to be built or found."""
    assert catalogues.LOCALE.is_relative_to(ROOT / "src" / "qcheck")
