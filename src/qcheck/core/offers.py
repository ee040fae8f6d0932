"""Offers: the words with which items of a job can be named, as far as one is typed, each with what it means."""

from collections import Counter
from collections.abc import Iterator

from qcheck.core.act.actor import Refusal
from qcheck.core.act.select import select
from qcheck.model.checklist import Choice
from qcheck.model.state import ItemState, JobState

Offer = tuple[str, str]


def named(state: JobState, words: tuple[str, ...]) -> set[int]:
    """The numbers of the items that words name; what names none is passed over."""
    found: set[int] = set()
    for word in words:
        selection = select(state, (word,))
        if not isinstance(selection, Refusal):
            found |= {i.item.number for i in selection.items}
    return found


def offers(state: JobState, fitting: list[ItemState], typed: str, *, values: bool = False) -> Iterator[Offer]:
    """What could be meant by a word that begins as typed, if it names some of those fitting; with `values` also what
    an item is answered with.
    """
    before, comma, last = typed.rpartition(",")
    if values and "=" in typed:
        yield from _values(state, typed)
    elif comma:
        taken = named(state, (before,))
        rest = [i for i in fitting if i.item.number not in taken]
        yield from ((f"{before},{word}", text) for word, text in offers(state, rest, last))
    elif "@" in typed:
        yield from _at_units(state, fitting, typed)
    elif typed.rstrip("-").isdigit() or not typed:
        yield from _numbers(fitting)
    elif "-" in typed and typed.partition("-")[0].isdigit():
        yield from _ranges(fitting, typed)
    else:
        yield from _names(fitting)
    if typed.endswith("-") and typed[:-1].isdigit():
        yield from _ranges(fitting, typed)


def _numbers(fitting: list[ItemState]) -> Iterator[Offer]:
    return ((str(i.item.number), i.item.text) for i in fitting)


def _ranges(fitting: list[ItemState], typed: str) -> Iterator[Offer]:
    """Ranges from the number typed to each that is higher."""
    first = typed.partition("-")[0]
    return ((f"{first}-{i.item.number}", f"up to {i.item.text}") for i in fitting if i.item.number > int(first or "0"))


def _names(fitting: list[ItemState]) -> Iterator[Offer]:
    """Sections and items by the shortest name that means one thing."""
    sections: dict[str, list[ItemState]] = {}
    items: dict[str, list[ItemState]] = {}
    for item in fitting:
        base = item.item.subject.partition("@")[0]
        sections.setdefault(base.rpartition(".")[0], []).append(item)
        items.setdefault(base, []).append(item)
    called = Counter(_after(full, "/") for full in sections)
    called.update(Counter(_after(full, end) for full in items for end in "/."))
    for full, members in sections.items():
        name = _after(full, "/")
        yield (name if called[name] == 1 else full, f"{members[0].item.section}, {len(members)} of its items")
    for full, members in items.items():
        short, shortest = _after(full, "/"), _after(full, ".")
        text = members[0].item.text if len(members) == 1 else f"{members[0].item.text}, {len(members)} times"
        yield (short if called[short] == 1 else full, text)
        if called[shortest] == 1:
            yield (shortest, text)


def _after(full: str, sign: str) -> str:
    return full.rpartition(sign)[2]


def _at_units(state: JobState, fitting: list[ItemState], typed: str) -> Iterator[Offer]:
    """Units that what was typed before the `@` is repeated for, or up to which a range goes."""
    name, _, unit = typed.partition("@")
    first, dots, _ = unit.partition("..")
    names = {u.id: u.name for u in state.plan.units}
    word = name.casefold()
    ids = list(dict.fromkeys(i.item.unit for i in fitting if i.item.unit and _is_named(i, word)))
    later = ids[ids.index(first) + 1 :] if dots and first in ids else [] if dots else ids
    begun = f"{name}@{first}.." if dots else f"{name}@"
    return ((f"{begun}{ident}", names.get(ident, ident)) for ident in later)


def _is_named(item: ItemState, word: str) -> bool:
    """Whether a name may mean an item or its section; no name means all."""
    base = item.item.subject.partition("@")[0].casefold()
    section = base.rpartition(".")[0]
    return not word or any(f".{each}".endswith((f".{word}", f"/{word}")) for each in (base, section))


def _values(state: JobState, typed: str) -> Iterator[Offer]:
    """What an item can be answered with, where its list says so."""
    name = typed.partition("=")[0]
    numbers = named(state, (name,))
    answers = {i.item.answer for i in state.items if i.item.number in numbers}
    if len(answers) != 1:
        return
    answer = answers.pop()
    if isinstance(answer, Choice):
        yield from ((f"{name}={each}", "passes" if each in answer.passing else "fails") for each in answer.options)
