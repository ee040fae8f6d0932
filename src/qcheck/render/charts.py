"""Charts as a page of HTML, drawn in the page itself."""

from collections.abc import Mapping

from qcheck.model.chartview import StatsPage
from qcheck.render.report import page


def stats(view: StatsPage, assets: Mapping[str, bytes]) -> bytes:
    """Charts and figures of one job or of several."""
    return page("stats.html.j2", view, assets, escape=True)
