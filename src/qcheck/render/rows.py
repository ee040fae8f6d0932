"""Rows of a check: a result each, in the columns that tables for other programs have."""

from collections.abc import Iterator

from qcheck.core.views.results import results
from qcheck.model.checkresult import CheckResult
from qcheck.model.view import CheckReport, CheckView
from qcheck.render.printable import printable

Cell = str | int
COLUMNS = (
    *("job", "gate", "number", "name", "outcome", "reason", "rules", "message", "hint", "waiting_on"),
    *("value", "note", "unit", "file", "line", "column", "subject", "fingerprint"),
)


def rows(report: CheckReport) -> Iterator[tuple[Cell, ...]]:
    """All results of all jobs; a number that there is none of is left empty."""
    for view in report.checks:
        for result in results(view):
            yield tuple(printable(cell) if isinstance(cell, str) else cell or "" for cell in _cells(view, result))


def _cells(view: CheckView, result: CheckResult) -> tuple[Cell, ...]:
    item, standing, place = result.item, result.standing, result.place
    number = item.number if item else result.findings[0].number
    told = (item.value, item.note, item.unit) if item else ("", "", "")
    return (
        *(view.job, view.gate, number, item.text if item else result.name, result.outcome, result.reason),
        *_found(result),
        standing[0].waiting_on if standing else "",
        *told,
        *(place.file, place.line, place.column, result.subject, result.fingerprint),
    )


def _found(result: CheckResult) -> tuple[str, str, str]:
    """The rules, messages and hints of what stands in the way."""
    standing = result.standing
    return (
        " ".join(dict.fromkeys(finding.code for finding in standing)),
        "; ".join(finding.message for finding in standing),
        "; ".join(dict.fromkeys(finding.hint for finding in standing if finding.hint)),
    )
