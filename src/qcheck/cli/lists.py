"""Checklists: listed, shown, linted with the templates."""

from pathlib import Path
from typing import Annotated

import typer

from qcheck.app import lists as app
from qcheck.app.told import as_json, sentences
from qcheck.cli import out
from qcheck.cli.place import caller, look, options
from qcheck.cli.status import Json


def lists(
    context: typer.Context,
    copy: Annotated[
        str, typer.Option("--copy", metavar="LIST", help="Copy a shipped list into checklists/ to change it.")
    ] = "",
    json: Json = False,
) -> int:
    """List the checklists: the workspace's own and those that come with qcheck.

    Example: qcheck lists --copy kitchen
    """
    who = caller(context)
    if copy:
        path = app.copy(who, copy)
        out.say(f"Copied to {path}. New jobs use it from now on; an editor with YAML support knows its keys.")
        return 0
    listed = app.lists(who)
    if json:
        out.raw(as_json(listed))
        return 0
    from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

    rows = [(entry.name, entry.title, _marks(entry)) for entry in listed]
    out.show(screen.table(rows, look(context)))
    return 0


def _marks(entry: app.ListLine) -> str:
    return f"{entry.items} items, {entry.critical} critical{', shipped' if entry.shipped else ''}"


def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="LIST", help="Any part of its name.")],
    source: Annotated[bool, typer.Option("--yaml", help="Print the file itself.")] = False,
) -> int:
    """Show a checklist with everything it includes, as a job would have it.

    Example: qcheck show kitchen
    """
    who = caller(context)
    if source:
        out.raw(app.source(who, name))
        return 0
    shown = app.show(who, name)
    out.say(shown.title)
    if shown.source:
        out.say(f"Rests on: {shown.source}")
    from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

    asked = [("Asked when a job is opened", shown.questions)] if shown.questions else []
    for title, rows in (*asked, *shown.sections):
        out.say(f"\n{title}")
        out.show(screen.table(rows, look(context)))
    return 0


def lint(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE...]", help="Files; all lists and templates of the workspace if none."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 also for warnings.")] = False,
    json: Json = False,
) -> int:
    """Find what is wrong with checklists and templates, all of it in one run, with file and line. Exit 1 if any is
    unusable.

    Example: qcheck lint checklists/*.yaml
    """
    linted = app.lint(caller(context), files or [])
    if json:
        out.raw(as_json(linted.findings))
    elif not options(context).quiet or linted.findings:
        for line in sentences(linted.findings):
            out.say(line)
        out.say(f"{', '.join(_counted(linted))}.")
    bad = {"block", "warn"} if strict else {"block"}
    return int(any(f.severity in bad for f in linted.findings))


def _counted(linted: app.Linted) -> list[str]:
    """How many lists, templates and findings there are."""
    said = [_plural(linted.count, "checklist")] if linted.count or not linted.templates else []
    said += [_plural(linted.templates, "template")] if linted.templates else []
    return [*said, _plural(len(linted.findings), "finding") if linted.findings else "nothing to mend"]


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
