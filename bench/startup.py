"""Start-up: `qcheck tick` as a whole process beside a hello-world on the same Typer and beside its peers.

    python bench/startup.py [ROUNDS]

Makes an environment of its own, installs this checkout and the peers into it, compiles everything, then runs all
commands in turn, ROUNDS times (25 by default). Quotes medians, and the median of the ratios of commands run in turn:
a busy machine slows both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = {
    "deon": ["deon", "--help"],
    "checklistfabrik": ["clf-play", "--version"],
    "beancount": ["bean-check", "--help"],
}
HELLO = """\
import typer
app = typer.Typer()
@app.command()
def main(name: str) -> None:
    print(f"Hello {name}")
app()
"""


def main() -> None:
    """Measures and prints the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    with tempfile.TemporaryDirectory(prefix="qcheck-bench-") as folder:
        base = Path(folder)
        commands = _installed(base)
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 1):
            for name, command in commands.items():
                seconds = _time(command, base)
                if number:  # the first round fills the disk's cache
                    taken[name].append(seconds * 1000)
    hello = taken["hello, Typer"]
    print(f"{'command':<22}{'median ms':>10}{'x hello':>9}   ({rounds} rounds, Python {sys.version.split()[0]})")
    for name, times in taken.items():
        ratio = statistics.median(a / b for a, b in zip(times, hello, strict=True))
        print(f"{name:<22}{statistics.median(times):>10.0f}{ratio:>9.2f}")


def _installed(base: Path) -> dict[str, list[str]]:
    """An environment with everything, a workspace with a job, and the commands to run in it."""
    subprocess.run([sys.executable, "-m", "venv", str(base / "env")], check=True)
    programs = base / "env" / "bin"
    python = str(programs / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", str(ROOT), *PEERS], check=True)
    (base / "hello.py").write_text(HELLO, encoding="utf-8")
    qcheck = str(programs / "qcheck")
    for command in (
        ["init", "--name", "Dana Miller"],
        ["open", "Bench", "-c", "office-cleaning", "--unit", "washrooms=Ground", *_facts(qcheck, base)],
    ):
        subprocess.run([qcheck, *command], cwd=base, env=_environment(base), check=True, stdout=subprocess.DEVNULL)
    return {
        "python -c pass": [python, "-c", "pass"],
        "hello, Typer": [python, str(base / "hello.py"), "Dana"],
        "qcheck tick": [qcheck, "tick", "3"],
        "qcheck check": [qcheck, "check", "-q"],
        "qcheck status": [qcheck, "status"],
        **{" ".join(command): [str(programs / command[0]), *command[1:]] for command in PEERS.values()},
    }


def _facts(qcheck: str, base: Path) -> list[str]:
    """An answer to each question of the list: its first choice."""
    listed = subprocess.run(
        [qcheck, "show", "office-cleaning", "--yaml"], cwd=base, env=_environment(base), check=True, capture_output=True
    )
    import yaml  # of the environment that runs this file

    asked = yaml.safe_load(listed.stdout).get("ask", {})
    given = ((fact, (question.get("choice") or ["x"])[0]) for fact, question in asked.items())
    return [word for fact, answer in given for word in ("--fact", f"{fact}={_word(answer)}")]


def _word(answer: object) -> str:
    return {True: "yes", False: "no"}.get(answer, str(answer)) if isinstance(answer, bool) else str(answer)


def _environment(base: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("QCHECK_") and k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QCHECK_STATE": str(base / "state")}


def _time(command: list[str], base: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, cwd=base, env=_environment(base), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
