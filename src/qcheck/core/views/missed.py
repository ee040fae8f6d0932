"""The missed-items sheet: all that is still to be done by a gate, by who has to act, on one sheet of paper."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core import verdict
from qcheck.core.asking import due_at
from qcheck.core.promises import passed
from qcheck.core.views import items, parts
from qcheck.core.views.paper import HEADING, ROOM, height, rows
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch, said_day
from qcheck.model.punchview import PunchView
from qcheck.model.sheetview import MissedGroup, MissedLine, MissedView
from qcheck.model.state import JobItem
from qcheck.model.view import FindingView, ItemView

NEVER = "9999"


class _Open(Struct, frozen=True):
    """A line of the sheet with who has it, and the date by which it is sorted."""

    person: str
    day: str
    line: MissedLine


def missed(told: Told) -> MissedView:
    """Every item that is due and not settled, every punch item that is not closed, and whatever else stands in the way;
    each once, under the name of the one person who has to act.
    """
    every = _every(told)
    groups = _fitted(_groups(every, parts.who(told.state.plan.lead, told)))
    return MissedView(
        job=parts.job(told),
        gate=told.context.gate,
        verdict=verdict.verdict(told.findings),
        groups=groups,
        open=len(every),
        late=sum(each.line.late for each in every),
        beyond=sum(group.beyond for group in groups),
        terms=parts.terms(told),
        as_of=told.speaker.when(told.context.now),
    )


def _every(told: Told) -> list[_Open]:
    """An item that failed stands as the punch item that puts it right, if there is one."""
    listed = [view for view in punch(told) if not view.closed]
    known = [item for section in items.sections(told) for item in section.items]
    sections = {item.number: item.section for item in known}
    taken = {view.number for view in listed if view.number}
    left = [item for item in known if item.due and not (item.settled or item.waived or item.deferred)]
    left = [item for item in left if not (item.standing == "fail" and item.number in taken)]
    planned = {state.item.subject: state.item for state in told.state.items}
    standing = [finding for finding in parts.findings(told, waived=False) if finding.stands]
    found = {finding.subject: finding for finding in reversed(standing)}
    said = {*(view.id for view in listed), *(item.id for item in left)}
    said |= {item.id for item in known if item.standing == "fail" and item.number in taken}
    return [
        *(_of_punch(view, view.where or sections.get(view.number, "")) for view in listed),
        *(_of_item(item, planned[item.id], found.get(item.id), told) for item in left),
        *(_of_finding(finding) for finding in standing if finding.subject not in said),
    ]


def _of_punch(view: PunchView, where: str) -> _Open:
    line = MissedLine(view.name, view.text, view.spoken, where, view.due, late=view.overdue)
    return _Open(view.waiting_on, view.due_date or NEVER, line)


def _of_item(item: ItemView, planned: JobItem, finding: FindingView | None, told: Told) -> _Open:
    handover = told.state.plan.handover
    day = due_at(planned, handover) or handover
    value = item.answer.value if item.answer and item.standing == "fail" else ""
    lacks = item.lacks if item.standing == "pass" else ()
    line = MissedLine(
        name=str(item.number),
        text=item.text,
        stands=", ".join(filter(None, (item.spoken, value, *lacks))),
        where=item.section,
        due=said_day(told, day) if day else "",
        late=passed(day, told.context.now, told.context.today),
        critical=item.critical,
    )
    return _Open(finding.waiting_on if finding else parts.who(told.state.plan.lead, told), day or NEVER, line)


def _of_finding(finding: FindingView) -> _Open:
    """What else stands in the way: said of an item that is settled, of a punch item that is closed, or of the job."""
    return _Open(finding.waiting_on, NEVER, MissedLine(str(finding.number or ""), finding.message, "", "", ""))


def _groups(every: Iterable[_Open], lead: str) -> list[MissedGroup]:
    """By name in the order of the alphabet, the lead first; of each what is late first, then what is critical."""
    held: dict[str, list[_Open]] = defaultdict(list)
    for each in every:
        held[each.person].append(each)
    people = sorted(held, key=lambda person: (person != lead, not person, person.casefold()))
    return [MissedGroup(person, tuple(each.line for each in _ordered(held[person]))) for person in people]


def _ordered(lines: list[_Open]) -> list[_Open]:
    return sorted(lines, key=lambda each: (not each.line.late, not each.line.critical, each.day))


def _fitted(groups: list[MissedGroup]) -> tuple[MissedGroup, ...]:
    """Says of each line whether the sheet has room for it: everybody's first line before anybody's second."""
    room = ROOM
    fits: set[tuple[int, int]] = set()
    columns = [[(person, n) for n in range(len(group.lines))] for person, group in enumerate(groups)]
    for row in zip_longest(*columns):
        for person, n in (each for each in row if each):
            wanted = height(rows(groups[person].lines[n])) + (0 if n else HEADING)
            if wanted <= room and (not n or (person, n - 1) in fits):
                room -= wanted
                fits.add((person, n))
    return tuple(_marked(group, {n for of, n in fits if of == person}) for person, group in enumerate(groups))


def _marked(group: MissedGroup, fits: set[int]) -> MissedGroup:
    lines = tuple(replace(line, rows=rows(line), beyond=n not in fits) for n, line in enumerate(group.lines))
    return replace(group, lines=lines, late=sum(line.late for line in lines), beyond=sum(line.beyond for line in lines))
