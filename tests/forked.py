"""Runs of the program as processes of their own that begin loaded: forked from one that has imported it already.

Most of a run is the start of Python and of the program, which is the same each time. `Nursery` starts one process that
imports everything a command may need and then forks for each run; the run has its own folder, environment and streams.
What is imported when, and how long it takes to start, is looked at in processes started from nothing
(cli/test_startup.py, the fixture `terminal`, and wherever a test starts Python itself).
"""

import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

# Read by Python itself when it starts, which a forked process is past.
BEFORE_THE_START = "PYTHON"
KEPT = {"PYTHONPATH", "PYTHONUTF8", "PYTHONIOENCODING"}
LOADED = ("app", "cli", "core", "intake", "model", "render", "store")


class Nursery:
    """A process that forks a run of the program whenever it is asked to."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "s")
        self.log = (folder / "log").open("wb")
        environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.process = subprocess.Popen(
            [sys.executable, __file__, self.address],
            env={k: v for k, v in environment.items() if not k.startswith("QCHECK_")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )
        assert self.process.stdout
        assert self.process.stdout.readline() == b"ready\n", (folder / "log").read_text(encoding="utf-8")

    def run(
        self, arguments: list[str], folder: Path, environment: dict[str, str], wait: float
    ) -> subprocess.CompletedProcess[str]:
        """Runs the program to its end; its exit code is negative where a signal ended it."""
        asked = json.dumps([arguments, str(folder), environment], ensure_ascii=True).encode()
        with (
            socket.socket(socket.AF_UNIX) as line,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
            Path(os.devnull).open("rb") as nothing,
        ):
            line.settimeout(wait)
            line.connect(self.address)
            socket.send_fds(line, [len(asked).to_bytes(8, "big")], [nothing.fileno(), out.fileno(), err.fileno()])
            line.sendall(asked)
            said = line.makefile("r", encoding="ascii")
            pid = int(said.readline())
            try:
                code = int(said.readline())
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(arguments, wait) from None
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(arguments, code, out.read().decode(), err.read().decode())

    def close(self) -> None:
        """Ends the process."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.log):
            stream.close()


def usual(environment: dict[str, str]) -> bool:
    """Whether a run with this environment can begin loaded: nothing in it would have Python itself start otherwise."""
    asked = {k: v for k, v in environment.items() if k.startswith(BEFORE_THE_START)}
    return asked.get("PYTHONUTF8") == "1" and set(asked) <= KEPT - {"PYTHONIOENCODING"}


def _serve(address: str) -> None:
    """Forks for each who asks, until whoever started this ends."""
    import qcheck

    for each in pkgutil.walk_packages(qcheck.__path__, "qcheck."):
        if each.name.split(".")[1] in LOADED:
            import_module(each.name)
    _keep_coverage(go_on=True)  # what importing ran is said once here, instead of with each run
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(32)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever attends a run is not waited for
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            line, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _attend(line)
            line.close()


def _attend(line: socket.socket) -> None:
    """One run: forks it, says its number and, when it has ended, its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    head, streams, _, _ = socket.recv_fds(line, 8, 3)
    wanted, asked = int.from_bytes(head, "big"), b""
    while len(asked) < wanted:
        asked += line.recv(wanted - len(asked))
    pid = os.fork()
    if pid == 0:
        line.close()
        _begin(streams, *json.loads(asked))
    line.sendall(f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _begin(streams: list[int], arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """The run itself: everything that a new process would have of its own is its own; the streams of Python read and
    write the numbers 0, 1 and 2, wherever those lead.
    """
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    from qcheck.__main__ import main

    sys.argv = ["qcheck", *arguments]
    code = 1
    try:
        code = main()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        _keep_coverage(go_on=False)
        os._exit(code)


def _keep_coverage(*, go_on: bool) -> None:
    """Writes down what was run so far, where that is measured."""
    measured = sys.modules["coverage"].Coverage.current() if "coverage" in sys.modules else None
    if measured:
        measured.stop()
        measured.save()
        if go_on:
            measured.start()


if __name__ == "__main__":
    _serve(sys.argv[1])
