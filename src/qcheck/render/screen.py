"""Screens: views on a terminal of any width, with words beside every symbol; or linear for a screen reader."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from qcheck.core.clean import clean
from qcheck.model.view import CheckReport, FindingView, JobsView, LogView, SectionView, SignOffView, StatusView
from qcheck.render import items, punchlist
from qcheck.render.grid import Look, Row, grid, number, printed
from qcheck.render.text import last_line

__all__ = ["Look", "check", "jobs", "lines", "log", "status", "table"]

FEW = 12
LEAST = 3
FRAME = 5  # head, empty line, the line that says how many more, and the next prompt

VERDICT_STYLE = {"ready": "bold green", "ready with waivers": "bold yellow", "not ready": "bold red"}
GAP = "   "


def status(view: StatusView, look: Look, *, everything: bool = False) -> str:
    """Ready or not, why, waiting on whom, what is next, progress by section; or every item."""
    parts: list[RenderableType] = [_head(view, look, everything=everything)]
    digits = max((len(str(item.number)) for section in view.sections for item in section.items), default=0)
    if everything:
        digits = max(digits, *(len(punch.name) for punch in view.punch), 0)
        parts += [
            grid(_trouble(view, look, digits), look),
            _waivers(view, look, digits),
            *_everything(view, look, digits),
        ]
    else:
        shown = [s for s in view.sections if any(item.standing != "hidden" for item in s.items)]
        parts += _problems(view, look, digits)
        parts += [Text(), _progress(shown, look)] if len(shown) > 1 else []
    return printed(parts, look)


def _head(view: StatusView, look: Look, *, everything: bool) -> Text:
    name = Text(view.job.name.upper() if not look.plain else view.job.name, style="bold")
    verdict = Text(view.verdict.upper(), style=VERDICT_STYLE[view.verdict])
    count, signoff = view.count, view.signoff
    facts = [f"{count.left} left" if count.left else "nothing left"]
    facts += [f"{count.deferred} to put right after"] if count.deferred else []
    facts += [f"{view.gate} {view.handover}".strip()] if view.gate == "handover" else [f"gate {view.gate}"]
    facts += [_signed(signoff)] if signoff else []
    facts += [f"not yet signed by the {' and the '.join(view.awaited)}"] if view.awaited else []
    said = [Text(fact) for fact in facts]
    said += [Text(f"{count.hidden} not needed", style="dim")] if everything and count.hidden else []
    return (
        Text.assemble(name, ": ", Text(", ").join([verdict, *said]))
        if look.plain
        else _flowed([name, verdict, *said], look)
    )


def _signed(signoff: SignOffView) -> str:
    part = f" for {', '.join(signoff.units)}" if signoff.units else ""
    return f"{signoff.spoken}{part} {signoff.at}{', changed since' if signoff.stale else ''}"


def _flowed(facts: list[Text], look: Look) -> Text:
    """Facts side by side, in as many lines as they need; none is torn that fits on a line."""
    flowed = Text()
    used = 0
    for fact in facts:
        between = "" if not used else GAP if used + len(GAP) + fact.cell_len <= look.width else f"\n{GAP}"
        flowed.append(between).append(fact)
        used = len(GAP) + fact.cell_len + (0 if "\n" in between else used)
    return flowed


def _everything(view: StatusView, look: Look, digits: int) -> list[RenderableType]:
    """Every item under its section, then the punch list."""
    parts: list[RenderableType] = []
    titled = [(_title(s), [items.item(item, look, digits) for item in s.items]) for s in view.sections]
    titled += (
        [(punchlist.title(view.terms), [punchlist.row(each, look, digits) for each in view.punch])]
        if view.punch
        else []
    )
    share = (look.width - digits) // 2
    second = min(max((row[1].cell_len for _, rows in titled for row in rows), default=share), share)
    for title, rows in titled:
        parts += [Text(), Text(title, style="bold"), grid(rows, look, second)]
    return parts


def _problems(view: StatusView, look: Look, digits: int) -> list[RenderableType]:
    """What is in the way: failures and faults and warnings, then what is missing, in order; and what comes next."""
    every, missed = _trouble(view, look, digits), _missed(view, look, digits)
    trouble = every[:FEW]
    room = _room(view, look) - (printed([grid(trouble, look)], look).count("\n") if trouble else 0)
    next_ = missed[: max(room, LEAST)]
    hidden = len(every) + len(missed) - len(trouble) - len(next_)
    tail: list[RenderableType] = [Text(f"  … {hidden} more: qcheck status --all", style="dim")] if hidden else []
    if view.verdict != "not ready" and (not view.signoff or view.signoff.stale or view.awaited):
        tail.append(Text(f"Next: qcheck handover{f' --role {view.awaited[0]}' if view.awaited else ''}"))
    return [grid(trouble, look), grid(next_, look), _waivers(view, look, digits), *tail]


def _room(view: StatusView, look: Look) -> int:
    """How many lines there are for problems, so that the head stays in sight above them and the progress below."""
    taken = len(view.sections) + len(view.waivers) + FRAME
    return min(FEW, look.height - taken) if look.height else FEW


def _waivers(view: StatusView, look: Look, digits: int) -> RenderableType:
    """What goes out by a waiver: it is ready, and not as it should be."""
    valid = [waiver for waiver in view.waivers if waiver.state == "valid"]
    rows: list[Row] = [
        (
            number(w.number, digits),
            Text(f"{w.text}: waived until {w.until} by {w.approver} ({w.reason})", style="yellow"),
        )
        for w in valid
    ]
    return grid(rows, look)


def _trouble(view: StatusView, look: Look, digits: int) -> list[Row]:
    """The findings but for what is merely missing, with who they are waiting on."""
    rows: list[Row] = []
    for finding in view.findings:
        if finding.code != "item-missed" and finding.severity != "info":
            mark = Text("warning " if finding.severity == "warn" else "", style="yellow")
            words = mark + Text(finding.message, style="red" if finding.severity == "block" else "")
            rows.append((number(finding.number, digits), words, _waiting(finding.waiting_on, look)))
    return rows


def _missed(view: StatusView, look: Look, digits: int) -> list[Row]:
    """The items that are missing, in the job's order."""
    found = {item.number: item for section in view.sections for item in section.items}
    numbers = (finding.number for finding in view.findings if finding.code == "item-missed")
    return [items.missed(found[each], look, digits) for each in numbers]


def _progress(sections: list[SectionView], look: Look) -> RenderableType:
    rows: list[Row] = [(Text(f"  {s.title}"), Text(f"{s.settled} of {s.due}" if s.due else "later")) for s in sections]
    return grid(rows, look)


def _title(section: SectionView) -> str:
    return f"{section.title}  {section.settled} of {section.due}" if section.due else section.title


def _waiting(name: str, look: Look) -> Text:
    return Text(f"waiting on {name}" if name else "", style="" if look.plain else "italic")


def check(report: CheckReport, look: Look) -> str:
    """A check at a terminal: what is wrong and what to do, by item; places are for the other formats."""
    parts: list[RenderableType] = []
    for view in report.checks:
        digits = max((len(str(f.number)) for f in view.findings if f.number), default=0)
        rows: list[Row] = [
            (number(f.number, digits), Text(f"{_mark(f)}{f.message} [{f.code}]", style="red" if f.stands else ""))
            for f in view.findings
        ]
        head = [Text(view.name, style="bold")] if len(report.checks) > 1 else []
        parts += [*head, grid(rows, look), Text(last_line(view), style=VERDICT_STYLE[view.verdict])]
    if any(f.stands for view in report.checks for f in view.findings):
        parts.append(Text("How to make one go away: qcheck explain RULE", style="dim"))
    return printed(parts, look)


def _mark(finding: FindingView) -> str:
    return "waived: " if finding.waived else "" if finding.stands else f"{finding.severity}: "


def jobs(view: JobsView, look: Look) -> str:
    """The jobs, those that need someone first."""
    rows: list[Row] = []
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
    return printed([grid(rows, look)], look)


def log(view: LogView, look: Look) -> str:
    """The record, oldest first; what was taken back or answered again says so."""
    rows: list[Row] = []
    for entry in view.entries:
        fate = " [taken back]" if entry.retracted else " [answered again since]" if entry.superseded else ""
        begins = f" [revision {entry.begins} begins]" if entry.begins else ""
        did = f", done by {entry.did}" if entry.did else ""
        words = Text(entry.what, style="dim" if fate else "")
        rows.append((Text(entry.at), words.append(fate + begins), Text(entry.by + did)))
    return printed([grid(rows, look)], look)


def table(rows: Iterable[tuple[str, ...]], look: Look) -> str:
    """Any rows of words, aligned."""
    return printed([grid([tuple(Text(clean(cell)) for cell in row) for row in rows], look)], look)


def lines(pairs: Iterable[tuple[str, str]], look: Look) -> str:
    """Labels with words, as the plan shows them."""
    if look.plain:
        return "".join(f"{label}: {clean(words)}\n" for label, words in pairs)
    return table(pairs, look)
