"""Views of the sheets for paper: what is still open by person, the card before the start, a checklist for a pen."""

from typing import Literal

from msgspec import Struct

from qcheck.model.finding import Verdict
from qcheck.model.view import ChangeView, FactView, ItemView, JobView, PersonView

Kind = Literal["check", "number", "choice", "text", "date", "command"]


class MissedLine(Struct, frozen=True):
    """Something that is open, once: its number (`17`, `P3`, empty if it is about neither), what, how it stands, where.

    `due` is when it is to be done in words, empty where nobody has said; `late` if that has passed. On paper it is
    given so many `rows` of text; `beyond` if the one sheet has no room for it.
    """

    name: str
    text: str
    stands: str
    where: str
    due: str
    late: bool = False
    critical: bool = False
    rows: int = 1
    beyond: bool = False


class MissedGroup(Struct, frozen=True):
    """What one person has; `late` and `beyond` count those of its lines."""

    person: str
    lines: tuple[MissedLine, ...]
    late: int = 0
    beyond: int = 0


class MissedView(Struct, frozen=True):
    """The missed-items sheet: all that is still to be done by a gate, by who has to act.

    `open` and `late` are how many there are in all, `beyond` how many of them paper has no room for.
    """

    job: JobView
    gate: str
    verdict: Verdict
    groups: tuple[MissedGroup, ...]
    open: int
    late: int
    beyond: int
    terms: dict[str, str]
    as_of: str


class HoldView(Struct, frozen=True):
    """A hold point, and who may release it; or a witness point, and who is invited. `stands` is how it stands, `at`
    the time that is asked for, if one is.
    """

    number: int
    text: str
    section: str
    who: str
    stands: str
    done: bool = False
    at: str = ""


class CardView(Struct, frozen=True):
    """The job card: what a crew has to know before the start.

    `promised` are the lines that were promised, `read_back` the item that they were read back to the client, `start`
    those that are due by the first gate besides it, none where that is the handover. `seller` sold the job; `people`
    are the lead and the crew.
    """

    job: JobView
    seller: str
    people: tuple[PersonView, ...]
    promised: tuple[str, ...]
    read_back: ItemView | None
    facts: tuple[FactView, ...]
    changes: tuple[ChangeView, ...]
    gate: str
    start: tuple[ItemView, ...]
    holds: tuple[HoldView, ...]
    witnesses: tuple[HoldView, ...]
    critical: tuple[ItemView, ...]
    terms: dict[str, str]
    as_of: str


class BlankItem(Struct, frozen=True):
    """An item to be answered by pen. `answer` is the type, `wanted` what passes, `unit` that of a number, `options`
    those of a choice; `na` if it may be said not to apply. `asks` is what else is to be given, `only` under which
    condition it is needed, `hold` what it is a hold or witness point for.
    """

    number: int
    text: str
    accept: str
    critical: bool
    gate: str
    answer: Kind
    wanted: str = ""
    unit: str = ""
    options: tuple[str, ...] = ()
    na: bool = True
    asks: tuple[str, ...] = ()
    only: str = ""
    hold: str = ""


class BlankSection(Struct, frozen=True):
    """A section of items to be answered by pen."""

    title: str
    items: tuple[BlankItem, ...]


class BlankQuestion(Struct, frozen=True):
    """What is asked when a job is opened: to be ringed where there are `options`; `answer` if it was given."""

    text: str
    options: tuple[str, ...] = ()
    answer: str = ""


class BlankView(Struct, frozen=True):
    """A checklist to print: of a job, or by itself, then without a `job`. `title` names the lists, `source` what they
    rest on.
    """

    job: JobView | None
    company: str
    title: str
    source: str
    questions: tuple[BlankQuestion, ...]
    sections: tuple[BlankSection, ...]
    count: int
    terms: dict[str, str]
    as_of: str = ""
