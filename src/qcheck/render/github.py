"""GitHub annotations of a check: workflow commands, a line a finding, which the runner shows at its file and line."""

from collections.abc import Mapping

from qcheck.core.views.results import level, repository_place
from qcheck.model.view import CheckReport, CheckView, FindingView
from qcheck.render.printable import printable

# Written so that the runner reads them as they were; a property ends at a comma or colon besides.
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = {**DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def annotations(report: CheckReport, _: Mapping[str, bytes]) -> bytes:
    """Every finding of every job."""
    commands = [_command(report, view, finding) for view in report.checks for finding in view.findings]
    return "".join(f"{command}\n" for command in commands).encode()


def _command(report: CheckReport, view: CheckView, finding: FindingView) -> str:
    place = repository_place(report, finding.place)
    held = {"file": place.file, "line": place.line, "col": place.column, "title": f"{view.name}: {finding.code}"}
    written = ",".join(f"{name}={printable(str(value)).translate(PROPERTY)}" for name, value in held.items() if value)
    hint = "" if finding.waived else printable(finding.hint)
    said = "\n".join(part for part in (_message(finding), hint) if part)
    kind = level(finding).replace("note", "notice")
    return f"::{kind} {written}::{said.translate(DATA)}"


def _message(finding: FindingView) -> str:
    number = f"{finding.number} " if finding.number else ""
    waived = f", waived: {finding.reason}" if finding.waived else ""
    return printable(f"{number}{finding.message}{waived}")
