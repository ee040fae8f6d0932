"""Many devices at once: `python bench/crew.py [--devices 8] [--jobs 200] [--steps 400] [--seed 1]`.

Clones of one bare remote; each device is a loop of its own that works on random jobs (tick, fail, note, undo) and syncs
at random, as real processes, all at the same time. In the end all sync until nothing is new. It holds that

- every line that any device ever wrote is in the record of every device, and none is unreadable or out of its chain;
- every device has the same files, byte for byte, and gives the same `check --all --output json=-`;
- git knows of no conflict, and no log holds the mark of one.

Prints what was done and how long it took; exit code 1 if anything of that does not hold.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from qcheck.app.desk import Caller, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.open import Opening, open_job

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ITEMS = 12
LIST = "checklist: bench\nsections:\n  - id: a\n    items:\n" + "".join(
    f"      - i{number}: Thing {number} as it has to be\n" for number in range(ITEMS)
)
SPOILT = {"line-unreadable", "line-torn", "chain-broken", "merge-conflict", "checklist-altered", "log-forked"}


class Device:
    """A clone, in which one thread works."""

    def __init__(self, folder: Path, base: Path) -> None:
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("QCHECK_", "GIT_"))}
        alone = {"GIT_CONFIG_GLOBAL": str(base / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}
        self.environment = {**kept, **alone, "QCHECK_STATE": str(base / f"state-{folder.name}"), "QCHECK_USER": "dana"}
        self.done: Counter[str] = Counter()
        self.lines: set[bytes] = set()

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "qcheck", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            check=False,
        )

    def work(self, steps: int, jobs: int, seed: int) -> None:
        """Random work and random syncs; what was refused is counted, and what failed otherwise ends it."""
        chance = random.Random(seed)  # noqa: S311 (repeatable)
        for _ in range(steps):
            job, item = f"job-{chance.randrange(jobs):05}", str(chance.randint(1, ITEMS))
            words = chance.choice(
                [["tick", item], ["tick", item], ["fail", item, "--note", "gap"], ["note", "seen"], ["undo"], ["sync"]]
            )
            ran = self.run(*words, *(() if words == ["sync"] else ("-j", job)))
            self.done[f"{words[0]} {ran.returncode}"] += 1
            if ran.returncode > 2 or (words[0] == "sync" and ran.returncode):
                raise SystemExit(f"{words}: {ran.stdout.decode()}{ran.stderr.decode()}")
            self.lines |= self.logged(job)

    def logged(self, job: str) -> set[bytes]:
        return {
            line
            for log in (self.folder / "jobs" / job / "record").glob("*.jsonl")
            for line in log.read_bytes().split(b"\n")
        }

    def files(self) -> dict[str, bytes]:
        """All files that devices share."""
        every = (path for path in self.folder.rglob("*") if path.is_file())
        named = {path.relative_to(self.folder).as_posix(): path for path in every}
        return {name: p.read_bytes() for name, p in named.items() if not name.startswith((".git/", ".qcheck/"))}


def main() -> None:
    """Makes the devices, lets them work, compares."""
    reader = argparse.ArgumentParser()
    for name, default in (("devices", 8), ("jobs", 200), ("steps", 400), ("seed", 1)):
        reader.add_argument(f"--{name}", type=int, default=default)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="qcheck-crew-") as folder:
        devices = _devices(Path(folder), asked.devices, asked.jobs)
        start = time.perf_counter()
        each = max(1, asked.steps // asked.devices)
        with ThreadPoolExecutor(asked.devices) as pool:
            list(pool.map(lambda n: devices[n].work(each, asked.jobs, asked.seed * 1000 + n), range(asked.devices)))
        for device in (*devices, *devices):
            device.done[f"sync {device.run('sync').returncode}"] += 1
        print(f"{asked.devices} devices, {asked.jobs} jobs, {time.perf_counter() - start:.0f} s")
        print("  " + ", ".join(f"{count} {name}" for name, count in sorted(_total(devices).items())))
        sys.exit(_compared(devices))


def _devices(base: Path, count: int, jobs: int) -> list[Device]:
    """The first one with all jobs, and its clones."""
    (base / "gitconfig").touch()
    first = Device(base / "device0", base)
    first.folder.mkdir()
    caller = Caller(NOW, first.folder, base / "state-device0", "ab" * 16, "cd" * 16)
    found(first.folder, caller.home, Founding("Bench", "Dana Miller", "UTC"))
    (first.folder / "checklists" / "bench.yaml").write_text(LIST, encoding="utf-8")
    desk = open_desk(caller)
    for number in range(jobs):
        open_job(desk, Opening(f"Job {number:05}", ("bench",), handover="5d"))
    began = ("init -q --bare -b main ../remote.git", "init -q -b main", "remote add origin ../remote.git")
    for words in began:
        subprocess.run(["git", *words.split()], cwd=first.folder, env=first.environment, check=True)
    first.run("sync")
    devices = [first]
    for number in range(1, count):
        device = Device(base / f"device{number}", base)
        device.folder = base
        device.run("clone", "remote.git", f"device{number}", "--as", "dana")
        device.folder = base / f"device{number}"
        devices.append(device)
    return devices


def _total(devices: list[Device]) -> Counter[str]:
    return sum((device.done for device in devices), Counter())


def _compared(devices: list[Device]) -> int:
    """What holds in the end, in words; 1 if anything does not."""
    said: set[bytes] = set().union(*(device.lines for device in devices)) - {b""}
    held = [device.files() for device in devices]
    logs = [{line for name, log in files.items() if "/record/" in name for line in log.split(b"\n")} for files in held]
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    asked = ("check", "--all", "--as-of", now, "--output", "json=-")
    checks = [device.run(*asked).stdout for device in devices]
    times = [json.loads(check) for check in checks]
    codes = {f["code"] for each in times for job in each["checks"] for f in job["findings"]}
    wrong = [
        *(f"device{n} lacks {len(said - log)} lines" for n, log in enumerate(logs) if said - log),
        *(f"device{n} has other files" for n, files in enumerate(held) if files != held[0]),
        *(f"device{n} gives another check" for n, check in enumerate(checks) if check != checks[0]),
        *sorted(codes & SPOILT),
    ]
    print(f"  {len(said)} lines, {len(held[0])} files, {len(checks[0])} bytes of check on each device")
    print(f"  {'; '.join(wrong) or 'all the same, nothing lost'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    main()
