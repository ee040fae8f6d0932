"""What moved between two states of a job, on a terminal."""

from collections.abc import Iterable

from rich.text import Text

from qcheck.model.diffview import DiffView, LateView, MoveView, PointView
from qcheck.model.view import Count, RevisionView
from qcheck.render.colours import VERDICT
from qcheck.render.grid import Look, Part, Row, grid, grids, printed
from qcheck.render.text import counted

FEW = 5


def screen(view: DiffView, look: Look) -> str:
    """Then and now, why a revision began, and what moved, by kind."""
    parts: list[Part] = [_head(view, look), grid(_points(view, look), look)]
    parts += [_begins(view.begins)] if view.begins else []
    names = max((len(move.name) for group in view.groups for move in group.moves), default=0)
    rows = [[_row(move, names, look) for move in group.moves] for group in view.groups]
    for group, shown in zip(view.groups, grids(rows, look), strict=True):
        title = f"{group.title}: {len(group.moves)}." if look.plain else f"{group.title}  {len(group.moves)}"
        parts += [*([] if look.plain else [Text()]), Text(title, style="bold"), shown]
    if not view.groups:
        parts.append(Text("Nothing moved."))
    parts += _tail(view, look)
    return printed(parts, look)


def _head(view: DiffView, look: Look) -> Text:
    part = f" ({', '.join(view.units)})" if view.units else ""
    if look.plain:
        return Text(f"{view.job.name}{part}: from {view.before.said} to {view.after.said}.")
    arrow = "→" if look.unicode else "->"
    return Text.assemble((view.job.name.upper(), "bold"), f"{part}: {view.before.said} {arrow} {view.after.said}")


def _points(view: DiffView, look: Look) -> list[Row]:
    return [_point(point, view.gate, look) for point in (view.before, view.after)]


def _point(point: PointView, gate: str, look: Look) -> Row:
    when = point.when if point.said != point.when else ""
    spoken = point.verdict if look.plain else point.verdict.upper()
    verdict = Text.assemble((spoken, VERDICT[point.verdict]), f" for {gate}, {_left(point.count)}")
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
    words = Text(move.text).append("\n").append(_moved(move, look), style="" if look.plain else "bold")
    words.append(f" ({move.note})" if move.note else "", style="dim")
    return Text(move.name.rjust(names), style="bold"), words, Text(", ".join(filter(None, (move.by, move.at))))


def _moved(move: MoveView, look: Look) -> str:
    """How it stood and how it stands; what is not there any more is gone."""
    after = move.after or "gone"
    if look.plain:
        return f"before: {move.before}\nnow: {after}" if move.before else f"now: {after}"
    return f"{move.before} {'→' if look.unicode else '->'} {after}" if move.before else after


def _tail(view: DiffView, look: Look) -> Iterable[Part]:
    """What had not been seen, what was said besides, and what cannot be known."""
    if view.late:
        title = f"Not seen when {view.before.said} was signed, though of an earlier time: {len(view.late)}"
        rows = [_late(late) for late in view.late[:FEW]]
        more = len(view.late) - FEW
        yield Text(f"{title}.") if look.plain else Text(f"\n{title}", style="bold")
        yield grid(rows, look)
        yield from [Text(f"{more} more are not told here." if look.plain else f"… {more} more")] if more > 0 else []
    if view.others:
        gap = "" if look.plain else "\n"
        yield Text(f"{gap}Besides: {', '.join(view.others)}. qcheck log shows them.", style="dim")
    yield from (Text(f"{'' if look.plain else chr(10)}Uncertain: {remark}.") for remark in view.remarks)


def _late(of: LateView) -> Row:
    return Text(""), Text(of.what), Text(f"{of.by}, {of.at}")
