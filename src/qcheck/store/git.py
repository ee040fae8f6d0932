"""Git: the program, run so that nothing which lies in a repository is run with it, and nobody is asked anything."""

import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from qcheck.core.remote import PROTOCOLS
from qcheck.errors import Refused, StorageFailed
from qcheck.store.command import program

# What a repository, or what came with it, could otherwise run or have run.
SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "protocol.ext.allow=never",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "push.followTags=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=60",
)
SAFE = (
    *("--no-pager", "--literal-pathspecs", "--no-replace-objects"),
    *(word for setting in SETTINGS for word in ("-c", setting)),
)

# What would have git work in another place than the one that it is called for.
MISLEADING = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    *("GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_ATTR_SOURCE", "GIT_SHALLOW_FILE", "GIT_QUARANTINE_PATH"),
    *("GIT_EXTERNAL_DIFF", "GIT_REPLACE_REF_BASE", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE", "GIT_PROTOCOL_FROM_USER"),
    *("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_LITERAL_PATHSPECS"),
}
# English, since its words are read; no questions, whoever would ask them.
UNASKED = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_EDITOR": "true",
    "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS),
}
SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20"

# Seconds: how long git may do nothing that shows, how long one that is told to end may take for it, how long another
# git that has locked the index is waited for, and how often it is looked at.
STILL = 120.0
GRACE = 2.0
PATIENCE = 10.0
STEP = 0.1
KEPT_LINES = 40
ERRORS = ("fatal: ", "error: ", "ssh: ")
# What says no more than that something failed, or only how far it came.
EMPTY = (
    *("hint:", "remote: ", "Please make sure you have", "and the repository exists", "error: failed to push some refs"),
    "fatal: Could not read from remote repository",
)

Tell = Callable[[str], None]


class Done(Struct, frozen=True):
    """What a run of git gave: its exit code, what it printed, and the last lines of what it complained of."""

    code: int
    out: bytes
    err: str

    def lines(self) -> list[str]:
        return os.fsdecode(self.out).splitlines()


class Git:
    """Git in a folder. `held` is the file by which the workspace is locked: a git that changes files keeps it open,
    so that the lock outlives us as long as that git does.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        found, _ = program(("git",), folder, environ)
        if found is None:
            raise Refused("git is not installed here.", "Install it: https://git-scm.com/downloads")
        self.program = str(found)
        self.folder = folder
        self.environ = {k: v for k, v in environ.items() if k not in MISLEADING} | UNASKED
        self.held: int | None = None

    def batch_ssh(self) -> None:
        """Has ssh ask nothing; for those who have not said themselves how ssh is called."""
        if not self.environ.get("GIT_SSH_COMMAND") and not self.environ.get("GIT_SSH"):
            self.environ["GIT_SSH_COMMAND"] = SSH

    def start(
        self, *arguments: str, given: bytes = b"", tell: Tell | None = None, environ: Mapping[str, str] | None = None
    ) -> "Running":
        """Starts git; the words of users and of files stand behind `--` or `--end-of-options`. How far it has come is
        told to `tell`, if it says so in parts of a hundred.
        """
        held = () if self.held is None or os.name == "nt" else (self.held,)
        try:
            process = subprocess.Popen(  # noqa: S603 (no shell)
                [self.program, *SAFE, *arguments],
                cwd=self.folder,
                env=self.environ | dict(environ or {}),
                stdin=subprocess.PIPE if given else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                pass_fds=held,
            )
        except OSError as error:
            raise StorageFailed(f"git could not be started: {error.strerror}.") from error
        return Running(process, given, tell)

    def run(self, *arguments: str, given: bytes = b"", environ: Mapping[str, str] | None = None) -> Done:
        """Runs git to its end, whatever comes of it."""
        return self.start(*arguments, given=given, environ=environ).wait()

    def must(self, *arguments: str, given: bytes = b"", environ: Mapping[str, str] | None = None) -> Done:
        """Runs git where it can only fail if the repository or the disk is not as it should be. Raises
        `StorageFailed` with what it complained of; another git that is at work is waited for.
        """
        until = time.monotonic() + PATIENCE
        while True:
            done = self.run(*arguments, given=given, environ=environ)
            if done.code == 0:
                return done
            if not _is_locked(done):
                raise StorageFailed(f"git {arguments[0]} failed: {said(done)}", "Nothing of the record is lost.")
            if time.monotonic() > until:
                raise StorageFailed(
                    f"Another git is at work in this workspace: {said(done)}",
                    "Wait for it to end, then try again. If there is none, remove the file that is named.",
                )
            time.sleep(STEP)


class Running:
    """A git that runs: what it prints is read by threads of its own, so that no pipe fills up."""

    def __init__(self, process: "subprocess.Popen[bytes]", given: bytes, tell: Tell | None) -> None:
        self.process = process
        self.tell = tell
        self.parts: list[bytes] = []
        self.complaints: deque[str] = deque(maxlen=KEPT_LINES)
        self.moved = time.monotonic()
        work = [self._read, self._listen, *([lambda: self._give(given)] if given else [])]
        self.threads = [threading.Thread(target=each, daemon=True) for each in work]
        for thread in self.threads:
            thread.start()

    def wait(self, still: float = STILL) -> Done:
        """Waits for its end; one that shows nothing for too long is ended, as it is if we are interrupted."""
        try:
            while self.process.poll() is None:
                if time.monotonic() - self.moved > still:
                    self.complaints.append(f"fatal: nothing was heard for {still:.0f} seconds")
                    break
                self._pause()
        finally:
            self.end()
        code = self.process.returncode
        return Done(-1 if code is None else code, b"".join(self.parts), "\n".join(self.complaints))

    def _pause(self) -> None:
        """Waits a moment, or until it has closed its output: that is noticed at once, its end only by looking."""
        reader = self.threads[0]
        if reader.is_alive():
            reader.join(STEP)
        else:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STEP)

    def end(self) -> None:
        """Sees to it that it runs no longer: told to, it removes its locks; only then it is killed."""
        if self.process.poll() is None:
            self._signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
        if self.process.poll() is None:
            self._signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
        for thread in self.threads:
            thread.join(GRACE)

    def _signal(self, number: int) -> None:
        with suppress(OSError):
            if os.name == "nt":
                self.process.terminate()
            else:
                os.killpg(self.process.pid, number)

    def _give(self, given: bytes) -> None:
        stdin = self.process.stdin
        if stdin:
            with suppress(OSError), stdin:  # one that ends before it has read all says why itself
                stdin.write(given)

    def _read(self) -> None:
        stdout = self.process.stdout
        if stdout:
            with suppress(OSError, ValueError), stdout:
                while chunk := stdout.read1(1 << 20):  # type: ignore[attr-defined]
                    self.parts.append(chunk)
                    self.moved = time.monotonic()

    def _listen(self) -> None:
        """Keeps the last lines of standard error, and tells each of them where someone listens."""
        stderr, rest = self.process.stderr, b""
        if not stderr:
            return
        with suppress(OSError, ValueError), stderr:
            while chunk := stderr.read1(4096):  # type: ignore[attr-defined]
                self.moved = time.monotonic()
                *lines, rest = (rest + chunk).replace(b"\r", b"\n")[-65536:].split(b"\n")
                self._heard(lines)
        self._heard([rest])

    def _heard(self, lines: list[bytes]) -> None:
        for raw in lines:
            line = raw.decode("utf-8", "replace").strip()
            if line:
                self.complaints.append(line)
                if self.tell and "%" in line:
                    self.tell(line.removeprefix("remote: "))


def said(done: Done) -> str:
    """What git complained of, in a sentence: what it, or ssh, called an error, else what it said first."""
    lines = [line for line in done.err.splitlines() if not line.startswith(EMPTY) and "%" not in line]
    chosen = next((line for line in lines if line.startswith(ERRORS)), (lines or ["it gave no reason"])[0])
    for error in ERRORS:
        chosen = chosen.removeprefix(error)
    words = chosen.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _is_locked(done: Done) -> bool:
    return ".lock'" in done.err and "File exists" in done.err
