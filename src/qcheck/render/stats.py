"""The figures of many jobs on a terminal: by what they are about, each with what it was taken over."""

from msgspec.structs import replace
from rich.text import Text

from qcheck.model.statsview import CauseView, FigureView, PromotersView, RatioView, StatsView
from qcheck.render.figures import Line, bar, figures, nothing, widths
from qcheck.render.grid import Look, Part, flowed, printed
from qcheck.render.text import counted

LONGEST = 32
SHOWN = 5
PLAN, GAP = "Percent plan complete", "SERVQUAL gap"


def stats(view: StatsView, look: Look) -> str:
    """All figures; what there is nothing to take over shows a dash, never none or all."""
    checks, promises, punch = _checks(view, look), _promises(view, look), _punch(view, look)
    cost, causes, client = _cost(view, look), _causes(view, look), _client(view, look)
    usual = widths([*checks, *promises, *punch, *client])
    money = replace(widths(cost, bars=False), label=usual.label)
    groups = [
        ("Checks", checks, usual),
        ("Promises", promises, usual),
        ("Punch list", punch, usual),
        ("Cost of poor quality", cost, money),
        (f"Causes, by {view.causes.by}" if view.causes else "Causes", causes, widths(causes, longest=LONGEST)),
        ("Client", client, usual),
    ]
    parts: list[Part] = [_head(view, look)]
    for title, lines, of in groups:
        parts += [Text(), Text(f"{title}." if look.plain else title, style="bold"), figures(lines, look, of)]
    notes = _notes(view)
    return printed([*parts, *([Text(), *notes] if notes else [])], look)


def _head(view: StatsView, look: Look) -> Text:
    title = view.title or "All jobs"
    unread = sum(each.why == "unreadable" for each in view.left_out)
    count = f"{len(view.jobs)} of " * bool(unread) + counted(len(view.jobs) + unread, "job")
    days = [f"from {view.since}" if view.since else "", f"until {view.until}" if view.until else ""]
    period = " ".join(filter(None, ("handover", *days))) if any(days) else ""
    if look.plain:
        return Text(f"{title}: {', '.join(filter(None, (count, period)))}.")
    return flowed([Text(title.upper(), style="bold"), *(Text(fact) for fact in (count, period) if fact)], look)


def _checks(view: StatsView, look: Look) -> list[Line]:
    return [
        _share("Completion", view.completion, "items that are due", look),
        _share("First pass yield", view.first_pass_yield, "items at the first check", look),
        _share("Hold points kept", view.hold_points, "released in time", look),
        _share("Concession rate", view.concession_rate, "items waived", look),
        _rate("Defects per unit", view.defects_per_unit, look),
    ]


def _promises(view: StatsView, look: Look) -> list[Line]:
    """All of them, then by person in the order of the alphabet, then what kept the others from being kept."""
    every = _share(PLAN, view.plan_complete, "by the first date", look)
    people = [replace(_share(each.name, each.kept, "", look), beneath=PLAN) for each in view.by_person]
    return [every, *people, *(Line(each.spoken, str(each.count), "not kept", beneath=PLAN) for each in view.reasons)]


def _punch(view: StatsView, look: Look) -> list[Line]:
    closed = view.closure
    over = f"{counted(closed.items, 'item')}, raised to confirmed" if closed else ""
    return [
        _share("Rejection rate", view.rejection_rate, "items sent back", look),
        _share("Reopen rate", view.reopen_rate, "items came back", look),
        _figure("Closure time, median", closed.median if closed else None, over, look),
        _figure("Closure time, P90", closed.p90 if closed else None, "", look),
    ]


def _cost(view: StatsView, look: Look) -> list[Line]:
    cost = view.cost
    if not cost:
        return [nothing("Internal and external", look)]
    return [
        Line("Internal failure", cost.internal.spoken, "before the handover"),
        Line("External failure", cost.external.spoken, "after it"),
        Line("Together", cost.total.spoken, f"known of {cost.items} of {counted(cost.of, 'item')}"),
    ]


def _causes(view: StatsView, look: Look) -> list[Line]:
    if not view.causes:
        return [nothing("Pareto", look)]
    rows = view.causes.rows
    return [
        Line(
            row.spoken,
            row.share.spoken,
            _weight(row, view.causes.by, first=row is rows[0]),
            bar(row.share.value, look),
        )
        for row in rows
    ]


def _weight(cause: CauseView, by: str, *, first: bool) -> str:
    """What a cause cost and how often it came; from the second on, what all down to it make together."""
    cost = (cause.cost.spoken if cause.cost else "no cost known") if by == "cost" else ""
    together = "" if first else f"{cause.cumulative.spoken} so far"
    return ", ".join(filter(None, (cost, counted(cause.count, "item"), together)))


def _client(view: StatsView, look: Look) -> list[Line]:
    rating = view.rating
    of = f"of 10, {counted(rating.count, 'rating')}" if rating else ""
    lines = [
        _share("First-time acceptance", view.first_time_acceptance, "jobs, nothing reserved", look),
        _share("Callback rate", view.callback_rate, "jobs handed over", look),
        _share("Acknowledged in time", view.acknowledged, f"complaints in {view.acknowledge_within} h", look),
        _figure("Mean rating", rating.mean if rating else None, of, look),
        _promoters(view.promoters, look),
    ]
    gaps = [
        Line(g.dimension, g.gap.mean.spoken, f"perceived less expected, {counted(g.gap.count, 'client')}", beneath=GAP)
        for g in view.servqual
    ]
    return [*lines, *([Line(GAP, ""), *gaps] if gaps else [nothing(GAP, look)])]


def _promoters(of: PromotersView | None, look: Look) -> Line:
    if of is None:
        return nothing("Net promoter score", look)
    counts = ((of.promoters, "promoter"), (of.passives, "passive"), (of.detractors, "detractor"))
    return Line("Net promoter score", of.score.spoken, ", ".join(counted(*each) for each in counts))


def _notes(view: StatsView) -> list[Text]:
    """What is in no figure, so that nobody takes a part for the whole."""
    unread = [each.job for each in view.left_out if each.why == "unreadable"]
    undated = [each.job for each in view.left_out if each.why == "undated"]
    notes = []
    if unread:
        why = f"Why: qcheck check {unread[0]}"
        notes.append(f"Left out: {counted(len(unread), 'job')} that cannot be read whole ({_named(unread)}). {why}")
    if undated:
        notes.append(f"Left out: {counted(len(undated), 'job')} without a handover date ({_named(undated)}).")
    if view.unread_costs:
        notes.append(f"Left out: {counted(view.unread_costs, 'cost')} that cannot be read as a number.")
    return [Text(note, style="bold") for note in notes]


def _named(jobs: list[str]) -> str:
    return ", ".join(jobs[:SHOWN]) + (" …" if len(jobs) > SHOWN else "")


def _share(label: str, of: RatioView | None, what: str, look: Look) -> Line:
    if of is None:
        return nothing(label, look)
    return Line(label, of.spoken, f"{of.numerator} of {of.denominator} {what}".strip(), bar(of.value, look))


def _rate(label: str, of: RatioView | None, look: Look) -> Line:
    if of is None:
        return nothing(label, look)
    return Line(label, of.spoken, f"{counted(of.numerator, 'defect')} in {counted(of.denominator, 'job')}")


def _figure(label: str, of: FigureView | None, what: str, look: Look) -> Line:
    return Line(label, of.spoken, what) if of else nothing(label, look)
