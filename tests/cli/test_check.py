"""The gate: check and its exit codes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conftest import Shell

WAIVER = ("--reason", "on order", "--approved-by", "olga", "--until", "2099-01-01", "--as", "olga")


def test_a_job_that_is_not_ready_ends_with_one(elm: Shell) -> None:
    """Every finding with its place, the verdict last."""
    lines = elm("check", code=1).out.splitlines()
    assert len([line for line in lines if line.endswith(" [item-missed]")]) == 4
    assert lines[-1] == "Elm Street kitchen: NOT READY for handover: 4 problems, 4 of 4 checks left"


def test_a_job_that_is_ready_ends_with_zero(elm: Shell) -> None:
    """And at a later gate it is not."""
    elm("tick", "1-4")
    elm("check")
    assert elm("check", "--gate", "closeout", code=1).out.splitlines()[-1] == (
        "Elm Street kitchen: NOT READY for closeout: 2 problems, 1 of 5 checks left"
    )


def test_quiet_prints_nothing(elm: Shell) -> None:
    """The exit code tells, before or after the command's name."""
    assert elm("check", "-q", code=1).out == ""
    assert elm("-q", "check", code=1).out == ""


def test_a_waiver_is_ready_but_for_the_strict(elm: Shell) -> None:
    """Exit 0, and 1 with --strict."""
    elm("tick", "1", "3", "4")
    elm("waive", "2", *WAIVER)
    assert elm("check").out.splitlines()[-1].startswith("Elm Street kitchen: READY WITH WAIVERS for handover")
    elm("check", "--strict", code=1)


def test_warnings_count_where_asked(elm: Shell) -> None:
    """A job without a handover date is only a warning."""
    elm("open", "Oak Lane", "--checklist", "kitchen")
    elm("tick", "1-4")
    elm("check")
    elm("check", "--fail-on", "warn", code=1)


def test_all_jobs_are_as_ready_as_the_worst(elm: Shell) -> None:
    """One verdict each, in one run."""
    elm("tick", "1-4")
    elm("open", "Oak Lane", "--checklist", "kitchen")
    lines = elm("check", "--all", code=1).out.splitlines()
    assert [line.split(" for ")[0] for line in lines if " for handover" in line] == [
        "Elm Street kitchen: READY",
        "Oak Lane: NOT READY",
    ]


def test_nothing_to_check_is_no_verdict(workspace: Shell) -> None:
    """Never green through ignorance: exit 2."""
    assert workspace("check", "--all", code=2).err == (
        'There is no job to check.\nOpen one: qcheck open "Elm Street kitchen" --checklist kitchen\n'
    )


def test_outputs_are_written_in_several_formats_in_one_run(elm: Shell) -> None:
    """One to a file, one here, and then no text besides."""
    run = elm("check", "--output", "junit=out/elm.xml", "--output", "json=-", code=1)
    assert json.loads(run.out)["verdict"] == "not ready"
    suite = ET.parse(elm.folder / "out" / "elm.xml").getroot()[0]  # noqa: S314 (our own document)
    assert (suite.get("tests"), suite.get("failures")) == ("4", "4")


def test_an_unknown_output_is_refused_before_anything_is_judged(elm: Shell) -> None:
    """With the formats there are."""
    for wrong in ("pdf=x.pdf", "junit", "junit="):
        assert elm("check", "--output", wrong, code=2).err == (
            f"--output {wrong}: write FORMAT=PATH.\n"
            "Formats: text, json, junit, sarif, github, github-summary, gitlab, tap, markdown, csv, xlsx. "
            "For example: --output junit=qcheck.xml\n"
        )


def test_a_check_as_of_an_earlier_moment_knows_nothing_later(elm: Shell) -> None:
    """Before the job was opened there is no verdict; a day later there is."""
    elm("tick", "1-4")
    run = elm("check", "--as-of", "2020-01-01", code=2)
    assert run.err.startswith("elm-street-kitchen was not opened by then.\nIts record begins on ")
    assert elm("check", "--as-of", "2099-01-01", "-q").code == 0


def test_a_record_that_cannot_be_read_is_not_ready(elm: Shell) -> None:
    """It may have said that something failed."""
    elm("tick", "1-4")
    (log,) = (elm.folder / "jobs" / "elm-street-kitchen" / "record").glob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b'"result":"pass"', b'"result":"fail"', 1))
    assert " [chain-broken]\n" in elm("check", code=1).out


def test_a_warning_that_counts_is_a_failure_in_every_format(elm: Shell) -> None:
    """Exit code, text, JUnit and JSON say the same."""
    elm("open", "Oak Lane", "--checklist", "kitchen")
    elm("tick", "1-4")
    outputs = ("--output", "junit=oak.xml", "--output", "json=oak.json")
    for fail_on, code, failures, skipped in (("block", 0, "0", "1"), ("warn", 1, "1", "0")):
        elm("check", "--fail-on", fail_on, *outputs, code=code)
        suite = ET.parse(elm.folder / "oak.xml").getroot()[0]  # noqa: S314 (our own document)
        assert (suite.get("failures"), suite.get("skipped")) == (failures, skipped)
        (check,) = json.loads((elm.folder / "oak.json").read_text(encoding="utf-8"))["checks"]
        assert (check["fail_on"], [(f["code"], f["stands"]) for f in check["findings"]]) == (
            fail_on,
            [("handover-undated", bool(code))],
        )


def test_a_job_whose_record_is_gone_is_not_ready(elm: Shell) -> None:
    """What cannot be read is never green: the folder is still a job, and it can be opened anew."""
    elm("tick", "1-4")
    elm("check", "--all")
    shutil.rmtree(elm.folder / "jobs" / "elm-street-kitchen" / "record")
    (pin,) = (elm.folder / "jobs" / "elm-street-kitchen" / "checklists").iterdir()
    assert elm("check", "--all", code=1).out == (
        f"jobs/elm-street-kitchen/checklists/{pin.name}: block: The record does not say how this job was opened "
        "[job-unopened]\n"
        "    Bring the missing log back from another device\n"
        "elm-street-kitchen: NOT READY for handover: 1 problem\n"
    )
    elm("open", "Elm Street kitchen", "--checklist", "kitchen", "--handover", "2099-12-04")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            lambda pin: pin.write_text(pin.read_text().replace("critical: true", "critical: false")),
            "the file was changed",
        ),
        (Path.unlink, "the file is gone"),
    ],
    ids=["changed", "gone"],
)
def test_a_pinned_list_that_is_not_what_the_job_was_opened_with_blocks(
    elm: Shell, damage: Callable[[Path], object], said: str
) -> None:
    """A job is judged by the list it began with, or not at all."""
    elm("tick", "1-4")
    (pin,) = (elm.folder / "jobs" / "elm-street-kitchen" / "checklists").iterdir()
    damage(pin)
    place = f"jobs/elm-street-kitchen/checklists/{pin.name}"
    assert elm("check", code=1).out.splitlines()[0] == (
        f"{place}: block: The pinned checklist is not what the job was opened with: {said} [checklist-altered]"
    )


def test_every_format_is_written_in_one_run_the_same_each_time(elm: Shell) -> None:
    """Same state, same bytes: what is waived is skipped everywhere, and the exit code is that of the verdict."""
    elm("tick", "1", "3", "4")
    elm("waive", "2", *WAIVER)
    forms = ("text", "json", "junit", "sarif", "github", "github-summary", "gitlab", "tap", "markdown", "csv", "xlsx")
    written = []
    for folder in ("a", "b"):
        elm("check", "-q", "--as-of", "2098-01-01", *(f"--output={form}={folder}/{form}" for form in forms))
        written.append({form: (elm.folder / folder / form).read_bytes() for form in forms})
    assert written[0] == written[1]
    reason = b"on order (Olga Petrova, until "
    assert [form for form in forms if form not in {"text", "xlsx"} and reason not in _bare(written[0][form])] == []


def _bare(content: bytes) -> bytes:
    return content.replace(b"\\(", b"(")


def test_places_are_those_of_the_repository_around_the_workspace(elm: Shell) -> None:
    """What CI systems show a finding at; in JSON the workspace's own, with the folder beside it."""
    (elm.folder.parent / ".git").mkdir()
    assert elm("check", "--output", "github=-", code=1).out.startswith("::error file=work/jobs/elm-street-kitchen/")
    report = json.loads(elm("check", "--output", "json=-", code=1).out)
    assert (report["folder"], report["checks"][0]["findings"][0]["file"][:5]) == ("work/", "jobs/")


def test_a_record_that_opens_nowhere_is_told_at_a_file_there_is(elm: Shell) -> None:
    """A job of which only a folder is left stands in the workspace's own file."""
    shutil.rmtree(elm.folder / "jobs" / "elm-street-kitchen")
    (elm.folder / "jobs" / "elm-street-kitchen" / "record").mkdir(parents=True)
    assert elm("check", "--output", "github=-", code=1).out.startswith("::error file=qcheck.yaml,title=")


def test_two_outputs_are_not_mixed(elm: Shell) -> None:
    """Nobody could read them apart."""
    said = elm("check", "--output", "json=-", "--output", "tap=-", code=2)
    assert said.err == "Only one output can be printed.\nGive the others a file: --output junit=qcheck.xml\n"
    assert said.out == ""
