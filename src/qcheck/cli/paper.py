"""Pages on paper: a page of HTML as PDF, where that was asked for."""

import typer

from qcheck.app import pdf
from qcheck.app.desk import Desk
from qcheck.cli import out
from qcheck.cli.place import options

PDF, PAGE = "pdf", "html"
# Signs that no font has, by number.
MOST_NAMED = 5


def made_as(form: str) -> str:
    """The form that is made first. Raises `Refused` where a PDF cannot be had."""
    if form != PDF:
        return form
    pdf.require()
    return PAGE


def finished(context: typer.Context, here: Desk, content: bytes, form: str, as_of: str) -> bytes:
    """What was made, on paper if it is to be a PDF; the caller is told of signs that no font here has."""
    if form != PDF:
        return content
    made = pdf.paper(here, content, as_of)
    if made.missing and not options(context).quiet:
        named = ", ".join(f"U+{ord(sign):04X}" for sign in made.missing[:MOST_NAMED])
        more = len(made.missing) - MOST_NAMED
        out.complain(
            f"No font here has {named}{f' and {more} more' if more > 0 else ''}: in the PDF each shows as its number. "
            "A font that has them helps: docs/pdf.md."
        )
    return made.content
