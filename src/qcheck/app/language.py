"""The language of what leaves the house: the workspace's, or the one that was asked for."""

from msgspec.structs import replace

from qcheck.app.desk import Desk
from qcheck.core.tongue import LANGUAGES, Tongue
from qcheck.core.views.parts import Told
from qcheck.errors import NotFound
from qcheck.render.spoken import tongue
from qcheck.store import shipped


def assets(desk: Desk, wanted: str = "") -> dict[str, bytes]:
    """What a renderer needs to speak the workspace's language, or the one that is wanted. Raises as `of` does."""
    return of(wanted or desk.settings.language)


def of(tag: str) -> dict[str, bytes]:
    """What a renderer needs to speak a language: its tag and its messages. Raises `NotFound` for one there is not."""
    if tag not in LANGUAGES:
        there = ", ".join(f"{each} ({name})" for each, name in LANGUAGES.items())
        raise NotFound(f"{tag}: qcheck does not speak that.", f"There are: {there}.")
    return {"language": tag.encode(), "messages": shipped.messages(tag)}


def spoken(desk: Desk, wanted: str = "") -> Tongue:
    """The language to speak. Raises as `assets` does."""
    return tongue(assets(desk, wanted))


def speaking(told: Told, language: Tongue) -> Told:
    """A job to be put into words of a language."""
    return replace(told, speaker=replace(told.speaker, tongue=language))
