"""A workspace that a stranger packed, with links where files and folders should be: nothing else is read or written."""

import os
import shutil
from pathlib import Path

import pytest

from cli.onsite import opened
from conftest import Shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows makes no links without a right to")

JOB = "jobs/elm-street"
SECRET = "only-for-this-machine"  # noqa: S105 (a word to look for)
WHY = "it is a link, and only what lies there itself is read"
FOLDERS = (
    ".qcheck",
    ".qcheck/cache",
    "jobs",
    "checklists",
    "templates",
    JOB,
    *(f"{JOB}/{name}" for name in ("record", "checklists", "private", "evidence", "reports")),
)
COMMANDS = (
    ("tick", "covered", "--force", "late", "--file", "other.txt"),
    ("punch", "add", "Scratch", "--owner", "ravi", "--due", "2099-12-01"),
    ("note", "seen"),
    ("report",),
    ("report", "--format", "text", "--out", "-"),
    ("punch", "print"),
    ("sheet", "card"),
    ("stats", "elm", "--format", "html"),
    ("rate", "--form"),
    ("punch", "hand-out", "--owner", "ravi"),
    ("status",),
    ("check",),
    ("log",),
    ("lint",),
    ("open", "Oak", "-c", "site", "--client", "Zoe", "--handover", "2099-12-04", "--fact", "worktop=laminate"),
    ("lists", "--copy", "event-catering"),
    ("templates", "copy", "handover.txt"),
    ("archive", "oak", "--out", "packed.zip"),
)


@pytest.fixture
def site(workspace: Shell) -> Shell:
    """A job with a report and evidence, and files to attach."""
    shell = opened(workspace)
    (shell.folder / "answer.txt").write_text("an answer", encoding="utf-8")
    (shell.folder / "other.txt").write_text("another", encoding="utf-8")
    shell("tick", "batch=one two three", "--file", "answer.txt")
    shell("report")
    return shell


def held(folder: Path) -> dict[str, bytes]:
    """All that lies below a folder, links as what they name."""
    every = sorted(folder.rglob("*"))
    return {
        str(path.relative_to(folder)): str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        for path in every
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_is_written_through_a_folder_that_is_a_link(site: Shell, tmp_path: Path, name: str) -> None:
    """Whatever command is used: what a link leads to stays as it is, byte for byte."""
    outside, path = tmp_path / "outside", site.folder / name
    if path.exists():
        shutil.move(path, outside)
    else:
        outside.mkdir()
    path.symlink_to(outside)
    before = held(outside)
    for command in COMMANDS:
        ran = site(*command, code=None)
        assert ran.code in {0, 1, 2}, command
        assert held(outside) == before, command
    assert path.is_symlink()


def test_these_commands_write_into_every_one_of_these_folders(site: Shell) -> None:
    """Where none of them is a link, so that the test above looks at something."""
    before = {name: held(site.folder / name) for name in FOLDERS}
    for command in COMMANDS:
        assert site(*command, code=None).code in {0, 1}, command
    once = {f"{JOB}/private", f"{JOB}/checklists"}  # written when a job is opened
    assert {name for name in FOLDERS if held(site.folder / name) == before[name]} == once
    assert all(held(site.folder / "jobs" / "oak" / name) for name in ("private", "checklists"))


@pytest.mark.parametrize("name", ["qcheck.yaml", "checklists/stolen.yaml", "templates/stolen.j2", ".qcheck/job"])
def test_no_file_of_this_machine_is_read_through_a_link(site: Shell, tmp_path: Path, name: str) -> None:
    """Neither shown, nor pinned, nor put into a page that goes to a client: the link is named."""
    secret, path = tmp_path / "secret", site.folder / name
    secret.write_text(f"{SECRET}: {SECRET}\n", encoding="utf-8")
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(secret)
    (site.folder / "templates").mkdir(exist_ok=True)
    (site.folder / "templates" / "handover.txt.j2").write_text('{% include "stolen.j2" %}', encoding="utf-8")
    told = []
    for command in (*COMMANDS, ("show", "stolen"), ("lists",), ("open", "Yew", "-c", "stolen")):
        ran = site(*command, code=None)
        assert SECRET not in ran.out + ran.err, command
        told.append(f"Cannot read {path}: {WHY}." in ran.err)
    assert any(told) or name == ".qcheck/job"
    pages = [page for page in site.folder.rglob("*") if page.is_file() and not page.is_symlink()]
    assert [page for page in pages if SECRET.encode() in page.read_bytes()] == []


MARKUP = "[bold]WORD[/bold] [link=file:///x]y[/link]"
LIST = f"""\
checklist: steered
title: "{MARKUP}"
source: "{MARKUP}"
ask:
  gas: {{text: "{MARKUP}", choice: ["{MARKUP}", other]}}
sections:
  - id: first
    title: "{MARKUP}"
    items:
      - id: one
        text: "{MARKUP}"
        accept: "{MARKUP}"
        why: "{MARKUP}"
        answer: {{choice: {{options: ["{MARKUP}", bad], pass: ["{MARKUP}"]}}}}
        on_fail: {{raise: {{category: A, trade: joinery, text: "{MARKUP}"}}}}
      - id: two
        text: "{MARKUP}"
        hold: {{witness: client}}
"""


TEXTS = (
    ("lint",),
    ("lists",),
    ("show", "steered"),
    ("open", "Oak", "-c", "steered", "--handover", "2099-12-04"),
    ("open", "Oak", "-c", "steered", "--handover", "2099-12-04", "--fact", "gas=other"),
    ("next",),
    ("fail", "1=bad", "--owner", "ravi", "--due", "2099-12-01"),
    ("tick", "2"),
    ("status", "--all"),
    ("check",),
    ("log",),
    ("due",),
    ("stats",),
    ("plan",),
    ("rules",),
    ("audit",),
    ("punch", "list"),
    ("upgrade",),
    *(("report", "--format", form, "--out", "-") for form in ("html", "markdown", "text")),
    ("rate", "--form", "--out", "-"),
    *(("sheet", name, "--out", "-") for name in ("missed", "card", "blank")),
    ("sheet", "blank", "--checklist", "steered", "--out", "-"),
    ("stats", "--format", "html", "--out", "-"),
)


def steered(shell: Shell, text: str) -> None:
    """Puts a text, as it stands between double quotes in YAML, into every text of a list and of the settings."""
    settings = shell.folder / "qcheck.yaml"
    held_ = settings.read_text(encoding="utf-8").replace("Miller Kitchens", text)
    held_ = held_.replace("{name: Ravi Shah, roles: [fitter]}", f'{{name: "{text}", roles: [fitter]}}')
    settings.write_text(held_, encoding="utf-8")
    (shell.folder / "checklists" / "steered.yaml").write_text(LIST.replace(MARKUP, text), encoding="utf-8")


def test_markup_in_a_list_and_in_settings_is_shown_letter_by_letter(workspace: Shell) -> None:
    """By every command that prints, and on every page."""
    steered(workspace, MARKUP)
    seen = 0
    for command in TEXTS:
        ran = workspace(*command, code=None)
        shown = "".join((ran.out + ran.err).replace("\\", "").split())
        assert shown.count("WORD") == shown.count("[bold]WORD[/bold]"), command
        seen += "WORD" in shown
    assert seen > 12


@pytest.mark.parametrize("sign", [r"\e[31m", r"\u202E", r"\u2066", r"\u200B", r"\a", r"\x9b"])
def test_characters_that_steer_are_no_part_of_a_list_or_of_settings(workspace: Shell, sign: str) -> None:
    """Also written with the escapes of YAML: every command says where they stand, and repeats none of them."""
    steered(workspace, f"{sign}WORD")
    for command in TEXTS[:4]:
        ran = workspace(*command, code=2)
        assert "[character-hidden]" in ran.err, command
        assert [mark for mark in ran.out + ran.err if not mark.isprintable() and mark != "\n"] == [], command
