"""Checking: the verdict of jobs at a gate."""

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.app.judge import context, instant, judge
from qcheck.core.clean import line
from qcheck.core.verdict import exit_code
from qcheck.core.views.check import check as view
from qcheck.errors import NotFound
from qcheck.model.finding import Severity, Verdict
from qcheck.model.view import CheckReport
from qcheck.store import workspace

WORST: tuple[Verdict, ...] = ("not ready", "ready with waivers", "ready")


def check(desk: Desk, names: tuple[str, ...], asked: dict[str, str], fail_on: Severity = "block") -> CheckReport:
    """The findings of jobs: those named, `all`, or the one that is meant; `asked` may hold gate and as_of.

    Raises `NotFound` where there is nothing to check: no verdict is not a good one.
    """
    chosen = workspace.jobs(desk.root) if "all" in asked else [jobs.which(desk, name) for name in names or ("",)]
    if not chosen:
        raise NotFound("There is no job to check.", 'Open one: qcheck open "Elm Street kitchen" --checklist kitchen')
    at = instant(desk, asked.get("as_of", ""))
    checks = []
    for name in dict.fromkeys(chosen):
        job = jobs.load(desk, name, at)
        checks.append(view(judge(desk, job, context(desk, job, asked.get("gate", ""), at)), fail_on))
    verdicts = {check.verdict for check in checks}
    worst = next(v for v in WORST if v in verdicts)
    folder = line(workspace.prefix(desk.root))
    return CheckReport(verdict=worst, checks=tuple(checks), every="all" in asked, folder=folder)


def code(report: CheckReport, *, strict: bool) -> int:
    """The exit code of a check."""
    return exit_code((check.verdict for check in report.checks), strict=strict)
