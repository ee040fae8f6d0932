"""Fitting: which items and punch items a command can do something with."""

from collections.abc import Callable

from qcheck.core.life import CLOSED, MOVES
from qcheck.core.punch import unanswered
from qcheck.model.punch import PunchItem
from qcheck.model.settings import Settings
from qcheck.model.state import ItemState, JobState

Fits = Callable[[ItemState], bool]

ANSWERABLE = frozenset({"open", "fail", "contested", "stale"})
MOVING = {
    "punch done": "completed",
    "punch reject": "rejected",
    "punch dispute": "disputed",
    "punch void": "voided",
    "punch reopen": "reopened",
}


def fitting(command: str) -> Fits:
    """Whether a command can do something with an item, as far as the item alone tells."""
    match command:
        case "tick":
            return lambda i: i.standing in ANSWERABLE
        case "fail":
            return lambda i: i.standing not in {"fail", "hidden"}
        case "na":
            return lambda i: i.standing in ANSWERABLE and i.item.na != "never"
        case "punch add":
            return lambda i: i.standing == "fail"
        case "witness":
            return _expected
    return lambda i: i.standing != "hidden"


def _expected(item: ItemState) -> bool:
    """Whether a party may still come to an item."""
    invited = bool(item.item.hold and item.item.hold.witness) and item.standing != "hidden"
    return invited and not any(w.outcome == "attended" for w in item.witnesses)


def releasable(state: JobState, settings: Settings, spared: set[str]) -> Fits:
    """Whether an item is a hold point that is right, or `spared` by a waiver, and not yet released."""
    from qcheck.core.holds import is_hold, released  # 5 ms with what it needs, only where something is released
    from qcheck.core.settle import settled

    def fits(item: ItemState) -> bool:
        checked = is_hold(item) and (settled(item) or item.item.subject in spared)
        return checked and not released(item, state, settings, spared)

    return fits


def movable(item: PunchItem, command: str) -> bool:
    """Whether a command can do something with a punch item."""
    if command == "punch verify":
        return item.standing == "completed" or unanswered(item)
    if command in MOVING:
        return item.standing in MOVES[MOVING[command]].start
    if command in {"punch promise", "punch wait"}:
        return item.standing in {"open", "disputed"}
    return command != "punch assign" or item.standing not in CLOSED
