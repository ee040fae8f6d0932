"""Selection: words typed for items (`3`, `5-8`, `level`, `worktops`) as the job's items."""

import difflib

from msgspec import Struct

from qcheck.core.act.actor import Refusal
from qcheck.model.state import ItemState, JobState

OFFERED = 5
SHORTEST = 3
LONGEST_NUMBER = 6


class Selection(Struct, frozen=True):
    """Items that words name, in the job's order; `grouped` are the numbers that only a range or a section named."""

    items: tuple[ItemState, ...]
    grouped: frozenset[int]


def select(state: JobState, words: tuple[str, ...]) -> Selection | Refusal:
    """The items that words name, each once; all that cannot be understood is refused at once."""
    chosen: dict[int, ItemState] = {}
    single: set[int] = set()
    refused: list[Refusal] = []
    for word in (part for typed in words for part in typed.split(",") if part.strip()):
        items = _match(state, word.strip())
        if isinstance(items, Refusal):
            refused.append(items)
            continue
        chosen.update((i.item.number, i) for i in items)
        if len(items) == 1:
            single.add(items[0].item.number)
    if refused:
        return Refusal(
            "\n".join(r.message for r in refused), "\n".join(dict.fromkeys(r.hint for r in refused if r.hint))
        )
    if not chosen:
        return Refusal("No item was named.", "Name one by its number, its name or its section.")
    return Selection(tuple(chosen[number] for number in sorted(chosen)), frozenset(chosen.keys() - single))


def _match(state: JobState, word: str) -> list[ItemState] | Refusal:
    first, dash, last = word.partition("-")
    if _is_number(first) and (_is_number(last) if dash else True):
        return _by_number(state, word, int(first), int(last or first))
    folded = word.casefold()
    items = [i for i in state.items if _ends_with(i.item.subject.casefold(), folded)]
    sections = set() if items else {_section(i) for i in state.items if _is_section(i, folded)}
    if len(items) == 1:
        return items
    if len(sections) == 1:
        return [i for i in state.items if _section(i) in sections]
    if items or sections:
        return _ambiguous(word, [i.item.subject for i in items] or sorted(sections))
    return _unknown(state, word)


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
