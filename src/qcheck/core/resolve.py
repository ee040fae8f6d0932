"""A job's items: what its pinned lists, units, promises and agreed changes come to, numbered once and for all."""

from collections.abc import Iterator

from msgspec import Struct

from qcheck.core.meaning import fingerprint
from qcheck.core.phrase import phrase
from qcheck.core.scoped import AGREED_TITLE, AS_AGREED, NOTHING_LEFT, PROMISED, SCOPE, SCOPE_TITLE
from qcheck.core.scoped import READ_BACK as READ
from qcheck.model.checklist import Checklist, Item
from qcheck.model.place import Place
from qcheck.model.settings import HANDOVER
from qcheck.model.state import Change, JobItem, ScopeLine, Unit

READ_BACK = f"{SCOPE}/promise.read-back"
GONE, NOT_PROMISED, TAKEN_BACK = (
    phrase("no longer in the list"),
    phrase("no longer promised"),
    phrase("taken back"),
)

_COPIED = Item.__struct_fields__


class Stage(Struct, frozen=True):
    """What a job consisted of after one command: the lists it went by, its units, promises and agreed additions."""

    lists: tuple[Checklist, ...] = ()
    units: tuple[Unit, ...] = ()
    scope: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()


class Rostered(Struct, frozen=True):
    """An item of a job; `gone` says why it is no longer asked for, if it is not."""

    item: JobItem
    gone: str = ""


def roster(
    stages: tuple[Stage, ...],
    units: tuple[Unit, ...],
    scope: tuple[ScopeLine, ...],
    changes: tuple[Change, ...],
    start: str,
) -> tuple[Rostered, ...]:
    """Every item that a job has or had, in the order of numbers.

    `stages` are what it consisted of, oldest first; `units`, `scope` and `changes` what became of each part since;
    `start` is the first gate, by which promises are read back.
    """
    numbers = _numbers(stages)
    asked = [*_listed(stages, units, numbers), *_promised(scope, numbers, start), *_agreed(changes, numbers)]
    return tuple(sorted(asked, key=lambda r: r.item.number))


def moves(stages: tuple[Stage, ...], units: tuple[Unit, ...]) -> dict[str, str]:
    """For the former subjects of items that moved, those that they have now; an id that is in use stays where it is."""
    if not any(item.moved_from for stage in stages for c in stage.lists for s in c.sections for item in s.items):
        return {}
    steps: dict[str, str] = {}
    for lists in _versions(stages):
        for checklist in lists:
            for section, item, unit in _spread(checklist, units):
                subject = _subject(checklist, section, item, unit)
                steps |= dict.fromkeys(_former(checklist, item, unit), subject)
    last = stages[-1].lists
    present = {_subject(c, section, item, unit) for c in last for section, item, unit in _spread(c, units)}
    return {former: _followed(former, steps, present) for former in steps if former not in present}


def _followed(former: str, steps: dict[str, str], present: set[str]) -> str:
    """Where a subject came to, step by step; around a circle it goes once."""
    seen = {former}
    subject = steps[former]
    while subject in steps and subject not in present and subject not in seen:
        seen.add(subject)
        subject = steps[subject]
    return subject


def _versions(stages: tuple[Stage, ...]) -> list[tuple[Checklist, ...]]:
    """The lists that a job went by, oldest first, each time they changed."""
    lists = [stage.lists for stage in stages]
    return [each for n, each in enumerate(lists) if not n or each is not lists[n - 1]]


def promised(scope: tuple[ScopeLine, ...]) -> set[str]:
    """The subjects of all promises ever made, dropped ones too: answers about them are no strays."""
    return {READ_BACK, *(f"{SCOPE}/promise.{line.id}" for line in scope)} if scope else set()


def _numbers(stages: tuple[Stage, ...]) -> dict[str, int]:
    """The number of every subject: the next free one when it first came up, so that none ever moves.

    An item that moved takes the number of the subject it had along, if no other item is called that now.
    """
    numbers: dict[str, int] = {}
    count = 0
    before, listed = Stage(), set[str]()
    for stage in stages:
        asked = list(_subjects(stage, before))
        present = {subject for subject, _ in asked}
        taken = {numbers[subject] for subject in present & listed}
        for subject, former in asked:
            if subject in numbers and (subject in listed or numbers[subject] not in taken):
                taken.add(numbers[subject])
                continue
            left = (numbers[f] for f in former if f in numbers and f not in present and numbers[f] not in taken)
            inherited = next(left, 0)
            count += not inherited
            numbers[subject] = inherited or count
            taken.add(numbers[subject])
        listed = present if stage.lists != before.lists or stage.units != before.units else listed
        before = stage
    return numbers


def _subjects(stage: Stage, before: Stage) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a stage consists of, with the subjects it had before; only the parts that it changed."""
    if stage.lists != before.lists or stage.units != before.units:
        for checklist in stage.lists:
            for section, item, unit in _spread(checklist, stage.units):
                yield _subject(checklist, section, item, unit), _former(checklist, item, unit)
    if stage.scope:
        yield READ_BACK, ()
    yield from ((f"{SCOPE}/promise.{ident}", ()) for ident in stage.scope)
    yield from ((subject, ()) for subject in stage.agreed)


def _spread(checklist: Checklist, units: tuple[Unit, ...]) -> Iterator[tuple[str, Item, Unit | None]]:
    """The items of a list, those that are repeated once for each unit."""
    for section in checklist.sections:
        for item in section.items:
            if not item.repeat:
                yield section.id, item, None
                continue
            for unit in units:
                if unit.kind == item.repeat:
                    yield section.id, item, unit


def _subject(checklist: Checklist, section: str, item: Item, unit: Unit | None) -> str:
    return f"{checklist.id}/{section}.{item.id}{f'@{unit.id}' if unit else ''}"


def _former(checklist: Checklist, item: Item, unit: Unit | None) -> tuple[str, ...]:
    at = f"@{unit.id}" if unit else ""
    names = (former.name for former in item.moved_from)
    return tuple(f"{name if '/' in name else f'{checklist.id}/{name}'}{at}" for name in names)


def _listed(stages: tuple[Stage, ...], units: tuple[Unit, ...], numbers: dict[str, int]) -> Iterator[Rostered]:
    """The items of the lists that hold, then those that only earlier lists had."""
    taken: set[int] = set()
    reasons = _reasons(stages[-1].lists) if stages else {}
    for age, lists in enumerate(reversed(_versions(stages))):
        for checklist in lists:
            titles = {section.id: section.title for section in checklist.sections}
            for section, item, unit in _spread(checklist, units):
                subject = _subject(checklist, section, item, unit)
                number = numbers.get(subject, 0)
                if number and number not in taken:
                    taken.add(number)
                    title = f"{titles[section]}, {unit.name}" if unit else titles[section]
                    gone = (
                        _gone(reasons, subject)
                        if age
                        else phrase("{unit} is no longer part of the job", unit=unit.name)
                        if unit and unit.dropped
                        else ""
                    )
                    yield Rostered(_item(item, number, subject, title, unit), gone)


def _gone(reasons: dict[str, str], subject: str) -> str:
    reason = reasons.get(subject.partition("@")[0], "")
    return phrase("no longer in the list: {reason}", reason=reason) if reason else GONE


def _reasons(lists: tuple[Checklist, ...]) -> dict[str, str]:
    """Why items are gone, by the subject they had, as the lists that hold say it."""
    return {
        f"{checklist.id}/{section.id}.{gone.id}": gone.deleted
        or phrase("split into {names}", names=", ".join(reference.name for reference in gone.split_to))
        for checklist in lists
        for section in checklist.sections
        for gone in section.retired
    }


def _item(item: Item, number: int, subject: str, section: str, unit: Unit | None) -> JobItem:
    """An item of a list as one of a job; one that is repeated names its unit."""
    copied = {field: getattr(item, field) for field in _COPIED}
    if unit:
        copied["text"] = f"{item.text} ({unit.name})"
    return JobItem(**copied, number=number, subject=subject, section=section, unit=unit.id if unit else "")


def _promised(scope: tuple[ScopeLine, ...], numbers: dict[str, int], start: str) -> Iterator[Rostered]:
    """One item to read all promises back by the first gate, and one for each, to be kept by handover."""
    if not scope:
        return
    kept = [promise.text for promise in scope if not promise.dropped]
    read_back = "; ".join(kept) or NOTHING_LEFT
    yield Rostered(_said(numbers[READ_BACK], READ_BACK, f"{READ}{read_back}", start, scope[0].place))
    for promise in scope:
        subject = f"{SCOPE}/promise.{promise.id}"
        said = _said(numbers[subject], subject, f"{PROMISED}{promise.text}", HANDOVER, promise.place)
        yield Rostered(said, NOT_PROMISED if promise.dropped else "")


def _agreed(changes: tuple[Change, ...], numbers: dict[str, int]) -> Iterator[Rostered]:
    """One item for each thing that the client added to the scope."""
    for change in changes:
        if not change.drops and change.id in numbers:
            text = f"{AS_AGREED}{change.text}"
            said = _said(numbers[change.id], change.id, text, HANDOVER, change.place, str(AGREED_TITLE))
            yield Rostered(said, TAKEN_BACK if change.retracted else "")


def _said(number: int, subject: str, text: str, gate: str, place: Place, section: str = str(SCOPE_TITLE)) -> JobItem:
    return JobItem(
        id=subject.rpartition(".")[2],
        text=text,
        gate=gate,
        place=place,
        fingerprint=fingerprint(text, ""),
        na="never",
        number=number,
        subject=subject,
        section=section,
    )
