"""The demo: a real job from checklist to handover, played with the program itself."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from qcheck.cli import out
from qcheck.errors import QcheckError

PEOPLE = """
  ravi: {name: Ravi Shah, roles: [fitter]}
  olga: {name: Olga Petrova, roles: [office]}
"""

FACTS = "--fact gas=no --fact worktop=granite --fact dishwasher=no --fact built=yes --fact photos=no"
OPEN = (
    'open "Elm Street kitchen" --checklist kitchen-installation --client "Ann Client" '
    '--site "14 Elm Street, Springfield" '
    f'--handover 5d --crew ravi --scope "Fridge opens left" --scope "Old kitchen taken away" {FACTS}'
)

# Each step: what is happening, the command, the exit code it must have.
STEPS: tuple[tuple[str, str, int], ...] = (
    (
        "Dana opens a job. There is no gas, and Ann wants no photos of her home: what needs either is not asked for.",
        OPEN,
        0,
    ),
    ("How it was before they came.", 'found "Two scratches on the floor by the window, 4 cm long"', 0),
    ("Two checks are done; they are ticked by number.", "tick 3 4 --did ravi", 0),
    ("Then whole sections. What needs a value of its own waits for it.", "tick arrival first-fix --did ravi", 0),
    ("A reading, with its unit or without; the limits judge it.", "tick first-fix.waste-fall=3.5cm --did ravi", 0),
    ("A hold point: units hide pipes and cables, so work stops until Dana has seen them.", "tick units --did ravi", 0),
    ("She looks, and lets work go on.", "release units.services", 0),
    ("Now the units can be ticked.", "tick units --did ravi", 0),
    ("A reading beyond its limit is a failure, and raises a punch item.", "tick worktops.level=3.5 --did ravi", 0),
    (
        "The client wants one thing more. It is agreed, and becomes a check.",
        'agree "Lights under the wall units" --price "240 EUR" --client "Ann Client"',
        0,
    ),
    ("The honest screen.", "status", 0),
    ("The gate is red, in CI as on site.", "check --quiet", 1),
    ("So nothing can be signed.", "handover", 1),
    (
        "The worktop is set again and measured. The failure stays on record.",
        'tick worktops.level=1 --done --did ravi --note "after shimming"',
        0,
    ),
    ("Someone other than Ravi confirms it.", "punch verify P1 --as olga", 0),
    ("Two more readings.", "tick connections.sockets=420 connections.rcd=28 --did ravi", 0),
    ("The rest is checked, promise by promise.", "tick {rest}", 0),
    ("The gate is green.", "check --quiet", 0),
    ("The client accepts, over this exact state.", 'handover --outcome accepted --name "Ann Client"', 0),
)


def demo(
    keep: Annotated[Path | None, typer.Option("--keep", metavar="DIR", help="Play it in this new folder.")] = None,
) -> int:
    """Play a whole job in a temporary workspace: open, tick, a failure, a red gate, the fix, handover, report.

    Example: qcheck demo
    """
    root = keep.absolute() if keep else Path(tempfile.mkdtemp(prefix="qcheck-demo-"))
    root.mkdir(parents=True, exist_ok=True)
    _run(root, 'init --company "Miller Kitchens" --name "Dana Miller"', 0)
    settings = root / "qcheck.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("\n\n# Points", PEOPLE + "\n# Points"), encoding="utf-8"
    )
    for saying, command, code in STEPS:
        out.say(f"\n# {saying}")
        _run(root, command.format(rest=_rest(root)), code)
    page = next((root / "jobs").glob("*/reports/*.html"))
    out.say(f"\nThe client's page: {page}\nThe workspace:     {root}")
    return 0


def _run(root: Path, command: str, code: int) -> None:
    """Prints a command and runs it as its user would; stops the demo where it does not end as it must."""
    out.say(f"$ qcheck {command}")
    done = _call(root, shlex.split(command))
    if done.returncode != code:
        raise QcheckError(
            f"The demo expected exit code {code} and got {done.returncode}.", f"Its workspace is in {root}"
        )
    if code:
        out.say(f"(exit code {code})")


def _rest(root: Path) -> str:
    """The numbers of what is still open and due, as `status --porcelain` gives them to scripts."""
    done = _call(root, ["status", "--porcelain"], stdout=subprocess.PIPE)
    rows = (line.split("\t") for line in (done.stdout or "").splitlines())
    return " ".join(row[1] for row in rows if row[0] == "item" and row[3] == "open" and row[4] == "due")


def _call(root: Path, arguments: list[str], stdout: int | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"QCHECK_WORKSPACE", "QCHECK_USER", "QCHECK_JOB"}}
    environment |= {"QCHECK_STATE": str(root / ".qcheck" / "state")}
    return subprocess.run(  # noqa: S603 (this program, with arguments of ours)
        [sys.executable, "-m", "qcheck", *arguments],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=None if stdout is None else subprocess.DEVNULL,
        text=True,
        check=False,
    )
