"""Selection: words typed for items (`3`, `5-8`, `level`, `worktops`, `17=1.5`, `walls@pantry`) as the job's items."""

import difflib

from msgspec import Struct

from qcheck.core.act.actor import Refusal
from qcheck.model.state import ItemState, JobState

OFFERED = 5
SHORTEST = 3
LONGEST_NUMBER = 6


class Selection(Struct, frozen=True):
    """Items that words name, in the job's order; `grouped` are the numbers that only a range, a section or several
    units named; `values` are what was typed for items, by number.
    """

    items: tuple[ItemState, ...]
    grouped: frozenset[int]
    values: dict[int, str] = {}


def select(state: JobState, words: tuple[str, ...]) -> Selection | Refusal:
    """The items that words name, each once; all that cannot be understood is refused at once."""
    chosen: dict[int, ItemState] = {}
    single: set[int] = set()
    values: dict[int, str] = {}
    refused: list[Refusal] = []
    if any(not word for word, value in _words(words) if value is not None):
        return Refusal("= stands alone: an item and its value go together.", "For example: 17=1.5, without spaces.")
    for word, value in _words(words):
        items = _match(state, word)
        if isinstance(items, Refusal):
            refused.append(items)
            continue
        chosen.update((i.item.number, i) for i in items)
        if value is not None:
            refused += [_two_values(i) for i in items if values.get(i.item.number, value) != value]
            values.update((i.item.number, value) for i in items)
        if len(items) == 1:
            single.add(items[0].item.number)
    if refused:
        return Refusal(
            "\n".join(r.message for r in refused), "\n".join(dict.fromkeys(r.hint for r in refused if r.hint))
        )
    if not chosen:
        return Refusal("No item was named.", "Name one by its number, its name or its section.")
    numbers = sorted(chosen)
    return Selection(tuple(chosen[n] for n in numbers), frozenset(chosen.keys() - single), values)


def _two_values(state: ItemState) -> Refusal:
    return Refusal(f"{state.item.number} {state.item.text}: two values were given.", "Give the one that holds.")


def _words(words: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """What was typed, word by word: an item with its value, or several items divided by commas without one."""
    found: list[tuple[str, str | None]] = []
    for typed in words:
        name, equals, value = typed.partition("=")
        if equals:
            found.append((name.strip(), value.strip()))
        else:
            found += [(part.strip(), None) for part in typed.split(",") if part.strip()]
    return found


def _match(state: JobState, word: str) -> list[ItemState] | Refusal:
    first, dash, last = word.partition("-")
    if _is_number(first) and (_is_number(last) if dash else True):
        return _by_number(state, word, int(first), int(last or first))
    folded, _, unit = word.casefold().partition("@")
    if unit or "@" in word:
        return _by_unit(state, word, folded, unit)
    items = [i for i in state.items if _ends_with(_base(i), folded)]
    if len(items) > 1 and len({_base(i) for i in items}) == 1:
        return items
    sections = set() if items else {_section(i) for i in state.items if _is_section(i, folded)}
    if len(items) == 1:
        return items
    if len(sections) == 1:
        return [i for i in state.items if _section(i) in sections]
    if items or sections:
        return _ambiguous(word, [i.item.subject for i in items] or sorted(sections))
    return _unknown(state, word)


def _base(item: ItemState) -> str:
    """An item's subject without its unit: what items that are repeated have in common."""
    return item.item.subject.partition("@")[0].casefold()


def _by_unit(state: JobState, word: str, name: str, unit: str) -> list[ItemState] | Refusal:
    """`walls@pantry`, `walls@room-1..room-9`, or `@pantry` for everything that is repeated for it."""
    items = [i for i in state.items if i.item.unit and (not name or _of_name(i, name))]
    units = list(dict.fromkeys(i.item.unit.casefold() for i in items))
    names = {u.name.casefold(): u.id.casefold() for u in state.plan.units}
    typed, dots, end = unit.partition("..")
    first, last = (_begun(names.get(word, word), units) for word in (typed, end))
    missing = [u for u in ((first, last) if dots else (first,)) if u not in units]
    if missing:
        known = ", ".join(units[:OFFERED]) + (" …" if len(units) > OFFERED else "")
        hint = f"It is repeated for: {known}." if units else "qcheck status --all lists the items with their units."
        return Refusal(f"{word}: there is no {missing[0] or 'unit named'} here.", hint)
    span = units[units.index(first) : units.index(last or first) + 1]
    if not span:
        return Refusal(f"{word}: a range goes from the earlier unit to the later one.")
    found = [i for i in items if i.item.unit.casefold() in span]
    bases = sorted({_base(i) for i in found})
    if name and len(bases) > 1 and not _section_of(found, name):
        return _ambiguous(word, bases)
    return found


def _begun(typed: str, units: list[str]) -> str:
    """The unit that is meant by its name, or by a beginning that no other has."""
    begun = [unit for unit in units if typed and unit.startswith(typed)]
    return begun[0] if len(begun) == 1 and typed not in units else typed


def _of_name(item: ItemState, name: str) -> bool:
    return _ends_with(_base(item), name) or _is_section(item, name)


def _section_of(items: list[ItemState], name: str) -> bool:
    """Whether a name means one section, and each of the items is in it."""
    return len({_section(i) for i in items}) == 1 and all(_is_section(i, name) for i in items)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def _by_number(state: JobState, word: str, first: int, last: int) -> list[ItemState] | Refusal:
    items = [i for i in state.items if first <= i.item.number <= last]
    known = {i.item.number for i in items}
    wanted = range(first, last + 1)
    if first > last:
        return Refusal(f"{word}: a range goes from the lower number to the higher one.")
    if len(wanted) > len(known):
        highest = max((i.item.number for i in state.items), default=0)
        missing = next(n for n in wanted if n not in known)
        return Refusal(
            f"{word}: there is no item {missing}.",
            f"This job's items go from 1 to {highest}: qcheck status --all",
        )
    return items


def _ends_with(full: str, word: str) -> bool:
    return full == word or (full.endswith(word) and full[-len(word) - 1] in "./")


def _is_section(item: ItemState, folded: str) -> bool:
    """Whether a word means an item's section: by its id, or by its title as it is shown."""
    return _ends_with(_section(item).casefold(), folded) or item.item.section.casefold() == folded


def _section(item: ItemState) -> str:
    return item.item.subject.rpartition(".")[0]


def _ambiguous(word: str, subjects: list[str]) -> Refusal:
    shown = ", ".join(subjects[:OFFERED]) + (" …" if len(subjects) > OFFERED else "")
    return Refusal(f"{word}: that could be {shown}.", "Use the number, or more of the name.")


def _unknown(state: JobState, word: str) -> Refusal:
    near = _near(state, word.casefold())
    offer = "\n".join(f"  {i.item.number}  {_short(i)}  {i.item.text}" for i in near)
    hint = f"Did you mean\n{offer}" if near else "qcheck status --all lists them with their numbers."
    if " " in word:
        hint += '\nIf it is a remark: --note "…"'
    return Refusal(f"{word}: no item of this job is called that.", hint)


def _near(state: JobState, word: str) -> list[ItemState]:
    names: dict[str, ItemState] = {}
    for item in state.items:
        for name in (_short(item), _short(item).rpartition(".")[2], item.item.text.casefold()):
            names.setdefault(name.casefold(), item)
    close = [names[n] for n in difflib.get_close_matches(word, names, n=3, cutoff=0.6)]
    inside = [item for name, item in names.items() if len(word) >= SHORTEST and word in name]
    return list({i.item.number: i for i in (*close, *inside)}.values())[:3]


def _short(item: ItemState) -> str:
    return item.item.subject.rpartition("/")[2]
