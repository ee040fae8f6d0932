"""What is due on a terminal: by day, one duty in a row, each with the person."""

from textwrap import wrap

from rich.cells import cell_len, chop_cells
from rich.console import RenderableType
from rich.text import Text

from qcheck.model.dueview import DueDayView, DueView, DutyView
from qcheck.render.grid import Look, Row, grid, printed

LATE = "bold red"
LEAST = 12


def by_day(view: DueView, look: Look) -> str:
    """Every day with what is due on it; the columns of all days line up."""
    parts: list[RenderableType] = []
    rows = [(day, [_row(duty) for duty in day.duties]) for day in view.days]
    who = min(max((row[0].cell_len for _, held in rows for row in held), default=0), max(LEAST, look.width // 4))
    share = max(20, (look.width - who - 4) * 3 // 5)
    second = min(max((row[1].cell_len for _, held in rows for row in held), default=share), share)
    for day, held in rows:
        shown = held if look.plain else [(_named(row[0], who), *row[1:]) for row in held]
        parts += [*([Text()] if parts else []), _head(day, look), grid(shown, look, second)]
    return printed(parts, look)


def _head(day: DueDayView, look: Look) -> Text:
    count = len(day.duties)
    late = any(duty.late for duty in day.duties)
    return Text(f"{day.title}: {count}" if look.plain else f"{day.title}  {count}", style=LATE if late else "bold")


def _named(name: Text, width: int) -> Text:
    """A name in a column of that width, in as many lines as it needs."""
    lines = [part for line in wrap(name.plain, width) for part in chop_cells(line, width)]
    return Text("\n".join(line + " " * (width - cell_len(line)) for line in lines))


def _row(duty: DutyView) -> Row:
    what = Text(duty.what)
    what.append(f" ({duty.where})" if duty.where else "", style="dim")
    said = Text(duty.by if duty.late else duty.time, style="red" if duty.late else "")
    said.append(", " if said.plain else "").append(duty.job_name, style="bold")
    facts = ("complaint" if duty.complaint else "", "critical" if duty.critical else "", duty.when, duty.note)
    said.append("".join(f", {fact}" for fact in facts if fact))
    return Text(duty.person), what, said
