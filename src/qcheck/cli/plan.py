"""The plan: shown, changed by options or in an editor."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from qcheck.app import plan as app
from qcheck.app.desk import Desk
from qcheck.app.plan import Change
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk, look, options
from qcheck.cli.status import Json
from qcheck.cli.units import from_files, named
from qcheck.errors import QcheckError, Refused


def plan(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[JOB] [FACT=ANSWER...]", help="The job, and facts to change."),
    ] = None,
    handover: Annotated[
        str | None, typer.Option(metavar="DATE", help="Move the handover; the first date stays on record.")
    ] = None,
    lead: Annotated[str | None, typer.Option(metavar="WHO", help="Who leads the job.")] = None,
    seller: Annotated[
        str | None, typer.Option(metavar="WHO", help="Who sold the job, and stays in touch with the client.")
    ] = None,
    crew: Annotated[
        list[str] | None, typer.Option(metavar="WHO", help="Who works on it, all of them; may be repeated.")
    ] = None,
    promise: Annotated[
        list[str] | None,
        typer.Option("--promise", metavar="TEXT", help="One more thing the client was promised."),
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="TEXT", help="A promise that is taken away.")
    ] = None,
    add_unit: Annotated[
        list[str] | None,
        typer.Option("--add-unit", metavar="KIND=NAME", help="One more unit, such as rooms=Pantry; may be repeated."),
    ] = None,
    drop_unit: Annotated[
        list[str] | None, typer.Option("--drop-unit", metavar="KIND=NAME", help="A unit that is taken away.")
    ] = None,
    units: Annotated[
        list[str] | None,
        typer.Option("--units", metavar="KIND=FILE", help="More units, one name a line; those there already stay."),
    ] = None,
    client: Annotated[str | None, typer.Option(metavar="NAME", help="Correct the client's name.")] = None,
    site: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Correct the address.")] = None,
    contact: Annotated[str | None, typer.Option(metavar="TEXT", help="Correct telephone or mail.")] = None,
    reason: Annotated[
        str, typer.Option("--reason", "-r", metavar="TEXT", help="Why; asked for where a value is replaced.")
    ] = "",
    edit: Annotated[bool, typer.Option("--edit", help="Change it as YAML in your editor.")] = False,
    as_: Annotated[str, typer.Option("--as", metavar="WHO", help="Who says so.")] = "",
    json: Json = False,
) -> int:
    """Show the plan of a job, or change it: dates, people, facts, units, promises. Changes are recorded with a reason.

    Example: qcheck plan elm --handover "mon 7 dec" --reason "worktop delivered late"
    """
    here = desk(context)
    job, facts = _split(words or [])
    change = Change(
        handover=handover,
        lead=lead,
        seller=seller,
        crew=None if crew is None else tuple(person for person in crew if person),
        facts=facts,
        promise=tuple(promise or ()),
        drop=tuple(drop or ()),
        add_units=(*named("--add-unit", add_unit), *from_files(units)),
        drop_units=named("--drop-unit", drop_unit),
        client=client,
        site=site,
        contact=contact,
        reason=reason,
    )
    if edit:
        return _edit(context, here, job, change, as_)
    if change.empty:
        return _show(context, here, job, json=json)
    _tell(context, *app.change(here, job, change, as_))
    return 0


def _tell(context: typer.Context, name: str, changed: tuple[tuple[str, str], ...]) -> None:
    if options(context).quiet:
        return
    if not changed:
        out.say(f"{name}: nothing was different.")
    for label, words in changed:
        out.say(f"{name}: planned {label}: {words}.")


def _split(words: list[str]) -> tuple[str, dict[str, str]]:
    names = [word for word in words if "=" not in word]
    if len(names) > 1:
        raise Refused(
            f"{' '.join(names)}: one job at a time.", 'A name of several words goes into quotes: "elm street"'
        )
    facts = dict(word.split("=", 1) for word in words if "=" in word)
    return "".join(names), facts


def _show(context: typer.Context, here: Desk, job: str, *, json: bool) -> int:
    shown = app.show(here, job)
    if json:
        out.raw(as_json(shown))
    else:
        from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

        out.say(shown.name)
        out.show(screen.pairs(shown.lines, look(context)))
    return 0


def _edit(context: typer.Context, here: Desk, job: str, change: Change, said_by: str) -> int:
    """Changes a plan in an editor; what was written is kept if it cannot be taken, so that nothing is lost."""
    job_id, text = app.to_edit(here, job)
    with tempfile.NamedTemporaryFile(
        "w", prefix="qcheck-plan-", suffix=".yaml", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    path = Path(file.name)
    try:
        _run_editor(path)
        edited = app.edited(here, job_id, path.read_bytes(), str(path), change.reason)
        wanted = replace(edited, client=change.client, site=change.site, contact=change.contact)
        _tell(context, *app.change(here, job_id, wanted, said_by))
    except QcheckError:
        if path.read_text(encoding="utf-8", errors="replace") == text:
            path.unlink()
        else:
            out.complain(f"Your text is kept in {path}")
        raise
    path.unlink()
    return 0


def _run_editor(path: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    try:
        done = subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 (the user's own editor)
    except (OSError, ValueError) as error:
        raise Refused(f"The editor {editor} cannot be started.", "Set EDITOR to one that can.") from error
    if done.returncode:
        raise Refused(f"The editor {editor} ended with code {done.returncode}; nothing was changed.")
