"""Standings in words: what an item comes to, as messages say it."""

from qcheck.core.phrase import phrase
from qcheck.model.state import Standing

STANDINGS: dict[Standing, str] = {
    "open": phrase("not checked"),
    "pass": phrase("passed"),
    "fail": phrase("failed"),
    "na": phrase("not applicable"),
    "contested": phrase("contested"),
    "stale": phrase("reworded since"),
    "hidden": phrase("not needed"),
}
