"""Errors: whole texts, exit codes, and where a bug ends."""

import tempfile
from pathlib import Path

import pytest

from conftest import ROOT, Shell
from qcheck.app import status as use_case
from qcheck.cli import boundary

DATE = 'Write it as 2026-12-04, "4 dec", "fri 4 dec", fri, tomorrow or 3d; with a time: "4 dec 17:00".\n'


def test_without_a_workspace_it_says_how_to_make_one(shell: Shell) -> None:
    """Exit 2: no verdict can be computed."""
    assert shell("status", code=2).err == (
        f"There is no workspace here: no qcheck.yaml in {shell.folder} or above it.\n"
        "Make one: qcheck init. Or see a job played: qcheck demo\n"
    )
    assert shell("-C", "gone", "status", code=2).err == f"{shell.folder / 'gone'}: there is no such folder.\n"


def test_without_a_job_it_says_how_to_open_one(workspace: Shell) -> None:
    """A list of no jobs is no error."""
    hint = 'Open one: qcheck open "Elm Street kitchen" --checklist kitchen\n'
    assert workspace("status", code=2).err == f"There is no job yet.\n{hint}"
    assert workspace("jobs").out == f"There is no job yet. {hint}"


def test_an_unknown_and_an_ambiguous_job_name_those_there_are(elm: Shell) -> None:
    """So that the next try hits."""
    elm("open", "Elm Lane", "--checklist", "kitchen")
    jobs = "There are:\n  elm-lane\n  elm-street-kitchen\n"
    assert elm("status", "oak", code=2).err == f"oak: there is no such job.\n{jobs}"
    assert elm("status", "elm", code=2).err == f"elm: that could be several jobs.\n{jobs}"


def test_an_ambiguous_person_names_those_it_could_be(elm: Shell) -> None:
    """Nobody speaks for someone else by accident."""
    path = elm.folder / "qcheck.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  olga:", "  rana: {name: Rana Ali}\n  olga:"), encoding="utf-8")
    assert elm("tick", "1", "--as", "ra", code=2).err == "ra: that could be ravi, rana.\nWrite more of the name.\n"
    assert elm("tick", "1", "--as", "bob", code=2).err.startswith(
        "bob is not among the people in qcheck.yaml.\nThere are: dana, ravi, rana, olga."
    )


def test_an_unknown_item_and_na_without_a_reason_record_nothing(elm: Shell) -> None:
    """Told with what would do."""
    assert elm("tick", "9", code=2).err == (
        "9: there is no item 9.\nThis job's items go from 1 to 5: qcheck status --all\n"
    )
    assert elm("na", "2", code=2).err == (
        '2 Joints sealed, no visible gap: not applicable, but why?\nSay why: qcheck na 2 --note "no gas in this flat"\n'
    )
    for command in ("tick", "fail", "waive"):
        assert elm(command, ",", code=2).err == "No item was named.\nName one by its number, its name or its section.\n"
    assert "\tpass\t" not in elm("status", "--porcelain").out


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("4/5", "4/5: day and month could be either way round."),
        ("soon", "soon: not a date."),
        ("2099-02-30", "2099-02-30: there is no such day."),
    ],
)
def test_a_date_that_is_none_is_refused_with_how_to_write_it(elm: Shell, typed: str, problem: str) -> None:
    """Wherever one is typed."""
    assert elm("plan", "--handover", typed, "--reason", "late", code=2).err == f"{problem}\n{DATE}"


def test_a_job_that_is_there_already_is_left_alone(elm: Shell) -> None:
    """Two jobs of one name would share a folder."""
    assert elm("open", "elm street KITCHEN!", "--checklist", "kitchen", code=2).err == (
        "There is a job called elm-street-kitchen already.\n"
        "Give this one another name, or go on with that one: qcheck status\n"
    )


def test_a_name_without_letters_is_refused(workspace: Shell) -> None:
    """It becomes a folder."""
    assert workspace("open", "!!", "--checklist", "kitchen", code=2).err == (
        '“!!” cannot be a job\'s name: it needs letters or digits.\nFor example: "Elm Street kitchen"\n'
    )


def test_bad_settings_are_told_with_their_place(elm: Shell) -> None:
    """All of them in one run."""
    path = elm.folder / "qcheck.yaml"
    path.write_text("company: Miller\nzone: Mars/Olympus\nruels: {}\n", encoding="utf-8")
    assert elm("status", code=2).err == (
        "qcheck.yaml:2:7: block: Mars/Olympus is not a time zone [zone-unknown]\n"
        "    Use a name such as Europe/Berlin or UTC\n"
        "qcheck.yaml:3:1: block: qcheck.yaml has no key ruels [key-unknown]\n"
        "    Did you mean rules?\n"
    )


def test_a_broken_list_opens_no_job(workspace: Shell) -> None:
    """Its findings are told, and nothing is left behind."""
    path = workspace.folder / "checklists" / "kitchen.yaml"
    path.write_text("checklist: kitchen\nsections:\n  - id: a\n    items:\n      - 1.10: One\n", encoding="utf-8")
    assert workspace("open", "Elm", "--checklist", "kitchen", code=2).err.startswith(
        "checklists/kitchen.yaml:5:9: block: 1.10 is read as a number, a yes/no or nothing, so it cannot be an id "
        "[id-not-text]\n"
    )
    assert not (workspace.folder / "jobs").exists()


def test_missing_facts_are_asked_for_all_at_once(workspace: Shell) -> None:
    """With a command that gives them."""
    path = workspace.folder / "checklists" / "kitchen.yaml"
    text = path.read_text(encoding="utf-8") + "ask:\n  gas: {text: Is there gas?, choice: [yes, no]}\n"
    path.write_text(text, encoding="utf-8")
    assert workspace("open", "Elm", "--checklist", "kitchen", code=2).err == (
        "The checklist asks for facts that were not given:\nIs there gas? (yes or no)\nFor example: --fact gas=yes\n"
    )
    assert workspace("open", "Elm", "--checklist", "kitchen", "--fact", "gas", code=2).err == (
        "--fact gas: write FACT=ANSWER.\nFor example: --fact gas=no\n"
    )


def test_an_unknown_gate_rule_template_and_list_name_those_there_are(elm: Shell) -> None:
    """Or the nearest."""
    shipped = sorted(path.name for path in (ROOT / "templates").glob("*.j2"))
    assert elm("check", "--gate", "shipping", code=2).err == (
        "shipping: there is no such gate.\nThere are: start, handover, closeout.\n"
    )
    assert elm("explain", "item-mised", code=2).err == "item-mised: there is no such rule.\nDid you mean item-missed?\n"
    assert elm("explain", "zzz", code=2).err == "zzz: there is no such rule.\nqcheck rules lists them.\n"
    assert elm("templates", "copy", "nope", code=2).err == (
        f"nope: there is no such template.\nThere are: {', '.join(shipped)}.\n"
    )
    assert elm("show", "nope", code=2).err.startswith("nope: there is no such checklist.\nThere are:\n")


def test_an_unknown_format_is_refused_with_those_there_are(elm: Shell) -> None:
    """As wrong usage."""
    assert elm("report", "--format", "docx", code=2).err == (
        "Usage: qcheck report [OPTIONS] [JOB]\nTry 'qcheck report -h' for help.\n\n"
        "Error: Invalid value for '--format' / '-f': 'docx' is not one of 'html', 'pdf', 'markdown', 'text'.\n"
    )


def test_a_bug_of_ours_ends_in_a_log_file_and_code_three(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The user is told that it is not their fault; the file holds what a report needs."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    (tmp_path / "qcheck.yaml").write_text("company: Miller\npeople:\n  dana: {name: Dana}\n", encoding="utf-8")
    monkeypatch.setenv("QCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(use_case, "status", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert boundary.run(["-C", str(tmp_path), "status"]) == 3
    (log,) = tmp_path.glob("qcheck-*.log")
    assert capsys.readouterr().err == (
        "This is a mistake of ours, not of yours. What was confirmed before is recorded.\n"
        f"Please report it with this file: {log}\n"
    )
    assert log.read_text(encoding="utf-8").endswith("ZeroDivisionError: a bug\n")


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And says that nothing confirmed is lost."""

    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(boundary, "_run", interrupted)
    assert boundary.run(["status"]) == 130
    assert capsys.readouterr().err == "Interrupted. Nothing was recorded that was not confirmed.\n"
