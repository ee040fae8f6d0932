"""Trouble in words: what an error prints."""

from qcheck.app.desk import BadFile
from qcheck.app.handover import NotReady
from qcheck.app.told import sentences
from qcheck.errors import QcheckError


def told(error: QcheckError) -> list[str]:
    """The lines of an error: message and hint, or every finding with its place."""
    if isinstance(error, BadFile):
        return sentences(error.findings)
    if isinstance(error, NotReady):
        return not_ready(error)
    return [error.message, *([error.hint] if error.hint else [])]


def not_ready(error: NotReady) -> list[str]:
    """Why nothing was signed: the first problems, and how many more there are."""
    problems = [f for f in error.status.findings if f.severity == "block"]
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    width = max((len(str(f.number)) for f in problems[:10] if f.number), default=0)
    lines = [f"{error.status.job.name}: NOT READY, {count}. Nothing signed."]
    for problem in problems[:10]:
        waiting = f", waiting on {problem.waiting_on}" if problem.waiting_on and problem.code != "item-missed" else ""
        lines.append(f"  {problem.number or ''!s:>{width}}  {problem.message}{waiting}")
    more = len(problems) - 10
    return [*lines, f"  … {more} more: qcheck status --all"] if more > 0 else lines
