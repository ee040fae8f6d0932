"""What others put where a file should be, or wrote into a record: told in words, never waited for, steering nothing."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.onsite import opened
from conftest import Shell
from qcheck.core import events
from qcheck.model.event import (
    Agreed,
    Answered,
    Attached,
    Body,
    Draft,
    Found,
    Kept,
    Noted,
    Planned,
    Released,
    Reservation,
    Seal,
    Signed,
    Waived,
    Witnessed,
)
from qcheck.model.punchevent import Raised

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows makes no links without a right to, and no such pipes")

TOOL = """\
checklist: web
title: Web
sections:
  - id: web
    title: Web
    items:
      - id: built
        text: It builds
        answer: {command: [mytool]}
"""
X = "\x1b[31m\u202e\u2066EVIL[bold]\x1b]0;pwn\x07\u200b"
STEERING = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b")
KEPT = Kept(f"../../x{X}", f"name{X}", 5, X)
OTHER = Kept("e" * 64, f"name{X}", 5, "jpg")
SEAL = Seal({X: ()}, "", (), "", "")
HOSTILE: list[tuple[str, str, Body]] = [
    *(
        (gate, "signed", Signed(about, "accepted", X, X, f"A{X}", SEAL, f"s{X}", (Reservation(X, X),), f"c{X}", X))
        for gate, about in ((f"gate/{X}", f"gate{X}"), ("gate/handover", "handover"))
    ),
    (f"site/start.covered{X}", "answered", Answered("x", "pass", f"n{X}", f"v{X}")),
    ("site/start.covered", "answered", Answered("x", "pass", f"n{X}", f"v{X}", (KEPT, OTHER), f"f{X}")),
    ("site/measured.level", "answered", Answered("x", "fail", f"n{X}", f"v{X}", (KEPT, OTHER))),
    ("site/start.covered", "attached", Attached((KEPT,), ())),
    ("found/1", "found", Found(f"f{X}", (KEPT,))),
    (f"agreed/1{X}", "agreed", Agreed(f"a{X}", f"c{X}", f"p{X}", f"d{X}")),
    ("agreed/2", "agreed", Agreed(f"a{X}", f"c{X}", f"p{X}")),
    (f"gate/start{X}", "released", Released((), f"r{X}", f"n{X}", f"f{X}")),
    ("gate/start", "released", Released((), f"r{X}", f"n{X}", f"f{X}")),
    (f"punch/1{X}", "raised", Raised(f"t{X}", "A", "site/measured.level", f"tr{X}", f"o{X}", f"d{X}")),
    ("punch/2", "raised", Raised(f"t{X}", "A", "site/measured.level", f"tr{X}", f"o{X}", f"d{X}")),
    (f"plan/unit.ro{X}.p{X}", "planned", Planned(f"P{X}", f"r{X}")),
    (f"plan/lead{X}", "planned", Planned(f"P{X}", f"r{X}")),
    ("plan/client", "planned", Planned(f"P{X}", f"r{X}")),
    ("plan/fact.worktop", "planned", Planned(f"P{X}", f"r{X}")),
    ("site/start.walk", "witnessed", Witnessed("invited", f"P{X}", f"T{X}")),
    ("site/measured.level", "waived", Waived("item-failed", (), f"r{X}", f"a{X}", f"u{X}")),
    (f"x{X}", f"zzz{X}", Noted("x")),
]


def continued(shell: Shell, said: list[tuple[str, str, Body]]) -> None:
    """Adds the log of another machine to the record of the only job, as a merge does."""
    record = next((shell.folder / "jobs").iterdir()) / "record"
    lines = [json.loads(line) for log in record.glob("*.jsonl") for line in log.read_bytes().splitlines()]
    at, seq = "2026-12-01T08:00:00Z", max(line["seq"] for line in lines)
    drafts = [Draft(about, at, f"b{X}", body, f"dana{X}", f"dana{X}", kind) for about, kind, body in said]
    chained = events.chain(drafts, "", seq)
    (record / "0badbad0.jsonl").write_bytes(b"".join(events.encode(event) + b"\n" for event in chained))


@pytest.fixture
def hostile(workspace: Shell) -> Shell:
    """A job on site into whose record somebody wrote what steers a terminal, wherever a text can stand."""
    shell = opened(workspace)
    continued(shell, HOSTILE)
    return shell


@pytest.mark.parametrize(
    "command",
    [
        ("log",),
        ("report", "--format", "text", "--out", "-"),
        ("report", "--format", "markdown", "--out", "-"),
        ("report", "--format", "html", "--out", "-"),
        ("status", "--all"),
        ("status", "--porcelain"),
        ("check",),
        ("check", "--output", "junit=-"),
        ("check", "--output", "json=-"),
        ("status", "--json"),
        ("log", "--json"),
        ("punch", "list"),
        *(("punch", "print", "--all", "--format", form, "--out", "-") for form in ("html", "markdown", "text")),
        ("plan",),
        ("jobs",),
        (),
        ("next",),
        ("next", "--json"),
        ("due",),
        ("due", "--json"),
        ("due", "--format", "ics"),
        ("punch", "show", "P1"),
        ("diff", "--since", "2026-11-01"),
        ("diff", "--since", "2026-11-01", "--format", "html", "--out", "-"),
        ("audit",),
        ("audit", "--json"),
        ("stats",),
        ("stats", "--json"),
        ("learn",),
        ("resolve",),
        ("run",),
        ("rate", "--form", "--out", "-"),
        ("punch", "hand-out", "--owner", f"o{X}", "--format", "text", "--out", "-"),
        ("punch", "show", f"P1{X}"),
        ("show", f"x{X}"),
        ("tick", f"x{X}"),
        ("explain", f"x{X}"),
        ("status", f"x{X}"),
        ("open", f"x{X}", "-c", f"x{X}"),
    ],
    ids=lambda words: ascii(" ".join(words)),
)
def test_a_line_that_others_wrote_steers_no_terminal(hostile: Shell, command: tuple[str, ...]) -> None:
    """Nor a page; its words are there, but not what steers."""
    ran = hostile(*command, code=None)
    shown = ran.out + ran.err
    assert ran.code in {0, 1, 2}, shown
    assert [mark for mark in STEERING if mark in shown or json.dumps(mark)[1:-1] in shown] == []
    assert len(shown.split()) > 3


def test_the_words_of_such_a_line_are_shown(hostile: Shell) -> None:
    """What is cleaned is not hidden: one sees that somebody wrote it."""
    for command in (
        ("log",),
        ("report", "--format", "text", "--out", "-"),
        ("report", "--format", "markdown", "--out", "-"),
    ):
        assert "EVIL" in hostile(*command).out, command


def test_a_program_in_the_workspace_that_is_found_by_its_name_is_watched(workspace: Shell) -> None:
    """As a virtual environment or node_modules/.bin on the search path has it: a changed one asks again."""
    tool = workspace.folder / "venv" / "bin" / "mytool"
    tool.parent.mkdir(parents=True)
    tool.write_text("#!/bin/sh\necho built\n", encoding="utf-8")
    tool.chmod(0o755)
    search = f"{tool.parent}{os.pathsep}{os.environ['PATH']}"
    (workspace.folder / "checklists" / "web.yaml").write_text(TOOL, encoding="utf-8")
    workspace("open", "Site", "-c", "web", "--handover", "2099-12-04")
    asked = (
        "1 command is not trusted on this machine, so nothing was run:\n"
        "  mytool\n"
        "    site: 1 It builds\n"
        "    runs as long as unchanged: venv/bin/mytool\n"
    )
    read = "Read them, then: qcheck trust site\n"
    assert workspace("run", code=2, PATH=search).err == asked + read
    workspace("trust", "--yes", PATH=search)
    workspace("run", "1", PATH=search)
    tool.write_text("#!/bin/sh\ntouch stolen\n", encoding="utf-8")
    assert workspace("run", "1", code=2, PATH=search).err == f"{asked}    changed since it was trusted\n{read}"
    assert not (workspace.folder / "stolen").exists()
    assert "changed since it was trusted" in workspace("trust", "--list", PATH=search).out


def _passwords(path: Path) -> None:
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("put", "why"),
    [
        (os.mkfifo, "it is a pipe or a device, and no file"),
        (_passwords, "it is a link, and only what lies there itself is read"),
    ],
    ids=["pipe", "link"],
)
def test_a_log_that_is_no_file_is_told_and_nothing_is_recorded(
    elm: Shell, put: Callable[[Path], None], why: str
) -> None:
    """By every command that reads the record; there is no verdict without it."""
    log = elm.folder / "jobs" / "elm-street-kitchen" / "record" / "0badbad0.jsonl"
    put(log)
    told = f"Cannot read {log}: {why}.\n"
    for command in (("status",), ("check",), ("log",), ("jobs",), ("tick", "1"), ("report", "--out", "-")):
        ran = elm(*command, code=2)
        assert (ran.out, ran.err) == ("", told), command
    log.unlink()
    assert "ticked" not in elm("log").out


def test_a_list_that_is_a_pipe_is_told(elm: Shell) -> None:
    """It is not waited for, wherever it is read: on the shelf, or as the job took it over."""
    why = "it is a pipe or a device, and no file"
    shelf = elm.folder / "checklists" / "pipe.yaml"
    os.mkfifo(shelf)
    assert elm("lint", code=2).err == f"Cannot read {shelf}: {why}.\n"
    assert elm("open", "Oak", "-c", "pipe", code=2).err == f"Cannot read {shelf}: {why}.\n"
    shelf.unlink()
    (pinned,) = (elm.folder / "jobs" / "elm-street-kitchen" / "checklists").iterdir()
    pinned.unlink()
    os.mkfifo(pinned)
    assert elm("status", code=2).err == f"Cannot read {pinned}: {why}.\n"


def test_units_are_not_read_from_a_pipe(elm: Shell) -> None:
    """It is told at once, for a new job as for one that there is."""
    os.mkfifo(elm.folder / "names")
    told = "names: this is a pipe or a device.\nName a file.\n"
    assert elm("plan", "--units", "rooms=names", code=2).err == told
    assert elm("open", "Oak", "-c", "kitchen", "--units", "rooms=names", code=2).err == told
    assert not (elm.folder / "jobs" / "oak").exists()
