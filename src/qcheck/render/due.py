"""What is due on a terminal: by day, one duty in a row, each with the person."""

from rich.text import Text

from qcheck.model.dueview import DueDayView, DueView, DutyView
from qcheck.render.colours import LATE
from qcheck.render.grid import Look, Part, Row, grids, printed
from qcheck.render.text import counted


def by_day(view: DueView, look: Look) -> str:
    """Every day with what is due on it; the columns of all days line up."""
    rows = [[_row(duty) for duty in day.duties] for day in view.days]
    parts: list[Part] = []
    for day, shown in zip(view.days, grids(rows, look), strict=True):
        parts += [*([Text()] if parts else []), _head(day, look), shown]
    return printed(parts, look, (duty.person for day in view.days for duty in day.duties))


def _head(day: DueDayView, look: Look) -> Text:
    count = len(day.duties)
    late = any(duty.late for duty in day.duties)
    if look.plain:
        return Text(f"{day.title}: {counted(count, 'thing')} to do.")
    return Text(f"{day.title}  {count}", style=LATE if late else "bold")


def _row(duty: DutyView) -> Row:
    what = Text(duty.what)
    what.append(f" ({duty.where})" if duty.where else "", style="dim")
    said = Text(duty.by if duty.late else duty.time, style=LATE if duty.late else "")
    said.append(", " if said.plain else "").append(duty.job_name, style="bold")
    facts = ("complaint" if duty.complaint else "", "critical" if duty.critical else "", duty.when, duty.note)
    said.append("".join(f", {fact}" for fact in facts if fact))
    return Text(duty.person), what, said
