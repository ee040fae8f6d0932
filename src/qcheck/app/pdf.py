"""PDF: a page set on paper."""

from qcheck.app.desk import Desk
from qcheck.app.judge import instant
from qcheck.model.paper import Paper
from qcheck.render.table import render
from qcheck.store import files, shipped, typeset
from qcheck.store.typeset import require

__all__ = ["paper", "require"]

PROGRAM = "galley.typ"


def paper(desk: Desk, page: bytes, as_of: str = "") -> Paper:
    """A page of HTML as PDF, dated with the moment that it tells of. Raises `Refused` where it cannot be set."""
    require()
    at = instant(desk, as_of) or desk.caller.at
    # To the minute, as pages tell it: the same page is the same file.
    given = {"moment": f"{at[:16]}:00Z".encode()}
    program = files.read(shipped.folder("templates") / PROGRAM)
    desk.caller.passing("Setting the PDF")
    try:
        return typeset.typeset(render("page", "pdf", page, given), program)
    finally:
        desk.caller.passing("")
