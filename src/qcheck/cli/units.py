"""Units on the command line: `rooms=Pantry`, and `rooms=FILE` with one name a line."""

from pathlib import Path

from qcheck.app import units as app
from qcheck.errors import Refused


def named(option: str, typed: list[str] | None) -> tuple[tuple[str, str], ...]:
    """What was typed as KIND=NAME, as kind and name. Raises `Refused`."""
    return tuple(_pair(option, text, "NAME", "rooms=Pantry") for text in typed or ())


def from_files(typed: list[str] | None) -> tuple[tuple[str, str], ...]:
    """The names in files typed as KIND=FILE, as kind and name. Raises `Refused`, `NotFound`, `BadFile`."""
    pairs = [_pair("--units", text, "FILE", "rooms=rooms.csv") for text in typed or ()]
    return tuple(unit for kind, file in pairs for unit in app.from_file(kind, Path(file)))


def _pair(option: str, text: str, wanted: str, example: str) -> tuple[str, str]:
    kind, _, named_ = text.partition("=")
    if not kind.strip() or not named_.strip():
        raise Refused(f"{option} {text}: write KIND={wanted}.", f"For example: {option} {example}")
    return kind.strip(), named_.strip()
