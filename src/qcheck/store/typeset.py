"""Typesetting: a galley set as PDF by a process of its own, within a limit of time."""

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from qcheck.core.clean import line
from qcheck.errors import Refused
from qcheck.model.paper import Paper

PROGRAM = Path(__file__).with_name("typesetter.py")
# Seconds; a job of 2,000 items takes 15.
LIMIT = 180
OTHERWISE = "The page can be had as HTML: --format html"


def require() -> None:
    """Raises `Refused` where the package that sets PDF is missing."""
    if find_spec("typst") is None:
        raise Refused("A PDF needs one more package.", 'pip install "qcheck-cli[pdf]"')


def typeset(galley: bytes, program: bytes, limit: float = LIMIT) -> Paper:
    """A galley as PDF, set by a program in the language of typst. Raises `Refused` where it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="qcheck-") as folder:
        _lay(Path(folder), galley, program)
        try:
            done = subprocess.run(  # noqa: S603 (our own program, without a shell)
                [sys.executable, "-P", str(PROGRAM)], capture_output=True, cwd=folder, timeout=limit, check=False
            )
        except subprocess.TimeoutExpired:
            raise Refused(f"The PDF was not done after {limit:g} seconds.", OTHERWISE) from None
    if done.returncode:
        raise Refused(f"The PDF could not be set: {_last(done.stderr)}.", OTHERWISE)
    told: dict[str, Any] = msgspec.msgpack.decode(done.stdout)
    if "pdf" not in told:
        raise Refused(f"The PDF could not be set: {_last(told['said'].encode())}.", OTHERWISE)
    return Paper(told["pdf"], tuple(told["missing"]))


def _lay(folder: Path, galley: bytes, program: bytes) -> None:
    """Puts all that the typesetter may read into a folder of its own, its names chosen by us."""
    given = msgspec.msgpack.decode(galley)
    (folder / "main.typ").write_bytes(program)
    (folder / "galley.json").write_bytes(given["galley"])
    for name, content in given["pictures"].items():
        (folder / name).write_bytes(content)


def _last(said: bytes) -> str:
    """The last thing that was said before it ended, as one line."""
    lines = said.decode("utf-8", "replace").strip().splitlines() or ["the program ended"]
    return line(next((each for each in lines if each.startswith("error: ")), lines[-1]).removeprefix("error: "))[:300]
