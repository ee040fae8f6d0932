"""With subcontractors: punch items handed out to who has not this program, and their answers taken in."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from qcheck.app import handout as handing
from qcheck.app import report
from qcheck.app import takein as taking
from qcheck.app.takein import Given
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.answer import As, Job
from qcheck.cli.place import desk, options
from qcheck.cli.report import Language
from qcheck.cli.status import JobArgument, Json
from qcheck.errors import NotFound, Refused
from qcheck.model.punchpage import HandoutView, LeftLine, TakenInView, TakenLine

MESSENGER = 4000
LONGEST = 120
STDIN = "-"
PASTE = "Paste their answer, then press Ctrl-D (on Windows Ctrl-Z and Enter):"
Who = Annotated[str, typer.Option("--owner", "-o", metavar="WHO", help="Whose items; needed.")]


def hand_out(
    context: typer.Context,
    job: JobArgument = "",
    owner: Who = "",
    form: Annotated[
        Literal["html", "yaml", "text"], typer.Option("--format", "-f", help="A page, a file to fill in, or a message.")
    ] = "html",
    message: Annotated[bool, typer.Option("--text", help="Short enough for a messenger: --format text.")] = False,
    site: Annotated[
        bool, typer.Option("--site", help="With the site's address, which is the client's: left out otherwise.")
    ] = False,
    language: Language = None,
    to: Annotated[str, typer.Option("--out", metavar="PATH", help="Where to write it; - prints it.")] = "",
) -> int:
    """Hand someone's open punch items out: as a page to print, as YAML to fill in, or as a text for a messenger.

    A page is written into the job's folder unless --out says otherwise; YAML and text are printed.

    Example: qcheck punch hand-out elm --owner ravi --text
    """
    if not owner:
        raise Refused("Whose items?", "For example: qcheck punch hand-out --owner ravi")
    here = desk(context)
    chosen = "text" if message else form
    view, name, content = handing.handout(here, job, owner, chosen, language or "", site=site)
    if not view.items:
        out.complain(f"{view.name}: {view.owner} has nothing to put right now.")
        return 0
    if to == STDIN or (not to and chosen != "html"):
        out.raw(content)
    else:
        path = Path(to) if to else report.reports(here, view.job) / name
        report.write(path, content)
        if not options(context).quiet:
            out.say(f"Handed out: {_counted(view)} for {view.owner}: {path}")
    _remind(context, chosen, len(content.decode()), site=site)
    return 0


def _counted(view: HandoutView) -> str:
    return f"{len(view.items)} item{'' if len(view.items) == 1 else 's'}"


def _remind(context: typer.Context, form: str, length: int, *, site: bool) -> None:
    """What whoever sends it should know; beside the content, which may go into a pipe."""
    if form == "text" and length > MESSENGER:
        limit = f"more than the {MESSENGER:,} that some messengers take"
        out.complain(f"{length:,} characters: {limit}. Send the page.")
    if not site and form != "yaml" and not options(context).quiet:
        out.complain("The site's address is left out; --site puts it in.")


def take_in(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[JOB] [FILE]", help="The job, and the file with their answer; - or none to paste it."),
    ] = None,
    source: Annotated[str, typer.Option("--from", metavar="WHO", help="Whose answer it is; needed.")] = "",
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help='The answer itself, such as "P7 done".')] = "",
    photo: Annotated[
        list[str] | None, typer.Option("--photo", "-p", metavar="P7=FILE", help="A photo of one that is done.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Record what was understood without asking.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Only show what was understood.")] = False,
    json: Json = False,
    job: Job = "",
    as_: As = "",
) -> int:
    """Take in what someone without this program answered: a file that was handed out, or pasted lines such as
    P7 done, P9 fri, P8 waiting hinge 12 dec. Their own items only, and never a confirmation.

    Shows what was understood and every line that was not, then asks. Exit code 1 if a line was not taken.

    Example: qcheck punch take-in elm answer.txt --from ravi
    """
    if not source:
        raise Refused("Whose answer is it?", "For example: qcheck punch take-in --from ravi")
    name, file = _words(words or [], job)
    if text and file:
        raise Refused("The answer is given twice: as --text and in a file.", "Leave one of them out.")
    path = Path(file) if file and file != STDIN else None
    content = text.encode() if text else taking.file(path) if path else _pasted(context)
    given = Given(content, source, path, as_, _photos(photo or []))
    here = desk(context)
    seen = taking.look(here, name, given)
    view = seen.view
    news = [line for line in view.taken if line.news]
    if not json:
        _tell(context, view, yes=yes)
    decided = bool(news) and not dry and (yes or (not json and out.asking() and out.agreed(_question(news))))
    if decided:
        view = taking.record(here, seen)
    if json:
        out.raw(as_json(view))
    elif not options(context).quiet:
        out.say(_came(view, len(news), dry=dry))
    if news and not decided and not dry and (json or not out.asking()):
        out.complain("Nothing was recorded. --yes records what was understood, --dry-run only shows it.")
        return 2
    return 1 if view.left else 0


def _words(words: list[str], job: str) -> tuple[str, str]:
    """The job and the file that words name: one word is a file if there is one, or if it is `-` or ends like one."""
    if len(words) > 1 + (not job):
        raise Refused("These are too many words.", "A job and a file: qcheck punch take-in elm answer.txt --from ravi")
    if len(words) > 1:
        return words[0], words[1]
    if not words:
        return job, ""
    word = words[0]
    like = word == STDIN or word.lower().endswith((".yaml", ".yml", ".txt")) or Path(word).is_file()
    if job and not like:
        return job, word
    return (job, word) if like else (word, "")


def _photos(given: list[str]) -> tuple[str, ...]:
    wrong = next((each for each in given if not all(each.partition("="))), "")
    if wrong:
        raise Refused(f"{wrong}: which punch item does it show?", "For example: --photo P7=door.jpg")
    return tuple(given)


def _pasted(context: typer.Context) -> bytes:
    """What is typed or piped in, up to its end."""
    if sys.stdin.isatty() and not options(context).quiet:
        out.complain(PASTE)
    content = sys.stdin.buffer.read(taking.MOST_BYTES + 1)
    if not content.strip():
        raise NotFound("There is no answer to take in.", "Name a file, paste it, or give it with --text.")
    return content


def _tell(context: typer.Context, view: TakenInView, *, yes: bool) -> None:
    """What was understood, line by line, and what not; the latter even where nothing else is to be said."""
    if not options(context).quiet or not yes:
        out.say(f"{view.name}, from {view.owner}")
        _list("Understood:", [_taken(line) for line in view.taken if line.news])
        _list("As it stands already:", [_taken(line) for line in view.taken if not line.news])
        _list("Passed over:", [f"line {line.line}: {line.text}" for line in view.passed])
    _list("Not taken:", [_left(line) for line in view.left])


def _left(line: LeftLine) -> str:
    place = f"line {line.line}: " if line.line else ""
    text = line.text if len(line.text) <= LONGEST else f"{line.text[:LONGEST]}…"
    return f"{place}“{text}”: {line.why}"


def _list(title: str, lines: list[str]) -> None:
    if lines:
        out.say("\n".join([title, *(f"  {line}" for line in lines)]))


def _taken(line: TakenLine) -> str:
    return f"line {line.line}: {line.name} {line.text}: {line.what}"


def _question(news: list[TakenLine]) -> str:
    return f"Record {'this' if len(news) == 1 else f'these {len(news)}'}?"


def _came(view: TakenInView, news: int, *, dry: bool) -> str:
    left = f" {len(view.left)} not taken." if view.left else ""
    if view.recorded:
        return f"{view.name}: {news} recorded.{left} Wrong? qcheck undo"
    if not news:
        return f"{view.name}: nothing new.{left}"
    return f"{view.name}: {'nothing recorded, as asked' if dry else 'nothing recorded'}.{left}"
