"""Screens: views on a terminal of any width, with words beside every symbol; or linear for a screen reader."""

import io
from collections.abc import Iterable

from msgspec import Struct
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from qcheck.core.clean import clean
from qcheck.model.view import CheckReport, FindingView, ItemView, JobsView, LogView, SectionView, StatusView
from qcheck.render.text import last_line

NARROW = 72
FEW = 12
LEAST = 3
FRAME = 5  # head, empty line, the line that says how many more, and the next prompt
WIDE = 3


class Look(Struct, frozen=True):
    """How a terminal shows things: columns, colour or none, `plain` for linear text without
    columns, `height` in lines where the screen should fit, 0 where it may be any.
    """

    width: int = 80
    colour: bool = False
    plain: bool = False
    height: int = 0
    unicode: bool = True


VERDICT_STYLE = {"ready": "bold green", "ready with waivers": "bold yellow", "not ready": "bold red"}
SYMBOLS = {"open": "○", "pass": "✓", "fail": "✗", "na": "–", "contested": "≠", "stale": "↻"}  # noqa: RUF001 (a dash, on purpose)
ASCII = {"open": "o", "pass": "+", "fail": "x", "na": "-", "contested": "!", "stale": "~"}
STYLE = {"fail": "red", "contested": "red", "stale": "yellow", "pass": "green", "na": "dim"}


def status(view: StatusView, look: Look, *, everything: bool = False) -> str:
    """Ready or not, why, waiting on whom, what is next, progress by section; or every item."""
    parts: list[RenderableType] = [_head(view, look)]
    digits = max((len(str(item.number)) for section in view.sections for item in section.items), default=0)
    if everything:
        parts += [_grid(_trouble(view, look, digits), look), _waivers(view, look, digits)]
        for section in view.sections:
            parts += [Text(), Text(_title(section), style="bold"), _items(section.items, look, digits)]
    else:
        parts += _problems(view, look, digits)
        parts += [Text(), _progress(view.sections, look)] if len(view.sections) > 1 else []
    return _printed(parts, look)


def _head(view: StatusView, look: Look) -> Text:
    head = Text(view.job.name.upper() if not look.plain else view.job.name, style="bold")
    head.append("   " if not look.plain else ": ")
    head.append(view.verdict.upper(), style=VERDICT_STYLE[view.verdict])
    facts = [f"{view.count.left} left" if view.count.left else "nothing left"]
    facts += [f"{view.gate} {view.handover}".strip()] if view.gate == "handover" else [f"gate {view.gate}"]
    facts += (
        [f"{view.signoff.spoken} {view.signoff.at}{', changed since' if view.signoff.stale else ''}"]
        if view.signoff
        else []
    )
    for fact in facts:
        head.append(f"   {fact}" if not look.plain else f", {fact}", style="not bold")
    return head


def _problems(view: StatusView, look: Look, digits: int) -> list[RenderableType]:
    """What is in the way: failures and faults and warnings, then what is missing, in order; and what comes next."""
    trouble, missed = _trouble(view, look, digits), _missed(view, look, digits)
    room = _room(view, look) - min(len(trouble), FEW)
    shown = [*trouble[:FEW], *missed[: max(room, LEAST)]]
    hidden = len(trouble) + len(missed) - len(shown)
    tail: list[RenderableType] = [Text(f"  … {hidden} more: qcheck status --all", style="dim")] if hidden else []
    if view.verdict != "not ready" and (not view.signoff or view.signoff.stale):
        tail.append(Text("Next: qcheck handover"))
    return [_grid(shown, look), _waivers(view, look, digits), *tail]


def _room(view: StatusView, look: Look) -> int:
    """How many lines there are for problems, so that the head stays in sight above them and the progress below."""
    taken = len(view.sections) + len(view.waivers) + FRAME
    return min(FEW, look.height - taken) if look.height else FEW


def _waivers(view: StatusView, look: Look, digits: int) -> RenderableType:
    """What goes out by a waiver: it is ready, and not as it should be."""
    valid = [waiver for waiver in view.waivers if waiver.state == "valid"]
    rows: list[tuple[Text, ...]] = [
        (
            _number(w.number, digits),
            Text(f"{w.text}: waived until {w.until} by {w.approver} ({w.reason})", style="yellow"),
        )
        for w in valid
    ]
    return _grid(rows, look)


def _trouble(view: StatusView, look: Look, digits: int) -> list[tuple[Text, ...]]:
    """The findings but for what is merely missing, with who they are waiting on."""
    rows: list[tuple[Text, ...]] = []
    for finding in view.findings:
        if finding.code != "item-missed" and finding.severity != "info":
            mark = Text("warning " if finding.severity == "warn" else "", style="yellow")
            words = mark + Text(finding.message, style="red" if finding.severity == "block" else "")
            rows.append((_number(finding.number, digits), words, _waiting(finding.waiting_on, look)))
    return rows


def _missed(view: StatusView, look: Look, digits: int) -> list[tuple[Text, ...]]:
    """The items that are missing, in the job's order."""
    items = {item.number: item for section in view.sections for item in section.items}
    rows: list[tuple[Text, ...]] = []
    for finding in view.findings:
        if finding.code == "item-missed":
            item = items[finding.number]
            mark = Text("critical" if item.critical else "", style="bold")
            words = Text(item.text) if look.plain or not item.critical else Text.assemble(item.text, "  ", mark)
            rows.append((_number(item.number, digits), words, mark if look.plain else Text()))
    return rows


def _items(items: tuple[ItemView, ...], look: Look, digits: int) -> RenderableType:
    rows: list[tuple[Text, ...]] = [
        (_number(i.number, digits), _item_words(i, look), _standing(i, look)) for i in items
    ]
    return _grid(rows, look)


def _item_words(item: ItemView, look: Look) -> Text:
    words = Text(item.text)
    if item.critical:
        words.append("  critical", style="bold")
    if item.accept:
        words.append(f" {'—' if look.unicode else '-'} {item.accept}", style="dim")
    if not item.due:
        words.append(f" (due by {item.gate})", style="dim")
    return words


def _standing(item: ItemView, look: Look) -> Text:
    symbol = (SYMBOLS if look.unicode else ASCII)[item.standing]
    words = Text(f"{symbol} {item.spoken}" if not look.plain else item.spoken, style=STYLE.get(item.standing, ""))
    if item.answer:
        words.append(f", {item.answer.did}", style="dim")
    return words


def _progress(sections: tuple[SectionView, ...], look: Look) -> RenderableType:
    rows: list[tuple[Text, ...]] = [
        (Text(f"  {s.title}"), Text(f"{s.settled} of {s.due}" if s.due else "later")) for s in sections
    ]
    return _grid(rows, look)


def _title(section: SectionView) -> str:
    return f"{section.title}  {section.settled} of {section.due}" if section.due else section.title


def _waiting(name: str, look: Look) -> Text:
    return Text(f"waiting on {name}" if name else "", style="" if look.plain else "italic")


def _number(number: int, digits: int) -> Text:
    return Text(str(number or "").rjust(digits), style="bold")


def check(report: CheckReport, look: Look) -> str:
    """A check at a terminal: what is wrong and what to do, by item; places are for the other formats."""
    parts: list[RenderableType] = []
    for view in report.checks:
        digits = max((len(str(f.number)) for f in view.findings if f.number), default=0)
        rows: list[tuple[Text, ...]] = [
            (_number(f.number, digits), Text(f"{_mark(f)}{f.message} [{f.code}]", style="red" if f.stands else ""))
            for f in view.findings
        ]
        head = [Text(view.name, style="bold")] if len(report.checks) > 1 else []
        parts += [*head, _grid(rows, look), Text(last_line(view), style=VERDICT_STYLE[view.verdict])]
    if any(f.stands for view in report.checks for f in view.findings):
        parts.append(Text("How to make one go away: qcheck explain RULE", style="dim"))
    return _printed(parts, look)


def _mark(finding: FindingView) -> str:
    return "waived: " if finding.waived else "" if finding.stands else f"{finding.severity}: "


def jobs(view: JobsView, look: Look) -> str:
    """The jobs, those that need someone first."""
    rows: list[tuple[Text, ...]] = []
    for job in view.jobs:
        verdict = Text(job.verdict.upper(), style=VERDICT_STYLE[job.verdict])
        left = f"{job.left} left" if job.left else "nothing left"
        facts = [
            left,
            f"{job.gate} {job.handover}".strip() if job.gate == "handover" else f"gate {job.gate}",
            job.lead,
        ]
        rows.append(
            (
                Text("*" if job.current else ""),
                Text(job.name, style="bold"),
                Text.assemble(verdict, "  " + ", ".join(filter(None, facts))),
            )
        )
    return _printed([_grid(rows, look)], look)


def log(view: LogView, look: Look) -> str:
    """The record, oldest first; what was taken back or answered again says so."""
    rows: list[tuple[Text, ...]] = []
    for entry in view.entries:
        fate = " [taken back]" if entry.retracted else " [answered again since]" if entry.superseded else ""
        did = f", done by {entry.did}" if entry.did else ""
        words = Text(entry.what, style="dim" if fate else "")
        rows.append((Text(entry.at), words.append(fate), Text(entry.by + did)))
    return _printed([_grid(rows, look)], look)


def table(rows: Iterable[tuple[str, ...]], look: Look) -> str:
    """Any rows of words, aligned."""
    return _printed([_grid([tuple(Text(clean(cell)) for cell in row) for row in rows], look)], look)


def _grid(rows: list[tuple[Text, ...]], look: Look) -> RenderableType:
    """Rows in columns; linear in plain text; on a narrow terminal the last column goes under the one before it."""
    if look.plain and rows:
        return Text("\n".join(_linear(row) for row in rows))
    if look.width < NARROW and rows and len(rows[0]) >= WIDE:
        rows = [(*row[:-2], Text("\n").join(c for c in row[-2:] if c.plain)) for row in rows]
    grid = Table.grid(padding=(0, 2), pad_edge=False)
    for index in range(len(rows[0]) if rows else 0):
        first = index == 0
        grid.add_column(no_wrap=first, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _linear(row: tuple[Text, ...]) -> str:
    """A row as one statement: its number or label, then the rest, divided by semicolons."""
    first, *rest = (cell.plain.strip() for cell in row)
    return f"{first} {'; '.join(filter(None, rest))}".strip()


def _printed(parts: list[RenderableType], look: Look) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=look.width if not look.plain else 10_000,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        no_color=not look.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        if not isinstance(part, Table) or part.row_count:
            console.print(part, soft_wrap=look.plain)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def lines(pairs: Iterable[tuple[str, str]], look: Look) -> str:
    """Labels with words, as the plan shows them."""
    if look.plain:
        return "".join(f"{label}: {clean(words)}\n" for label, words in pairs)
    return table(pairs, look)
