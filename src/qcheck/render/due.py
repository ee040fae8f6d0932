"""What is due on a terminal: by day, one duty in a row, each with the person."""

from rich.console import RenderableType
from rich.text import Text

from qcheck.model.view import DueDayView, DueView, DutyView
from qcheck.render.grid import Look, Row, grid, printed

LATE = "bold red"


def by_day(view: DueView, look: Look) -> str:
    """Every day with what is due on it."""
    parts: list[RenderableType] = []
    rows = [(day, [_row(duty) for duty in day.duties]) for day in view.days]
    who = max((row[0].cell_len for _, held in rows for row in held), default=0)
    share = max(20, (look.width - who - 4) * 3 // 5)
    second = min(max((row[1].cell_len for _, held in rows for row in held), default=share), share)
    for day, held in rows:
        padded = [(_padded(row[0], who, look), *row[1:]) for row in held]
        parts += [*([Text()] if parts else []), _head(day, look), grid(padded, look, second)]
    return printed(parts, look)


def _head(day: DueDayView, look: Look) -> Text:
    count = len(day.duties)
    late = any(duty.late for duty in day.duties)
    return Text(f"{day.title}: {count}" if look.plain else f"{day.title}  {count}", style=LATE if late else "bold")


def _padded(name: Text, width: int, look: Look) -> Text:
    """A name as wide as the widest, so that the columns of all days line up."""
    return name if look.plain else Text(name.plain + " " * (width - name.cell_len), style=name.style)


def _row(duty: DutyView) -> Row:
    what = Text(duty.what)
    what.append(f" ({duty.where})" if duty.where else "", style="dim")
    said = Text(duty.by if duty.late else duty.time, style="red" if duty.late else "")
    said.append(", " if said.plain else "").append(duty.job_name, style="bold")
    facts = ("complaint" if duty.complaint else "", "critical" if duty.critical else "", duty.when, duty.note)
    said.append("".join(f", {fact}" for fact in facts if fact))
    return Text(duty.person), what, said
