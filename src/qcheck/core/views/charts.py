"""Charts: how far jobs are by section and gate, which promises were kept, which causes weigh most."""

from collections import Counter
from collections.abc import Iterable

from qcheck.core.clean import line
from qcheck.core.figures import commitments, inspection
from qcheck.core.figures.basis import Basis
from qcheck.core.views import items
from qcheck.core.views.burndown import Moment, burndown
from qcheck.core.views.parts import Told
from qcheck.core.views.stats import NOBODY
from qcheck.core.wording import Speaker
from qcheck.model.chartview import ChartsView, ProgressView, PromisesView
from qcheck.model.metrics import Ratio
from qcheck.model.state import JobState
from qcheck.model.statsview import CausesView


def of_job(told: Told, moments: tuple[Moment, ...], basis: Basis, causes: CausesView | None) -> ChartsView:
    """The charts of one job; `moments` are the states that it went through, the last of which is now."""
    promised = promises([told.state], basis, told.speaker)
    return ChartsView(
        sections=by_section(told),
        gates=by_gate(told),
        burndown=burndown(moments, basis, told.speaker),
        causes=causes,
        promises=promised,
        most=_most(promised),
    )


def of_jobs(states: list[JobState], basis: Basis, speaker: Speaker, causes: CausesView | None) -> ChartsView:
    """The charts of several jobs together."""
    promised = promises(states, basis, speaker)
    return ChartsView(jobs=by_job(states, basis), causes=causes, promises=promised, most=_most(promised))


def _most(of: tuple[PromisesView, ...]) -> int:
    return max((each.all for each in of), default=0)


def by_section(told: Told) -> tuple[ProgressView, ...]:
    """Of each section the items that are due by the gate; sections without any are left out."""
    return tuple(_progress(s.title, Ratio(s.settled, s.due)) for s in items.sections(told) if s.due)


def by_gate(told: Told) -> tuple[ProgressView, ...]:
    """Of each gate the items that are asked for by it, and not before; gates without any are left out."""
    settings, state = told.context.settings, told.state
    basis = Basis(told.context.now, told.speaker.zone, settings)
    found = ((gate, inspection.settled_at(gate, state, basis)) for gate in settings.gates)
    return tuple(_progress(line(gate), ratio) for gate, ratio in found if ratio.denominator)


def by_job(states: Iterable[JobState], basis: Basis) -> tuple[ProgressView, ...]:
    """Of each job the items that are due by the gate that it stands before."""
    found = ((line(s.plan.name or s.job), inspection.completion(s, basis)) for s in states)
    return tuple(_progress(name, ratio) for name, ratio in found if ratio.denominator)


def _progress(title: str, of: Ratio) -> ProgressView:
    return ProgressView(title, of.numerator, of.denominator)


def promises(states: Iterable[JobState], basis: Basis, speaker: Speaker) -> tuple[PromisesView, ...]:
    """The first promises of everybody, by name in the order of the alphabet: this is no table of the best."""
    kept, late, ahead = Counter[str](), Counter[str](), Counter[str]()
    for state in states:
        for judged in commitments.commitments(state, basis):
            (kept if judged.kept else late)[judged.person] += 1
        ahead.update(commitments.ahead(state, basis))
    people = sorted(kept | late | ahead, key=lambda p: (not p, speaker.name(p).casefold(), p))
    return tuple(
        PromisesView(speaker.name(p) or speaker.say(NOBODY), kept[p], late[p], ahead[p], kept[p] + late[p] + ahead[p])
        for p in people
    )
