"""Opening a job: what is known from options, the rest asked at a terminal."""

from typing import Annotated

import typer
from msgspec.structs import replace

from qcheck.app import open as app
from qcheck.app import units as app_units
from qcheck.app.desk import Desk, open_desk
from qcheck.app.judge import day_or_time
from qcheck.app.open import Opening
from qcheck.cli import out
from qcheck.cli.init import offered
from qcheck.cli.place import caller, options
from qcheck.cli.units import from_files, named
from qcheck.errors import NotFound, QcheckError, Refused
from qcheck.model.checklist import Question

Text = Annotated[str, typer.Option(metavar="TEXT")]


def open_job(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="[NAME]", help="Its name: a place or a project. Names of people go into --client."),
    ] = "",
    checklist: Annotated[
        list[str] | None,
        typer.Option(
            "--checklist", "-c", metavar="LIST", help="A checklist, by any part of its name; may be repeated."
        ),
    ] = None,
    client: Annotated[str, typer.Option(metavar="NAME", help="The client; kept apart from the record.")] = "",
    site: Annotated[str, typer.Option(metavar="ADDRESS", help="Where; kept apart from the record.")] = "",
    contact: Annotated[str, typer.Option(metavar="TEXT", help="Telephone or mail; kept apart from the record.")] = "",
    handover: Annotated[
        str,
        typer.Option(metavar="DATE", help='The date promised, such as "fri 4 dec" or "2026-12-04 17:00".'),
    ] = "",
    lead: Annotated[str, typer.Option(metavar="WHO", help="Who leads the job; you, if left out.")] = "",
    seller: Annotated[str, typer.Option(metavar="WHO", help="Who sold it, and stays in touch with the client.")] = "",
    crew: Annotated[list[str] | None, typer.Option(metavar="WHO", help="Who works on it; may be repeated.")] = None,
    scope: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="What the client was promised; may be repeated.")
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(metavar="FACT=ANSWER", help="An answer to a question of the checklist; may be repeated."),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", metavar="KIND=NAME", help="What items are repeated over: rooms=Pantry; may be repeated."
        ),
    ] = None,
    units: Annotated[
        list[str] | None, typer.Option("--units", metavar="KIND=FILE", help="The same from a file, one name a line.")
    ] = None,
    like: Annotated[
        str, typer.Option(metavar="JOB", help="Take over lists, people, facts, units and scope of that job.")
    ] = "",
    as_: Annotated[str, typer.Option("--as", metavar="WHO", help="Who opens it.")] = "",
) -> int:
    """Open a job. Its checklists are pinned: later changes to them do not touch it.

    Example: qcheck open "Elm Street kitchen" --checklist kitchen --handover "fri 4 dec"
    """
    name = name or (out.ask("The job's name?", check=_name_wrong) if out.asking() else "")
    if not name:
        raise Refused("A job needs a name.", 'For example: qcheck open "Elm Street kitchen" --checklist kitchen')
    desk = _desk(context, checklist or [])
    if not checklist and not like and out.asking():
        checklist = [_list_asked(desk)]
    opening = app.completed(
        desk,
        Opening(
            name=" ".join(name.split()),
            lists=tuple(checklist or ()),
            client=client,
            site=site,
            contact=contact,
            handover=handover,
            lead=lead,
            seller=seller,
            crew=tuple(crew or ()),
            facts=dict(_fact(text) for text in fact or ()),
            units=(*named("--unit", unit), *from_files(units)),
            scope=tuple(scope or ()),
            like=like,
        ),
    )
    app.verify(desk, opening)
    if out.asking():
        opening = _asked(desk, opening)
    opened = app.open_job(desk, opening, as_)
    if not options(context).quiet:
        later = f", {opened.items - opened.due} later" if opened.items > opened.due else ""
        hidden = f"; {opened.hidden} not needed" if opened.hidden else ""
        out.say(f"{opened.name}: {opened.due} checks by handover{later}{hidden}. Next: qcheck")
    return 0


def _name_wrong(typed: str) -> str:
    try:
        app.slug(typed)
    except QcheckError as error:
        return f"{error.message} {error.hint}"
    return ""


def _list_asked(desk: Desk) -> str:
    """The checklist, asked for by any part of its name."""
    out.say("\n".join(["There are:", *(f"  {name}" for name in app.list_names(desk))]))
    return out.ask("Checklist?", check=lambda typed: _list_wrong(desk, typed))


def _list_wrong(desk: Desk, typed: str) -> str:
    try:
        app.list_named(desk, typed)
    except QcheckError as error:
        return error.message
    return ""


def _fact(text: str) -> tuple[str, str]:
    fact, _, answer = text.partition("=")
    if not fact.strip() or not answer.strip():
        raise Refused(f"--fact {text}: write FACT=ANSWER.", "For example: --fact gas=no")
    return fact.strip(), answer.strip()


def _desk(context: typer.Context, lists: list[str]) -> Desk:
    """The workspace; where there is none and someone can be asked, a new one."""
    who = caller(context)
    try:
        return open_desk(who)
    except NotFound:
        if not out.asking():
            raise
        app.known_lists(lists)
        made = offered(context)
        if made is None:
            raise
        return open_desk(made)


def _asked(desk: Desk, opening: Opening) -> Opening:
    """The opening with what is missing, asked for; Enter leaves out what need not be known yet."""
    questions = app.questions(desk, opening)
    client = opening.client or out.ask("Client?")
    handover = opening.handover or out.ask("Handover, such as fri 4 dec?", check=lambda typed: _date_wrong(desk, typed))
    facts = {q.id: _fact_asked(q) for q in questions}
    units = [unit for kind in app.kinds_missing(desk, opening) for unit in _units_asked(kind)]
    scope = opening.scope or out.ask_lines("What was promised, one a line (empty line ends):")
    return replace(
        opening,
        client=client,
        handover=handover,
        facts={**opening.facts, **facts},
        units=(*opening.units, *units),
        scope=scope,
    )


def _units_asked(kind: str) -> tuple[tuple[str, str], ...]:
    """The units of a kind, asked for until they can be taken; one that is typed twice counts once."""
    while True:
        names = out.ask_lines(f"{kind.capitalize()}, one a line (empty line ends):")
        wrong = app_units.wrong(kind, names)
        if not wrong:
            return tuple((kind, name) for name in names)
        out.complain(wrong)


def _date_wrong(desk: Desk, typed: str) -> str:
    if not typed:
        return ""
    try:
        day_or_time(desk, typed)
    except QcheckError as error:
        return f"{error.message} {error.hint}"
    return ""


def _fact_asked(question: Question) -> str:
    if not question.choice:
        return out.ask(question.text, check=lambda typed: "" if typed else "The checklist needs an answer.")
    offered_ = f"{question.text} ({' / '.join(question.choice)})"
    return _chosen(question, out.ask(offered_, check=lambda typed: _choice_wrong(question, typed)))


def _choice_wrong(question: Question, typed: str) -> str:
    return "" if _chosen(question, typed) else f"One of: {', '.join(question.choice)}."


def _chosen(question: Question, typed: str) -> str:
    """The answer that is meant: itself, or what only it begins with."""
    options_ = [option for option in question.choice if typed and option.casefold().startswith(typed.casefold())]
    exact = [option for option in options_ if option.casefold() == typed.casefold()]
    return (exact or options_)[0] if exact or len(options_) == 1 else ""
