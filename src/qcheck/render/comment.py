"""Markdown of a check, for the page of a CI run and a comment on a merge request: the jobs, then what to do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct

from qcheck.core.views.results import category
from qcheck.model.view import CheckReport, CheckView, FindingView
from qcheck.render.markup import markdown
from qcheck.render.printable import printable
from qcheck.render.text import last_line

ROOM = 60_000  # characters; GitHub takes 65,536 in a comment, and no part of one that has more
# What calls someone or links an issue is broken up by a space of no width, which no text of a view can hold.
REFERENCE = re.compile(r"[@#!$%~&^](?=\w)")
GAP = "\u200b"

JOBS = ("Job", "Gate", "Verdict", "Left", "Problems")
STANDING = ("No.", "In the way", "Waiting on", "Where")
BESIDE = ("No.", "Not in the way", "Waiting on", "Where")
WAIVED = ("No.", "Waived", "Why", "Where")


class Table(Struct, frozen=True):
    """Rows of Markdown under a title, which may be empty."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summary(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """The whole, for the page that GitHub shows of a run."""
    return _page(report, "")


def comment(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """The same below a mark, by which a script finds the comment on the same jobs that this one takes the place of."""
    return _page(report, f"<!-- {quote(printable(category(report)))} -->\n")


def _page(report: CheckReport, mark: str) -> bytes:
    as_of = max(view.as_of for view in report.checks)
    head, foot = f"{mark}## qcheck: {report.verdict}\n", f"\nAs of {as_of}.\n"
    return f"{head}{_fitted(list(_tables(report)), ROOM - len(head) - len(foot))}{foot}".encode()


def _tables(report: CheckReport) -> Iterator[Table]:
    if len(report.checks) > 1:
        yield Table("", JOBS, tuple(_job(view) for view in report.checks))
    for view in report.checks:
        if view.findings or len(report.checks) == 1:
            yield from _of_job(view)


def _of_job(view: CheckView) -> Iterator[Table]:
    yield Table(f"### {_shown(last_line(view))}", (), ())
    standing = [f for f in view.findings if f.stands]
    beside = [f for f in view.findings if not f.stands and not f.waived]
    for columns, findings in ((STANDING, standing), (BESIDE, beside)):
        yield Table("", columns, tuple(_row(f, f.message, f.hint, f.waiting_on) for f in findings))
    yield Table("", WAIVED, tuple(_row(f, f.message, "", f.reason) for f in view.findings if f.waived))


def _job(view: CheckView) -> tuple[str, ...]:
    problems = str(sum(finding.stands for finding in view.findings))
    left = f"{view.count.left} of {view.count.due}"
    return (_shown(view.name), _shown(view.gate), f"**{view.verdict}**", left, problems)


def _row(finding: FindingView, said: str, hint: str, third: str) -> tuple[str, ...]:
    what = "<br>".join(_shown(part) for part in (said, hint) if part)
    return (str(finding.number or ""), what, _shown(third), _shown(finding.where))


def _shown(text: str) -> str:
    """A text as it was written: it marks up nothing, calls nobody and links no issue."""
    return markdown(REFERENCE.sub(rf"\g<0>{GAP}", printable(text))).replace(GAP, "&#8203;")


def _fitted(tables: list[Table], room: int) -> str:
    """As many rows, from the first, as there is room for; how many are left out is said."""
    room -= len(_more(sum(len(table.rows) + 1 for table in tables)))
    written, left, full = "", 0, False
    for table in tables:
        for number, text in enumerate((_head(table), *(_line(row) for row in table.rows))):
            full = full or len(written) + len(text) > room
            if not full:
                written += text
            elif number or table.title:
                left += 1
    return written + (_more(left) if left else "")


def _head(table: Table) -> str:
    title = f"\n{table.title}\n" if table.title else ""
    columns = f"\n{_line(table.columns)}{_line(('---',) * len(table.columns))}" if table.rows else ""
    return title + columns


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _more(count: int) -> str:
    return f"\n{count} more did not fit in here: `qcheck check` tells them.\n"
