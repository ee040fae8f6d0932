"""Plain text of a check: a line a finding, as compilers print them."""

from collections.abc import Iterable, Mapping

from qcheck.model.view import CheckReport, CheckView, Count, FindingView


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """Every job with its findings and verdict."""
    return "\n".join(line for view in report.checks for line in _job(view)).encode() + b"\n"


def finding(view: FindingView) -> list[str]:
    """`file:line:column: severity: message [rule]`, with the hint below."""
    number = f"{view.number} " if view.number else ""
    waived = "waived, " if view.waived else ""
    lines = [f"{view.where}: {waived}{view.severity}: {number}{view.message} [{view.code}]"]
    return [*lines, f"    {view.hint}"] if view.hint and not view.waived else lines


def counted(number: int, noun: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _job(view: CheckView) -> Iterable[str]:
    for each in view.findings:
        yield from finding(each)
    yield last_line(view)


def last_line(view: CheckView) -> str:
    """The verdict in a line, with how much is left."""
    problems = sum(f.stands for f in view.findings)
    done = _left(view.count)
    blocked = f": {counted(problems, 'problem')}" if problems else ""
    return f"{view.name}: {view.verdict.upper()} for {view.gate}{blocked}{done}"


def _left(count: Count) -> str:
    """What is left; a waived item is never said to be done."""
    if count.left:
        return f", {count.left} of {count.due} checks left"
    if not count.due:
        return ""
    waived = f", {count.waived} waived" if count.waived else ""
    deferred = f", {count.deferred} to be put right after it" if count.deferred else ""
    return f", {counted(count.due - count.waived - count.deferred, 'check')} done{waived}{deferred}"
