"""Loading: the lines of punch lists as punch items to be raised, and what differs from those that stand already."""

import re
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from qcheck.core.act.punch import New, subject_of
from qcheck.core.dates import Unclear
from qcheck.core.meaning import tidy
from qcheck.core.nodes import MOST_FINDINGS
from qcheck.core.people import meant as people_meant
from qcheck.core.punch import names
from qcheck.core.punchfile import CATEGORIES
from qcheck.core.rules.table import found
from qcheck.core.similar import near
from qcheck.core.written import written
from qcheck.model.checklist import Category
from qcheck.model.finding import Arg, Finding
from qcheck.model.place import Place
from qcheck.model.punch import PunchItem
from qcheck.model.punchfile import Cell, Line
from qcheck.model.settings import Settings
from qcheck.model.state import JobState

_WORD = re.compile(r"\w{4,}")
# What is compared with what stands; what a file does not say is not.
COMPARED = ("text", "where", "due", "category")


class Meant(Struct, frozen=True):
    """A line that was understood: the punch item it raises under which subject, and the line itself."""

    subject: str
    new: New
    line: Line


class Difference(Struct, frozen=True):
    """Something that a punch item has otherwise than the file says: its key, what stands, what the file says, where."""

    subject: str
    key: str
    stands: str
    says: str
    place: Place


class _Lines:
    """Understands lines one by one and collects what is wrong; names that come again are looked up once."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.settings = settings
        self.now = now
        self.findings: list[Finding] = []
        self.owners: dict[str, tuple[str, ...]] = {}
        self.dates: dict[str, str | Unclear] = {}
        self.first: dict[str, Place] = {}
        self.told: set[tuple[str, Place]] = set()

    def full(self) -> bool:
        return len(self.findings) > MOST_FINDINGS

    def read(self, line: Line) -> Meant:
        key = _key(line)
        subject = subject_of(key)
        before = self.first.setdefault(subject, line.place)
        if before is not line.place and line.text("text"):
            named = line.text("id") or line.text("text")
            self._report("punch-double", line.where("id" if line.text("id") else "text"), name=named, other=str(before))
        category: Category = next((c for c in CATEGORIES if c == line.text("category")), "A")
        new = New(
            text=line.text("text"),
            category=category,
            where=line.text("where"),
            fix=line.text("fix"),
            trade=line.text("trade"),
            owner=self._owner(line.cells.get("owner")),
            due=self._due(line.cells.get("due")),
            key=key,
        )
        return Meant(subject, new, line)

    def _owner(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        people = self.settings.people
        if cell.text not in self.owners:
            self.owners[cell.text] = people_meant(cell.text, people)
        these = self.owners[cell.text]
        if len(these) == 1:
            return these[0]
        if these:
            self._report("owner-ambiguous", cell.place, name=cell.text, known=these)
        else:
            like = near(cell.text, [*(p.id for p in people), *(p.name for p in people)])
            known = tuple(p.id for p in people) or ("nobody yet",)
            self._report("owner-unknown", cell.place, name=cell.text, near=like, known=known)
        return ""

    def _due(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        if cell.text not in self.dates:
            try:
                self.dates[cell.text] = written(cell.text, self.now)
            except Unclear as unclear:
                self.dates[cell.text] = unclear
        day = self.dates[cell.text]
        if isinstance(day, str):
            return day
        self._report("date-unclear", cell.place, why=str(day).removesuffix("."))
        return ""

    def _report(self, code: str, place: Place, **args: Arg) -> None:
        if (code, place) in self.told:  # a merged cell stands for many lines
            return
        self.told.add((code, place))
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(found(code, place, place.file, **args))
        elif not self.full():
            self.findings.append(found("too-many-problems", place, place.file, limit=MOST_FINDINGS))


def meant(lines: Iterable[Line], settings: Settings, now: datetime) -> tuple[tuple[Meant, ...], list[Finding]]:
    """Lines as punch items, and everything wrong with them; they are good for use only without findings.

    `now` is local and has its zone. An owner is a person of the settings; a date may lie behind, since a list of last
    week can hold it, and what is late has to be seen. Two lines of one key are refused: which of them holds?
    """
    reader = _Lines(settings, now)
    items = []
    for line in lines:
        items.append(reader.read(line))
        if reader.full():
            break
    return tuple(items), reader.findings


def _key(line: Line) -> str:
    """What makes a line the same one when its file is loaded again: its id, else its text and place."""
    ident = tidy(line.text("id"))
    parts = ("id", ident) if ident else ("text", tidy(line.text("text")), tidy(line.text("where")))
    return "\0".join(parts).casefold()


def reused(state: JobState, items: Iterable[Meant]) -> list[Finding]:
    """Lines whose id a punch item has that is about something else: loaded as that one, they would never be put right.

    It is something else if its words have none in common, or if text and place both differ.
    """
    known = {item.subject: item for item in state.punch}
    every = names(state.punch)
    findings = []
    for each in items:
        item = known.get(each.subject)
        if item is None or not each.line.text("id") or not _other(item, each.new):
            continue
        ident, place = each.line.text("id"), each.line.where("id")
        told = {"id": ident, "name": every[item.subject], "text": item.text, "fix": f"{ident}-2"}
        findings.append(found("id-reused", place, place.file, **told))
    return findings[:MOST_FINDINGS]


def _other(item: PunchItem, new: New) -> bool:
    stands, says = (set(_WORD.findall(text.casefold())) for text in (item.text, new.text))
    if tidy(new.text).casefold() == item.text.casefold():
        return False
    elsewhere = bool(new.where and item.where) and tidy(new.where).casefold() != item.where.casefold()
    return elsewhere or bool(stands and says and not stands & says)


def differences(state: JobState, items: Iterable[Meant]) -> tuple[Difference, ...]:
    """What lines say otherwise than the punch items that stand under their subjects, in the order of the lines."""
    known = {item.subject: item for item in state.punch}
    return tuple(
        difference for each in items if each.subject in known for difference in _compared(known[each.subject], each)
    )


def _compared(item: PunchItem, each: Meant) -> Iterable[Difference]:
    for key in COMPARED:
        if each.line.text(key):
            says, stands = tidy(getattr(each.new, key)), getattr(item, key)
            given = {p.due for p in item.promises} if key == "due" else set()
            if says != stands and says not in given:  # a date that was moved since is no news
                yield Difference(each.subject, key, stands, says, each.line.where(key))
