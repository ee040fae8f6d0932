"""`qcheck sheet` as a process: where each sheet goes, what its template is given, and a list without a job."""

import json
from pathlib import Path

import pytest

from conftest import Shell

TITLES = {"missed": "Missed items", "card": "Job card", "blank": "Checklist"}


@pytest.mark.parametrize("which", list(TITLES))
def test_a_sheet_is_written_into_the_folder_of_the_job(elm: Shell, which: str) -> None:
    """It says where; with --out - it is printed, the same bytes."""
    path = Path("jobs") / "elm-street-kitchen" / "reports" / f"{which}.html"
    said = elm("sheet", which, "--as-of", "2099-01-01").out
    assert said == f"{TITLES[which]}: {elm.folder / path}\n"
    printed = elm("sheet", which, "elm", "--out", "-", "--as-of", "2099-01-01").out
    assert (elm.folder / path).read_text(encoding="utf-8") == printed
    assert elm("-q", "sheet", which).out == ""


def test_a_list_is_printed_without_a_job_and_without_a_workspace(shell: Shell) -> None:
    """Whoever only tries a list has no workspace yet."""
    assert shell("sheet", "blank", "--checklist", "kitchen").out == "Checklist: kitchen-installation-blank.html\n"
    page = (shell.folder / "kitchen-installation-blank.html").read_text(encoding="utf-8")
    assert "Joints sealed, no visible gap" in page
    assert page.count("<bdi>quartz</bdi>") == 1


def test_only_a_blank_sheet_is_made_of_a_list(elm: Shell) -> None:
    """A list has neither missed items nor a card, and is no job's."""
    for words in (("card",), ("missed",), ("blank", "elm"), ("blank", "--as-of", "2099-01-01")):
        ran = elm("sheet", *words, "--checklist", "kitchen", code=2)
        assert ran.err == ("--checklist makes a blank sheet without a job.\nqcheck sheet blank --checklist kitchen\n")


def test_what_a_template_is_given_is_printed_as_json(elm: Shell) -> None:
    """For whoever makes a sheet of their own."""
    given = json.loads(elm("sheet", "missed", "--data").out)
    assert [line["name"] for line in given["groups"][0]["lines"]] == ["1", "2", "3", "4"]


def test_a_sheet_speaks_the_language_that_is_asked_for(elm: Shell) -> None:
    """As the report does."""
    assert "nicht geprüft" in elm("sheet", "missed", "--language", "de", "--out", "-").out
