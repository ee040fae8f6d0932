"""How long a check and a tick of a large job take: `python bench/check.py [ROUNDS]` with qcheck installed.

The job has 2,000 items, 10,000 events and 500 photos. A check, in process, is compared with decoding and hashing its
lines; a tick, as a process of its own, with a tick of a job of 20 items. Medians of runs taken in turn.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from qcheck.app import check as checking
from qcheck.app import jobs
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.open import Opening, open_job
from qcheck.core import logs
from qcheck.core.act.actor import Actor
from qcheck.model.event import Answered, Kept
from qcheck.store import evidence, record
from qcheck.store.lock import lock

LARGE, SMALL = 2000, 20
EVENTS, PHOTOS = 10_000, 500
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def main() -> None:
    """Makes both jobs, measures, prints the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory(prefix="qcheck-bench-") as folder:
        desk = _workspace(Path(folder))
        for name, items, events, photos in (("Large", LARGE, EVENTS, PHOTOS), ("Small", SMALL, 40, 5)):
            _job(desk, name, items, events, photos)
        _check(desk, rounds)
        _tick(desk, rounds)


def _workspace(folder: Path) -> Desk:
    caller = Caller(NOW, folder, folder / "state", "ab" * 16, "cd" * 16)
    found(folder, caller.home, Founding("Bench", "Dana Miller", "UTC"))
    return open_desk(caller)


def _job(desk: Desk, name: str, items: int, events: int, photos: int) -> None:
    """A job of so many items whose record has so many answers, the first of them with photos."""
    lines = [f"checklist: {name.lower()}", "ask:", "  gas: {text: Is there gas?, choice: [yes, no]}", "sections:"]
    for number in range(items):
        if number % 20 == 0:
            lines += [f"  - id: s{number // 20}", f"    title: Section {number // 20}", "    items:"]
        lines.append(f"      - {{id: i{number}, text: Thing {number} as it has to be{_more(number)}}}")
    path = desk.root / "checklists" / f"{name.lower()}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    open_job(desk, Opening(name, (name.lower(),), handover="5d", facts={"gas": "yes"}))
    job = jobs.load(desk, name.lower())
    known = [i.item for i in job.state.items]
    who = Actor("dana", "dana", "2026-11-22T08:00:00Z", "b" * 16, desk.settings)
    drafts, last = [], dict.fromkeys(range(items), "")
    held = job.record
    for start in range(0, events, items):
        drafts = [
            who.draft(
                known[n].subject,
                "answered",
                Answered(known[n].fingerprint, "pass", "", "1.5" if n % 10 == 5 else "", _kept(job, n, photos, start)),
                (last[n],) if last[n] else (),
            )
            for n in range(min(items - 1, events - start))
        ]
        with lock(desk.root):
            held = record.append(job.folder, drafts, held, desk.installation, "abcdef12")
        last |= {n: event.id for n, event in enumerate(held.events[-len(drafts) :])}


def _more(number: int) -> str:
    """A tenth of the items measured, a tenth conditional, a tenth with a need, a fiftieth of each behind a hold."""
    return {
        5: ", answer: {number: {unit: mm, max: 2}}",
        6: ", when: {fact.gas: [yes]}",
        7: f", needs: [s{number // 20}.i{number - 2}]" if number % 10 == 7 else "",
        8: ", evidence: {photos: 1, when: fail}",
    }.get(number % 10, "")


def _kept(job: jobs.Job, number: int, photos: int, start: int) -> tuple[Kept, ...]:
    if start or number >= photos:
        return ()
    content = f"photo {number}".encode() * 50
    return (Kept(evidence.keep(job.folder, content, "jpg"), f"IMG_{number}.jpg", len(content), "jpg"),)


def _check(desk: Desk, rounds: int) -> None:
    path = next((desk.root / "jobs" / "large" / "record").glob("*.jsonl"))
    source = path.read_bytes()
    taken = _in_turn(
        {
            "decode and hash": lambda: logs.read(source, "abcdef12", "x"),
            "check": lambda: checking.check(desk, ("large",), {}),
        },
        rounds,
    )
    count = source.count(b"\n")
    print(f"check, in process ({count} lines, {len(source) // 1000} kB)")
    _print(taken, "decode and hash")


def _tick(desk: Desk, rounds: int) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("QCHECK_") and k != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "QCHECK_STATE": str(desk.caller.home)}

    def tick(job: str, item: int) -> Callable[[], object]:
        command = [sys.executable, "-m", "qcheck", "tick", str(item), "-j", job]
        return lambda: subprocess.run(command, cwd=desk.root, env=environment, check=True, stdout=subprocess.DEVNULL)

    print("tick, whole process")
    _print(_in_turn({"small job": tick("small", 20), "large job": tick("large", 2000)}, rounds), "small job")


def _in_turn(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            gc.collect()
            gc.disable()  # as the program does
            start = time.perf_counter()
            run()
            if number:  # the first round fills caches
                taken[name].append(time.perf_counter() - start)
            gc.enable()
    return taken


def _print(taken: dict[str, list[float]], base: str) -> None:
    for name, times in taken.items():
        ratio = statistics.median(a / b for a, b in zip(times, taken[base], strict=True))
        print(f"  {name:<18}{statistics.median(times) * 1000:>8.0f} ms{ratio:>8.2f} x")


if __name__ == "__main__":
    main()
