"""Picking: words typed for punch items (`P7`, `P7-k3f`, `P2-P5`, `P1,P3`) as the job's."""

import re
from collections.abc import Mapping

from qcheck.core.act.actor import Refusal
from qcheck.core.punch import names
from qcheck.model.punch import PunchItem
from qcheck.model.state import JobState

# Compiled when they are first used: a tick names no punch item.
NAME = r"p?([0-9]{1,6})(?:-([0-9a-z]+))?"
RANGE = r"p?([0-9]{1,6})(?:-|\.\.)p([0-9]{1,6})"
SHOWN = 20


def select(state: JobState, words: tuple[str, ...]) -> list[PunchItem] | Refusal:
    """The punch items that words such as `P7`, `P7-k3f`, `P2-P5` or `P1,P3` name."""
    chosen: dict[str, PunchItem] = {}
    wrong: list[str] = []
    numbered: dict[int, list[PunchItem]] = {}
    for item in state.punch:
        numbered.setdefault(item.number, []).append(item)
    for word in (part.strip() for typed in words for part in typed.split(",") if part.strip()):
        within = _range(numbered, word)
        found = within or _named(numbered, word)
        chosen.update((i.subject, i) for i in found)
        if not found:
            wrong.append(f"{word}: there is no such punch item.")
        elif len(found) > 1 and not within:
            every = names(state.punch)
            wrong.append(f"{word}: that could be {' or '.join(every[i.subject] for i in found)}.")
    if wrong:
        there = list(names(state.punch).values())
        known = ", ".join(there[:SHOWN]) + (" …" if len(there) > SHOWN else "") if there else "none"
        return Refusal("\n".join(wrong), f"There are: {known}.")
    if not chosen:
        return Refusal("No punch item was named.", "qcheck punch list shows them.")
    return list(chosen.values())


def _range(numbered: Mapping[int, list[PunchItem]], word: str) -> list[PunchItem]:
    """The punch items of a range, `P2-P5`, where no number in it was given twice."""
    match = re.fullmatch(RANGE, word, re.IGNORECASE)
    if not match:
        return []
    wanted = range(int(match[1]), int(match[2]) + 1)
    if len(wanted) > len(numbered):
        return []
    found = [numbered.get(number, []) for number in wanted]
    return [same[0] for same in found] if all(len(same) == 1 for same in found) else []


def _named(numbered: Mapping[int, list[PunchItem]], word: str) -> list[PunchItem]:
    match = re.fullmatch(NAME, word, re.IGNORECASE)
    if not match:
        return []
    tag = (match[2] or "").lower()
    return [i for i in numbered.get(int(match[1]), ()) if not tag or i.tag == tag]


def told(items: list[PunchItem], state: JobState, what: str) -> str:
    """One sentence about each of them, a line each."""
    every = names(state.punch)
    return "\n".join(f"{every[i.subject]} {i.text}: {what}." for i in items)
