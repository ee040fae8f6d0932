"""Picking items: what there is to choose from where none was named, and which of it typed words mean."""

import re
from typing import Literal

from msgspec import Struct

from qcheck.app import jobs, standing
from qcheck.app.desk import Desk
from qcheck.app.next import permit
from qcheck.core import value
from qcheck.core.act.actor import Refusal
from qcheck.core.act.permit import Permit
from qcheck.core.act.select import select
from qcheck.core.ahead import missing, waits_for
from qcheck.core.asking import asks
from qcheck.core.clean import line
from qcheck.core.fuzzy import ranked
from qcheck.core.gates import due
from qcheck.core.holds import is_hold, released
from qcheck.core.settle import settled
from qcheck.core.standings import STANDINGS
from qcheck.errors import Refused
from qcheck.model.checklist import Check
from qcheck.model.state import ItemState, JobState

# A number, a range, or a number with its value; all else is words.
NUMBERED = r"[0-9]+(-[0-9]+)?(=.*)?"
How = Literal["tick", "fail", "na", "release"]


class Choice(Struct, frozen=True):
    """An item to choose: `about` is what it asks for and how it stands, `words` all that it is found by."""

    number: int
    text: str
    about: tuple[str, ...]
    words: str


class Offer(Struct, frozen=True):
    """What there is to choose from in a job, what comes next first; the first `due` of them are due by its gate."""

    job: str
    name: str
    choices: tuple[Choice, ...]
    due: int
    state: JobState


def offer(desk: Desk, typed: str, how: How) -> Offer:
    """The items of a job that a command may be about. Raises `Refused` where there are none."""
    job = jobs.which(desk, typed)
    held = standing.load(desk, job)
    may = permit(desk, held)
    gate = jobs.current_gate(desk, held.state)
    fitting = [state for state in held.state.items if _fits(state, how, may)]
    # What can be answered now, then what waits for something; of each what is missing before what is answered.
    ordered = sorted(fitting, key=lambda s: _order(s, how, gate, may))
    name = held.state.plan.name or held.id
    if not ordered:
        raise Refused(f"{name}: there is nothing to {WORDS[how]}.", "qcheck status --all shows how every item stands.")
    soon = sum(due(s.item.gate, gate, desk.settings.gates) for s in ordered)
    return Offer(job, name, tuple(_choice(s, how, may) for s in ordered), soon, held.state)


WORDS = {"tick": "tick", "fail": "fail", "na": "say n/a of", "release": "release"}


def _fits(state: ItemState, how: How, may: Permit) -> bool:
    if state.standing == "hidden":
        return False
    if how == "release":
        return is_hold(state) and not released(state, may.state, may.actor.settings, may.waived)
    if how == "na" and state.item.na == "never":
        return False
    return how == "fail" or not settled(state)


def _order(state: ItemState, how: How, gate: str, may: Permit) -> tuple[bool, bool, bool]:
    later = not due(state.item.gate, gate, may.actor.settings.gates)
    if how == "release":
        return later, not settled(state), False
    return later, how != "fail" and waits_for(state, may) is not None, not missing(state, may)


def _choice(state: ItemState, how: How, may: Permit) -> Choice:
    item = state.item
    about = ["critical"] if item.critical else []
    if how == "tick":
        about += [] if isinstance(item.answer, Check) else [value.asked(item.answer, may.actor.settings)]
        about += asks(item)
    if how == "release" and item.hold:
        about.append(f"to be released by {' or '.join(item.hold.release)}")
    if state.standing != "open" and not (how == "release" and settled(state)):
        about.append(STANDINGS[state.standing])
    elif how == "release" and state.standing == "open":
        about.append(STANDINGS["open"])
    cause = waits_for(state, may) if how in {"tick", "na"} else None
    if cause:
        hold = "the hold point " if is_hold(cause) else ""
        about.append(f"waits for {hold}{cause.item.number} {cause.item.text}")
    name = item.subject.rpartition("/")[2]
    found_by = f"{item.text} {item.section} {name} {item.number}"
    return Choice(item.number, line(item.text), tuple(line(words) for words in about), found_by)


def _other(state: ItemState) -> Choice:
    """An item that is not offered, and was named all the same."""
    return Choice(state.item.number, line(state.item.text), (STANDINGS[state.standing],), "")


def _parts(given: str) -> list[str]:
    """An item with its value as it stands, since that may hold blanks and commas; else word by word."""
    return [given] if "=" in given else given.replace(",", " ").split()


def meant(of: Offer, typed: str) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    """What someone means who typed that: the choices, and the words that name them for the command. Several choices
    without words are to be narrowed further; numbers, ranges and values name exactly what they say.

    Raises `Refused` for a number that is not there.
    """
    parts = tuple(part for given in re.split(r"\s+(?=\d+=)", typed) for part in _parts(given))
    if all(re.fullmatch(NUMBERED, part, re.DOTALL) for part in parts):
        chosen = select(of.state, parts)
        if isinstance(chosen, Refusal):
            raise Refused(chosen.message, chosen.hint)
        known = {choice.number: choice for choice in of.choices}
        return tuple(known.get(i.item.number) or _other(i) for i in chosen.items), parts
    found = tuple(of.choices[place] for place in ranked(typed, [choice.words for choice in of.choices]))
    return found, (str(found[0].number),) if len(found) == 1 else ()
