"""Rules about checklists: whether a list can work, and whether it is a good one."""

import re
from collections.abc import Iterator

from msgspec import Struct

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

    `known` are the names of all lists there are; `loaded` those that were read, by name.
    """

    checklist: Checklist
    loaded: dict[str, Checklist]
    known: tuple[str, ...]
    gates: tuple[str, ...]


def id_duplicate(library: Library) -> Iterator[Finding]:
    """Two sections, items of one section, or questions have the same id.

    Answers are kept by id: one tick would answer both. Rename one; never reuse an id for another meaning.
    """
    checklist = library.checklist
    yield from _twice("section", [(s.id, s) for s in checklist.sections])
    yield from _twice("question", [(q.id, q) for q in checklist.ask])
    for section in checklist.sections:
        yield from _twice("item", [(i.id, i) for i in section.items])


def reference_unknown(library: Library) -> Iterator[Finding]:
    """A gate or an included list is named that does not exist.

    Mend the name, add the gate to `gates:` in `qcheck.yaml`, or add the list to `checklists/`.
    """
    for include in library.checklist.include:
        if include.name not in library.known:
            yield _unknown(include, "checklist", include.name, library.known)
    gate = library.checklist.gate
    if gate.name not in library.gates:
        yield _unknown(gate, "gate", gate.name, library.gates)
    for item in _items(library):
        if item.gate not in library.gates and item.gate != gate.name:
            yield _unknown(item, "gate", item.gate, library.gates)


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
        yield found("name-differs", checklist.place, checklist.id, name=checklist.id, file=f"{checklist.id}.yaml")


def pause_too_long(library: Library) -> Iterator[Finding]:
    """More than nine critical items are due at one gate.

    At a pause people hold five to nine things in mind; beyond that they tick without looking (Gawande, *The Checklist
    Manifesto*; Degani and Wiener, NASA 1993). Keep as critical what is most dangerous to skip.
    """
    counts: dict[str, list[Item]] = {}
    for item in _items(library):
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
    for item in _items(library):
        if item.critical and not item.accept:
            yield found("accept-missing", item.place, item.id, text=item.text)


def text_vague(library: Library) -> Iterator[Finding]:
    """An item can be ticked whatever was found, since a word in it has no measure ("properly", "adequate").

    Say what is seen, counted or measured: not "Floor properly cleaned" but "No residue when wiped with a white cloth".
    """
    for item in _items(library):
        word = VAGUE.search(item.accept) or (VAGUE.search(item.text) if not item.accept else None)
        if word:
            yield found("text-vague", item.place, item.id, word=word.group(0), text=item.text)


def _items(library: Library) -> Iterator[Item]:
    return (item for section in library.checklist.sections for item in section.items)


def _twice(named: str, entries: list[tuple[str, Placed]]) -> Iterator[Finding]:
    first: dict[str, Placed] = {}
    for key, entry in entries:
        if key and key in first:
            yield found("id-duplicate", entry.place, key, named=named, id=key, line=first[key].place.line)
        else:
            first[key] = entry


def _unknown(at: Placed, named: str, name: str, known: tuple[str, ...]) -> Finding:
    return found("reference-unknown", at.place, name, named=named, name=name, near=near(name, known), known=known)


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
