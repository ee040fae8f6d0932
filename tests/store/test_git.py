"""Git as a program: what is passed to it, what is kept from it, and how it ends."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from qcheck.errors import Refused, StorageFailed
from qcheck.store import git as module
from qcheck.store.git import Done, Git, said

TELLING = f"#!{sys.executable}\nimport os, sys, time, signal\n"


def fake(folder: Path, script: str, **environ: str) -> Git:
    """A program in place of git."""
    program = folder / "bin" / "git"
    program.parent.mkdir(exist_ok=True)
    program.write_text(TELLING + script, encoding="utf-8")
    program.chmod(0o755)
    return Git(folder, {"PATH": str(program.parent), **environ})


def test_git_gets_no_other_repository_no_language_and_nobody_to_ask(tmp_path: Path) -> None:
    """Whatever the environment of the caller says; how to reach a host is left to them."""
    given = {"GIT_DIR": "/elsewhere", "GIT_INDEX_FILE": "/x", "GIT_ASKPASS": "/ask", "LC_ALL": "de_DE.UTF-8"}
    mine = {"GIT_SSH_COMMAND": "ssh -i key", "GIT_CONFIG_GLOBAL": "/mine", "GIT_TERMINAL_PROMPT": "1"}
    git = fake(tmp_path, "print('\\n'.join(f'{k}={v}' for k, v in os.environ.items()))", **given, **mine)
    git.batch_ssh()
    told = dict(line.partition("=")[::2] for line in git.run("status").lines())
    assert not {"GIT_DIR", "GIT_INDEX_FILE"} & told.keys()
    assert (told["GIT_ASKPASS"], told["SSH_ASKPASS"], told["LC_ALL"], told["GIT_TERMINAL_PROMPT"]) == ("", "", "C", "0")
    assert (told["GIT_SSH_COMMAND"], told["GIT_CONFIG_GLOBAL"]) == ("ssh -i key", "/mine")
    assert told["GIT_ALLOW_PROTOCOL"] == "file:git:http:https:ssh"


def test_ssh_asks_nothing_where_nobody_said_how_it_is_called(tmp_path: Path) -> None:
    """It would wait for a password at a terminal that is not there."""
    git = fake(tmp_path, "print(os.environ['GIT_SSH_COMMAND'])")
    git.batch_ssh()
    assert git.run("fetch").lines() == ["ssh -o BatchMode=yes -o ConnectTimeout=20"]


def test_every_call_switches_off_what_a_repository_could_run(tmp_path: Path) -> None:
    """Before the command's name, where nothing else can come first."""
    words = fake(tmp_path, "print('\\n'.join(sys.argv[1:]))").run("status", "--", "x y").lines()
    assert words[-3:] == ["status", "--", "x y"]
    assert {f"core.hooksPath={os.devnull}", "core.fsmonitor=false", "protocol.ext.allow=never"} <= set(words[:-3])
    assert "--literal-pathspecs" in words[:-3]


def test_one_that_does_nothing_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """One that goes on telling is not."""
    git = fake(tmp_path, "import subprocess\nsubprocess.Popen(['/bin/sleep', '60'])\ntime.sleep(60)")
    start = time.monotonic()
    done = git.start("fetch").wait(still=0.3)
    assert time.monotonic() - start < 20
    assert said(done) == "nothing was heard for 0 seconds."
    assert done.code != 0
    telling = fake(tmp_path, "for _ in range(12):\n    print('.', file=sys.stderr, flush=True)\n    time.sleep(0.1)")
    assert telling.start("fetch").wait(still=0.8).code == 0


def test_one_that_is_told_to_end_may_clear_its_locks(tmp_path: Path) -> None:
    """It is not killed at once."""
    lock = tmp_path / "lock"
    script = f"open({str(lock)!r}, 'w').close()\ndef end(*_):\n    os.unlink({str(lock)!r})\n    sys.exit(1)\n"
    git = fake(tmp_path, f"{script}signal.signal(signal.SIGTERM, end)\nprint('x', flush=True)\ntime.sleep(60)")
    git.start("fetch").wait(still=1)
    assert not lock.exists()


def test_what_it_is_given_and_what_it_prints_may_be_large(tmp_path: Path) -> None:
    """No pipe fills up on either side."""
    git = fake(tmp_path, "print('e' * 300000, file=sys.stderr)\nprint(sys.stdin.read())\n")
    done = git.run("x", given=b"a" * 3_000_000)
    assert len(done.out) == 3_000_001
    assert len(done.err) <= 65536


def test_how_far_it_has_come_is_passed_on(tmp_path: Path) -> None:
    """As it is told, which git writes over itself; anything else that it says is not."""
    heard: list[str] = []
    script = "sys.stderr.write('remote: Counting: 10%\\r20%\\rFrom /x\\n30%')"
    fake(tmp_path, script).start("fetch", tell=heard.append).wait()
    assert heard == ["Counting: 10%", "20%", "30%"]


UNREAD = (
    "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\n"
    "and the repository exists."
)


@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        (
            f"git@example.org: Permission denied (publickey).\n{UNREAD}",
            "git@example.org: Permission denied (publickey).",
        ),
        (
            f"ssh: Could not resolve hostname x: Name or service not known\n{UNREAD}",
            "Could not resolve hostname x: Name or service not known.",
        ),
        ("Receiving objects:  10% (1/10)\nfatal: early EOF\nfatal: index-pack failed", "early EOF."),
        (
            "fatal: unable to access 'https://x/': Could not resolve host: x",
            "unable to access 'https://x/': Could not resolve host: x.",
        ),
        ("", "it gave no reason."),
    ],
)
def test_of_what_it_complains_the_reason_is_told(complaint: str, words: str) -> None:
    """Not that something failed, which is known."""
    assert said(Done(128, b"", complaint)) == words


def test_another_git_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lock goes, and the call is made again; one that stays is named."""
    count = tmp_path / "count"
    again = f"if os.path.exists({str(count)!r}):\n    sys.exit(0)\nopen({str(count)!r}, 'w').close()\n"
    locked = "sys.exit(\"fatal: Unable to create '/x/index.lock': File exists.\")"
    monkeypatch.setattr(module, "STEP", 0.01)
    assert fake(tmp_path, again + locked).must("x").code == 0
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    with pytest.raises(StorageFailed) as caught:
        fake(tmp_path, locked).must("x")
    assert caught.value.message == (
        "Another git is at work in this workspace: Unable to create '/x/index.lock': File exists."
    )


def test_what_fails_is_told_with_its_reason(tmp_path: Path) -> None:
    """And that nothing is lost by it."""
    with pytest.raises(StorageFailed) as caught:
        fake(tmp_path, "sys.exit('error: insufficient permission for adding an object')").must("update-index")
    assert caught.value.message == "git update-index failed: insufficient permission for adding an object."


def test_without_git_it_says_where_there_is_one(tmp_path: Path) -> None:
    """A folder of the search path that is not absolute is passed over."""
    shutil.copy(sys.executable, tmp_path / "git")
    with pytest.raises(Refused) as caught:
        Git(tmp_path, {"PATH": "."})
    assert (caught.value.message, caught.value.hint) == (
        "git is not installed here.",
        "Install it: https://git-scm.com/downloads",
    )
