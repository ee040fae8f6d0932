"""The walk at 2,000 items: time to its first paint against a bare list of that length, a key, memory.

Run from the root of the project: `python bench/walk.py [ROUNDS]`. Whole processes, run in turn, medians.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ITEMS = 2_000
SECTIONS = 40
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 7
KEYS = 60

# Both programs end when the first screen was drawn, and print how long that took since they were started.
BARE = """
import sys, time
from textual.app import App
from textual.widgets import OptionList
class Bare(App):
    def compose(self):
        yield OptionList(*(f"Item {n} is as it should be and a bit more" for n in range(ITEMS)))
    def on_mount(self):
        self.call_after_refresh(self.exit)
Bare().run(headless=True, size=(80, 24))
""".replace("ITEMS", str(ITEMS))

SCREEN = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from qcheck.app.desk import Caller, open_desk
from qcheck.tui.walk import Walk

def desk():
    now = datetime.now(UTC).replace(microsecond=0)
    home = Path(os.environ["QCHECK_STATE"])
    return open_desk(Caller(now, Path.cwd(), home, os.urandom(16).hex(), "aa"))
"""
FIRST = (
    SCREEN
    + """
class First(Walk):
    def on_mount(self):
        super().on_mount()
        self.call_after_refresh(self.exit)
First(desk, "big").run(headless=True, size=(80, 24))
"""
)
# From the key until the screen that it changed was drawn; between two keys the whole job is looked at anew.
ANSWERS = (
    SCREEN
    + """
import asyncio, json, resource, time
class Timed(Walk):
    def answered(self, said):
        super().answered(said)
        self.call_after_refresh(lambda: took.append(time.perf_counter() - began[0]))
took, began = [], [0.0]
async def main():
    walk = Timed(desk, "big")
    async with walk.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(KEYS):
            began[0] = time.perf_counter()
            await pilot.press("p")
            await asyncio.sleep(0.3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([took, peak]))
asyncio.run(main())
""".replace("KEYS", str(KEYS))
)


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        root, environment = _workspace(Path(folder))
        bare, first = [], []
        for _ in range(ROUNDS):
            bare.append(_timed(BARE, root, environment))
            first.append(_timed(FIRST, root, environment))
        b, f = statistics.median(bare), statistics.median(first)
        print(f"first paint, whole process: bare list {b * 1000:.0f} ms, walk {f * 1000:.0f} ms, {f / b:.2f} times")
        took, peak = json.loads(_run(ANSWERS, root, environment))
        slowest = sorted(took)[int(len(took) * 0.9)]
        median = statistics.median(took) * 1000
        print(f"a key, recorded and shown: median {median:.1f} ms, 90 % within {slowest * 1000:.1f} ms; {KEYS} keys")
        print(f"memory at most {peak:.0f} MB")


def _workspace(folder: Path) -> tuple[Path, dict[str, str]]:
    environment = {**os.environ, "QCHECK_STATE": str(folder / "state"), "QCHECK_USER": "dana"}
    root = folder / "work"
    _qcheck(folder, environment, "init", str(root), "--company", "Miller", "--name", "Dana Miller")
    lines = ["checklist: big", "title: Big", "sections:"]
    for section in range(SECTIONS):
        lines += [f"  - id: s{section}", f"    title: Section {section}", "    items:"]
        lines += [
            f"      - {{id: i{n}, text: Item {section}.{n} is as it should be and a bit more{_more(n)}}}"
            for n in range(ITEMS // SECTIONS)
        ]
    (root / "checklists" / "big.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _qcheck(root, environment, "open", "Big", "--checklist", "big", "--handover", "30d")
    _qcheck(root, environment, "tick", "1-1000")
    return root, environment


def _more(number: int) -> str:
    return {3: ", critical: true", 9: ", evidence: {photos: 1}"}.get(number, "")


def _qcheck(folder: Path, environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "qcheck", *arguments], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL
    )


def _run(program: str, root: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def _timed(program: str, root: Path, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    _run(program, root, environment)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
