"""Plain text of a check: a line a finding, as compilers print them."""

from collections.abc import Iterable, Mapping

from qcheck.model.view import CheckReport, CheckView, FindingView


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
    problems = sum(f.stands for f in view.findings)
    left = (
        f", {view.count.left} of {view.count.due} checks left" if view.count.left else f", {view.count.due} checks done"
    )
    blocked = f": {counted(problems, 'problem')}" if problems else ""
    yield f"{view.name}: {view.verdict.upper()} for {view.gate}{blocked}{left}"
