"""Checks to render: jobs in each state that a format has to tell, and one whose every word is hostile."""

from builder import JobBuilder, job, settings
from qcheck.core.views.check import check
from qcheck.model.finding import Severity
from qcheck.model.view import CheckedItem, CheckReport, CheckView, Count, FindingView

HOSTILE = (
    "]]> <!-- & <x/> -->",
    "\x00\x01\x08\x0b\x1f\x7f",
    "lone \ud800 and \udfff surrogates",
    "not a character: \ufffe\uffff",
    "x" * 2000,
    "\"quotes\" and 'quotes'\nand a line\r\tand a tab",
    "🔨 beyond the basic plane",
    "",
)


def short(text: str) -> str:
    """A text as the name of a test."""
    return ascii(text[:24])


def report(*built: JobBuilder, fail_on: Severity = "block") -> CheckReport:
    """The check of some jobs."""
    return CheckReport("not ready", tuple(check(b.told(), fail_on) for b in built))


def softened(severity: str) -> JobBuilder:
    """A kitchen whose firm made missed and failed items softer: one passed, one failed, two unchecked."""
    built = job(settings=settings(rules={"item-missed": severity, "item-failed": severity}))
    return built.open(handover="2026-12-04").tick("1").fail("2", note="gap")


def kitchen() -> JobBuilder:
    """One item passed, one failed, one not applicable, one waived; the last is due later."""
    built = job().open(handover="2026-12-04").tick("1").fail("2", note="gap").na("4").fail("3", by="ravi")
    return built.waive("3").later(days=5)


def hostile(text: str) -> CheckReport:
    """A check in which every word is that text: an item that failed, one that is waived, and a warning."""
    file = text or "a.yaml"
    fails = FindingView("item-failed", "block", text, text, "a/b.c", 1, file, 3, 1, file, text, "1" * 32, stands=True)
    other = FindingView("item-failed", "block", text, text, text, 0, file, 3, 1, file, text, "2" * 32, stands=True)
    waived = FindingView(
        "item-missed", "block", text, text, "a/b.d", 2, file, 3, 1, file, text, "3" * 32, waived=True, reason=text
    )
    warning = FindingView("handover-late", "warn", text, text, text, 0, file, 3, 1, file, text, "4" * 32)
    items = tuple(
        CheckedItem(name, number, text, standing, due=True, file=file, line=1, column=1, note=text, fingerprint=name)
        for number, (name, standing) in enumerate((("a/b.c", "fail"), ("a/b.d", "waived")), 1)
    )
    moment, count = "2026-12-01T08:00:00Z", Count(2, 0, 1, 1)
    findings = (fails, other, warning, waived)
    return CheckReport(
        "not ready", (CheckView(text, text, "handover", "not ready", "block", moment, count, findings, items),)
    )
