"""What comes next."""

import typer

from qcheck.app import next as app
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import desk
from qcheck.cli.status import JobArgument, Json
from qcheck.model.nextview import HeldView, NextItemView, NextView

FEW = 5


def next_(context: typer.Context, job: JobArgument = "", json: Json = False) -> int:
    """Show the next item to check, with why, what passes and what it asks for, and the command that answers it; when
    nothing is missing, what comes then.

    Example: qcheck next
    """
    view = app.next_(desk(context), job)
    if json:
        out.raw(as_json(view))
        return 0
    for line in (*_step(view), *(_held(each) for each in view.held)):
        out.say(line)
    return 0


def _step(view: NextView) -> list[str]:
    if view.item:
        return [f"{view.name}: {view.left} not checked yet, next:", *_item(view.item), f"  {view.command}"]
    if view.step == "problems":
        return _problems(view)
    said = {
        "release": f"{view.left} not checked yet, all behind what is not released.",
        "handover": f"READY. Next: {view.command}",
        "gate": f"nothing is in the way of {view.gate}. Next: {view.command}",
        "done": "closed out, nothing is left to do.",
    }
    return [f"{view.name}: {said[view.step]}"]


def _item(item: NextItemView) -> list[str]:
    marks = ", ".join(filter(None, (item.section, f"by {item.gate}", "critical" if item.critical else "")))
    labelled = (("Why", item.why), ("Passes if", item.accept), ("Asks for", ", ".join(item.asks)))
    return [f"{item.number} {item.text}", f"  {marks}", *(f"  {label}: {said}" for label, said in labelled if said)]


def _problems(view: NextView) -> list[str]:
    """What stands, with who it waits on and what to do."""
    count = len(view.findings)
    left = f"{view.left} not checked yet" if view.left else "nothing left to check"
    lines = [f"{view.name}: {left}, {count} {'problem stands' if count == 1 else 'problems stand'}."]
    for finding in view.findings[:FEW]:
        waits = f", waiting on {finding.waiting_on}" if finding.waiting_on else ""
        lines.append(f"  {f'{finding.number} ' if finding.number else ''}{finding.message}{waits}")
        lines += [f"    {finding.hint}"] if finding.hint else []
    return [*lines, f"  … {count - FEW} more: qcheck status"] if count > FEW else lines


def _held(held: HeldView) -> str:
    checks = "1 more waits" if held.checks == 1 else f"{held.checks} more wait"
    what = f"the hold point {held.waits_for}" if held.hold else held.waits_for
    return f"{checks} for {what}: {held.command}"
