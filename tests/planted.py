"""A job that the builder made, with times of its own, laid into a workspace as files."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from builder import KITCHEN, JobBuilder, job
from qcheck.model.event import Kept

SOURCE = KITCHEN.encode()
DIGEST = hashlib.sha256(SOURCE).hexdigest()
PIN = f"kitchen.{DIGEST[:12]}.yaml"
PLAN = b"sent by the architect\n"
FILE = Kept(hashlib.sha256(PLAN).hexdigest(), "plan.txt", len(PLAN), "txt", kind="file")


def told_by_two() -> JobBuilder:
    """Two devices, one of them offline for a while: signed, reopened, signed again, changed since."""
    built = job(digest=DIGEST, now=datetime(2024, 12, 3, 8, 0, tzinfo=UTC)).open(
        handover="2024-12-06", scope=("Oven cleaned",)
    )
    built.tick("1", "2", "3", "4", "6", "7").add(
        "Scratch on the left door", owner="ravi", due="2024-12-09", category="B"
    )
    built.on("bbbb").note("on the way").on("aaaa")
    built.sign(outcome="accepted_with_reservations").later(minutes=20).merge()
    built.fail("3", note="tilted").plan("worktop late", handover="2024-12-10").attach("2", FILE)
    built.on("bbbb").merge().promise("P1", due="2024-12-11", why="materials").tick("3").on("aaaa").merge()
    built.later(hours=1).sign(outcome="accepted_with_reservations").later(hours=20)
    return built.fail("2", note="gap at the tap").fail("4").waive("4").merge()


def plant(workspace: Path, built: JobBuilder, name: str = "elm") -> None:
    """Writes a job's record, its pinned list and its evidence."""
    folder = workspace / "jobs" / name
    files = {f"record/{log}.jsonl": built.log(log) for log in built.devices}
    files |= {f"checklists/{PIN}": SOURCE, f"evidence/{FILE.digest}.{FILE.suffix}": PLAN}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
