"""Fixtures: a workspace on disk, the program run as its user runs it, and the samples that others wrote."""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import forked

ROOT = Path(__file__).parents[1]

# A busy machine is no failure; the examples are the same in every run, so that a red test stays red.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

# Whoever starts the tests in the background has them deaf to these, and what they start; that shall hear them.
for number in (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)

# What would change what the program prints, or slow every one of its starts.
DROPPED = {"COLUMNS", "NO_COLOR", "CI", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


@dataclass
class Ran:
    """What a run of the program gave."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """A folder in which `qcheck` is run as a process of its own, without a terminal."""

    folder: Path
    state: Path
    environment: dict[str, str]

    def __call__(self, *arguments: str, code: int | None = 0, **environment: str) -> Ran:
        """Runs the program; checks the exit code unless it is None."""
        done = _run(list(arguments), self.folder, {**self.environment, **environment})
        assert code is None or done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)


def _run(arguments: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Forked from one that is loaded already, where that comes to the same; else from nothing."""
    if hasattr(os, "fork") and forked.usual(environment):
        return _nursery().run(arguments, folder, environment, 60)
    return subprocess.run(
        [sys.executable, "-m", "qcheck", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@cache
def _nursery() -> forked.Nursery:
    folder = tempfile.mkdtemp(prefix="q")  # a short path, as addresses of sockets have to be
    nursery = forked.Nursery(Path(folder))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(nursery.close)
    return nursery


def _environment(state: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("QCHECK_") and k not in DROPPED}
    return {**kept, "QCHECK_STATE": str(state), "TZ": "UTC", "PYTHONUTF8": "1"}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty folder with an installation of its own."""
    return _shell(tmp_path)


def _shell(base: Path) -> Shell:
    folder, state = base / "work", base / "state"
    folder.mkdir()
    return Shell(folder, state, _environment(state))


PEOPLE = """
  ravi: {name: Ravi Shah, roles: [fitter]}
  olga: {name: Olga Petrova, roles: [office]}
"""


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A workspace with Dana, Ravi and Olga, and the checklist of the builder: made once, and copied for each test."""
    from builder import KITCHEN

    shell = _shell(tmp_path_factory.mktemp("laid-out"))
    shell("init", "--company", "Miller Kitchens", "--name", "Dana Miller", "--zone", "UTC")
    path = shell.folder / "qcheck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\n\n# Points", PEOPLE + "\n# Points"), encoding="utf-8")
    (shell.folder / "checklists" / "kitchen.yaml").write_text(KITCHEN, encoding="utf-8")
    return shell


@pytest.fixture(scope="session")
def opened_elm(laid_out: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The same with one open job, Elm Street kitchen."""
    shell = _copied(laid_out, _shell(tmp_path_factory.mktemp("elm")))
    shell("open", "Elm Street kitchen", "--checklist", "kitchen", "--handover", "2099-12-04")
    return shell


def _copied(made: Shell, shell: Shell) -> Shell:
    """A workspace, and what the installation that made it remembers, copied to where a test works."""
    from qcheck.store.installation import Installation

    shutil.copytree(made.folder, shell.folder, dirs_exist_ok=True)
    shutil.copytree(made.state, shell.state, dirs_exist_ok=True)
    Installation(shell.state).set_user(shell.folder, "dana")
    return shell


@pytest.fixture
def workspace(shell: Shell, laid_out: Shell) -> Shell:
    """A workspace with Dana, Ravi and Olga, and the checklist of the builder."""
    return _copied(laid_out, shell)


@pytest.fixture
def elm(shell: Shell, opened_elm: Shell) -> Shell:
    """The workspace with one open job, Elm Street kitchen."""
    return _copied(opened_elm, shell)


@pytest.fixture
def terminal() -> Iterator[Any]:
    """Starts the program at a terminal of its own: `terminal(shell, "open", …)`."""
    from cli.terminals import Terminal

    started: list[Terminal] = []

    def start(shell: Shell, *arguments: str, **environment: str) -> Terminal:
        started.append(Terminal(shell, *arguments, **environment))
        return started[-1]

    yield start
    for each in started:
        each.leave()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real inputs that others wrote, named by QCHECK_SAMPLES."""
    named = os.environ.get("QCHECK_SAMPLES", "")
    if not named:
        pytest.skip("QCHECK_SAMPLES does not name the folder of samples")
    folder = Path(named)
    assert folder.is_dir(), f"QCHECK_SAMPLES names {folder}, which is no folder"
    return folder


FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium; the one that QCHECK_CHROMIUM names."""
    program = os.environ.get("QCHECK_CHROMIUM", "")
    if not program:
        pytest.skip("QCHECK_CHROMIUM does not name a Chromium; .ci/run sets it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
