"""Rows of the walk: sections, items and punch items, each in one line, and which of them a filter leaves."""

from msgspec import Struct

from qcheck.model.punchview import PunchView
from qcheck.model.view import ItemView, SectionView
from qcheck.model.walkview import WalkItem, WalkView

PUNCH = "Punch list"
# How an item stands, in four letters: read without colour, and heard as words.
MARKS = {"open": "", "pass": "ok", "fail": "FAIL", "na": "n/a", "contested": "two", "stale": "old", "hidden": "off"}
PUNCH_MARKS = {"open": "open", "disputed": "disp", "completed": "done", "verified": "ok", "voided": "void"}
STYLES = {"FAIL": "bold red", "two": "bold red", "old": "yellow", "held": "yellow", "ok": "green", "wvd": "yellow"}
STYLES |= {
    "open": "bold red",
    "disp": "bold red",
    "done": "yellow",
    "miss": "yellow",
    "late": "bold red",
    "??": "bold red",
}
MISSING = {"open", "stale", "contested", "fail"}


class Row(Struct, frozen=True):
    """A line of the walk. `aside` stands at its right end; `words` is all that a filter looks at, in lower
    case. `ident` is what it is about, where that is neither an item nor a punch item.
    """

    title: str = ""
    aside: str = ""
    mark: str = ""
    number: str = ""
    text: str = ""
    item: ItemView | None = None
    punch: PunchView | None = None
    taking: WalkItem = WalkItem()
    words: str = ""
    states: tuple[str, ...] = ()
    ident: str = ""

    @property
    def key(self) -> str:
        """What the row is about: the id of an item, a punch item or something else; empty for a heading."""
        return self.item.id if self.item else self.punch.id if self.punch else self.ident

    @property
    def missing(self) -> bool:
        """Whether something is still to be done about it by this gate."""
        return "missing" in self.states


def rows(view: WalkView) -> tuple[Row, ...]:
    """All rows: items under their sections in the job's order, then the punch list. What is not needed has none."""
    pending = _pending(view)
    made = [row for section in view.status.sections for row in _section(section, view, pending)]
    listed = sorted(view.status.punch, key=lambda p: p.closed)
    if listed:
        closed = sum(p.closed for p in listed)
        made += [Row(title=PUNCH, aside=f"{closed} of {len(listed)}"), *(_punch(p, view) for p in listed)]
    return tuple(made)


def spliced(every: tuple[Row, ...], view: WalkView, answered: set[str]) -> tuple[Row, ...]:
    """All rows again where only some items were answered, by their ids: of 2,000 rows the fewest are made anew."""
    pending = _pending(view)
    for section in view.status.sections:
        if any(item.id in answered for item in section.items):
            made = _section(section, view, pending)
            start = next(n for n, row in enumerate(every) if row.key == made[1].key) - 1
            every = (*every[:start], *made, *every[start + len(made) :])
    return every


def _pending(view: WalkView) -> dict[int, str]:
    """The names of open punch items by the numbers of the items that raised them."""
    return {p.number: p.name for p in view.status.punch if not p.closed and p.number}


def _section(section: SectionView, view: WalkView, pending: dict[int, str]) -> list[Row]:
    items = [_item(i, view, pending) for i in section.items if i.standing != "hidden"]
    return [Row(title=section.title, aside=_progress(section)), *items] if items else []


def _progress(section: SectionView) -> str:
    return f"{section.settled} of {section.due}" if section.due else "later"


def _item(item: ItemView, view: WalkView, pending: dict[int, str]) -> Row:
    taking = view.items.get(item.id, WalkItem())
    states = tuple(_states(item, taking))
    words = (str(item.number), item.text, item.section, taking.place, item.id, pending.get(item.number, ""))
    return Row(
        mark=_mark(item, taking),
        number=str(item.number),
        text=item.text,
        aside=_aside(item, taking, pending),
        item=item,
        taking=taking,
        words=" ".join(words).casefold(),
        states=states,
    )


def _states(item: ItemView, taking: WalkItem) -> list[str]:
    """Words by which a filter finds an item: how it stands, and whose it is."""
    done = item.settled or item.waived or item.deferred
    states = ["missing"] if item.due and (not done or taking.release) and not item.apart else []
    states += ["failed"] if item.standing == "fail" or any(a.result == "fail" for a in item.failures) else []
    states += ["mine"] if taking.mine else []
    states += ["held"] if taking.held else []
    states += ["hold"] if item.hold else []
    states += ["critical"] if item.critical else []
    states += ["waived"] if item.waived else []
    return [*states, {"open": "open", "pass": "passed", "na": "n/a"}.get(item.standing, item.standing)]


def _mark(item: ItemView, taking: WalkItem) -> str:
    if item.waived:
        return "wvd"
    if taking.held and item.standing in {"open", "stale"}:
        return "held"
    return "miss" if item.lacks and item.standing == "pass" else MARKS[item.standing]


def _aside(item: ItemView, taking: WalkItem, pending: dict[int, str]) -> str:
    """The one thing to know of it beside its text."""
    if item.number in pending:
        return pending[item.number]
    if item.lacks:
        return f"lacks {item.lacks[0]}"
    if taking.release:
        return "to release"
    if item.answer and item.answer.value:
        return item.answer.value
    if item.standing in {"open", "stale"}:
        return "later" if not item.due else "critical" if item.critical else (*item.asks, item.wanted)[0]
    return ""


def _punch(punch: PunchView, view: WalkView) -> Row:
    mine = not punch.closed and punch.waiting_on == view.me.name
    states = ["punch", punch.standing, *(["mine"] if mine else []), *(["overdue"] if punch.overdue else [])]
    blocks = not punch.closed and punch.category == "A"
    words = (punch.name, punch.text, punch.where, punch.trade, punch.waiting_on, PUNCH)
    return Row(
        mark=PUNCH_MARKS.get(punch.standing, punch.standing[:4]),
        number=punch.name,
        text=punch.text,
        aside="" if punch.closed else first(punch.waiting_on),
        punch=punch,
        words=" ".join(words).casefold(),
        states=(*states, *(["missing"] if blocks else [])),
    )


def first(name: str) -> str:
    """The first of someone's names, for a row."""
    return name.split(maxsplit=1)[0] if name.split() else "nobody"


def chosen(every: tuple[Row, ...], typed: str) -> tuple[Row, ...]:
    """The rows that a filter leaves, with the headings above them."""
    words = typed.casefold().split()
    if not words:
        return every
    left: list[Row] = []
    heading: Row | None = None
    for row in every:
        if row.title:
            heading = row
        elif all(_meets(row, word) for word in words):
            left += [heading, row] if heading else [row]
            heading = None
    return tuple(left)


def _meets(row: Row, word: str) -> bool:
    """Whether a row is meant by a word: `@place` and `gate:name` say where to look, a number is the whole of one."""
    if word.startswith("@"):
        place = row.punch.where if row.punch else row.taking.place
        return bool(place) and word[1:] in place.casefold()
    if word.startswith("gate:"):
        gate = row.item.gate if row.item else "handover"
        return gate.casefold().startswith(word[5:])
    if word.isdigit():
        return row.number.startswith(word) or word in row.text
    return word in row.words or any(state.startswith(word) for state in row.states)
