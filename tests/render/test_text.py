"""Plain text of a check, and golden files of every format of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import JobBuilder, job
from qcheck.core.verdict import exit_code
from qcheck.core.views.check import check
from qcheck.model.view import CheckReport
from qcheck.render.table import formats, render

GOLDEN = Path(__file__).parents[1] / "golden"
# A workbook is packed, and how that is done differs from one system to the next.
FORMATS = tuple(form for form in formats("check") if form != "xlsx")


def ready() -> JobBuilder:
    """Everything done."""
    return job().open(handover="2026-12-04").tick("1", "2", "3", "4")


def waived() -> JobBuilder:
    """One failure goes out by permission."""
    return job().open(handover="2026-12-04").tick("1", "3", "4").fail("2", note="gap at the tap").waive("2")


def late() -> JobBuilder:
    """Unchecked, failed and contested items, no permission yet, and the promise broken."""
    built = job().open(handover="2026-12-04").fail("1", by="ravi").on("bbbb").tick("3").on("aaaa").fail("3", by="ravi")
    return built.waive("1", by="dana").later(days=5).merge()


CASES: dict[str, Callable[[], JobBuilder]] = {"ready": ready, "waived": waived, "late": late}


def report(built: JobBuilder) -> CheckReport:
    """The check of a job."""
    view = check(built.told(), "block")
    return CheckReport(view.verdict, (view,))


def compare(path: Path, actual: bytes) -> None:
    """Holds bytes against a golden file; writes it only if QCHECK_UPDATE_GOLDEN=1."""
    if os.environ.get("QCHECK_UPDATE_GOLDEN") == "1":
        path.write_bytes(actual)
    assert actual.decode() == path.read_bytes().decode()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_a_check_is_what_its_golden_file_says(case: str, form: str) -> None:
    """The exit code is part of the file's name, so a verdict cannot change unnoticed."""
    of = report(CASES[case]())
    code = exit_code(view.verdict for view in of.checks)
    compare(GOLDEN / f"{case}.{code}.{form}", render("check", form, of, {}))


def test_every_golden_file_belongs_to_a_case() -> None:
    """No file is left behind by a case that was renamed or changed its verdict."""
    known = {f"{case}.{code}.{form}" for case, code in (("ready", 0), ("waived", 0), ("late", 1)) for form in FORMATS}
    assert {path.name for path in GOLDEN.iterdir() if path.is_file()} == known


def test_a_finding_is_a_line_as_compilers_print_it_with_its_hint_below() -> None:
    """Editors and CI systems jump to it; the last line is the verdict."""
    text = render("check", "text", report(job().open(handover="2026-12-04").tick("1", "3", "4").later(days=5)), {})
    assert text.decode() == (
        "jobs/elm/checklists/kitchen.yaml:18:9: block: 2 Joints sealed, no visible gap: not checked [item-missed]\n"
        "    qcheck tick 2, or fail, or na\n"
        "aaaa.jsonl:3: warn: The handover promised for Fri 4 Dec 2026 is late [handover-late]\n"
        "    Tell the client, then: qcheck plan --handover DATE --reason …\n"
        "Elm Street kitchen: NOT READY for handover: 1 problem, 1 of 4 checks left\n"
    )


def test_a_waived_finding_is_printed_as_such() -> None:
    """Without a hint: there is nothing to do."""
    text = render("check", "text", report(waived()), {}).decode()
    assert text == (
        "aaaa.jsonl:7: waived, block: 2 Joints sealed, no visible gap: failed (Dana Miller, Tue 1 Dec 2026 08:02): "
        "gap at the tap [item-failed]\n"
        "Elm Street kitchen: READY WITH WAIVERS for handover, 3 checks done, 1 waived\n"
    )


def test_warnings_are_counted_as_problems_where_they_stand_in_the_way() -> None:
    """The last line counts what made it red."""
    told = job().open(handover="2026-12-04").tick("1", "2", "3", "4").later(days=5).told()
    views = [check(told, "block"), check(told, "warn")]
    assert [render("check", "text", CheckReport(v.verdict, (v,)), {}).decode().splitlines()[-1] for v in views] == [
        "Elm Street kitchen: READY for handover, 4 checks done",
        "Elm Street kitchen: NOT READY for handover: 1 problem, 4 checks done",
    ]
