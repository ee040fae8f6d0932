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

FACTS = "--fact gas=no --fact worktop=granite --fact built=yes --fact room=Kitchen"
OPEN = (
    'open "Elm Street kitchen" --checklist kitchen-installation --client "Ann Client" '
    '--site "14 Elm Street, Springfield" '
    f'--handover 5d --crew ravi --scope "Fridge opens left" --scope "Old kitchen taken away" {FACTS}'
)

# Each step: what is happening, the command, the exit code it must have.
STEPS: tuple[tuple[str, str, int], ...] = (
    ("Dana opens a job: a checklist, facts, what the client was promised.", OPEN, 0),
    ("Two checks are done; they are ticked by number.", "tick 2 3 --did ravi", 0),
    (
        "There is no gas here: that check does not apply, and says why.",
        'na connections.gas-tight --note "no gas in this house"',
        0,
    ),
    (
        "Then whole sections; what was answered stays as it is.",
        "tick arrival first-fix units connections --did ravi",
        0,
    ),
    ("One thing is not right, and Dana says so.", 'fail worktops.level --note "3.5 mm over 2 m"', 0),
    ("The honest screen.", "status", 0),
    ("The gate is red, in CI as on site.", "check --quiet", 1),
    ("So nothing can be signed.", "handover", 1),
    (
        "The worktop is set again. The failure stays on record.",
        'tick worktops.level --did ravi --note "1 mm after shimming"',
        0,
    ),
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
