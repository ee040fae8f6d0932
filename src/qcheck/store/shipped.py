"""Shipped files: the checklists and templates that come with qcheck, from the wheel or a source checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def folder(name: str) -> Path:
    """The folder of shipped `checklists` or `templates`: inside the package, else beside `src/`."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name
