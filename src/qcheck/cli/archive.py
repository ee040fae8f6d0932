"""Archives: a job packed into one file, and put back from it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from qcheck.app import archive as app
from qcheck.app.restore import restore as put_back
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.cli.status import JobArgument

MANY = 50
LINE = 30


def archive(
    context: typer.Context,
    job: JobArgument = "",
    to: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="Where to; JOB.zip in this folder if left out.")
    ] = "",
    without_client: Annotated[
        bool, typer.Option("--without-client", help="Leave out the client's name, address and contact.")
    ] = False,
) -> int:
    """Pack a job into one zip that anyone can read without qcheck: record, photos, lists, reports and the digests of
    all of it. What was written is read back before the file gets its name. It is never written over another.

    Example: qcheck archive elm --out /media/usb/elm.zip
    """
    made = app.archive(desk(context), job, to, _progress, client=not without_client)
    for title, names in (
        ("The record names these, and they are not here, so they are not in it:", made.missing),
        ("These are not what was recorded; they are in it as they are:", made.altered),
    ):
        if names:
            out.complain("\n".join([title, *(f"  {name}" for name in names)]))
    if not options(context).quiet:
        out.say(f"{made.name}: {made.files} files packed and read back.\nArchive: {made.path}")
    return 0


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="An archive that qcheck made.")],
    as_: Annotated[str, typer.Option("--as", metavar="NAME", help="Give the job another name here.")] = "",
) -> int:
    """Put the job of an archive back into this workspace. All of it is compared with its manifest before anything is
    written. A job that is here is never changed by it.

    Example: qcheck restore elm-street-kitchen.zip
    """
    here = desk(context)
    done = put_back(here, file, as_, _progress)
    if options(context).quiet:
        return 0
    kept = f", {done.evidence} of evidence" if done.evidence else ""
    out.say(f"{done.name}: restored as jobs/{done.job}. Statements: {done.lines}{kept}.")
    if not done.same_settings:
        out.say("It was judged by another qcheck.yaml than the one here; the archive holds it.")
    for revision in done.unknown:
        out.say(
            f"Revision {revision} is signed with a key that is not known here, so its gate stays shut: "
            "add the key to allowed_signers."
        )
    for other in done.removed:
        out.say(f"The job {other} here had this client's data or photos removed on request; now they are back.")
    if done.removed:
        out.say(f"Remove them here too: qcheck forget {done.job}")
    out.say(f"Next: qcheck check {done.job}")
    return 0


def _progress(done: int, every: int) -> None:
    """How far it is, at a terminal, where that takes a while."""
    if every < MANY or not sys.stderr.isatty():
        return
    if done == every:
        sys.stderr.write("\r" + " " * LINE + "\r")
    elif not done % 10:
        sys.stderr.write(f"\r{done} of {every} files")
    sys.stderr.flush()
