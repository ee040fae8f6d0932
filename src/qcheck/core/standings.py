"""Standings in words: what an item comes to, as messages say it."""

from qcheck.model.state import Standing

STANDINGS: dict[Standing, str] = {
    "open": "not checked",
    "pass": "passed",
    "fail": "failed",
    "na": "not applicable",
    "contested": "contested",
    "stale": "reworded since",
    "hidden": "not needed",
}
