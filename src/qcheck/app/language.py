"""The language of what leaves the house: the workspace's, or the one that was asked for."""

from msgspec.structs import replace

from qcheck.app.desk import Desk
from qcheck.core.tongue import LANGUAGES, Tongue, tongue
from qcheck.core.views.parts import Told
from qcheck.errors import NotFound
from qcheck.store import shipped

LANGUAGE, MESSAGES = "language", "messages"


def assets(desk: Desk, wanted: str = "") -> dict[str, bytes]:
    """What a renderer needs to speak a language: its tag and its messages. Raises `NotFound` for one there is not."""
    tag = wanted or desk.settings.language
    if tag not in LANGUAGES:
        there = ", ".join(f"{each} ({name})" for each, name in LANGUAGES.items())
        raise NotFound(f"{tag}: qcheck does not speak that.", f"There are: {there}.")
    return {LANGUAGE: tag.encode(), MESSAGES: shipped.messages(tag)}


def spoken(desk: Desk, wanted: str = "") -> Tongue:
    """The language to speak. Raises as `assets` does."""
    found = assets(desk, wanted)
    return tongue(found[LANGUAGE].decode(), found[MESSAGES])


def speaking(told: Told, language: Tongue) -> Told:
    """A job to be put into words of a language."""
    return replace(told, speaker=replace(told.speaker, tongue=language))
