"""Screens: views on a terminal of any width, with words beside every symbol; or in sentences for a screen reader."""

from collections import Counter
from collections.abc import Iterable

from rich.text import Text

from qcheck.core.clean import clean
from qcheck.model.view import CheckReport, FindingView, JobLine, JobsView, SignOffView, StatusView
from qcheck.render import items, punchlist
from qcheck.render.colours import BLOCK, VERDICT, WARNING
from qcheck.render.grid import Grid, Look, Part, Row, flowed, grid, grids, number, printed, sentences
from qcheck.render.sections import progress, title
from qcheck.render.text import counted, last_line

__all__ = ["Look", "check", "jobs", "lines", "status", "table"]

FEW = 12
LEAST = 3
FRAME = 5  # head, empty line, the line that says how many more, and the next prompt


def status(view: StatusView, look: Look, *, everything: bool = False) -> str:
    """Ready or not, why, waiting on whom, what is next, progress by section; or every item."""
    digits = max((len(str(item.number)) for section in view.sections for item in section.items), default=0)
    if everything:
        digits = max(digits, *(len(punch.name) for punch in view.punch), 0)
    parts: list[Part] = [*_head(view, look, everything=everything)]
    if everything:
        parts += [grid(_trouble(view, look, digits), look), _waivers(view, look, digits)]
        parts += _everything(view, look, digits)
    else:
        parts += _problems(view, look, digits)
        parts += progress(view.sections, look)
    return printed(parts, look, _people(view))


def _people(view: StatusView) -> Iterable[str]:
    """The names that are to be read whole."""
    yield from (view.job.lead, *(each.name for each in view.job.crew))
    yield from (finding.waiting_on for finding in view.findings)
    yield from (waiver.approver for waiver in view.waivers)


def _head(view: StatusView, look: Look, *, everything: bool) -> Iterable[Text]:
    """Whose job, the verdict, how much is left; each a sentence of its own in plain text."""
    if look.plain:
        yield Text(f"{view.job.name} is {view.verdict}.")
        yield from (Text(sentences([fact])) for fact in _facts(view, look, everything=everything))
        return
    name = Text(view.job.name.upper(), style="bold")
    verdict = Text(view.verdict.upper(), style=VERDICT[view.verdict])
    yield flowed([name, verdict, *map(Text, _facts(view, look, everything=everything))], look)


def _facts(view: StatusView, look: Look, *, everything: bool) -> Iterable[str]:
    count, signoff = view.count, view.signoff
    left, after = (counted(count.left, "check"), " handover") if look.plain else (str(count.left), "")
    yield f"{left} left" if count.left else "nothing left"
    if count.deferred:
        yield f"{count.deferred} to put right after{after}"
    yield f"{view.gate} {view.handover}".strip() if view.gate == "handover" else f"gate {view.gate}"
    if signoff:
        yield _signed(signoff)
    if view.awaited:
        yield f"not yet signed by the {' and the '.join(view.awaited)}"
    if everything and count.hidden:
        yield f"{count.hidden} not needed"


def _signed(signoff: SignOffView) -> str:
    part = f" for {', '.join(signoff.units)}" if signoff.units else ""
    return f"{signoff.spoken}{part} {signoff.at}{', changed since' if signoff.stale else ''}"


def _everything(view: StatusView, look: Look, digits: int) -> Iterable[Part]:
    """Every item under its section, then the punch list."""
    titled = [(title(s, look), [items.item(item, look, digits) for item in s.items]) for s in view.sections]
    if view.punch:
        rows = [punchlist.row(each, look, digits) for each in view.punch]
        titled.append((punchlist.title(view.terms) + ("." if look.plain else ""), rows))
    for (head, _), shown in zip(titled, grids([rows for _, rows in titled], look), strict=True):
        yield from (Text(), Text(head, style="bold"), shown)


def _problems(view: StatusView, look: Look, digits: int) -> list[Part]:
    """What is in the way: failures and faults and warnings, then what is missing, in order; and what comes next."""
    every, missed = _trouble(view, look, digits), _missed(view, look, digits)
    trouble = every[:FEW]
    room = _room(view, look) - (printed([grid(trouble, look)], look).count("\n") if trouble else 0)
    next_ = missed[: max(room, LEAST)]
    hidden = len(every) + len(missed) - len(trouble) - len(next_)
    tail: list[Part] = [_more(hidden, look)] if hidden else []
    if view.verdict != "not ready" and (not view.signoff or view.signoff.stale or view.awaited):
        tail.append(Text(f"Next: qcheck handover{f' --role {view.awaited[0]}' if view.awaited else ''}"))
    return [grid(trouble, look), grid(next_, look), _waivers(view, look, digits), *tail]


def _more(hidden: int, look: Look) -> Text:
    if look.plain:
        return Text(f"{hidden} more are not told here: qcheck status --all")
    return Text(f"  … {hidden} more: qcheck status --all", style="dim")


def _room(view: StatusView, look: Look) -> int:
    """How many lines there are for problems, so that the head stays in sight above them and the progress below."""
    taken = len(view.sections) + len(view.waivers) + FRAME
    return min(FEW, look.height - taken) if look.height else FEW


def _waivers(view: StatusView, look: Look, digits: int) -> Grid:
    """What goes out by a waiver: it is ready, and not as it should be."""
    valid = [waiver for waiver in view.waivers if waiver.state == "valid"]
    said = [Text(f"{w.text}: waived until {w.until} by {w.approver} ({w.reason})") for w in valid]
    return grid([(number(w.number, digits), words) for w, words in zip(valid, said, strict=True)], look)


def _trouble(view: StatusView, look: Look, digits: int) -> list[Row]:
    """The findings but for what is merely missing, with who they are waiting on."""
    rows: list[Row] = []
    for finding in view.findings:
        if finding.code != "item-missed" and finding.severity != "info":
            after = ": " if look.plain else " "
            mark = Text.assemble(("warning", WARNING), after) if finding.severity == "warn" else Text()
            words = mark + Text(finding.message, style=BLOCK if finding.severity == "block" else "")
            rows.append((number(finding.number, digits), words, _waiting(finding.waiting_on, look)))
    return rows


def _missed(view: StatusView, look: Look, digits: int) -> list[Row]:
    """The items that are missing, in the job's order."""
    found = {item.number: item for section in view.sections for item in section.items}
    numbers = (finding.number for finding in view.findings if finding.code == "item-missed")
    return [items.missed(found[each], look, digits) for each in numbers]


def _waiting(name: str, look: Look) -> Text:
    return Text(f"waiting on {name}" if name else "", style="" if look.plain else "italic")


def check(report: CheckReport, look: Look) -> str:
    """A check at a terminal: what is wrong and what to do, by item; places are for the other formats."""
    parts: list[Part] = []
    for view in report.checks:
        digits = max((len(str(f.number)) for f in view.findings if f.number), default=0)
        rows: list[Row] = [(number(f.number, digits), _finding(f, look)) for f in view.findings]
        head = [Text(view.name, style="bold")] if len(report.checks) > 1 else []
        last = last_line(view)
        parts += [*head, grid(rows, look), Text(f"{last}." if look.plain else last, style="bold")]
    if any(f.stands for view in report.checks for f in view.findings):
        parts.append(Text("How to make one go away: qcheck explain RULE", style="dim"))
    return printed(parts, look, (f.waiting_on for view in report.checks for f in view.findings))


def _finding(of: FindingView, look: Look) -> Text:
    mark = "waived: " if of.waived else "" if of.stands else f"{of.severity}: "
    rule = f", rule {of.code}" if look.plain else f" [{of.code}]"
    return Text(f"{mark}{of.message}{rule}", style=BLOCK if of.stands else "")


def jobs(view: JobsView, look: Look) -> str:
    """The jobs, those that need someone first; where names are the same, with what tells them apart."""
    every = Counter(name for name, _ in {(job.name, job.job) for job in view.jobs})
    names = {job.job: job.name if every[job.name] == 1 else f"{job.name} ({job.job})" for job in view.jobs}
    if look.plain:
        return printed([grid([_said(job, names[job.job]) for job in view.jobs], look)], look)
    rows: list[Row] = []
    for job in view.jobs:
        verdict = Text(job.verdict.upper(), style=VERDICT[job.verdict])
        words = Text.assemble(verdict, f"  {', '.join(_known(job))}")
        rows.append((Text("*" if job.current else ""), Text(names[job.job], style="bold"), words))
    return printed([grid(rows, look)], look, (job.lead for job in view.jobs))


def _said(job: JobLine, name: str) -> Row:
    """A job in sentences; the sign of the one in hand as words."""
    hand = Text("it is the one in hand" if job.current else "")
    return Text(name), Text(job.verdict), Text(", ".join(_known(job))), hand


def _known(job: JobLine) -> Iterable[str]:
    left = f"{job.left} left" if job.left else "nothing left"
    gate = f"{job.gate} {job.handover}".strip() if job.gate == "handover" else f"gate {job.gate}"
    return filter(None, (left, gate, job.lead))


def table(rows: Iterable[tuple[str, ...]], look: Look) -> str:
    """Any rows of words, aligned."""
    return printed([grid([tuple(Text(clean(cell)) for cell in row) for row in rows], look)], look)


def lines(pairs: Iterable[tuple[str, str]], look: Look) -> str:
    """Labels with words, as the plan shows them."""
    if look.plain:
        return printed([Text(f"{label}: {clean(words)}") for label, words in pairs], look)
    return table(pairs, look)
