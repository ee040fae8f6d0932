"""Rules about checklists: whether a list can work, and whether it is a good one."""

import re
from collections.abc import Iterator

from msgspec import Struct

from qcheck.core.copies import original
from qcheck.core.meaning import tidy
from qcheck.core.refer import Index, catalogue, some
from qcheck.core.roles import LEAD
from qcheck.core.rules.table import found
from qcheck.core.similar import near
from qcheck.model.checklist import Checklist, Item, Question, Reference, Section
from qcheck.model.finding import Finding

MAX_CRITICAL = 9

Placed = Reference | Item | Question | Section

VAGUE = re.compile(
    r"\b(proper|properly|appropriate|appropriately|adequate|adequately|correct|correctly|suitable|suitably|sufficient"
    r"|sufficiently|reasonable|reasonably|satisfactory|acceptable|as needed|as required|if necessary|okay|etc)\b",
    re.IGNORECASE,
)


class Library(Struct, frozen=True):
    """The checklist that is linted, those it may include, and the workspace's gates.

    `known` are the names of all lists there are; `loaded` those that were read, by name; `roles` those that people of
    the workspace have, none where there is no workspace.
    """

    checklist: Checklist
    loaded: dict[str, Checklist]
    known: tuple[str, ...]
    gates: tuple[str, ...]
    roles: tuple[str, ...] = ()

    def items(self) -> Iterator[Item]:
        """The items of the list that is linted."""
        return (item for section in self.checklist.sections for item in section.items)

    def lists(self) -> list[Checklist]:
        """The list that is linted, then the others that were read."""
        return [self.checklist, *(c for name, c in self.loaded.items() if name != self.checklist.id)]


def id_duplicate(library: Library) -> Iterator[Finding]:
    """Two sections, items of one section, or questions have the same id.

    Answers are kept by id: one tick would answer both. Rename one; never reuse an id for another meaning.
    """
    checklist = library.checklist
    yield from _twice("section", [(s.id, s) for s in checklist.sections])
    yield from _twice("question", [(q.id, q) for q in checklist.ask])
    for section in checklist.sections:
        yield from _twice("item", [(i.id, i) for i in section.items])


def include_cycle(library: Library) -> Iterator[Finding]:
    """A list includes itself, directly or through others.

    It could never be put together. Remove one of the includes, or move the shared sections to a list of their own.
    """
    for include in library.checklist.include:
        path = _path_back(include.name, library)
        if path:
            yield found("include-cycle", include.place, include.name, path=" > ".join([library.checklist.id, *path]))


def name_differs(library: Library) -> Iterator[Finding]:
    """The name in the file is not the file's own name.

    Lists are looked up by file name, and records refer to the name inside. Make them the same.
    """
    checklist = library.checklist
    stem = checklist.place.file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if checklist.id and stem != checklist.id:
        meant = original(checklist.place.file.replace("\\", "/"))
        advice = (
            f"It is a copy of {meant} that a program for shared folders made: qcheck sync takes it in"
            if meant
            else f"Rename the file to {checklist.id}.yaml, or change the name"
        )
        yield found("name-differs", checklist.place, checklist.id, name=checklist.id, advice=advice)


def pause_too_long(library: Library) -> Iterator[Finding]:
    """More than nine critical items are due at one gate.

    At a pause people hold five to nine things in mind; beyond that they tick without looking (Gawande, *The Checklist
    Manifesto*; Degani and Wiener, NASA 1993). Keep as critical what is most dangerous to skip.
    """
    counts: dict[str, list[Item]] = {}
    for item in library.items():
        if item.critical:
            counts.setdefault(item.gate, []).append(item)
    for gate, items in counts.items():
        if len(items) > MAX_CRITICAL:
            first = items[MAX_CRITICAL]
            yield found("pause-too-long", first.place, first.id, gate=gate, count=len(items), limit=MAX_CRITICAL)


def accept_missing(library: Library) -> Iterator[Finding]:
    """A critical item has no acceptance criteria.

    Two people would judge it differently. Say with `accept:` what is measured or seen, and the limit.
    """
    for item in library.items():
        if item.critical and not item.accept:
            yield found("accept-missing", item.place, item.id, text=item.text)


def text_vague(library: Library) -> Iterator[Finding]:
    """An item can be ticked whatever was found, since a word in it has no measure ("properly", "adequate").

    Say what is seen, counted or measured: not "Floor properly cleaned" but "No residue when wiped with a white cloth".
    """
    for item in library.items():
        word = VAGUE.search(item.accept) or (VAGUE.search(item.text) if not item.accept else None)
        if word:
            yield found("text-vague", item.place, item.id, word=word.group(0), text=item.text)


def hold_last(library: Library) -> Iterator[Finding]:
    """Nothing comes after a hold point in its section, and no item needs it.

    Work is to stop there until someone releases it, but there is no work left to stop. Move it before the work that
    must not cover it up, or name it in `needs:` of that work.
    """
    last = [section.items[-1] for section in library.checklist.sections if section.items]
    holding = [item for item in last if item.hold and item.hold.release]
    if not holding:
        return
    items = catalogue(library.lists())
    index = Index(items)
    named = [(need.name, full.partition("/")[0]) for full, item in items.items() for need in item.needs]
    needed = {id(items[full]) for name, own in named for full in index.meant(name.partition("@")[0], own)}
    for item in holding:
        if id(item) not in needed:
            yield found("hold-last", item.place, item.id, text=item.text)


def question_differs(library: Library) -> Iterator[Finding]:
    """Two lists of a job ask for the same fact and offer other answers.

    A fact is asked once for the whole job, so one of the lists would never get an answer that it understands. Offer the
    same answers in both, or ask for two facts.
    """
    for question in library.checklist.ask:
        for other in library.lists()[1:]:
            theirs = next((q for q in other.ask if q.id == question.id), question)
            if _answers(theirs) != _answers(question):
                known = some(theirs.choice) or ("any text",)
                yield found(
                    "question-differs", question.place, question.id, name=question.id, list=other.id, known=known
                )


def _answers(question: Question) -> set[str]:
    return {tidy(answer).casefold() for answer in question.choice}


def role_unknown(library: Library) -> Iterator[Finding]:
    """Nobody in `qcheck.yaml` has a role that an item asks for.

    Then only the lead can answer the item, with a reason, and nobody can release the hold point. Mend the role's name,
    or give it to someone under `people:`.
    """
    if not library.roles:
        return
    known = {*library.roles, LEAD}
    for item in library.items():
        for role in dict.fromkeys(w for w in (item.role, item.hold.release if item.hold else ()) if w):
            if not known & set(role):
                named = " or ".join(role)
                yield found(
                    "role-unknown", item.place, item.id, role=named, near=near(role[0], tuple(known)), text=item.text
                )


def former_in_use(library: Library) -> Iterator[Finding]:
    """An item says that it had an id before which another item has, or claims as well.

    Answers can go along to one item only, and an id that is in use stays with the item that has it. Name in
    `moved_from` what is gone; where one item became several, keep its id with `split_to` on a retired item.
    """
    own = library.checklist
    present = {f"{s.id}.{i.id}" for s in own.sections for i in s.items}
    claimed: set[str] = set()
    for item in library.items():
        for former in item.moved_from:
            name = former.name.removeprefix(f"{own.id}/")
            if name in present or name in claimed:
                yield found("former-in-use", former.place, name, name=name)
            claimed.add(name)


def _twice(named: str, entries: list[tuple[str, Placed]]) -> Iterator[Finding]:
    first: dict[str, Placed] = {}
    for key, entry in entries:
        if key and key in first:
            yield found("id-duplicate", entry.place, key, named=named, id=key, line=first[key].place.line)
        else:
            first[key] = entry


def _path_back(start: str, library: Library) -> list[str]:
    """The way by includes from `start` back to the list that is linted; empty if there is none."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == library.checklist.id:
            return way
        checklist = library.loaded.get(way[-1])
        for include in checklist.include if checklist else ():
            if include.name not in seen:
                seen.add(include.name)
                ways.append([*way, include.name])
    return []
