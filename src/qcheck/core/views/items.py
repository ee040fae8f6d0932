"""Items in words: by section, with their answers, readings and how their hold points stand; and how many are left."""

from qcheck.core import holds, value
from qcheck.core.asking import asks, due_at
from qcheck.core.clean import clean, line
from qcheck.core.gates import due
from qcheck.core.lacking import lacking
from qcheck.core.resolve import GONE
from qcheck.core.settle import deferred, settled
from qcheck.core.views.parts import STANDINGS, Told, evidence, note
from qcheck.core.wording import Speaker
from qcheck.model.state import Answer, ItemState, JobItem
from qcheck.model.view import (
    AnswerView,
    Count,
    ItemView,
    SectionView,
)


def count(of: tuple[SectionView, ...]) -> Count:
    """How many items are due by the gate, settled (waived ones among them) and left."""
    due_, done = sum(section.due for section in of), sum(section.settled for section in of)
    items = [item for section in of for item in section.items]
    waived = sum(item.due and item.waived and not item.settled for item in items)
    deferred = sum(item.due and item.deferred and not item.settled and not item.waived for item in items)
    hidden = sum(item.standing == "hidden" for item in items)
    return Count(due=due_, settled=done, left=due_ - done, waived=waived, deferred=deferred, hidden=hidden)


def sections(told: Told) -> tuple[SectionView, ...]:
    """All items by section, in the job's order."""
    waived = {f.subject for f in told.findings if f.waived}
    later = deferred(told.state)
    by_section: dict[tuple[str, str], tuple[str, list[ItemView]]] = {}
    for state in told.state.items:
        if state.hidden == GONE and not state.history:
            continue  # a list that was replaced, and nobody had answered it
        key = (state.item.subject.rpartition(".")[0], state.item.unit)
        by_section.setdefault(key, (line(state.item.section), []))[1].append(item(state, told, waived, later))
    return tuple(_section(title, items) for title, items in by_section.values())


def _section(title: str, items: list[ItemView]) -> SectionView:
    expected = [item for item in items if item.due]
    done = sum(item.settled or item.waived or item.deferred for item in expected)
    return SectionView(title, tuple(items), done, len(expected))


def item(state: ItemState, told: Told, waived: set[str], later: set[str]) -> ItemView:
    """An item in words."""
    planned, speaker = state.item, told.speaker
    hidden = state.standing == "hidden"
    shown = state.heads[-1] if state.heads and not hidden else None
    covered = planned.subject in waived
    earlier = [a for a in state.history if a is not shown and (a.result == "fail" or (a in state.heads and not hidden))]
    readings = [a for a in state.history if not a.retracted] if planned.every else []
    settings = told.context.settings
    return ItemView(
        number=planned.number,
        id=planned.subject,
        section=line(planned.section),
        text=line(planned.text),
        why=line(planned.why),
        accept=line(planned.accept),
        critical=planned.critical,
        gate=planned.gate,
        due=not hidden and due(planned.gate, told.context.gate, settings.gates) and _meant(planned, told),
        standing=state.standing,
        spoken=f"waived ({STANDINGS[state.standing]})" if covered else STANDINGS[state.standing],
        settled=settled(state),
        waived=covered,
        answer=answer(shown, state, speaker) if shown else None,
        failures=tuple(answer(a, state, speaker) for a in earlier),
        notes=tuple(note(n, speaker) for n in state.notes),
        wanted=value.limit(planned.answer, settings),
        unit=planned.unit,
        hidden=line(state.hidden),
        hold=_hold(state, speaker),
        lacks=lacking(state),
        readings=tuple(answer(a, state, speaker) for a in readings),
        deferred=planned.subject in later,
        asks=tuple(line(words) for words in asks(planned)),
        due_at=speaker.when(due_at(planned, told.state.plan.handover)) if planned.due else "",
        apart=not _meant(planned, told),
    )


def _meant(planned: JobItem, told: Told) -> bool:
    """Whether an item is of one of the units that are judged, where only some are."""
    return not told.context.units or planned.unit in told.context.units


def _hold(state: ItemState, speaker: Speaker) -> str:
    """How a hold or witness point stands, in words; empty for any other item."""
    hold = state.item.hold
    if not hold or state.standing == "hidden":
        return ""
    words = []
    if hold.release:
        last = state.releases[-1] if state.releases and holds.released(state) else None
        by = f"released by {speaker.name(last.by)}, {speaker.when(last.at)}" if last else "not released"
        words.append(f"hold point: {by}")
    if hold.witness:
        words.append(f"witness point: {_witnessed(state, speaker)}")
    return "; ".join(words)


def _witnessed(state: ItemState, speaker: Speaker) -> str:
    hold = state.item.hold
    last = state.witnesses[-1] if state.witnesses else None
    if not last:
        return f"{line(' or '.join(hold.witness if hold else ()))} not invited"
    person, time = line(last.person), speaker.when(last.time) if last.time else ""
    if last.outcome == "invited":
        return f"{person} invited for {time}"
    if last.outcome == "absent":
        return f"{person} did not come{f', invited for {time}' if time else ''}"
    return f"{person} came"


def answer(of: Answer, about: ItemState, speaker: Speaker) -> AnswerView:
    """An answer in words."""
    return AnswerView(
        result=of.result,
        spoken=STANDINGS[of.result],
        note=clean(of.note),
        by=speaker.name(of.by),
        did=speaker.name(of.did),
        at=speaker.when(of.at),
        done_at=speaker.when(of.done_at) if of.done_at else "",
        retracted=of.retracted,
        value=clean(value.shown(about.item.answer, of.value, speaker.settings)),
        forced=line(of.forced),
        evidence=evidence(of.kept),
    )
