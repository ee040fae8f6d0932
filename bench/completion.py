"""Completion: what a shell waits for after Tab, as a whole process beside that of a bare program on the same Typer.

    python bench/completion.py [ROUNDS]

Makes an environment of its own, installs this checkout into it, opens a job of the shipped kitchen list and one of
2,000 items with 1,500 answers, then asks for everything in turn, ROUNDS times (25 by default). Quotes medians, and the
median of the ratios of answers taken in turn, by the clock and by the processor: a busy machine slows the clock.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
HELLO = """\
import typer
app = typer.Typer()
@app.command()
def main(name: str) -> None:
    print(f"Hello {name}")
app(prog_name="hello")
"""
ITEMS, ANSWERED, IN_A_SECTION = 2000, 1500, 20
LINES = {
    "commands": "qcheck ",
    "options": "qcheck tick --",
    "jobs": "qcheck status ",
    "people": "qcheck tick 1 --as ",
    "items, kitchen": "qcheck tick -j kitchen ",
    "items, 2,000 of them": "qcheck tick -j large ",
    "hold points, kitchen": "qcheck release -j kitchen ",
    "to waive, kitchen": "qcheck waive -j kitchen ",
    "rules and findings": "qcheck explain ",
}


def main() -> None:
    """Measures and prints the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    with tempfile.TemporaryDirectory(prefix="qcheck-bench-") as folder:
        base = Path(folder)
        asked = _installed(base)
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
        for number in range(rounds + 1):
            for name, (command, variables) in asked.items():
                took = _time(command, variables, base)
                if number:  # the first round fills the disk's cache
                    taken[name].append(took)
    print(f"{rounds} rounds, Python {sys.version.split()[0]}")
    print(f"{'completion of':<22}{'clock ms':>10}{'x bare':>9}{'processor ms':>14}{'x bare':>9}")
    for name, times in taken.items():
        clock, processor = (_against(times, taken["bare Typer"], which) for which in (0, 1))
        print(f"{name:<22}{clock[0]:>10.0f}{clock[1]:>9.2f}{processor[0]:>14.0f}{processor[1]:>9.2f}")


def _against(times: list[tuple[float, float]], bare: list[tuple[float, float]], which: int) -> tuple[float, float]:
    """The median in milliseconds, and that of the ratios."""
    ratios = [one[which] / other[which] for one, other in zip(times, bare, strict=True)]
    return statistics.median(each[which] for each in times) * 1000, statistics.median(ratios)


def _installed(base: Path) -> dict[str, tuple[list[str], dict[str, str]]]:
    """An environment, a workspace with both jobs, and what is asked for: a command with the shell's variables."""
    subprocess.run([sys.executable, "-m", "venv", str(base / "env")], check=True)
    programs = base / "env" / "bin"
    python, qcheck = str(programs / "python"), str(programs / "qcheck")
    subprocess.run([python, "-m", "pip", "install", "-q", str(ROOT)], check=True)
    (base / "hello.py").write_text(HELLO, encoding="utf-8")
    _run(base, qcheck, "init", "--name", "Dana Miller")
    (base / "checklists" / "large.yaml").write_text(_large(), encoding="utf-8")
    facts = ("gas=no", "worktop=granite", "dishwasher=no", "built=yes", "photos=no")
    _run(base, qcheck, "open", "Large", "-c", "large")
    _run(base, qcheck, "tick", f"1-{ANSWERED}", "-j", "large")
    _run(base, qcheck, "tick", str(ANSWERED + 1), "-j", "large")  # from here on, where it stands is kept
    _run(base, qcheck, "open", "Kitchen", "-c", "kitchen", *(word for fact in facts for word in ("--fact", fact)))
    bare = {"_HELLO_COMPLETE": "complete_bash", "COMP_WORDS": "hello\n--", "COMP_CWORD": "1"}
    return {
        "bare Typer": ([python, str(base / "hello.py")], bare),
        **{
            name: ([qcheck], {"_QCHECK_COMPLETE": "complete_bash", "_QCHECK_LINE": line})
            for name, line in LINES.items()
        },
    }


def _large() -> str:
    lines = ["checklist: large", "sections:"]
    for number in range(ITEMS):
        if number % IN_A_SECTION == 0:
            section = number // IN_A_SECTION
            lines += [f"  - id: s{section}", f"    title: Section {section}", "    items:"]
        lines.append(f"      - {{id: i{number}, text: Thing {number} as it has to be}}")
    return "\n".join(lines) + "\n"


def _run(base: Path, *command: str) -> None:
    subprocess.run(command, cwd=base, env=_environment(base), check=True, stdout=subprocess.DEVNULL)


def _environment(base: Path) -> dict[str, str]:
    dropped = ("QCHECK_", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
    return {**kept, "QCHECK_STATE": str(base / "state")}


def _time(command: list[str], variables: dict[str, str], base: Path) -> tuple[float, float]:
    """How long an answer took, by the clock and of the processor, in seconds."""
    environment = {**_environment(base), **variables}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=base, env=environment, capture_output=True, check=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if not done.stdout:
        raise SystemExit(f"{' '.join(command)}: nothing was offered for {variables}")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
