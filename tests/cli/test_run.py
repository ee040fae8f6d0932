"""Running the commands of items and trusting them, as real processes."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import Shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs of these tests are those of Unix")
SECONDS = 30

SITE = """\
checklist: site
title: Web site
sections:
  - id: web
    title: Web
    items:
      - id: links
        text: Links work
        answer: {command: [sh, tools/links.sh]}
      - id: fast
        text: Pages are fast
        answer: {command: {run: [sh, -c, "echo fast enough"], limit: 5s}}
      - looked: Looked at it on a phone
"""
LINKS = "echo 3 links\ntest ! -e broken || { echo 'dead: /about' >&2; exit 4; }\n"
UNTRUSTED = """\
2 commands are not trusted on this machine, so nothing was run:
  sh tools/links.sh
    churn-site: 1 Links work
    runs as long as unchanged: tools/links.sh
  sh -c 'echo fast enough'
    churn-site: 2 Pages are fast
Read them, then: qcheck trust churn-site
"""


def opened(shell: Shell, site: str = SITE) -> Shell:
    """A workspace with one job for that list."""
    shell("init", "--company", "Miller Web", "--name", "Dana Miller", "--zone", "UTC")
    (shell.folder / "tools").mkdir()
    (shell.folder / "tools" / "links.sh").write_text(LINKS, encoding="utf-8")
    (shell.folder / "checklists" / "site.yaml").write_text(site, encoding="utf-8")
    shell("open", "Churn site", "--checklist", "site", "--handover", "2099-12-04")
    return shell


@pytest.fixture
def site(shell: Shell) -> Shell:
    """A job with two commands, which are not trusted yet."""
    return opened(shell)


@pytest.fixture
def trusted(site: Shell) -> Shell:
    """The same with both trusted."""
    site("trust", "--yes")
    return site


def answers(shell: Shell) -> list[dict[str, Any]]:
    """What the record says of the items, as it was written."""
    logs = (shell.folder / "jobs").glob("*/record/*.jsonl")
    events = [json.loads(line) for log in logs for line in log.read_text(encoding="utf-8").splitlines()]
    return [event for event in events if event["kind"] == "answered"]


def results(shell: Shell) -> list[tuple[str, str, str]]:
    """Of each answer the item, the result and the value."""
    return [(a["about"].rpartition(".")[2], a["body"]["result"], a["body"]["value"]) for a in answers(shell)]


def test_nothing_runs_that_was_not_trusted(site: Shell) -> None:
    """It says what would run, for what, and how to trust it; the record is not touched."""
    assert site("run", code=2).err == UNTRUSTED
    assert site("run", "1", code=2).err.startswith("1 command is not trusted on this machine")
    assert answers(site) == []


def test_trust_is_not_given_by_a_script_that_does_not_say_so(site: Shell) -> None:
    """It shows what it is about; without a person or --yes nothing is trusted."""
    shown = site("trust", "churn", code=2)
    assert shown.out == (
        "With your rights, in this workspace, these would run:\n" + "\n".join(UNTRUSTED.splitlines()[1:-1]) + "\n"
    )
    assert shown.err == "Nothing was trusted.\nIf you have read them: qcheck trust churn --yes\n"
    site("run", code=2)
    assert site("trust", "--yes").out == shown.out + "Trusted: 2. Next: qcheck run\n"
    assert site("trust").out == "Every command is trusted already.\n"


def test_what_passes_is_recorded_with_what_it_printed(trusted: Shell) -> None:
    """A line an item; the output is kept under its digest."""
    ran = trusted("run")
    lines = ran.out.splitlines()
    assert ran.err == ""
    assert lines[0].startswith("1 Links work: passed, exit code 0 after ")
    assert lines[1].startswith("2 Pages are fast: passed, exit code 0 after ")
    assert lines[2:] == ["Churn site: 2 passed, 1 left."]
    assert results(trusted) == [("links", "pass", "0"), ("fast", "pass", "0")]
    (kept,) = answers(trusted)[0]["body"]["kept"]
    assert (kept["kind"], kept["suffix"], kept["size"], kept["name"]) == ("output", "txt", 8, "output.txt")
    path = trusted.folder / "jobs" / "churn-site" / "evidence" / f"{kept['digest']}.txt"
    assert path.read_bytes() == b"3 links\n"
    assert "Links work" not in trusted("check", code=1).out
    assert trusted("run").out == "Churn site: nothing to run.\n"


def test_what_fails_ends_with_1_and_stands_in_the_way(trusted: Shell) -> None:
    """The other one runs all the same; once it is mended, it alone is run again."""
    (trusted.folder / "broken").touch()
    lines = trusted("run", code=1).out.splitlines()
    assert lines[0].startswith("1 Links work: FAILED, exit code 4 after ")
    assert lines[2] == "Churn site: 1 passed, 1 FAILED, 2 left."
    assert len(lines) == 3
    assert "1 Links work: failed" in trusted("check", code=1).out
    (trusted.folder / "broken").unlink()
    assert trusted("run").out.splitlines()[1:] == ["Churn site: 1 passed, 1 left."]
    assert results(trusted) == [("links", "fail", "4"), ("fast", "pass", "0"), ("links", "pass", "0")]


def test_quiet_tells_what_failed_and_nothing_else(trusted: Shell) -> None:
    """The exit code tells it too."""
    (trusted.folder / "broken").touch()
    told = trusted("-q", "run", code=1).out
    assert told.startswith("1 Links work: FAILED, exit code 4 after ")
    assert told.count("\n") == 1
    (trusted.folder / "broken").unlink()
    assert trusted("-q", "run").out == ""
    assert trusted("-q", "trust", "--revoke").out == ""
    assert trusted("-q", "trust", "--yes").out == ""


def test_judging_and_telling_run_nothing(trusted: Shell) -> None:
    """A command runs when someone says run, and never else."""
    (trusted.folder / "tools" / "links.sh").write_text("touch ran\n", encoding="utf-8")
    trusted("trust", "--yes")
    for command in (("check",), ("status",), ("report", "--format", "text"), ("log",), ("trust",), ("trust", "--list")):
        trusted(*command, code=None)
    trusted("tick", "1", code=2)
    assert not (trusted.folder / "ran").exists()
    trusted("run", "1")
    assert (trusted.folder / "ran").exists()


def test_a_changed_file_asks_again(trusted: Shell) -> None:
    """With what changed; a file that a command only reads may change."""
    (trusted.folder / "tools" / "links.sh").write_text("echo evil\n", encoding="utf-8")
    assert trusted("run", code=2).err == (
        "1 command is not trusted on this machine, so nothing was run:\n"
        "  sh tools/links.sh\n"
        "    churn-site: 1 Links work\n"
        "    runs as long as unchanged: tools/links.sh\n"
        "    changed since it was trusted\n"
        "Read them, then: qcheck trust churn-site\n"
    )
    assert trusted("run", "2").out.endswith("Churn site: 1 passed, 2 left.\n")
    assert "changed since it was trusted" in trusted("trust", "--list").out
    trusted("trust", "--yes")
    assert trusted("run").out.endswith("Churn site: 1 passed, 1 left.\n")


def test_a_copied_workspace_asks_again(trusted: Shell, tmp_path: Path) -> None:
    """What one trusts here one has not looked at there."""
    copy = tmp_path / "copy"
    shutil.copytree(trusted.folder, copy)
    assert trusted("-C", str(copy), "run", code=2).err == UNTRUSTED
    assert trusted("-C", str(copy), "trust", "--list").out == "Trusted in this workspace on this machine: nothing.\n"
    trusted("run")


def test_trust_is_listed_and_taken_back(trusted: Shell) -> None:
    """Of one job, or of all."""
    listed = (
        "Trusted in this workspace on this machine:\n"
        "  sh tools/links.sh\n"
        "    runs as long as unchanged: tools/links.sh\n"
        "  sh -c 'echo fast enough'\n"
    )
    assert sorted(trusted("trust", "--list").out.splitlines()) == sorted(listed.splitlines())
    gone = trusted("trust", "churn", "--revoke").out
    assert gone == "No longer trusted:\n  sh tools/links.sh\n  sh -c 'echo fast enough'\n"
    assert trusted("run", code=2).err == UNTRUSTED
    assert trusted("trust", "--revoke").out == "Nothing was trusted.\n"


def test_what_cannot_be_watched_is_said(shell: Shell) -> None:
    """The others can be trusted all the same; this one never runs."""
    site = opened(shell, SITE.replace("[sh, tools/links.sh]", "[ls, .]"))
    why = (
        "  ls .\n"
        "    churn-site: 1 Links work\n"
        "    cannot be trusted: the workspace itself holds the record, which changes with every answer. "
        "Put what it does into a script in the workspace, and let the item run that.\n"
    )
    told = site("trust", "--yes", code=2).out
    assert told.startswith(f"Cannot be trusted:\n{why}With your rights, ")
    assert told.endswith("Trusted: 1. Next: qcheck run\n")
    refused = site("run", code=2).err
    assert refused.startswith(f"1 command is not trusted on this machine, so nothing was run:\n{why}")
    site("run", "2")


def test_a_job_without_commands_has_nothing_to_run(elm: Shell) -> None:
    """That is no mistake."""
    assert elm("run").out == "Elm Street kitchen: nothing to run.\n"
    assert elm("trust").out == "There are no commands.\n"


def test_what_hangs_or_is_not_there_fails_and_the_rest_runs(shell: Shell) -> None:
    """With the reason in words, and in the value for machines."""
    text = SITE.replace("[sh, tools/links.sh]", "{run: [sleep, 60], limit: 1s}").replace(
        "      - looked:", "      - id: spelled\n        text: Spelled right\n"
        "        answer: {command: [no-such-speller]}\n      - looked:"
    )  # fmt: skip
    site = opened(shell, text)
    site("trust", "--yes")
    lines = site("run", code=1).out.splitlines()
    assert lines[0] == "1 Links work: FAILED, took longer than 1 second, stopped"
    assert lines[2] == (
        "3 Spelled right: FAILED, could not be started: no-such-speller: no such program is installed here"
    )
    assert results(site) == [("links", "fail", "timed-out"), ("fast", "pass", "0"), ("spelled", "fail", "not-started")]
    assert "kept" not in answers(site)[0]["body"]


def test_a_file_that_a_command_changes_is_not_run_by_the_next(shell: Shell) -> None:
    """It was trusted as it was; what ran before it is recorded."""
    site = opened(shell, SITE.replace('[sh, -c, "echo fast enough"]', "[sh, tools/fast.sh]"))
    (site.folder / "tools" / "fast.sh").write_text("touch ran\n", encoding="utf-8")
    (site.folder / "tools" / "links.sh").write_text("echo evil >> tools/fast.sh\n", encoding="utf-8")
    site("trust", "--yes")
    lines = site("run", code=2).out.splitlines()
    assert lines[1:] == [
        "2 Pages are fast: not run, its files were changed just now. qcheck trust churn-site",
        "Churn site: 1 passed, 1 left out, 2 left.",
    ]
    assert not (site.folder / "ran").exists()
    assert results(site) == [("links", "pass", "0")]


def test_what_must_come_first_comes_first(shell: Shell) -> None:
    """An item whose need failed just now is not run; a reason overrides it."""
    site = opened(shell, SITE.replace("limit: 5s}}", "limit: 5s}}\n        needs: [web.links]"))
    site("trust", "--yes")
    (site.folder / "broken").touch()
    lines = site("run", code=1).out.splitlines()
    assert lines[1].startswith("2 Pages are fast: not run, 1 Links work comes first. ")
    assert lines[2] == "Churn site: 1 FAILED, 1 left out, 3 left."
    site("run", "2", code=2)
    site("run", "2", "--force", "the links are on the old page")
    assert results(site) == [("links", "fail", "4"), ("fast", "pass", "0")]
    assert answers(site)[-1]["body"]["forced"] == "the links are on the old page"


def test_nothing_is_locked_while_a_program_runs(shell: Shell) -> None:
    """A program may itself record something, and someone else meanwhile too."""
    argv = json.dumps([sys.executable, "-m", "qcheck", "note", "from the program", "--as", "dana"])
    site = opened(shell, SITE.replace("[sh, tools/links.sh]", argv))
    site("trust", "--yes")
    state = str(site.folder.parent)
    assert site("run", "1", XDG_STATE_HOME=state, HOME=state).out.splitlines()[-1] == "Churn site: 1 passed, 2 left."
    assert "from the program" in site("log").out


def test_a_program_cannot_speak_to_the_terminal(trusted: Shell) -> None:
    """What it prints is kept, not shown; what is shown of a command is cleaned."""
    (trusted.folder / "tools" / "links.sh").write_text(r"printf '\033[2J'; exit 1", encoding="utf-8")
    trusted("trust", "--yes")
    ran = trusted("run", "1", code=1)
    assert "\x1b" not in ran.out + ran.err


def start(shell: Shell, *arguments: str, **options: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "qcheck", *arguments], cwd=shell.folder, env=shell.environment, **options
    )


def test_ctrl_c_stops_the_program_and_keeps_what_had_ended(trusted: Shell) -> None:
    """The exit code is that of an interruption."""
    (trusted.folder / "checklists" / "site.yaml").write_text(
        SITE.replace('"echo fast enough"', '"echo $$ > pid; sleep 60"').replace("limit: 5s", "limit: 60s"),
        encoding="utf-8",
    )
    trusted("open", "Second site", "--checklist", "site", "--handover", "2099-12-04")
    trusted("trust", "second", "--yes")
    pid = trusted.folder / "pid"
    with start(trusted, "run", "--job", "second", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + SECONDS
        while not (pid.exists() and pid.read_text(encoding="ascii").endswith("\n")) and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        told, wrong = process.communicate(timeout=SECONDS)
        assert process.returncode == 130
    lines = told.decode().splitlines()
    assert lines[0].startswith("1 Links work: passed")
    assert lines[1:] == ["Second site: 1 passed, 2 left."]
    assert wrong == b"Interrupted. Nothing was recorded that was not confirmed.\n"
    assert results(trusted) == [("links", "pass", "0")]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text(encoding="ascii")), 0)


def typed(shell: Shell, keys: str, *arguments: str) -> tuple[int, str]:
    """A run at a terminal at which these keys are pressed: the exit code and the screen."""
    ours, theirs = pty.openpty()
    with start(shell, *arguments, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, keys.encode())
        screen = b""
        while True:
            try:
                got = os.read(ours, 4096)
            except OSError:  # the other end was closed
                break
            if not got:
                break
            screen += got
    os.close(ours)
    return process.returncode, screen.decode().replace("\r\n", "\n")


def test_at_a_terminal_one_is_asked_and_no_is_the_default(site: Shell) -> None:
    """Enter trusts nothing; yes does."""
    code, screen = typed(site, "\n", "trust")
    assert code == 130
    assert "Trust them? [y/N]" in screen
    assert site("run", code=2).err == UNTRUSTED
    code, screen = typed(site, "y\n", "trust")
    assert (code, screen.endswith("Trusted: 2. Next: qcheck run\n")) == (0, True)
    site("run")


def test_at_a_terminal_one_sees_what_is_running_and_why_it_failed(trusted: Shell) -> None:
    """The end of what was printed, cleaned."""
    (trusted.folder / "tools" / "links.sh").write_text(
        LINKS + r"printf 'one\ntwo\n\033[2Jthree\nfour\nfive\nsix\n'; exit 1", encoding="utf-8"
    )
    trusted("trust", "--yes")
    code, screen = typed(trusted, "", "run", "1")
    assert code == 1
    lines = screen.splitlines()
    assert lines[0] == "running 1 Links work …"
    assert lines[1].startswith("1 Links work: FAILED, exit code 1 after ")
    assert lines[2:] == ["  two", "  �[2Jthree", "  four", "  five", "  six", "Churn site: 1 FAILED, 3 left."]
