"""Punch items on a terminal: by who has to act, one in a row, or whole with all that was said of it."""

from collections.abc import Iterable, Mapping

from rich.text import Text

from qcheck.model.punchview import PunchView
from qcheck.render.colours import LATE
from qcheck.render.grid import GAP, Look, Part, Row, grid, grids, number, printed, said_by
from qcheck.render.items import kept, signed
from qcheck.render.text import counted

STANDINGS = {"open": "open", "disputed": "contested", "completed": "stale", "verified": "pass", "voided": "na"}
NOBODY = "Closed"


def title(terms: Mapping[str, str]) -> str:
    """The heading of punch items: `Punch list`, or of the trade's own word for one, `Snag list`."""
    word = terms.get("punch item", "")
    return f"{word[:1].upper()}{word[1:]} list" if word else "Punch list"


def row(view: PunchView, look: Look, digits: int) -> Row:
    """A punch item where it stands among others: what is to be put right, by when, whom it waits on."""
    facts = _facts(view, look)
    facts.append(f"\nwaiting on {view.waiting_on}" if view.waiting_on else "", style="italic")
    return number(view.name, digits), _words(view), facts


def by_person(views: tuple[PunchView, ...], look: Look) -> str:
    """Punch items under the name of who has to act, in the order in which they are given."""
    digits = max((len(view.name) for view in views), default=0)
    rows: dict[str, list[Row]] = {}
    for view in views:
        rows.setdefault(view.waiting_on, []).append((number(view.name, digits), _words(view), _facts(view, look)))
    parts: list[Part] = []
    for (person, held), shown in zip(rows.items(), grids(list(rows.values()), look), strict=True):
        parts += [*([Text()] if parts else []), _person(person, len(held), look), shown]
    return printed(parts, look, _people(views))


def _person(name: str, count: int, look: Look) -> Text:
    if look.plain:
        return Text(f"{f'Waiting on {name}' if name else NOBODY}: {counted(count, 'punch item')}.")
    return Text(f"{name or NOBODY}  {count}", style="bold")


def whole(views: tuple[PunchView, ...], look: Look) -> str:
    """Punch items with everything that was said of them, oldest first."""
    parts: list[Part] = []
    for view in views:
        head = Text(f"{view.name}: {view.text}." if look.plain else f"{view.name} {view.text}", style="bold")
        parts += [*([Text()] if parts else []), head, grid(_known(view), look, GAP), *_history(view, look)]
    return printed(parts, look, _people(views))


def _people(views: tuple[PunchView, ...]) -> Iterable[str]:
    """The names that are to be read whole."""
    for view in views:
        yield from (view.waiting_on, view.owner, view.raised_by, *(step.by for step in view.history))


def _known(view: PunchView) -> list[Row]:
    """What is known of a punch item, label by label."""
    raised = f"{view.raised_by}, {view.raised_at}{', a complaint' if view.complaint else ''}"
    client = ", pointed out by the client" if view.client and not view.complaint else ""
    pairs = (
        ("stands", f"{view.spoken}, {view.when}"),
        ("waiting on", f"{view.waiting_on}, to {view.to}" if view.waiting_on else ""),
        ("owner", view.owner),
        ("where", view.where),
        ("item", str(view.number or "")),
        ("trade", view.trade),
        ("fix", view.fix),
        ("promised", _due(view)),
        ("waits for", view.awaits),
        ("raised", f"{raised}{client}"),
        ("evidence", kept((*view.evidence, *view.done_evidence))),
        ("cause", view.cause),
        ("prevention", view.prevention),
        ("given", view.extra),
    )
    return [(Text(label), Text(words)) for label, words in pairs if words]


def _history(view: PunchView, look: Look) -> list[Part]:
    rows: list[Row] = []
    for step in view.history:
        did = f", done by {step.did}" if step.did else ""
        void = " [not possible, changed nothing]" if step.ignored else ""
        rows.append((Text(step.at), *said_by(Text(f"{step.what}{void}"), f"{step.by}{did}", look)))
    return [Text(), grid(rows, look, GAP)] if rows else []


def _words(view: PunchView) -> Text:
    words = Text(view.text)
    about = [f"item {view.number}" if view.number else "", view.where]
    said = ", ".join(filter(None, about))
    return words.append(f" ({said})", style="dim") if said else words


def _facts(view: PunchView, look: Look) -> Text:
    """How it stands, what it is to be done by and what it waits for."""
    standing = "contested" if view.contested else STANDINGS[view.standing]
    words = signed(standing, view.spoken, look)
    if not view.closed:
        words.append(f", {view.when}")
        if view.complaint:
            words.append(", complaint", style="bold")
        due = _due(view)
        words.append(f", {due}" if due else ", no date", style=LATE if view.overdue else "")
        words.append(f"\nwaits for {view.awaits}" if view.awaits else "", style="dim")
    return words


def _due(view: PunchView) -> str:
    if not view.due:
        return ""
    late = "OVERDUE " if view.overdue else ""
    return f"{late}{view.due}{f' (first {view.first_due})' if view.first_due else ''}"
