"""How long a report with many photos takes: `python bench/report.py [ROUNDS]` with qcheck and its extra `photos`.

The job has 300 items, 100 of them with a photo of 12 megapixels as a camera writes it, kept as it is. `qcheck report`,
as a process of its own, is compared with the making of the small pictures alone, by as many threads: with nothing made
before (cold), and with all of them kept (warm); so is `qcheck report --format pdf`, with the extra `pdf`. Medians of
runs taken in turn.
"""

import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageChops, ImageEnhance

from qcheck.app import jobs
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.open import Opening, open_job
from qcheck.app.pictures import MOST_AT_A_TIME
from qcheck.core.act.actor import Actor
from qcheck.intake.photo import thumbnail
from qcheck.model.event import Answered, Kept
from qcheck.store import evidence, record
from qcheck.store.lock import lock

ITEMS, PHOTOS, SIZE = 300, 100, (4000, 3000)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MEGA = 1_000_000
# What is promised: cold in three times of the pictures alone, and a page of at most 12 MB.
MOST_TIMES, MOST_BYTES = 3, 12 * MEGA


def main() -> None:
    """Makes the job, measures, prints the table; exit 1 where a promise is not kept."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="qcheck-bench-") as folder:
        desk = _workspace(Path(folder))
        photos = _job(desk)
        written = sum(path.stat().st_size for path in photos)
        print(f"{ITEMS} items, {len(photos)} photos of 12 megapixels, {written / MEGA:.0f} MB")
        taken = _in_turn(
            {
                "pictures alone": lambda: _pictures(photos),
                "cold": lambda: _cold(desk),
                "warm": lambda: _report(desk),
                "pdf, cold": lambda: _cold(desk, "pdf"),
                "pdf, warm": lambda: _report(desk, "pdf"),
            },
            rounds,
        )
        _print(taken)
        page, paper = (
            (desk.root / "jobs" / "large" / "reports" / f"handover.{form}").stat().st_size for form in ("html", "pdf")
        )
        print(f"  the page {page / MEGA:>16.1f} MB\n  the PDF {paper / MEGA:>17.1f} MB")
        times = max(_times(taken, "cold"), _times(taken, "pdf, cold"))
        sys.exit(int(times > MOST_TIMES or page > MOST_BYTES))


def _workspace(folder: Path) -> Desk:
    caller = Caller(NOW, folder, folder / "state", "ab" * 16, "cd" * 16)
    found(folder, caller.home, Founding("Bench", "Dana Miller", "UTC"))
    return open_desk(caller)


def _job(desk: Desk) -> list[Path]:
    """Opens the job, ticks all items, and gives the paths of its photos."""
    lines = ["checklist: large", "sections:"]
    for section in range(10):
        lines += [f"  - id: s{section}", f"    title: Section {section}", "    items:"]
        lines += [f"      - {{id: i{n}, text: Thing {n} as it has to be}}" for n in range(ITEMS // 10)]
    (desk.root / "checklists" / "large.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    open_job(desk, Opening("Large", ("large",), handover="5d"))
    job = jobs.load(desk, "large")
    who = Actor("dana", "dana", "2026-11-22T08:00:00Z", "b" * 16, desk.settings)
    kept = [_kept(job, content, number) for number, content in enumerate(_photos())]
    drafts = [
        who.draft(
            each.item.subject,
            "answered",
            Answered(each.item.fingerprint, "pass", kept=(kept[number // 3],) if number % 3 == 0 else ()),
            (),
        )
        for number, each in enumerate(job.state.items)
    ]
    with lock(desk.root):
        record.append(job.folder, drafts, job.record, desk.installation, "abcdef12")
    return sorted((job.folder / evidence.FOLDER).iterdir())


def _kept(job: jobs.Job, content: bytes, number: int) -> Kept:
    name = f"IMG_{number:04}.jpg"
    digest = evidence.keep(job.folder, content, "jpg")
    return Kept(digest, name, len(content), "jpg", taken="2026-11-22T07:00:00", width=SIZE[0], height=SIZE[1])


def _photos() -> list[bytes]:
    """Photos as a camera makes them: shapes of all sizes and the noise of a sensor, no two alike."""
    by = random.Random(7)  # noqa: S311 (the same photos in every run)
    scene = Image.new("RGB", SIZE, "gray")
    for coarse, share in ((8, 0.5), (60, 0.4), (500, 0.3), (SIZE[0], 0.12)):
        small = (coarse, coarse * 3 // 4)
        noise = Image.frombytes("RGB", small, by.randbytes(small[0] * small[1] * 3)).resize(
            SIZE, Image.Resampling.BICUBIC
        )
        scene = Image.blend(scene, noise, share)
    return [_photo(scene, by) for _ in range(PHOTOS)]


def _photo(scene: Image.Image, by: random.Random) -> bytes:
    moved = ImageChops.offset(scene, by.randrange(SIZE[0]), by.randrange(SIZE[1]))
    into = io.BytesIO()
    ImageEnhance.Brightness(moved).enhance(by.uniform(0.6, 1.4)).save(into, "JPEG", quality=88)
    return into.getvalue()


def _pictures(photos: list[Path]) -> None:
    with ThreadPoolExecutor(min(MOST_AT_A_TIME, os.cpu_count() or 1)) as pool:
        list(pool.map(lambda path: thumbnail(path.read_bytes()), photos))


def _cold(desk: Desk, form: str = "html") -> None:
    desk.cache.clear()
    _report(desk, form)


def _report(desk: Desk, form: str = "html") -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("QCHECK_") and k != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "QCHECK_STATE": str(desk.caller.home)}
    command = [sys.executable, "-m", "qcheck", "-q", "report", "large", "--format", form]
    subprocess.run(command, cwd=desk.root, env=environment, check=True, stdout=subprocess.DEVNULL)


def _in_turn(runs: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if number:  # the first round fills the system's caches
                taken[name].append(time.perf_counter() - start)
    return taken


def _print(taken: dict[str, list[float]]) -> None:
    for name, times in taken.items():
        print(f"  {name:<16}{statistics.median(times):>8.2f} s {_times(taken, name):>7.2f} x")


def _times(taken: dict[str, list[float]], name: str) -> float:
    return statistics.median(a / b for a, b in zip(taken[name], taken["pictures alone"], strict=True))


if __name__ == "__main__":
    main()
