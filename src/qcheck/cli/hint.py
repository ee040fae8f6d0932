"""The hint: what comes next, in one line after a command that a person typed at a terminal."""

import typer

from qcheck.cli import out
from qcheck.cli.place import desk, options

NOTHING = "Nothing was "  # how a command ends that was left at its question

# The commands after which someone goes on to the next step. Looking asks for nothing; what is said to the side (a note,
# a condition found, a contact) interrupts no walk; setting up and handing over say themselves what comes next.
HINTED = {
    "tick",
    "fail",
    "na",
    "undo",
    "attach",
    "release",
    "witness",
    "run",
    "waive",
    "agree",
    "upgrade",
    "punch add",
    "punch done",
    "punch verify",
    "punch reject",
    "punch assign",
    "punch promise",
    "punch dispute",
    "punch void",
    "punch reopen",
}


def hint(context: typer.Context, code: object) -> None:
    """Says what comes next, once, unless the command has said so itself. Whatever goes wrong here is nobody's concern:
    the command has done what it was asked.
    """
    chosen = options(context)
    if code != 0 or chosen.command not in HINTED or chosen.quiet or chosen.plain or not out.asking():
        return
    try:
        line = _line(context)
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 (a command that succeeded does not fail by its hint)
        return
    if line:
        out.aside(line)


def _line(context: typer.Context) -> str:
    from qcheck.app.next import hint as following  # 5 ms, only at a terminal

    if any(out.said(words) for words in (NOTHING, "Next: ")):
        return ""
    line, command = following(desk(context))
    return f"Next: {line}" if command and not out.said(command) else ""
