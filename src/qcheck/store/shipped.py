"""Shipped files: the checklists, templates and languages that come with qcheck, from the wheel or a source checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def folder(name: str) -> Path:
    """The folder of shipped `checklists` or `templates`: inside the package, else beside `src/`."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name


def messages(language: str) -> bytes:
    """The messages of a language, as `gettext` reads them; empty for the one that they are written in."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "qcheck.mo"
    return path.read_bytes() if path.is_file() else b""
