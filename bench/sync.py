"""How long a sync takes: `python bench/sync.py [ROUNDS] [--jobs N] [--delay MS]` with qcheck installed.

Makes a repository of N jobs (200 by default; 10000 takes some minutes), a bare remote beside it and a second clone.
Measured as whole processes, in turn, medians, and the median of the ratios of pairs:

- a sync that brings nothing new, beside `git fetch` and then `git status` by hand;
- a sync that sends one tick, one that brings it in, `sync --status`;
- where the time of the first one goes: every git that it calls, and what is left for Python.

`--delay` puts so many milliseconds in front of every connection, as a network does: git reaches the remote through a
command that waits, in place of ssh.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.open import Opening, open_job

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LIST = """\
checklist: bench
sections:
  - id: a
    items:
      - one: Floor swept in every room
      - two: Keys counted and signed for
      - three: Bins emptied
"""


def main() -> None:
    """Makes the repository, measures, prints the tables."""
    reader = argparse.ArgumentParser()
    reader.add_argument("rounds", nargs="?", type=int, default=15)
    reader.add_argument("--jobs", type=int, default=200)
    reader.add_argument("--delay", type=int, default=0)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="qcheck-bench-") as folder:
        base = Path(folder)
        environment = _environment(base, asked.delay)
        start = time.perf_counter()
        desk = _workspace(base / "work", base / "state")
        os.fsync = lambda fd: None  # noqa: ARG005 (of this process alone, which lays out the jobs)
        for number in range(asked.jobs):
            open_job(desk, Opening(f"Job {number:05}", ("bench",), handover="5d"))
        print(f"{asked.jobs} jobs opened in {time.perf_counter() - start:.1f} s")
        there = _remote(base, environment, asked.delay)
        _nothing(base / "work", environment, asked.rounds)
        _something(base / "work", there, environment, asked.rounds)
        _parts(base / "work", environment)


def _environment(base: Path, delay: int) -> dict[str, str]:
    (base / "gitconfig").write_text("[user]\n\tname = Bench\n\temail = bench@example.org\n", encoding="utf-8")
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("QCHECK_", "GIT_")) and k != "PYTHONDONTWRITEBYTECODE"
    }
    wait = base / "wait"
    wait.write_text(f'#!/bin/sh\nsleep {delay / 1000}\nshift $(($# - 1))\nexec sh -c "$1"\n', encoding="ascii")
    wait.chmod(0o755)
    alone = {
        "GIT_CONFIG_GLOBAL": str(base / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "QCHECK_STATE": str(base / "state"),
    }
    return {**kept, **alone, "GIT_SSH": str(wait), "GIT_SSH_VARIANT": "simple"}


def _workspace(folder: Path, state: Path) -> Desk:
    folder.mkdir()
    caller = Caller(NOW, folder, state, "ab" * 16, "cd" * 16)
    found(folder, caller.home, Founding("Bench", "Dana Miller", "UTC"))
    (folder / "checklists" / "bench.yaml").write_text(LIST, encoding="utf-8")
    return open_desk(caller)


def _remote(base: Path, environment: dict[str, str], delay: int) -> Path:
    """A bare remote with everything, and a second clone."""
    url = f"ssh://there{base}/remote.git" if delay else str(base / "remote.git")
    _run(["git", "init", "-q", "--bare", "-b", "main", str(base / "remote.git")], base, environment)
    _run(["git", "init", "-q", "-b", "main"], base / "work", environment)
    _run(["git", "remote", "add", "origin", url], base / "work", environment)
    seconds = _timed(_qcheck("sync"), base / "work", environment)
    print(f"first sync, all of it sent: {seconds:.1f} s")
    seconds = _timed(_qcheck("clone", url, "there", "--as", "dana"), base, environment)
    print(f"clone: {seconds:.1f} s")
    _run(["git", "gc", "--quiet", "--force"], base / "work", environment)
    return base / "there"


def _nothing(folder: Path, environment: dict[str, str], rounds: int) -> None:
    def by_hand() -> None:
        for command in (["git", "fetch", "-q"], ["git", "status", "--short"]):
            _run(command, folder, environment)

    taken = _in_turn({"by hand": by_hand, "qcheck sync": lambda: _run(_qcheck("sync"), folder, environment)}, rounds)
    print("a sync that brings nothing new, beside git fetch and git status by hand")
    _print(taken, "by hand")


def _something(here: Path, there: Path, environment: dict[str, str], rounds: int) -> None:
    """A tick on one device that comes to the other."""
    taken: dict[str, list[float]] = {"tick": [], "sync that sends": [], "sync that brings in": [], "sync --status": []}
    for number in range(max(3, rounds // 3)):
        taken["tick"].append(_timed(_qcheck("tick", "1", "-j", f"job-{number:05}"), here, environment))
        taken["sync --status"].append(_timed(_qcheck("sync", "--status"), here, environment))
        taken["sync that sends"].append(_timed(_qcheck("sync"), here, environment))
        taken["sync that brings in"].append(_timed(_qcheck("sync"), there, environment))
    print("one tick that is exchanged")
    _print(taken, "tick")


def _parts(folder: Path, environment: dict[str, str]) -> None:
    """Each call of git in a sync that brings nothing new, as git itself measures it."""
    trace = folder.parent / "trace"
    start = time.perf_counter()
    _run(_qcheck("sync"), folder, {**environment, "GIT_TRACE2_EVENT": str(trace)})
    whole = time.perf_counter() - start
    print(f"where the time goes ({whole * 1000:.0f} ms)")
    names: dict[str, str] = {}
    for line in trace.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "cmd_name" and "/" not in event["sid"]:
            names[event["sid"]] = event["name"]
        if event["event"] == "atexit" and "/" not in event["sid"]:
            print(f"  {names.get(event['sid'], 'git'):<14}{event['t_abs'] * 1000:>6.0f} ms")


def _qcheck(*words: str) -> list[str]:
    return [sys.executable, "-m", "qcheck", *words]


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


def _timed(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    _run(command, folder, environment)
    return time.perf_counter() - start


def _in_turn(runs: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if number:  # the first round fills caches
                taken[name].append(time.perf_counter() - start)
    return taken


def _print(taken: dict[str, list[float]], base: str) -> None:
    for name, times in taken.items():
        ratio = statistics.median(a / b for a, b in zip(times, taken[base], strict=True))
        print(f"  {name:<22}{statistics.median(times) * 1000:>8.0f} ms{ratio:>8.2f} x")


if __name__ == "__main__":
    main()
