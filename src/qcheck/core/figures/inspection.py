"""Inspection: what one job's items add to completion, yield, defects, concessions and hold points."""

from collections import defaultdict

from qcheck.core import gates, holds
from qcheck.core.figures.basis import Basis, counted
from qcheck.core.settle import deferred, settled
from qcheck.core.waived import Waived, pending
from qcheck.model.metrics import Ratio
from qcheck.model.state import Answer, ItemState, JobState


def completion(state: JobState, basis: Basis) -> Ratio:
    """Items that are settled, as `qcheck status` counts them, of those due by the gate that the job stands before."""
    return settled_by(gates.current(state, basis.settings.gates), state, basis)


def settled_by(gate: str, state: JobState, basis: Basis) -> Ratio:
    """The same of those due by another gate."""
    return _settled(_due(state, basis, gate), gate, state, basis)


def settled_at(gate: str, state: JobState, basis: Basis) -> Ratio:
    """The same of those that are asked for by a gate and by none before it."""
    return _settled([i for i in _due(state, basis, gate) if i.item.gate == gate], gate, state, basis)


def _settled(due: list[ItemState], gate: str, state: JobState, basis: Basis) -> Ratio:
    settings = basis.settings
    spared = Waived(state, settings, basis.today).spared() | deferred(state, gate, settings.gates)
    return Ratio(sum(settled(i) or i.item.subject in spared for i in due), len(due))


def first_pass_yield(state: JobState, _: Basis) -> Ratio:
    """Items whose first check passed, of those that were checked; n/a is no check, and hidden items that were checked
    count, or hiding a failure would raise the figure.
    """
    firsts = [first for i in state.items if (first := _first(i))]
    return Ratio(sum(first.result == "pass" for first in firsts), len(firsts))


def _first(item: ItemState) -> Answer | None:
    """The first check of an item: an answer that says pass or fail and was not taken back."""
    return next((a for a in item.history if a.result != "na" and not a.retracted), None)


def defects(state: JobState, _: Basis) -> Ratio:
    """Items that ever failed, and punch items that came from none of them, of one unit: the job, once anything in it
    was checked.
    """
    failed = {i.item.subject for i in state.items if any(a.result == "fail" and not a.retracted for a in i.history)}
    raised = [p for p in counted(state) if p.item not in failed]
    inspected = bool(raised) or any(_first(i) for i in state.items)
    return Ratio(len(failed) + len(raised), int(inspected))


def concessions(state: JobState, basis: Basis) -> Ratio:
    """Items for which a waiver was granted, whatever became of it, of those that are due."""
    known = Waived(state, basis.settings, basis.today)
    granted = {w.subject for w in state.waivers if not pending(w) and known.independent(w)}
    due = _due(state, basis, gates.current(state, basis.settings.gates))
    return Ratio(sum(i.item.subject in granted for i in due), len(due))


def hold_points(state: JobState, basis: Basis) -> Ratio:
    """Hold points that were released before work went on past them, of those that were released or passed."""
    guards = holds.Guards(state)
    behind: dict[str, list[ItemState]] = defaultdict(list)
    for item in state.items if guards.sections else ():
        for hold in guards.before(item.item.subject):
            behind[hold.item.subject].append(item)
    spared = Waived(state, basis.settings, basis.today).spared()
    total = Ratio()
    for hold in filter(holds.is_hold, state.items):
        releases = holds.valid(hold, state, basis.settings)
        past = any(
            holds.shut(hold, answer.seq, releases, spared=hold.item.subject in spared)
            for item in behind[hold.item.subject]
            for answer in item.history
            if answer.result != "fail" and not answer.retracted
        )
        total += Ratio(int(not past), 1) if releases or past else Ratio()
    return total


def _due(state: JobState, basis: Basis, gate: str) -> list[ItemState]:
    known = basis.settings.gates
    return [i for i in state.items if i.standing != "hidden" and gates.due(i.item.gate, gate, known)]
