"""Forgetting."""

from typing import Annotated

import typer

from qcheck.app import forget as app
from qcheck.app.forget import Forgetting
from qcheck.cli import out
from qcheck.cli.place import desk, options
from qcheck.errors import Refused

FEW = 12
UNREACHED = (
    "git keeps what was committed, here and in every clone: commit and push the removal, and see docs/privacy.md",
    "backups, archives made before (qcheck archive) and other devices, until they have this removal too",
    "pages and punch lists that were printed, mailed or saved elsewhere, and photos in the inbox",
)


def forget(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="JOB", help="Any part of the job's name.")],
    why: Annotated[
        str, typer.Option("--why", metavar="REASON", help="Why; it stays in the record, so write no names.")
    ] = "",
    photos: Annotated[bool, typer.Option("--photos", help="Remove the job's photos, too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for scripts.")] = False,
    as_: Annotated[str, typer.Option("--as", metavar="WHO", help="Who says so.")] = "",
) -> int:
    """Remove a client's name, address and contact from a job, on request, and its photos if you say so. The record
    stays and still holds: it says what was removed, when, by whom and why. Tells what it cannot reach.

    Example: qcheck forget elm --why "client asked on 3 December"
    """
    here = desk(context)
    before = app.preview(here, job, photos=photos)
    if not yes:
        why = _confirmed(before, why)
    app.forget(here, before.job, why, as_, photos=photos)
    if not options(context).quiet:
        _tell(before)
    return 0


def _confirmed(before: Forgetting, why: str) -> str:
    """The reason, once somebody has agreed. Raises `Refused` where nobody can be asked."""
    if not out.asking():
        raise Refused(
            f"{before.name}: {_removed(before)} would be removed. This cannot be undone.",
            "In a script, agree with --yes.",
        )
    out.say(f"{before.name}: this is removed for good:")
    _list((*before.files[:FEW], *([f"… {len(before.files) - FEW} more"] if len(before.files) > FEW else [])))
    if before.what != "nothing" and not why:
        why = out.ask("Why? (it stays in the record, so write no names)", check=lambda t: "" if t else "It needs one.")
    if not out.agreed("This cannot be undone. Remove it?", default=False):
        raise KeyboardInterrupt
    return why


def _tell(done: Forgetting) -> None:
    said = "The record says so, and holds without it." if done.what != "nothing" else "The record said so before."
    out.say(f"{done.name}: {_removed(done)} removed. {said}")
    if done.mentions:
        out.say("These lines of the record name the client. They cannot be removed:")
        _list(tuple(f"{each.place}: “{each.text}”" for each in done.mentions))
    elif not done.searched:
        out.say("The client's data was not on this device, so the record could not be searched for their name.")
    if done.kept:
        out.say("This evidence stays; look whether it shows or names the client:")
        _list(done.kept)
    if done.photos:
        out.say(f"Photos stay, {done.photos} of them; they are removed with --photos.")
    if done.signers:
        lines = "line" if len(done.signers) == 1 else "lines"
        where = f"{lines} {', '.join(map(str, done.signers))}"
        out.say(f"The client is named in allowed_signers, {where}; it stays, since what they signed needs it.")
    if done.archives:
        out.say("These archives hold the job as it was, with the client; remove them yourself:")
        _list(done.archives)
    for other in done.others:
        out.say(f"The same client is in another job: qcheck forget {other}")
    out.say("What this does not reach:")
    for limit in UNREACHED:
        out.say(f"  {limit}")


def _removed(of: Forgetting) -> str:
    """What is removed, in words: by what the record names, or by files that were there without it."""
    count = len(of.files)
    return of.what if of.what != "nothing" else f"{count} file{'' if count == 1 else 's'}"


def _list(lines: tuple[str, ...]) -> None:
    for line in lines:
        out.say(f"  {line}")
