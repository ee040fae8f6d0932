"""The verdict: computed once, from the findings; and the exit code that follows from it."""

from collections.abc import Iterable

from qcheck.model.finding import SEVERITIES, Finding, Severity, Verdict


def stands(finding: Finding, fail_on: Severity = "block") -> bool:
    """Whether a finding stands in the way: at least as severe as asked, and not waived."""
    return not finding.waived and SEVERITIES.index(finding.severity) >= SEVERITIES.index(fail_on)


def verdict(findings: Iterable[Finding], fail_on: Severity = "block") -> Verdict:
    """Ready, ready with waivers, or not ready."""
    every = list(findings)
    if any(stands(finding, fail_on) for finding in every):
        return "not ready"
    return "ready with waivers" if any(finding.waived for finding in every) else "ready"


def exit_code(verdicts: Iterable[Verdict], *, strict: bool = False) -> int:
    """0 if all are ready, 1 if one is not; `strict` counts a waiver as not ready."""
    bad = {"not ready", "ready with waivers"} if strict else {"not ready"}
    return int(any(verdict in bad for verdict in verdicts))
