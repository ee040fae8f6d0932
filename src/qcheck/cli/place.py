"""Where and by whom the program was called: clock, environment and terminal are read here and nowhere below."""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from qcheck.app.desk import Caller, Desk, in_silence, open_desk
from qcheck.app.home import home
from qcheck.cli import out
from qcheck.errors import NotFound

if TYPE_CHECKING:
    from qcheck.app.screen import Look

PIPE_WIDTH = 100
COMPLETE = "_QCHECK_COMPLETE"


class Options(Struct):
    """What was said before the command's name, and that name; `punch done` for one of a group."""

    folder: Path | None = None
    plain: bool = False
    quiet: bool = False
    command: str = ""


def options(context: typer.Context) -> Options:
    """The options before the command's name."""
    found = context.find_object(Options)
    return found or Options()


def caller(context: typer.Context) -> Caller:
    """Who calls, when and from where. Raises `NotFound` for a folder that is not there."""
    chosen = options(context).folder or (
        Path(os.environ["QCHECK_WORKSPACE"]) if os.environ.get("QCHECK_WORKSPACE") else None
    )
    folder = (chosen or Path.cwd()).absolute()
    if not folder.is_dir():
        raise NotFound(f"{folder}: there is no such folder.")
    return Caller(
        now=datetime.now(UTC).replace(microsecond=0),
        folder=folder,
        home=home(environment(), sys.platform),
        token=os.urandom(16).hex(),
        salt=os.urandom(16).hex(),
        user=os.environ.get("QCHECK_USER", ""),
        job=os.environ.get("QCHECK_JOB", ""),
        environ=environment(),
        keeping=not completing(),
        passing=in_silence if options(context).quiet else out.passing,
    )


def environment() -> dict[str, str]:
    """The environment, as a value."""
    return dict(os.environ)


def completing() -> bool:
    """Whether a shell asks what could come next, and nothing may be written."""
    return bool(os.environ.get(COMPLETE))


def inbox() -> str:
    """The folder where this machine's phone drops photos, if it is not the workspace's."""
    return os.environ.get("QCHECK_INBOX", "")


def desk(context: typer.Context) -> Desk:
    """The workspace that a command works in."""
    return open_desk(caller(context))


def look(context: typer.Context) -> "Look":
    """How this terminal shows things."""
    from qcheck.app.screen import Look  # 50 ms for Rich, only where a screen is shown

    terminal = sys.stdout.isatty()
    columns = _columns(terminal=terminal)
    colour = out.coloured()
    encoding = sys.stdout.encoding or "ascii"
    plain = options(context).plain
    height = shutil.get_terminal_size().lines if terminal else 0
    return Look(width=columns, height=height, colour=colour and not plain, plain=plain, encoding=encoding)


def _columns(*, terminal: bool) -> int:
    if os.environ.get("COLUMNS") or terminal:
        return max(out.NARROWEST, shutil.get_terminal_size().columns)
    return PIPE_WIDTH
