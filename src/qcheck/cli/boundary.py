"""The boundary: where errors become a message and an exit code, and a bug becomes a log file."""

import sys
from contextlib import suppress
from pathlib import Path

from qcheck import __version__
from qcheck.cli import out
from qcheck.cli.commands import program
from qcheck.cli.place import completing, environment
from qcheck.errors import QcheckError

BUG = 3
INTERRUPTED = 130
BARE = ("--photo", "-p", "--sign")


def run(arguments: list[str]) -> int:
    """Runs the program on its arguments and gives the exit code; never raises."""
    out.prepare()
    if completing():
        from qcheck.cli import complete  # 20 ms with what it completes from, only where a shell asks

        return complete.answer(program(), environment())
    try:
        return _run(_with_inbox([_text(argument) for argument in arguments]))
    except QcheckError as error:
        from qcheck.cli.trouble import told  # 20 ms, only where something went wrong

        tell = out.say if error.code == 1 else out.complain  # "not ready" is an answer, not an error
        for line in told(error):
            tell(line)
        return error.code
    except KeyboardInterrupt:
        out.complain("Interrupted. Nothing was recorded that was not confirmed.")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 (the one place where a bug is caught: it ends in a log file and exit code 3)
        return _bug(arguments)


def _text(argument: str) -> str:
    """An argument as text that can be recorded: bytes that are not UTF-8 show as `�`."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _with_inbox(arguments: list[str]) -> list[str]:
    """A bare `--photo` means the newest in the inbox, a bare `--sign` the usual key, which are called `-`: an option
    without a value is not known to the parser.
    """
    filled: list[str] = []
    for argument, following in zip(arguments, [*arguments[1:], "--"], strict=False):
        bare = argument in BARE and following.startswith("-") and following != "-"
        filled += [argument, "-"] if bare else [argument]
    return filled


def _run(arguments: list[str]) -> int:
    try:
        program().main(arguments, prog_name="qcheck")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            out.complain("Interrupted. Nothing was recorded that was not confirmed.")
        return end.code if isinstance(end.code, int) else 0
    return 0


def _bug(arguments: list[str]) -> int:
    import platform
    import tempfile
    import traceback

    head = f"qcheck {__version__}, Python {platform.python_version()}, {platform.platform()}\n{arguments}\n\n"
    report = head + traceback.format_exc()
    path = "no log file could be written"
    with (
        suppress(OSError),
        tempfile.NamedTemporaryFile(
            "w", prefix="qcheck-", suffix=".log", delete=False, encoding="utf-8", errors="replace"
        ) as log,
    ):
        log.write(report)
        path = str(Path(log.name))
    out.complain("This is a mistake of ours, not of yours. What was confirmed before is recorded.")
    out.complain(f"Please report it with this file: {path}")
    if "no log" in path:
        sys.stderr.write(report)
    return BUG
