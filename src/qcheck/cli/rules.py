"""Rules: listed and explained."""

from typing import Annotated

import typer

from qcheck.app import rules as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import caller, look
from qcheck.cli.status import Json


def rules(context: typer.Context, json: Json = False) -> int:
    """List the rules: what is checked, how severe it is here, and whether it may be waived.

    Example: qcheck rules
    """
    listed = app.rules(app.severities(caller(context)))
    if json:
        out.raw(as_json(listed))
        return 0
    from qcheck.app import screen  # 50 ms for Rich, only where a screen is shown

    rows = [(r.severity, r.code, "may be waived" if r.waivable else "", r.summary) for r in listed]
    out.show(screen.table([(severity, code, summary) for severity, code, _, summary in rows], look(context)))
    return 0


def explain(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The code in brackets after a finding.")],
) -> int:
    """Explain a rule: what it means, why it matters, how to make it go away.

    Example: qcheck explain item-missed
    """
    shown = app.explain(rule, app.severities(caller(context)))
    waivable = "It may be waived." if shown.waivable else "It may not be waived."
    out.say(f"{shown.code}: {shown.severity}. {waivable}\n\n{shown.explanation}")
    return 0
