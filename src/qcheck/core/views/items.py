"""Items in words: by section, with their answers, readings and how their hold points stand; and how many are left."""

from qcheck.core import holds, roles, value
from qcheck.core.asking import asks, due_at
from qcheck.core.clean import clean, line
from qcheck.core.gates import due
from qcheck.core.lacking import lacking
from qcheck.core.phrase import phrase
from qcheck.core.resolve import GONE, NOT_PROMISED, TAKEN_BACK
from qcheck.core.scoped import scoped
from qcheck.core.settle import deferred, settled
from qcheck.core.views.parts import SHOWN, Told, evidence, note
from qcheck.core.waived import Waived
from qcheck.core.when import spoken
from qcheck.core.wording import Speaker
from qcheck.model.settings import Settings
from qcheck.model.state import Answer, ItemState, JobItem
from qcheck.model.view import (
    AnswerView,
    Count,
    ItemView,
    SectionView,
)

UNSEEN = (GONE, NOT_PROMISED, TAKEN_BACK)


def count(of: tuple[SectionView, ...]) -> Count:
    """How many items are due by the gate, settled (waived ones among them) and left."""
    due_, done = sum(section.due for section in of), sum(section.settled for section in of)
    items = [item for section in of for item in section.items]
    waived = sum(item.due and item.waived for item in items)
    deferred = sum(item.due and item.deferred and not item.settled and not item.waived for item in items)
    hidden = sum(item.standing == "hidden" for item in items)
    return Count(due=due_, settled=done, left=due_ - done, waived=waived, deferred=deferred, hidden=hidden)


def sections(told: Told) -> tuple[SectionView, ...]:
    """All items by section, in the job's order."""
    waived = {f.subject for f in told.findings if f.waived}
    later = deferred(told.state, told.context.gate, told.context.settings.gates)
    by_section: dict[tuple[str, str], tuple[str, list[ItemView]]] = {}
    for state in told.state.items:
        if state.hidden.startswith(UNSEEN) and not state.history:
            continue  # nobody had said anything of it before it went
        key = (state.item.subject.rpartition(".")[0], state.item.unit)
        by_section.setdefault(key, (_worded(state.item.section, state, told), []))[1].append(
            item(state, told, waived, later)
        )
    return tuple(_section(title, items) for title, items in by_section.values())


def _section(title: str, items: list[ItemView]) -> SectionView:
    expected = [item for item in items if item.due]
    done = sum(item.settled or item.waived or item.deferred for item in expected)
    return SectionView(title, tuple(items), done, len(expected))


def item(state: ItemState, told: Told, waived: set[str], later: set[str]) -> ItemView:
    """An item in words."""
    planned, speaker, say = state.item, told.speaker, told.speaker.say
    hidden = state.standing == "hidden"
    shown = state.heads[-1] if state.heads and not hidden else None
    covered = planned.subject in waived
    heads = set() if hidden else {answer_.event for answer_ in state.heads}
    earlier = [a for a in state.history if a is not shown and (a.result == "fail" or a.event in heads)]
    readings = [a for a in state.history if not a.retracted] if planned.every else []
    settings = told.context.settings
    return ItemView(
        number=planned.number,
        id=planned.subject,
        section=_worded(planned.section, state, told),
        text=_worded(planned.text, state, told),
        why=line(planned.why),
        accept=line(planned.accept),
        critical=planned.critical,
        gate=planned.gate,
        due=not hidden and due(planned.gate, told.context.gate, settings.gates) and _meant(planned, told),
        standing=state.standing,
        spoken=say(phrase("waived ({how})", how=SHOWN[state.standing]) if covered else SHOWN[state.standing]),
        settled=settled(state),
        waived=covered,
        answer=answer(shown, state, speaker) if shown else None,
        failures=tuple(answer(a, state, speaker) for a in earlier),
        notes=tuple(note(n, speaker) for n in state.notes),
        wanted=say(value.limit(planned.answer, settings)),
        unit=planned.unit,
        hidden=line(say(state.hidden)),
        hold=_hold(state, told),
        lacks=tuple(say(words) for words in lacking(state)),
        readings=tuple(answer(a, state, speaker) for a in readings),
        deferred=planned.subject in later,
        asks=tuple(line(say(words)) for words in (*_depends(state), *asks(planned))),
        due_at=speaker.when(due_at(planned, told.state.plan.handover)) if planned.due else "",
        apart=not _meant(planned, told),
    )


def _worded(text: str, state: ItemState, told: Told) -> str:
    """The text or section of an item: as its list has it, or in words of ours if it was promised or agreed."""
    return line(told.speaker.say(scoped(state.item.subject, text)))


def _depends(state: ItemState) -> tuple[str, ...]:
    """Under which condition an item is needed, while it cannot be told."""
    return (
        (phrase("only where {condition}", condition=spoken(state.item.when)),)
        if state.undecided and state.item.when
        else ()
    )


def _meant(planned: JobItem, told: Told) -> bool:
    """Whether an item is of one of the units that are judged, where only some are."""
    return not told.context.units or planned.unit in told.context.units


def _hold(state: ItemState, told: Told) -> str:
    """How a hold or witness point stands, in words; empty for any other item."""
    hold, speaker = state.item.hold, told.speaker
    if not hold or state.standing == "hidden":
        return ""
    words: list[str] = []
    if hold.release:
        settings, waived = told.context.settings, Waived(told.state, told.context.settings, told.context.today).spared()
        is_released = holds.released(state, told.state, settings, waived)
        last = holds.valid(state, told.state, settings)[-1] if is_released else None
        words.append(
            phrase("hold point: released by {by}, {at}", by=speaker.name(last.by), at=speaker.when(last.at))
            if last
            else phrase("hold point: not released")
        )
    if hold.witness:
        words.append(phrase("witness point: {how}", how=_witnessed(state, speaker)))
    return "; ".join(speaker.say(each) for each in words)


def _witnessed(state: ItemState, speaker: Speaker) -> str:
    hold = state.item.hold
    last = state.witnesses[-1] if state.witnesses else None
    if not last:
        return phrase(
            "{who} not invited", who=roles.named(tuple(line(each) for each in (hold.witness if hold else ())))
        )
    person, time = line(last.person), speaker.when(last.time) if last.time else ""
    if last.outcome == "invited":
        return phrase("{who} invited for {time}", who=person, time=time)
    if last.outcome == "absent":
        absent = phrase("{who} did not come", who=person)
        return phrase("{who} did not come, invited for {time}", who=person, time=time) if time else absent
    return phrase("{who} came", who=person)


def shown(of: Answer, about: ItemState, settings: Settings) -> str:
    """A value in words; one that was given to another wording as it stands, since its unit may have been another."""
    same = of.fingerprint == about.item.fingerprint
    return value.shown(about.item.answer, of.value, settings) if same else of.value


def answer(of: Answer, about: ItemState, speaker: Speaker) -> AnswerView:
    """An answer in words."""
    return AnswerView(
        result=of.result,
        spoken=speaker.say(SHOWN[of.result]),
        note=clean(of.note),
        by=speaker.name(of.by),
        did=speaker.name(of.did),
        at=speaker.when(of.at),
        done_at=speaker.when(of.done_at) if of.done_at else "",
        retracted=of.retracted,
        value=clean(speaker.say(shown(of, about, speaker.settings))),
        forced=line(of.forced),
        evidence=evidence(of.kept, speaker),
    )
