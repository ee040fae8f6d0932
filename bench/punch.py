"""How long a long punch list takes: `python bench/punch.py [ROUNDS]` with qcheck and its extra `xlsx` installed.

1,000 items are loaded into a new job from YAML, CSV and XLSX, each as a process of its own; then `punch list` is
compared with `status` on such a job. Medians of runs taken in turn.
"""

import csv
import io
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

ITEMS = 1000
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LIST = "checklist: least\nsections:\n  - id: all\n    items:\n      - done: Everything done\n"
KEYS = ("id", "text", "where", "fix", "trade", "owner", "due", "category")


def main() -> None:
    """Makes the workspace and the lists, measures, prints the tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory(prefix="qcheck-bench-") as folder:
        desk = _workspace(Path(folder))
        for name, content in (("yaml", _yaml()), ("csv", _csv()), ("xlsx", _xlsx())):
            (desk.root / f"walk.{name}").write_bytes(content)
        _load(desk, rounds)
        _look(desk, rounds)


def _workspace(folder: Path) -> Desk:
    caller = Caller(NOW, folder, folder / "state", "ab" * 16, "cd" * 16)
    found(folder, caller.home, Founding("Bench", "Dana Miller", "UTC"))
    (folder / "checklists" / "least.yaml").write_text(LIST, encoding="utf-8")
    return open_desk(caller)


def _items() -> list[tuple[str, ...]]:
    return [
        (
            f"item-{n}",
            f"Scratch number {n} on the left door",
            f"room {n % 40} / wall unit {n % 7}",
            "replace the door front",
            ("joinery", "tiles", "")[n % 3],
            ("dana", "")[n % 2],
            f"2026-12-{n % 28 + 1:02}",
            "ABC"[n % 3],
        )
        for n in range(ITEMS)
    ]


def _yaml() -> bytes:
    lines = ["punch: walk", "items:"]
    for item in _items():
        said = [f"{key}: {value}" for key, value in zip(KEYS, item, strict=True) if value]
        lines += [f"  - {said[0]}", *(f"    {each}" for each in said[1:])]
    return ("\n".join(lines) + "\n").encode()


def _csv() -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([KEYS, *_items()])
    return out.getvalue().encode("utf-8-sig")


def _xlsx() -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Walk")
        for number, row in enumerate([KEYS, *_items()]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def _load(desk: Desk, rounds: int) -> None:
    names = iter(range(1000))

    def load(form: str) -> Callable[[], Callable[[], object]]:
        def ready() -> Callable[[], object]:
            job = f"{form}-{next(names)}x"
            open_job(desk, Opening(job, ("least",), handover="5d"))
            return lambda: _run(desk, "punch", "load", job, f"walk.{form}")

        return ready

    print(f"punch load of {ITEMS} items, whole process")
    _print(_in_turn({form: load(form) for form in ("yaml", "csv", "xlsx")}, rounds), "yaml")


def _look(desk: Desk, rounds: int) -> None:
    open_job(desk, Opening("Long", ("least",), handover="5d"))
    _run(desk, "punch", "load", "long", "walk.csv")
    print(f"a job of {ITEMS} punch items, whole process")
    _print(
        _in_turn(
            {
                "status": lambda: lambda: _run(desk, "status", "long"),
                "punch list": lambda: lambda: _run(desk, "punch", "list", "long"),
            },
            rounds,
        ),
        "status",
    )


def _run(desk: Desk, *words: str) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("QCHECK_") and k != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "QCHECK_STATE": str(desk.caller.home)}
    command = [sys.executable, "-m", "qcheck", *words]
    subprocess.run(command, cwd=desk.root, env=environment, check=True, stdout=subprocess.DEVNULL)


def _in_turn(runs: dict[str, Callable[[], Callable[[], object]]], rounds: int) -> dict[str, list[float]]:
    """Seconds by name; each gives what is measured, made ready."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, ready in runs.items():
            run = ready()
            start = time.perf_counter()
            run()
            if number:  # the first round fills caches
                taken[name].append(time.perf_counter() - start)
    return taken


def _print(taken: dict[str, list[float]], base: str) -> None:
    for name, times in taken.items():
        ratio = statistics.median(a / b for a, b in zip(times, taken[base], strict=True))
        print(f"  {name:<18}{statistics.median(times) * 1000:>8.0f} ms{ratio:>8.2f} x")


if __name__ == "__main__":
    main()
