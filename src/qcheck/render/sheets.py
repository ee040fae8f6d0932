"""Sheets for paper and a pen, as pages of HTML."""

from collections.abc import Mapping

from qcheck.model.sheetview import BlankView, CardView, MissedView
from qcheck.render.report import page


def missed(view: MissedView, assets: Mapping[str, bytes]) -> bytes:
    """What is still open, by person; one sheet of paper."""
    return page("missed.html.j2", view, assets, escape=True)


def card(view: CardView, assets: Mapping[str, bytes]) -> bytes:
    """What a crew has to know before the start."""
    return page("card.html.j2", view, assets, escape=True)


def blank(view: BlankView, assets: Mapping[str, bytes]) -> bytes:
    """A checklist to fill in by pen."""
    return page("blank.html.j2", view, assets, escape=True)
