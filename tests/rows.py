"""Rows of the tables in which every rule of a job is tried: where it fires, what it says there, where it is silent."""

from collections.abc import Callable
from datetime import UTC
from typing import NamedTuple

from builder import SETTINGS
from qcheck.core import wording
from qcheck.core.rules.table import RULES
from qcheck.core.wording import Speaker
from qcheck.model.finding import Finding

SPEAKER = Speaker(SETTINGS, UTC)


class Row(NamedTuple):
    """A rule with a job in which it fires, what it says there, and one nearly the same in which it is silent."""

    code: str
    subject: str
    place: str
    sentence: str
    hint: str
    fires: Callable[[], list[Finding]]
    silent: Callable[[], list[Finding]]


def expected(row: Row) -> tuple[str, ...]:
    """What a row says of its rule's first finding, its default severity included."""
    severity = RULES[row.code].severity
    return row.subject, row.place, row.sentence, row.hint, "info" if severity == "off" else severity


def told(row: Row) -> tuple[str, ...]:
    """The same of the first finding that its rule finds there; empty if it finds none."""
    found = next((f for f in row.fires() if f.code == row.code), None)
    if found is None:
        return ()
    words = wording.message(found, SPEAKER), wording.hint(found, SPEAKER)
    return found.subject, str(found.place), *words, found.severity


def codes_of(*modules: str) -> list[str]:
    """The rules of a job, its record or its waivers that stand in these modules, sorted."""
    judged = ((code, rule) for code, rule in RULES.items() if rule.stage in {"job", "record", "waiver"})
    return sorted(code for code, rule in judged if rule.module in modules)
