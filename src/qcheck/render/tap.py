"""TAP 14 of a check: a test point a result, with its place in the block below."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from qcheck.core.views.results import results
from qcheck.model.checkresult import CheckResult
from qcheck.model.view import CheckReport, CheckView
from qcheck.render.printable import printable


def check(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """All jobs, one after the other; what is waived, open or not right without standing in the way has a directive."""
    every = [(view, result) for view in report.checks for result in results(view)]
    points = [line for number, (view, result) in enumerate(every, 1) for line in _point(number, view, result)]
    return "".join(f"{line}\n" for line in ("TAP version 14", f"1..{len(every)}", *points)).encode()


def _point(number: int, view: CheckView, result: CheckResult) -> Iterator[str]:
    met = "ok" if result.outcome in {"passed", "skipped"} else "not ok"
    yield f"{met} {number} - {_described(f'{view.name}: {result.name}')}{_directive(result)}"
    yield "  ---"
    for key, value in _block(view, result).items():
        # JSON is YAML on one line, in which nothing that was typed means anything.
        yield f"  {key}: {msgspec.json.encode(value).decode()}"
    yield "  ..."


def _described(text: str) -> str:
    """A text in which no reader finds a directive. TAP 14 has a backslash for the sign; older readers do not know that,
    and what failed would be skipped for them: so it is written wide.
    """
    return printable(text).replace("\\", "\\\\").replace("#", "＃")  # noqa: RUF001 (that sign is what is meant)


def _directive(result: CheckResult) -> str:
    word = {"skipped": "SKIP", "todo": "TODO"}.get(result.outcome)
    return f" # {word} {_described(result.reason)}" if word else ""


def _block(view: CheckView, result: CheckResult) -> dict[str, Any]:
    standing, place = result.standing, result.place
    said = {
        "job": view.job,
        "name": result.name,
        "subject": result.subject,
        "message": "; ".join(finding.message for finding in standing),
        "hint": "; ".join(dict.fromkeys(finding.hint for finding in standing if finding.hint)),
        "rules": " ".join(dict.fromkeys(finding.code for finding in standing)),
        "fingerprint": result.fingerprint,
    }
    at = {"file": printable(place.file), "line": place.line, "column": place.column}
    return {**{key: printable(value) for key, value in said.items() if value}, "at": at}
