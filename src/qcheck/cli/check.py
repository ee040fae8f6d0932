"""The gate: check."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import check as app
from qcheck.app import output
from qcheck.cli import out
from qcheck.cli.place import desk, look, options
from qcheck.cli.status import AsOf, Gate
from qcheck.errors import Refused
from qcheck.model.view import CheckReport

FORMATS = f"{', '.join(output.FORMATS[:-1])} or {output.FORMATS[-1]}"


def check(
    context: typer.Context,
    jobs: Annotated[
        list[str] | None, typer.Argument(metavar="[JOB...]", help="Jobs by any part of their names.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", "-a", help="Every job of the workspace.")] = False,
    gate: Gate = "",
    fail_on: Annotated[
        Literal["block", "warn", "info"], typer.Option(help="The least severity that makes it red.")
    ] = "block",
    strict: Annotated[bool, typer.Option("--strict", help="Red also where something is waived.")] = False,
    as_of: AsOf = "",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing; the exit code tells.")] = False,
    outputs: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", metavar="FORMAT=PATH", help=f"Write {FORMATS} to a file; - is here."),
    ] = None,
) -> int:
    """Judge jobs at a gate: exit 0 if ready, 1 if not, 2 if no verdict could be computed.

    Example: qcheck check --all --output junit=qcheck.xml --output sarif=qcheck.sarif
    """
    targets = [_target(output) for output in outputs or []]
    if sum(path == "-" for _, path in targets) > 1:
        raise Refused("Only one output can be printed.", "Give the others a file: --output junit=qcheck.xml")
    asked = {"gate": gate, "as_of": as_of, **({"all": "yes"} if every else {})}
    report = app.check(desk(context), tuple(jobs or ()), asked, fail_on)
    made = [(path, output.rendered(report, form)) for form, path in targets]  # all of them, or none is written
    for path, content in made:
        if path == "-":
            out.raw(content)
        else:
            output.write(Path(path), content)
    if not (quiet or options(context).quiet or any(path == "-" for _, path in targets)):
        _show(context, report)

    return app.code(report, strict=strict)


def _show(context: typer.Context, report: CheckReport) -> None:
    """To a person by item; to a pipe or a file as compilers print, with places."""
    if not out.terminal() or options(context).plain:
        out.say(output.rendered(report, "text").decode().rstrip("\n"))
        return
    from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

    out.show(screen.check(report, look(context)))


def _target(text: str) -> tuple[str, str]:
    form, _, path = text.partition("=")
    if form not in output.FORMATS or not path:
        hint = f"Formats: {', '.join(output.FORMATS)}. For example: --output junit=qcheck.xml"
        raise Refused(f"--output {text}: write FORMAT=PATH.", hint)
    return form, path
