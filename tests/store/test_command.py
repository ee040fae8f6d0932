"""One program: run to its end or to the end of its time, whatever it does, with all that it started."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from qcheck.model.ran import Ran
from qcheck.store import command
from qcheck.store.command import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs of these tests are those of Unix")
LIMIT = 20.0
SOON = 10.0  # seconds: far above what is waited for on a busy machine, far below what the programs would take


def sh(script: str, folder: Path, limit: float = LIMIT, most_bytes: int = command.MOST_BYTES) -> Ran:
    """A shell script, run as a program; it must come back soon."""
    start = time.monotonic()
    ran = run(("/bin/sh", "-c", script), folder, limit, most_bytes)
    assert time.monotonic() - start < SOON
    return ran


def running(pid: int) -> bool:
    """Whether a process is there and no mere entry that nobody has collected yet."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(told.strip()) and not told.strip().startswith("Z")


def gone(pid: int) -> bool:
    """Whether a process ends within a moment."""
    until = time.monotonic() + SOON
    while running(pid) and time.monotonic() < until:
        time.sleep(0.01)
    return not running(pid)


@pytest.mark.parametrize("code", [0, 1, 3, 255])
def test_the_exit_code_is_what_a_program_gives(tmp_path: Path, code: int) -> None:
    """With the time it took, and nothing printed."""
    ran = sh(f"exit {code}", tmp_path)
    assert (ran.code, ran.ended, ran.output, ran.reason) == (code, "exited", b"", "")
    assert 0 < ran.seconds < SOON


def test_both_outputs_come_together_in_their_order(tmp_path: Path) -> None:
    """As they would stand on a terminal."""
    assert sh("echo one; echo two >&2; echo three; exit 1", tmp_path).output == b"one\ntwo\nthree\n"


def test_what_is_printed_stays_bytes(tmp_path: Path) -> None:
    """No text is made of what is none."""
    assert sh(r"printf '\377\000\033[2J'", tmp_path).output == b"\xff\x00\x1b[2J"


def test_a_long_output_is_kept_whole(tmp_path: Path) -> None:
    """More than a pipe holds at once."""
    ran = sh("head -c 700000 /dev/zero", tmp_path)
    assert (ran.ended, ran.code, ran.output) == ("exited", 0, b"\0" * 700_000)


def test_no_shell_reads_the_words(tmp_path: Path) -> None:
    """A word is a word."""
    words = ("$HOME", "; echo two", "*", "a  b", "")
    assert run(("printf", "[%s]", *words), tmp_path, LIMIT).output == b"[$HOME][; echo two][*][a  b][]"


def test_there_is_nothing_to_read(tmp_path: Path) -> None:
    """A program that asks gets no answer, and does not wait for one."""
    assert sh("cat; read line; echo $?", tmp_path).output == b"1\n"


def test_there_is_no_terminal_to_ask_at(tmp_path: Path) -> None:
    """Not even by its own name, as those do who ask for a password."""
    assert sh("(: < /dev/tty) 2>/dev/null || echo none", tmp_path).output == b"none\n"


def test_it_runs_in_the_folder(tmp_path: Path) -> None:
    """A path in its words is meant from there."""
    (tmp_path / "here").write_text("found", encoding="ascii")
    assert run(("cat", "here"), tmp_path, LIMIT).output == b"found"


def test_it_gets_the_environment_without_our_own_names_and_without_colour(tmp_path: Path) -> None:
    """A program that calls qcheck is not led to another workspace or record by what this one was told."""
    environ = {"PATH": os.environ["PATH"], "MINE": "kept", "QCHECK_STATE": "/x", "QCHECK_USER": "dana"}
    ran = run(("/bin/sh", "-c", "echo $MINE,$NO_COLOR,$QCHECK_STATE$QCHECK_USER"), tmp_path, LIMIT, environ=environ)
    assert ran.output == b"kept,1,\n"


def test_the_caller_s_environment_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules hold for it."""
    monkeypatch.setenv("MINE", "kept")
    monkeypatch.setenv("QCHECK_JOB", "elm")
    assert sh("echo $MINE,$QCHECK_JOB", tmp_path).output == b"kept,\n"


def test_a_program_that_hangs_is_stopped(tmp_path: Path) -> None:
    """After its time; what it printed by then is kept."""
    ran = sh("echo begun; sleep 60", tmp_path, limit=0.3)
    assert (ran.ended, ran.output) == ("timed-out", b"begun\n")
    assert ran.code != 0
    assert 0.3 <= ran.seconds < SOON


def test_a_program_may_tidy_up_when_it_is_stopped(tmp_path: Path) -> None:
    """It is told before it is ended."""
    ran = sh('trap "echo tidied; exit 0" TERM; echo begun; while :; do sleep 0.05; done', tmp_path, limit=0.3)
    assert (ran.ended, ran.output[:6], ran.output[-7:]) == ("timed-out", b"begun\n", b"tidied\n")


def test_a_program_that_will_not_end_is_ended(tmp_path: Path) -> None:
    """Being told is not enough for it, nor for what it started."""
    ran = sh('trap "" TERM; sleep 60 & echo $$ $!; wait; sleep 60', tmp_path, limit=0.3)
    assert (ran.ended, ran.code) == ("timed-out", -signal.SIGKILL)
    pids = [int(pid) for pid in ran.output.split()]
    assert len(pids) == 2
    assert all(gone(pid) for pid in pids)


def test_a_flood_is_stopped_and_its_head_is_kept(tmp_path: Path) -> None:
    """No more than was allowed."""
    ran = sh("yes", tmp_path, most_bytes=1001)
    assert (ran.ended, ran.output) == ("flooded", b"y\n" * 500 + b"y")
    assert ran.code != 0


def test_a_flood_is_one_also_where_the_program_ends_before_it_is_noticed(tmp_path: Path) -> None:
    """What is told does not hang on who was faster; up to the last byte nothing is wrong."""
    assert sh("head -c 1001 /dev/zero; exit 0", tmp_path, most_bytes=1000).ended == "flooded"
    assert sh("head -c 1000 /dev/zero; exit 0", tmp_path, most_bytes=1000).ended == "exited"


def test_a_program_that_dies_of_a_signal_has_no_exit_code(tmp_path: Path) -> None:
    """The signal is told instead."""
    ran = sh("echo begun; kill -SEGV $$", tmp_path)
    assert (ran.ended, ran.code, ran.output) == ("killed", -signal.SIGSEGV, b"begun\n")


def test_what_a_program_leaves_running_is_ended(tmp_path: Path) -> None:
    """It is not waited for, though it holds the output open; the exit code counts."""
    ran = sh("sleep 60 & echo $!; exit 3", tmp_path)
    assert (ran.ended, ran.code) == ("exited", 3)
    assert gone(int(ran.output))


ESCAPING = """
import subprocess, sys
child = subprocess.Popen(["sleep", "60"], start_new_session=True)
print(child.pid, flush=True)
child.returncode = 0
"""


def test_what_escapes_from_its_group_is_not_waited_for(tmp_path: Path) -> None:
    """It lives on with the output open, and the answer is there."""
    start = time.monotonic()
    ran = run((sys.executable, "-c", ESCAPING), tmp_path, LIMIT)
    assert time.monotonic() - start < SOON
    assert (ran.ended, ran.code) == ("exited", 0)
    os.kill(int(ran.output), signal.SIGKILL)


def test_a_program_that_closes_its_output_is_waited_for(tmp_path: Path) -> None:
    """To its end, or to the end of its time."""
    assert sh("exec >&- 2>&-; sleep 0.2; exit 4", tmp_path).code == 4
    assert sh("exec >&- 2>&-; sleep 60", tmp_path, limit=0.3).ended == "timed-out"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name)
def test_whatever_ends_us_ends_the_program_first(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a server that cancels, a terminal that is closed: nothing runs on without a limit."""
    before = signal.getsignal(number)
    pids = tmp_path / "pids"

    def interrupt() -> None:
        until = time.monotonic() + SOON
        while not (pids.exists() and pids.read_text(encoding="ascii").endswith("\n")) and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        sh("sleep 60 & echo $$ $! > pids; wait", tmp_path)
    thread.join()
    assert all(gone(int(pid)) for pid in pids.read_text(encoding="ascii").split())
    assert signal.getsignal(number) == before


def test_an_exit_code_is_never_lost(tmp_path: Path) -> None:
    """Where children are ignored, the system would tell 0 of each."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert sh("exit 3", tmp_path).code == 3
    finally:
        signal.signal(signal.SIGCHLD, before)


def file(folder: Path, name: str, content: str, mode: int = 0o755) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)


def test_a_script_of_the_folder_is_run_by_its_path(tmp_path: Path) -> None:
    """From there, wherever one is."""
    file(tmp_path, "tools/check.sh", "#!/bin/sh\necho ran $1\n")
    for name in ("tools/check.sh", "./tools/check.sh", str(tmp_path / "tools" / "check.sh")):
        assert run((name, "x"), tmp_path, LIMIT).output == b"ran x\n"


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        ((), "no program is named"),
        (("", "x"), "no program is named"),
        (("no-such-program",), "no-such-program: no such program is installed here"),
        (("tools/none.sh",), "tools/none.sh: there is no such file"),
        (("tools/",), "tools/: there is no such file"),
        (
            ("tools/plain.sh",),
            "tools/plain.sh: the file may not be run; make it executable, or name its interpreter before it",
        ),
        (("tools/odd.sh",), "tools/odd.sh: the program that its first line names is not installed here"),
        (("tools/bare",), "tools/bare: Exec format error"),
        (("echo", "a\0b"), "echo: embedded null byte"),
        (("a\0b/c",), "a\0b/c: there is no such file"),
        (("echo", "x" * 5_000_000), "echo: Argument list too long"),
        (("x" * 5_000 + "/y",), f"{'x' * 5_000}/y: File name too long"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_program_that_cannot_be_started_says_why(tmp_path: Path, argv: tuple[str, ...], reason: str) -> None:
    """And is no exception."""
    file(tmp_path, "tools/plain.sh", "echo", 0o644)
    file(tmp_path, "tools/odd.sh", "#!/no/such/interpreter\n")
    file(tmp_path, "tools/bare", "no program\n")
    if os.geteuid() == 0 and argv == ("tools/plain.sh",):
        assert not os.access(tmp_path / "tools/plain.sh", os.X_OK)
    assert run(argv, tmp_path, LIMIT) == Ran(-1, b"", "not-started", 0.0, reason)


def test_half_a_character_is_no_exception(tmp_path: Path) -> None:
    """A word that no file could hold does not start."""
    assert run(("echo", "\ud800"), tmp_path, LIMIT).ended == "not-started"


def test_a_search_path_that_depends_on_the_folder_finds_nothing(tmp_path: Path) -> None:
    """A name means a program of this machine, not a file that someone put into the workspace."""
    file(tmp_path, "linkcheck", "#!/bin/sh\necho planted\n")
    ran = run(("linkcheck",), tmp_path, LIMIT, environ={"PATH": f".{os.pathsep}{os.pathsep}bin"})
    assert (ran.ended, ran.reason) == ("not-started", "linkcheck: no such program is installed here")


def test_nothing_stays_open(tmp_path: Path) -> None:
    """However a program ends."""

    def held() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    before = held()
    sh("exit 0", tmp_path)
    sh("yes", tmp_path, most_bytes=100)
    run(("no-such-program",), tmp_path, LIMIT)
    run(("echo", "\0"), tmp_path, LIMIT)
    until = time.monotonic() + SOON
    while held() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert held() == before
