"""Rules about what a checklist names that stands elsewhere: other lists, gates, facts, items."""

from collections.abc import Iterator
from itertools import chain

from qcheck.core.refer import Index, catalogue, some
from qcheck.core.rules.lint import Library
from qcheck.core.rules.table import found
from qcheck.core.similar import near
from qcheck.core.when import tests
from qcheck.model.checklist import Item, Reference
from qcheck.model.finding import Finding

FACT, ITEM = "fact.", "item."
# Looking for a similar name takes time; someone with more unknown names has another problem.
MOST_OFFERED = 20
MOST_COMPARED = 3000


def reference_unknown(library: Library) -> Iterator[Finding]:
    """A gate, an included list, a fact or an item is named that does not exist.

    Mend the name, add the gate to `gates:` in `qcheck.yaml`, the list to `checklists/`, or the fact to `ask:`. An item
    is named as `section.item`, and one of another list of the job as `list/section.item`; ids that were given up
    (`moved_from`) are not followed.
    """
    for include in library.checklist.include:
        if include.name not in library.known:
            yield _unknown(include, "checklist", library.known)
    gate = library.checklist.gate
    if gate.name not in library.gates:
        yield _unknown(gate, "gate", library.gates)
    for item in library.items():
        if item.gate not in library.gates and item.gate != gate.name:
            yield _unknown(Reference(item.gate, item.place), "gate", library.gates)
    yield from _unasked(library)
    yield from _unlisted(library)


def reference_ambiguous(library: Library) -> Iterator[Finding]:
    """The short name of an item could mean two of them.

    Whoever reads it would have to guess. Write `section.item`, or `list/section.item` where it is another list's.
    """
    index = Index(catalogue(library.lists()))
    for reference in _items_named(library):
        meant = index.meant(_bare(reference.name), library.checklist.id)
        if len(meant) > 1:
            yield found("reference-ambiguous", reference.place, reference.name, name=reference.name, known=some(meant))


def _unasked(library: Library) -> Iterator[Finding]:
    asked = {question.id: None for checklist in library.lists() for question in checklist.ask}
    named = (r for r in _tested(library, FACT) if r.name not in asked)
    for number, reference in enumerate(named):
        yield _unknown(reference, "fact", tuple(asked), offer=number < MOST_OFFERED)


def _unlisted(library: Library) -> Iterator[Finding]:
    own, index = library.checklist.id, Index(catalogue(library.lists()))
    names = {f"{section.id}.{item.id}": item.id for section in library.checklist.sections for item in section.items}
    known = tuple(dict.fromkeys([*names, *names.values()]))
    missing = (r for r in _items_named(library) if not index.meant(_bare(r.name), own))
    for number, reference in enumerate(missing):
        checklist, slash, _ = reference.name.partition("/")
        offer = number < MOST_OFFERED
        if not slash or checklist == own:
            yield _unknown(reference, "item", known, offer=offer)
        elif checklist in library.loaded:
            others = catalogue([library.loaded[checklist]]) if offer else ()
            yield _unknown(reference, "item", tuple(others), offer=offer)
        elif checklist not in library.known:
            yield _unknown(Reference(checklist, reference.place), "checklist", library.known, offer=offer)


def _items_named(library: Library) -> Iterator[Reference]:
    """Every item that a list names: in conditions, as needed, as what took another's place."""
    needed = (need for item in library.items() for need in item.needs)
    split = (r for section in library.checklist.sections for retired in section.retired for r in retired.split_to)
    return chain(_tested(library, ITEM), needed, split)


def _tested(library: Library, kind: str) -> Iterator[Reference]:
    """What conditions compare, each once where it stands."""
    named = (r for item in library.items() for r in _compared(item))
    return (Reference(r.name.removeprefix(kind), r.place) for r in dict.fromkeys(named) if r.name.startswith(kind))


def _compared(item: Item) -> Iterator[Reference]:
    return (Reference(test.subject, test.place) for test in tests(item.when)) if item.when else iter(())


def _bare(name: str) -> str:
    return name.partition("@")[0]


def _unknown(reference: Reference, named: str, known: tuple[str, ...], *, offer: bool = True) -> Finding:
    name = reference.name
    return found(
        "reference-unknown",
        reference.place,
        name,
        named=named,
        name=name,
        near=near(name, known[:MOST_COMPARED]) if offer else "",
        known=some(known) or ("none yet",),
    )
