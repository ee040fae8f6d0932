"""Rating: what the client says of the job."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from qcheck.app import rate as app
from qcheck.app import report
from qcheck.app.rate import Said
from qcheck.cli import out
from qcheck.cli.answer import As, Job
from qcheck.cli.place import desk, options
from qcheck.cli.report import Language
from qcheck.errors import Refused

PASTED = "pasted text"
SHOWN = 10


def rate(
    context: typer.Context,
    score: Annotated[str, typer.Argument(metavar="[0-10]", help="What they give, from 0 to 10.")] = "",
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="In their words.")] = "",
    scores: Annotated[
        list[str] | None,
        typer.Option(
            "--score",
            metavar="NAME=1-7",
            help=f"How it was, of {', '.join(app.DIMENSIONS)}; what they expected after a slash. May be repeated.",
        ),
    ] = None,
    form: Annotated[bool, typer.Option("--form", help="Make a page to mail to the client.")] = False,
    to: Annotated[str, typer.Option("--out", "-o", metavar="PATH", help="Where to write it; - prints it.")] = "",
    source: Annotated[
        str, typer.Option("--from", metavar="FILE", help="The page's answer: a file, or - for text that is pasted.")
    ] = "",
    language: Language = None,
    job: Job = "",
    as_: As = "",
) -> int:
    """Record what the client says of the job, from 0 to 10 and in their words. A low rating without an answer is a
    finding. A page to mail to them asks for it (--form), and what comes back is read (--from).

    Example: qcheck rate 9 "Great work, but late" --score reliability=5 --score empathy=6/7
    """
    _one_of(bool(score or text or scores), form, bool(source), bool(to))
    if form:
        return _form(context, job, to, language or "")
    if source:
        content = _pasted() if source == "-" else app.read(Path(source))
        _tell(context, app.answer(desk(context), job, content, PASTED if source == "-" else source, as_))
        return 0
    if not score and out.asking():
        score = out.ask("What do they give, from 0 to 10?", check=app.score_wrong)
        text = text or out.ask("In their words (Enter: none)?")
    if not score:
        raise Refused(
            "What do they give, from 0 to 10?",
            'For example: qcheck rate 9 "Great work, but late". A page to mail to them: qcheck rate --form',
        )
    _tell(context, app.rate(desk(context), job, score, text, tuple(scores or ()), as_))
    return 0


def _one_of(typed: bool, form: bool, source: bool, to: bool) -> None:
    if typed + form + source > 1 or (to and not form):
        raise Refused(
            "One thing at a time: a rating, --form [--out PATH], or --from FILE.",
            'For example: qcheck rate 9 "Great work"',
        )


def _form(context: typer.Context, job: str, to: str, language: str) -> int:
    here = desk(context)
    ident, content = app.form(here, job, language)
    if to == "-":
        out.raw(content)
        return 0
    path = Path(to) if to else report.reports(here, ident) / "rating.html"
    report.write(path, content)
    if not options(context).quiet:
        out.say(f"Form: {path}")
        out.say("Mail it to the client. What comes back: qcheck rate --from FILE, or - to paste it")
        if not here.settings.mail:
            out.say("With mail: ADDRESS in qcheck.yaml it also writes the mail for them.")
    return 0


def _pasted() -> bytes:
    if out.asking():
        out.say("Paste the answer, then press Ctrl-D (on Windows Ctrl-Z and Enter).")
    return sys.stdin.buffer.read(app.MOST_BYTES)


def _tell(context: typer.Context, said: Said) -> None:
    if options(context).quiet:
        return
    if said.already:
        out.say(f"{said.job}: recorded already, on {said.already}: {said.spoken}.")
    else:
        out.say(f"{said.job}: {said.spoken}.")
    for line in said.left[:SHOWN]:
        out.say(f"  {line}")
    if len(said.left) > SHOWN:
        out.say(f"  … {len(said.left) - SHOWN} more lines that were not taken")
    if said.low and not said.already:
        out.say("That is a low rating. Speak to the client, then: qcheck contact call")
