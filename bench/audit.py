"""How long an audit takes: `python bench/audit.py [ROUNDS]` with qcheck installed.

The job has 1,000 events, 100 photos of 1 MB and a sign-off. The audit, in process, is compared with the least that any
audit has to do: hashing every byte of the lines, lists and photos.
"""

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from qcheck.app import audit as auditing
from qcheck.app import handover, jobs
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.open import Opening, open_job
from qcheck.core.act.actor import Actor
from qcheck.model.event import Answered, Kept
from qcheck.store import evidence, record
from qcheck.store.lock import lock

ITEMS, EVENTS, PHOTOS, BYTES = 100, 1000, 100, 1_000_000
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def main() -> None:
    """Makes the job, measures, prints the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory(prefix="qcheck-bench-") as folder:
        desk = _workspace(Path(folder))
        _job(desk)
        whole = auditing.audit(desk, ())
        if whole.verdict != "whole":
            sys.exit(f"the job is not whole: {whole.jobs[0].differences}")
        count = whole.jobs[0].count
        print(f"{count.lines} lines, {count.evidence} photos, {count.signoffs} sign-off")
        base = _median(lambda: _hashed(desk), rounds)
        taken = _median(lambda: auditing.audit(desk, ()), rounds)
        print(
            f"  hash every byte {base * 1000:>6.0f} ms\n  audit           {taken * 1000:>6.0f} ms {taken / base:.2f} x"
        )


def _workspace(folder: Path) -> Desk:
    caller = Caller(NOW, folder, folder / "state", "ab" * 16, "cd" * 16)
    found(folder, caller.home, Founding("Bench", "Dana Miller", "UTC"))
    return open_desk(caller)


def _job(desk: Desk) -> None:
    lines = ["checklist: large", "sections:", "  - id: s", "    title: Section", "    items:"]
    lines += [f"      - {{id: i{number}, text: Thing {number} as it has to be}}" for number in range(ITEMS)]
    (desk.root / "checklists" / "large.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    open_job(desk, Opening("Large", ("large",), handover="5d"))
    job = jobs.load(desk, "large")
    who = Actor("dana", "dana", "2026-11-22T08:00:00Z", "b" * 16, desk.settings)
    last = dict.fromkeys(range(ITEMS), "")
    held = job.record
    for start in range(0, EVENTS, ITEMS):
        drafts = [
            who.draft(
                (item := job.state.items[n].item).subject,
                "answered",
                Answered(item.fingerprint, "pass", kept=_kept(job, n) if not start and n < PHOTOS else ()),
                (last[n],) if last[n] else (),
            )
            for n in range(ITEMS)
        ]
        with lock(desk.root):
            held = record.append(job.folder, drafts, held, desk.installation, "abcdef12")
        last |= {n: event.id for n, event in enumerate(held.events[-ITEMS:])}
    handover.hand_over(desk, "large", handover.Statement("accepted", "Ann Client"))


def _kept(job: jobs.Job, number: int) -> tuple[Kept, ...]:
    content = (f"photo {number}".encode() * BYTES)[:BYTES]
    return (Kept(evidence.keep(job.folder, content, "jpg"), f"IMG_{number}.jpg", len(content), "jpg"),)


def _hashed(desk: Desk) -> None:
    for folder in ("record", "checklists", "evidence"):
        for path in sorted((desk.root / "jobs" / "large" / folder).iterdir()):
            hashlib.sha256(path.read_bytes()).hexdigest()


def _median(run: Callable[[], object], rounds: int) -> float:
    taken = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        run()
        if number:  # the first round fills caches
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
