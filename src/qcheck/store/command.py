"""Command: one program run to its end, or to the end of its time, with all that it started and all that it printed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from qcheck.model.ran import Ended, Ran

MOST_BYTES = 1_000_000
CHUNK = 65_536
# Seconds: how often a program is looked at that neither prints nor ends; how long one that is told to end may take
# for it; how long what was printed may be on its way once the program has ended.
STEP = 0.05
GRACE = 0.5
DRAIN = 0.2
NOT_A_CODE = -1
ENDING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


def run(
    argv: tuple[str, ...],
    folder: Path,
    limit_seconds: float,
    most_bytes: int = MOST_BYTES,
    environ: Mapping[str, str] | None = None,
) -> Ran:
    """Runs a program in a folder, without a shell and with nothing to read; standard output and error come together.

    It is ended after `limit_seconds`, when it printed more than `most_bytes`, or when this process is interrupted, and
    in any case all that it left running in its process group. `environ` is the caller's own unless given. Never
    raises for anything that a program does or that an argument holds.
    """
    start = time.monotonic()
    surroundings = _surroundings(os.environ if environ is None else environ)
    found, reason = program(argv, folder, surroundings)
    if found is None:
        return _not_started(reason)
    source, sink = os.pipe()
    reader = _Reader(source, most_bytes)
    with _held_back() as interruptions:
        try:
            process = _started([str(found), *argv[1:]], folder, sink, surroundings)
        except (OSError, ValueError) as error:
            return _not_started(_why(argv[0], error))
        finally:
            os.close(sink)
        try:
            ended = _watch(process, reader, start + limit_seconds, interruptions)
            seconds = time.monotonic() - start
        finally:
            _end(process, reader)
    return Ran(_code(process), b"".join(reader.chunks), _settled(ended, process, reader), seconds)


@contextmanager
def _held_back() -> Iterator[list[int]]:
    """What would interrupt or end this process is only noted, and interrupts it at the end: no program outlives us,
    not even one that was just being started. What the user has let be ignored, or handles otherwise, is left alone.
    """
    noted: list[int] = []
    usual = (signal.SIG_DFL, signal.default_int_handler)
    mine = threading.current_thread() is threading.main_thread()
    ours = [s for s in ENDING if mine and signal.getsignal(s) in usual]
    before = [(s, signal.signal(s, lambda number, _: noted.append(number))) for s in ours]
    try:
        yield noted
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    if noted:
        raise KeyboardInterrupt


class _Reader:
    """Reads what a program prints in a thread of its own, since no system can wait for a pipe and a program alike.

    Where something outside the group keeps the pipe open and prints nothing, the thread is left behind: it ends with
    this process.
    """

    def __init__(self, source: int, most: int) -> None:
        self.source = source
        self.room = most
        self.chunks: list[bytes] = []
        self.flooded = False
        self.stopped = False
        self.over = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while (chunk := os.read(self.source, CHUNK)) and not self.stopped:
                self.chunks.append(chunk[: self.room])
                self.flooded = len(chunk) > self.room
                if self.flooded:
                    return
                self.room -= len(chunk)
        finally:
            os.close(self.source)
            self.over.set()


def _watch(process: subprocess.Popen[bytes], reader: _Reader, until: float, interruptions: list[int]) -> Ended:
    while process.poll() is None and not interruptions:
        left = until - time.monotonic()
        if reader.flooded:
            return "flooded"
        if left <= 0:
            return "timed-out"
        if reader.over.is_set():  # it has closed its output and goes on
            with suppress(subprocess.TimeoutExpired):
                process.wait(min(left, STEP))
        else:
            reader.over.wait(min(left, STEP))
    return "exited"


def _settled(ended: Ended, process: subprocess.Popen[bytes], reader: _Reader) -> Ended:
    """How it ended, whichever of two things was noticed first: too much was printed, a signal came from elsewhere."""
    if ended == "exited" and reader.flooded:
        return "flooded"
    return "killed" if ended == "exited" and _code(process) < 0 else ended


def _code(process: subprocess.Popen[bytes]) -> int:
    """The exit code; one that even now is not to be had, since the system holds the program, is none that passes."""
    return NOT_A_CODE if process.returncode is None else process.returncode


def _end(process: subprocess.Popen[bytes], reader: _Reader) -> None:
    """Tells a program to end and gives it a moment for that, then ends it and its group; comes back in any case."""
    try:
        if process.poll() is None:
            _tell_to_end(process)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
        else:
            reader.over.wait(DRAIN)
    finally:
        _end_group(process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        reader.over.wait(GRACE)
        reader.stopped = True


def _started(argv: list[str], folder: Path, sink: int, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    _heed_children()
    return subprocess.Popen(  # noqa: S603 (no shell; the user has trusted these words)
        argv,
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=sink,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


if sys.platform == "win32":

    def _heed_children() -> None:
        """Windows keeps every exit code."""

    def _tell_to_end(process: subprocess.Popen[bytes]) -> None:
        with suppress(OSError):
            process.send_signal(signal.CTRL_BREAK_EVENT)

    def _end_group(process: subprocess.Popen[bytes]) -> None:
        """Windows knows no groups that can be ended: the tree below the program is, as long as it is there itself."""
        if process.poll() is None:
            killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
            command = [str(killer), "/F", "/T", "/PID", str(process.pid)]
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(command, capture_output=True, timeout=10, check=False)  # noqa: S603 (the system's own)
        with suppress(OSError):
            process.kill()
else:

    def _heed_children() -> None:
        """Where whoever started us ignores its children, exit codes are lost, and a lost one reads as 0."""
        if signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)

    def _tell_to_end(process: subprocess.Popen[bytes]) -> None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGTERM)

    def _end_group(process: subprocess.Popen[bytes]) -> None:
        """Its group bears its number, since it began a session; it may live on when the program itself has ended."""
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)


def _surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """The user's environment without our own names, so that a program which calls qcheck is not misled by them."""
    return {**{k: v for k, v in environ.items() if not k.startswith("QCHECK_")}, "NO_COLOR": "1"}


def program(argv: tuple[str, ...], folder: Path, environ: Mapping[str, str]) -> tuple[Path | None, str]:
    """Where a program is, or why it cannot be run: by its path from the folder, else by name on the search path.

    Folders of the search path that are not absolute are passed over: they would mean another one for us than for it.
    """
    name = argv[0] if argv else ""
    if not name:
        return None, "no program is named"
    by_path = bool(os.path.dirname(name))  # noqa: PTH120 (pathlib drops the ./ by which a path is told from a name)
    search = environ.get("PATH", os.defpath).split(os.pathsep)
    places = [folder] if by_path else [Path(p) for p in search if os.path.isabs(p)]  # noqa: PTH117 (text, as above)
    try:
        found = [
            path for place in places for end in _endings(name, environ) if (path := place / f"{name}{end}").is_file()
        ]
        fit = next((path for path in found if os.access(path, os.X_OK)), None)
    except (OSError, ValueError) as error:
        return None, _why(name, error)
    if fit is None and found:
        return None, f"{name}: the file may not be run; make it executable, or name its interpreter before it"
    return fit, f"{name}: {'there is no such file' if by_path else 'no such program is installed here'}"


def _endings(name: str, environ: Mapping[str, str]) -> list[str]:
    if os.name != "nt" or Path(name).suffix:
        return [""]
    return environ.get("PATHEXT", ".COM;.EXE;.BAT;.CMD").split(";")


def _why(name: str, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{name}: the program that its first line names is not installed here"
    return f"{name}: {error.strerror if isinstance(error, OSError) and error.strerror else error}"


def _not_started(reason: str) -> Ran:
    return Ran(NOT_A_CODE, b"", "not-started", 0.0, reason)
