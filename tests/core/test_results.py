"""Results of a check: what each thing that was looked at comes to, where, and by which fingerprint."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from builder import KITCHEN, JobBuilder, job, settings
from qcheck.core.views.check import check
from qcheck.core.views.results import category, level, repository_place, results
from qcheck.model.checkresult import CheckResult, Outcome
from qcheck.model.place import Place
from qcheck.model.view import CheckReport, FindingView


def of(built: JobBuilder) -> tuple[CheckResult, ...]:
    """The results of a job."""
    return results(check(built.told(), "block"))


def opened() -> JobBuilder:
    """A job that is open."""
    return job().open(handover="2026-12-04")


def everything() -> JobBuilder:
    """One item passed, one failed, one waived, one not applicable with a reason, and a date that went by."""
    built = opened().tick("1").fail("2", note="gap").fail("3", by="ravi").na("4", note="none was ordered")
    return built.waive("3", reason="on order").later(days=5)


def test_a_result_cannot_be_without_a_place() -> None:
    """The type asks for one, and a place names a file."""
    with pytest.raises(TypeError, match="place"):
        CheckResult("x", "x", "x", "failed", "")  # type: ignore[call-arg]
    for make in (lambda: Place(""), lambda: FindingView("x", "block", "", "", "", 0, "", 1, 1, "", "", "f")):
        with pytest.raises(ValueError, match="a place names a file"):
            make()


@pytest.mark.parametrize("built", [job, opened, everything], ids=["unopened", "open", "everything"])
def test_every_result_has_a_file_and_a_fingerprint_of_its_own(built: Callable[[], JobBuilder]) -> None:
    """Also where there is nothing but a finding about the job as a whole."""
    found = of(built())
    assert all(result.place.file.endswith((".yaml", ".jsonl")) for result in found if result.item)
    assert all(result.place.file for result in found)
    assert len({result.fingerprint for result in found}) == len(found) > 0


def test_a_result_says_what_it_came_to_and_why() -> None:
    """What is waived says why and until when, what does not apply why; what is late does not stand in the way."""
    outcomes: list[tuple[str, Outcome, str]] = [(r.subject, r.outcome, r.reason) for r in of(everything())]
    assert outcomes == [
        ("kitchen/arrival.isolated", "passed", ""),
        ("kitchen/worktops.sealed", "failed", ""),
        ("kitchen/worktops.level", "skipped", "waived: on order (Olga Petrova, until Sun 31 Jan 2027)"),
        ("kitchen/worktops.spare", "skipped", "not applicable: none was ordered"),
        ("plan/handover", "todo", "warn: The handover promised for Fri 4 Dec 2026 is late"),
    ]


def test_an_item_that_failed_and_is_put_right_later_is_still_to_do() -> None:
    """It stands in nobody's way and is not right either."""
    text = KITCHEN.replace("accept: no more", "on_fail: {raise: {category: B}}\n        accept: no more")
    built = job(text).open(handover="2026-12-04").tick("1", "2", "4").fail("3")
    (result,) = [r for r in of(built) if r.subject == "kitchen/worktops.level"]
    assert (result.outcome, result.reason) == ("todo", "failed: put right after the handover")


def test_a_failure_is_shown_where_it_was_said_and_all_else_where_it_is_asked() -> None:
    """The line of the record, or that of the pinned list."""
    assert [str(result.place) for result in of(everything())[:2]] == [
        "jobs/elm/checklists/kitchen.yaml:9:9",
        "aaaa.jsonl:5",
    ]


def test_fingerprints_stay_when_lines_move() -> None:
    """More lines in the record or above an item in the list change places, and nothing else."""
    before = of(everything())
    built = job("# A remark.\n" * 3 + KITCHEN).open(handover="2026-12-04")
    built.say([]).tick("1").undo().tick("1").fail("2", note="gap").fail("3", by="ravi").na("4", note="none was ordered")
    after = of(built.waive("3", reason="on order").later(days=5))
    assert [result.fingerprint for result in after] == [result.fingerprint for result in before]
    kept = [[finding.fingerprint for finding in result.findings] for result in before]
    assert [[finding.fingerprint for finding in result.findings] for result in after] == kept
    assert all(new.place != old.place for new, old in zip(after[:4], before, strict=False))


def test_two_findings_of_a_rule_about_one_thing_have_two_fingerprints() -> None:
    """Systems that go by them would show one of the two."""
    told = opened().told()
    first, second = told.findings[0], replace(told.findings[0], place=Place("bbbb.jsonl", 7))
    found = check(replace(told, findings=(first, second)), "block").findings
    assert found[0].fingerprint == check(told, "block").findings[0].fingerprint != found[1].fingerprint


def test_what_stands_in_the_way_is_an_error_and_what_is_waived_a_note() -> None:
    """Whatever the severity of the rule."""
    view = check(everything().told(), "block")
    assert [(f.code, level(f)) for f in view.findings] == [
        ("item-failed", "error"),
        ("handover-late", "warning"),
        ("item-failed", "note"),
    ]
    assert {level(f) for f in check(everything().told(), "warn").findings if f.code == "handover-late"} == {"error"}


def test_a_report_knows_where_its_workspace_is_and_over_which_jobs_it_is() -> None:
    """CI systems go by the repository; a newer report of the same jobs takes the place of an older one."""
    view = check(opened().told(), "block")
    below = CheckReport("not ready", (view,), folder="jobs-2026/")
    assert repository_place(below, Place("qcheck.yaml", 3, 1)) == Place("jobs-2026/qcheck.yaml", 3, 1)
    assert category(below) == "qcheck/jobs-2026/elm/"
    assert category(CheckReport("not ready", (view, view), every=True)) == "qcheck/all/"


def test_softer_rules_make_no_item_look_passed() -> None:
    """What its firm switched off is skipped with what it comes to, or still to do."""
    built = job(settings=settings(rules={"item-missed": "off", "item-failed": "off"}))
    assert [(r.outcome, r.reason) for r in of(built.open(handover="2026-12-04").tick("1").fail("2"))] == [
        ("passed", ""),
        ("todo", "failed"),
        ("skipped", "not checked"),
        ("skipped", "not checked"),
    ]
