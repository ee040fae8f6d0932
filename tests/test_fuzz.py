"""Fuzzing: the readers under `fuzz/` take what they begin from, and the driver tells what it is there to find."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

if not Path("/proc/self/status").exists():
    pytest.skip("what a process takes is measured by what only Linux tells", allow_module_level=True)

FUZZ = Path(__file__).parents[1] / "fuzz"


def _run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_run", FUZZ / "run.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


RUN = _run()
# Raises; is busy for longer than it may be; takes more memory than it may.
PLANTED = {
    "raised": "lambda source: source.decode('ascii')",
    "slow": "lambda source: [sum(range(10_000)) for _ in range(9_000)]",
    "large": "lambda source: len(b'x' * 260_000_000)",
    "": "lambda source: len(source)",
}


@pytest.mark.parametrize("name", RUN.readers())
def test_a_reader_takes_what_it_begins_from(name: str) -> None:
    """No seed is a finding; else a run would tell of nothing else."""
    reader = RUN.reader(name)
    seeds = list(reader.seeds())
    assert seeds
    assert all(reader.WORDS)
    for source in (b"", *seeds):
        assert RUN.look(reader.one, source)[:2] == ("", "")


@pytest.mark.parametrize("kind", PLANTED)
def test_what_a_reader_must_not_do_is_a_finding(kind: str) -> None:
    """An exception, more than a second, more than 200 MB; in a process of its own, as in a run."""
    program = f"import run; print(run.look({PLANTED[kind]}, b'\\xff')[0])"
    argv = [sys.executable, "-c", program]
    done = subprocess.run(argv, cwd=FUZZ, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == (kind, "")


def test_a_file_that_was_found_is_looked_at_once_more(tmp_path: Path) -> None:
    """Alone, with what it took, and the exit code says whether it still is a finding."""
    path = tmp_path / "input"
    path.write_bytes(b"handover: [")
    done = subprocess.run([sys.executable, FUZZ / "run.py", "plan", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.split("\t")[0] == "fine"
    assert done.stdout.split("\t")[3:5] == ["11", str(path)]
