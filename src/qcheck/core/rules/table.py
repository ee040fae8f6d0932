"""The table of all rules: code, stage, default severity, whether it may be waived, and where the rule is."""

from typing import Literal

from msgspec import Struct

from qcheck.model.finding import Arg, Finding, Severity
from qcheck.model.place import Place

Stage = Literal["read", "lint", "record", "job", "waiver"]


class Rule(Struct, frozen=True):
    """One rule. What its function takes depends on its stage:

    read: a place and what was found there, called by the reader of a file; lint: a `Library`;
    record: `(problems, state, context)`; job: `(state, context)`; waiver: `(findings, state, context)`.
    """

    code: str
    stage: Stage
    severity: Severity | Literal["off"]
    waivable: bool
    module: str

    @property
    def where(self) -> str:
        return f"qcheck.core.rules.{self.module}:{self.code.replace('-', '_')}"


def _rules(stage: Stage, module: str, *rows: tuple[str, Severity | Literal["off"], bool]) -> list[Rule]:
    return [Rule(code, stage, severity, waivable, module) for code, severity, waivable in rows]


_ROWS = [
    *_rules(
        "job",
        "items",
        ("item-missed", "block", True),
        ("item-failed", "block", True),
        ("na-without-reason", "block", True),
        ("na-not-allowed", "block", True),
        ("answer-stale", "block", True),
        ("answer-contested", "block", False),
        ("value-amiss", "block", False),
        ("evidence-missing", "block", True),
        ("condition-unknown", "block", True),
        ("failure-hidden", "warn", False),
        ("subject-unknown", "warn", False),
    ),
    *_rules(
        "job",
        "holds",
        ("hold-not-released", "block", True),
        ("hold-passed", "block", True),
        ("witness-missing", "block", True),
        ("wrong-role", "block", True),
        ("role-overridden", "warn", False),
        ("answered-out-of-order", "warn", False),
    ),
    *_rules(
        "job",
        "timing",
        ("item-late", "warn", False),
        ("reading-late", "block", True),
        ("result-expired", "block", True),
    ),
    *_rules(
        "job",
        "punch",
        ("punch-open", "block", False),
        ("punch-unverified", "block", False),
        ("self-verified", "block", False),
        ("punch-contested", "block", False),
        ("punch-no-owner", "block", False),
        ("punch-no-date", "warn", False),
        ("promise-overdue", "block", False),
        ("promise-moved", "info", False),
        ("punch-vague", "warn", False),
        ("punch-reopened", "info", False),
    ),
    *_rules(
        "job",
        "client",
        ("complaint-unacknowledged", "block", False),
        ("complaint-unowned", "block", False),
        ("complaint-unconfirmed", "block", False),
        ("client-silent", "warn", False),
        ("seller-silent", "warn", False),
        ("follow-up-due", "warn", False),
        ("feedback-due", "info", False),
        ("low-rating-unanswered", "block", False),
    ),
    *_rules(
        "job",
        "plausibility",
        ("photo-reused", "warn", False),
        ("photo-older-than-job", "warn", False),
        ("section-all-na", "info", False),
        ("ticks-in-a-burst", "off", False),
    ),
    *_rules(
        "job",
        "plan",
        ("job-unopened", "block", False),
        ("plan-contested", "block", False),
        ("fact-missing", "block", False),
        ("unit-missing", "block", False),
        ("gate-forced", "warn", False),
        ("lead-missing", "block", False),
        ("person-unknown", "warn", False),
        ("handover-undated", "warn", False),
        ("handover-late", "warn", False),
        ("handover-moved", "info", False),
    ),
    *_rules(
        "job",
        "signoff",
        ("signoff-missing", "block", False),
        ("signoff-stale", "block", False),
        ("handover-refused", "block", False),
    ),
    *_rules(
        "waiver",
        "waiver",
        ("waiver-expired", "block", False),
        ("waiver-pending", "block", False),
        ("waiver-self-approved", "block", False),
        ("waiver-unused", "info", False),
    ),
    *_rules(
        "record",
        "record",
        ("line-unreadable", "block", False),
        ("line-torn", "info", False),
        ("chain-broken", "block", False),
        ("log-forked", "warn", False),
        ("kind-unknown", "block", False),
        ("checklist-altered", "block", False),
        ("merge-conflict", "block", False),
        ("evidence-absent", "block", False),
        ("evidence-altered", "block", False),
        ("removed-on-request", "info", False),
        ("removed-but-here", "warn", False),
        ("clock-ahead", "warn", False),
        ("backdated", "info", False),
        ("text-contested", "warn", False),
        ("names-alike", "warn", False),
    ),
    *_rules(
        "record",
        "proof",
        ("log-shortened", "block", False),
        ("line-doubled", "info", False),
        ("line-moved", "info", False),
        ("record-stray", "block", False),
        ("file-stray", "warn", False),
        ("private-altered", "block", False),
        ("seal-differs", "block", False),
        ("seal-unchecked", "info", False),
        ("signature-bad", "block", False),
        ("signature-foreign", "block", False),
        ("signature-unchecked", "block", False),
    ),
    *_rules(
        "lint",
        "lint",
        ("id-duplicate", "block", False),
        ("include-cycle", "block", False),
        ("name-differs", "block", False),
        ("pause-too-long", "warn", False),
        ("accept-missing", "warn", False),
        ("text-vague", "info", False),
        ("hold-last", "warn", False),
        ("role-unknown", "warn", False),
        ("former-in-use", "warn", False),
        ("question-differs", "block", False),
    ),
    *_rules(
        "lint",
        "references",
        ("reference-unknown", "block", False),
        ("reference-ambiguous", "block", False),
    ),
    *_rules(
        "lint",
        "conditions",
        ("cycle", "block", False),
        ("condition-mistyped", "block", False),
        ("condition-unreachable", "block", False),
        ("condition-idle", "info", False),
        ("required-but-hidden", "block", False),
    ),
    *_rules(
        "read",
        "reading",
        ("file-not-utf8", "block", False),
        ("file-too-large", "block", False),
        ("file-empty", "block", False),
        ("yaml-syntax", "block", False),
        ("yaml-alias", "block", False),
        ("yaml-tag", "block", False),
        ("yaml-documents", "block", False),
        ("yaml-too-deep", "block", False),
        ("key-not-text", "block", False),
        ("key-duplicate", "block", False),
        ("keys-clash", "block", False),
        ("key-unknown", "block", False),
        ("key-missing", "block", False),
        ("value-wrong", "block", False),
        ("logo-unusable", "block", False),
        ("value-empty", "block", False),
        ("value-unknown", "block", False),
        ("text-too-long", "block", False),
        ("list-empty", "block", False),
        ("id-not-text", "block", False),
        ("id-malformed", "block", False),
        ("id-absent", "block", False),
        ("too-many-problems", "block", False),
        ("zone-unknown", "block", False),
        ("gate-required", "block", False),
        ("word-taken", "warn", False),
        ("word-double", "warn", False),
        ("limits-crossed", "block", False),
        ("units-columns", "block", False),
        ("units-double", "block", False),
        ("units-quote", "block", False),
        ("character-hidden", "block", False),
        ("answer-unreadable", "block", False),
        ("answer-line-left", "info", False),
    ),
    *_rules(
        "read",
        "loading",
        ("punch-double", "block", False),
        ("id-reused", "block", False),
        ("owner-unknown", "block", False),
        ("owner-ambiguous", "block", False),
        ("date-unclear", "block", False),
        ("photo-refused", "block", False),
        ("columns-unnamed", "block", False),
        ("column-unknown", "warn", False),
        ("column-double", "block", False),
        ("cell-without-column", "block", False),
        ("line-without-text", "block", False),
        ("lines-above", "warn", False),
        ("quote-open", "block", False),
        ("file-not-text", "block", False),
        ("encoding-assumed", "warn", False),
        ("file-not-sheet", "block", False),
        ("sheet-too-large", "block", False),
        ("sheet-unknown", "block", False),
        ("sheets-left", "warn", False),
        ("pictures-left", "warn", False),
    ),
    *_rules(
        "read",
        "templates",
        ("template-broken", "block", False),
        ("template-unknown", "block", False),
        ("template-unseen", "warn", False),
        ("template-outdated", "warn", False),
    ),
]

RULES: dict[str, Rule] = {rule.code: rule for rule in _ROWS}
if len(RULES) != len(_ROWS):
    raise ImportError("two rules of one code in core/rules/table.py")


def found(code: str, place: Place, subject: str, **args: Arg) -> Finding:
    """A finding of a rule, at its default severity; settings change that afterwards, in one place."""
    severity = RULES[code].severity
    return Finding(code, "info" if severity == "off" else severity, place, subject, args)
