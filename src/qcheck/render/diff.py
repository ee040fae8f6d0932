"""What moved between two states of a job, on a terminal."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from qcheck.model.diffview import DiffView, LateView, MoveView, PointView
from qcheck.model.view import Count, RevisionView
from qcheck.render.grid import Look, Row, grid, printed
from qcheck.render.text import counted

FEW = 5
STYLE = {"ready": "green", "ready with waivers": "yellow", "not ready": "red"}


def screen(view: DiffView, look: Look) -> str:
    """Then and now, why a revision began, and what moved, by kind."""
    parts: list[RenderableType] = [_head(view, look), grid(_points(view, look), look)]
    parts += [_begins(view.begins)] if view.begins else []
    names = max((len(move.name) for group in view.groups for move in group.moves), default=0)
    for group in view.groups:
        title = f"{group.title}: {len(group.moves)}" if look.plain else f"{group.title}  {len(group.moves)}"
        parts += [*([] if look.plain else [Text()]), Text(title, style="bold")]
        parts.append(grid([_row(move, names, look) for move in group.moves], look))
    if not view.groups:
        parts.append(Text("Nothing moved."))
    parts += _tail(view, look)
    return printed(parts, look)


def _head(view: DiffView, look: Look) -> Text:
    name = view.job.name if look.plain else view.job.name.upper()
    part = f" ({', '.join(view.units)})" if view.units else ""
    return Text.assemble((name, "bold"), f"{part}: {view.before.said} {_arrow(look)} {view.after.said}")


def _points(view: DiffView, look: Look) -> list[Row]:
    return [_point(point, view.gate, look) for point in (view.before, view.after)]


def _point(point: PointView, gate: str, look: Look) -> Row:
    when = point.when if point.said != point.when else ""
    verdict = Text(point.verdict.upper(), style="" if look.plain else STYLE[point.verdict])
    verdict.append(f" for {gate}, {_left(point.count)}", style="")
    problems = counted(point.problems, "problem") if point.problems else ""
    facts = (problems, when, f"seal {point.seal[:12]}" if point.seal else "")
    return Text(point.said[:1].upper() + point.said[1:]), verdict, Text(", ".join(filter(None, facts)), style="dim")


def _left(count: Count) -> str:
    waived = f", {count.waived} waived" if count.waived else ""
    return f"{count.left} of {counted(count.due, 'check')} left{waived}" if count.left else f"nothing left{waived}"


def _begins(of: RevisionView) -> Text:
    also = f"; also {', '.join(of.also)}" if of.also else ""
    return Text(f"Revision {of.revision} begins: {of.what} by {of.by}, {of.at}{also}")


def _row(move: MoveView, names: int, look: Look) -> Row:
    moved = f"{move.before} {_arrow(look)} {move.after}" if move.before and move.after else move.after
    if not move.after:
        moved = f"{move.before} {_arrow(look)} gone"
    words = Text(move.text).append(": " if look.plain else "\n").append(moved, style="bold" if not look.plain else "")
    words.append(f" ({move.note})" if move.note else "", style="dim")
    return Text(move.name.rjust(names), style="bold"), words, Text(", ".join(filter(None, (move.by, move.at))))


def _tail(view: DiffView, look: Look) -> Iterable[RenderableType]:
    """What had not been seen, what was said besides, and what cannot be known."""
    if view.late:
        title = f"Not seen when {view.before.said} was signed, though of an earlier time: {len(view.late)}"
        rows = [_late(late) for late in view.late[:FEW]]
        more = len(view.late) - FEW
        yield Text(title) if look.plain else Text(f"\n{title}", style="bold")
        yield grid(rows, look)
        yield from [Text(f"… {more} more")] if more > 0 else []
    if view.others:
        gap = "" if look.plain else "\n"
        yield Text(f"{gap}Besides: {', '.join(view.others)}. qcheck log shows them.", style="dim")
    yield from (Text(f"{'' if look.plain else chr(10)}Uncertain: {remark}.") for remark in view.remarks)


def _late(of: LateView) -> Row:
    return Text(""), Text(of.what), Text(f"{of.by}, {of.at}")


def _arrow(look: Look) -> str:
    return "→" if look.unicode else "->"
