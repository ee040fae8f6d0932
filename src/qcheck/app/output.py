"""Outputs of a check, for people and machines."""

from pathlib import Path

from qcheck.model.view import CheckReport
from qcheck.render.table import formats, render
from qcheck.store import files

FORMATS = formats("check")


def rendered(report: CheckReport, form: str) -> bytes:
    """A check in one of `FORMATS`."""
    return render("check", form, report, {})


def write(path: Path, content: bytes) -> None:
    """Writes an output to a file. Raises `StorageFailed`."""
    files.write(path, content)
