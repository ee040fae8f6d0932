"""Rules about what proves a record; each fires for its own problem alone, and says where and what to do."""

import pytest

from builder import job
from qcheck.core import evaluate
from qcheck.core.rules.table import RULES
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.problem import Problem, ProblemKind
from rows import Row, codes_of, expected, told

FILE = "jobs/elm/record/aaaa.jsonl"
OLDER = "Bring the file back from a backup or another device; an older copy of a folder lacks them too"
COMPARE = "Compare with a copy from before, in git or a backup"


def row(code: ProblemKind, subject: str, sentence: str, hint: str, detail: str = "") -> Row:
    """A job whose audit met that problem, and the same job without it."""

    def fires() -> list[Finding]:
        return job().open().findings(Problem(code, Place(FILE, 4), detail))

    return Row(code, subject, f"{FILE}:4", sentence, hint, fires, lambda: job().open().findings())


ROWS = [
    row(
        "log-shortened",
        f"file/{FILE}",
        "Lines are missing at the end of this log: this machine wrote a later one, 1a2b",
        OLDER,
        "this machine wrote a later one, 1a2b",
    ),
    row("line-doubled", f"file/{FILE}", "This line stands here twice; it counts once", ""),
    row(
        "line-moved",
        f"file/{FILE}",
        "This line stands before the one it follows; the order of lines does not matter",
        "",
    ),
    row(
        "record-stray",
        f"file/{FILE}",
        "No log, and it lies among the logs: record/aaaa.bak",
        "If it is a log, give it back its name; if not, take it out of the folder",
        "record/aaaa.bak",
    ),
    row(
        "file-stray",
        f"file/{FILE}",
        "Nothing in the record speaks of this: evidence/door.jpg",
        "Take it out of the folder, or leave it",
        "evidence/door.jpg",
    ),
    row(
        "private-altered",
        f"file/{FILE}",
        "The client's data is not what was recorded: its digest is not its name",
        "Bring the file back from a backup or another device",
        "its digest is not its name",
    ),
    row(
        "seal-differs",
        "seal/A",
        "The seal of revision A does not fit the record: the plan",
        f"{COMPARE}, and with the page that the client holds",
        "A the plan",
    ),
    row(
        "seal-unchecked",
        "seal/A",
        "Of the seal of revision A one part could not be worked out anew: what the page said (it is old)",
        "",
        "A what the page said (it is old)",
    ),
    row(
        "signature-bad",
        "seal/A",
        "The signature by a key under revision A does not fit what stands there: it is none",
        f"{COMPARE}; then sign again: qcheck handover --sign",
        "A it is none",
    ),
    row(
        "signature-foreign",
        "seal/A",
        "Revision A is signed with a key that is not known to be the signer's: SHA256:x",
        "If it is theirs, add it to allowed_signers, under the name that they signed with",
        "A SHA256:x",
    ),
    row(
        "signature-unchecked",
        "seal/A",
        "The signature by a key under revision A could not be checked: not here",
        "Install OpenSSH 8.8 or later, which has ssh-keygen, then try again",
        "A not here",
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_fires_for_its_problem(row: Row) -> None:
    """At its place and default severity, in these words."""
    assert told(row) == expected(row)
    assert [f.code for f in row.fires() if RULES[f.code].module == "proof"] == [row.code]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_is_silent_without_it(row: Row) -> None:
    """In the same job."""
    assert row.code not in {f.code for f in row.silent()}


def test_every_rule_about_proof_has_a_row() -> None:
    """None goes untested."""
    assert sorted(row.code for row in ROWS) == codes_of("proof")


def test_problems_are_findings_of_an_audit_whatever_the_settings_say() -> None:
    """In the order of their places."""
    built = job().open()
    met = (Problem("chain-broken", Place(FILE, 4), "x"), Problem("line-torn", Place(FILE, 2), "y"))
    found = evaluate.problems(met, built.state(), built.context())
    assert [(f.code, f.place.line, f.severity) for f in found] == [
        ("line-torn", 2, "info"),
        ("chain-broken", 4, "block"),
    ]
