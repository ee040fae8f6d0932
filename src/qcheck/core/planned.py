"""What was planned: a job's plan, made of registers that events set, and how it came to its present shape."""

from collections import defaultdict
from collections.abc import Mapping

from qcheck.core.resolve import Stage
from qcheck.core.scoped import AGREED
from qcheck.model.checklist import Checklist, Question, Reference
from qcheck.model.event import Agreed, Event, Opened, Pin, Planned, Upgraded
from qcheck.model.state import Plan, ScopeLine, Unit

FACT, SCOPE, UNIT = "plan/fact.", "plan/scope.", "plan/unit."
LISTS = "plan/lists"


def plan(events: list[Event], live: list[Event], retracted: frozenset[str], lists: Mapping[str, Checklist]) -> Plan:
    """The plan that the live events come to; `events` are all there ever were, in order."""
    fields: dict[str, list[Event]] = defaultdict(list)
    for event in live:
        if isinstance(event.body, Planned):
            fields[event.about].append(event)
    values = {about: _value(heads[-1]) for about, heads in fields.items()}
    opened = [e for e in live if isinstance(e.body, Opened)]
    upgraded = [e for e in live if isinstance(e.body, Upgraded)]
    start = opened[0].body if opened and isinstance(opened[0].body, Opened) else Opened("", ())
    pins = upgraded[-1].body.lists if upgraded and isinstance(upgraded[-1].body, Upgraded) else start.lists
    crew = values.get("plan/crew", ())
    contested = [about for about, heads in fields.items() if len({_value(e) for e in heads}) > 1]
    if len({e.body for e in opened}) > 1 or len({e.body.lists for e in upgraded if isinstance(e.body, Upgraded)}) > 1:
        contested.append(LISTS)
    return Plan(
        name=start.name,
        lists=pins,
        client=_one(values.get("plan/client", "")),
        handover=_one(values.get("plan/handover", "")),
        first_handover=_first([e for e in events if e.id not in retracted], "plan/handover"),
        lead=_one(values.get("plan/lead", "")),
        seller=_one(values.get("plan/seller", "")),
        crew=(crew,) if isinstance(crew, str) else crew,
        facts={about.removeprefix(FACT): _one(v) for about, v in values.items() if about.startswith(FACT)},
        scope=_scope(events, values, fields),
        units=_units(events, values, fields),
        kinds=_kinds(pins, lists),
        questions=_questions(pins, lists),
        places={
            **({LISTS: (upgraded or opened)[-1].place} if opened else {}),
            **{a: h[-1].place for a, h in fields.items()},
        },
        contested=tuple(sorted(contested)),
    )


def stages(events: list[Event], lists: Mapping[str, Checklist]) -> tuple[Stage, ...]:
    """What the job consisted of after each command that changed it, oldest first; what was taken back counts too,
    since a number that was given is never given again.
    """
    made: list[Stage] = []
    loaded: dict[tuple[Pin, ...], tuple[Checklist, ...]] = {}
    known: set[str] = set()
    held: tuple[Checklist, ...] = ()
    units: tuple[Unit, ...] = ()
    first = next((e.id for e in events if isinstance(e.body, Opened)), "")
    for batch in _batches(events):
        new = [e for e in batch if e.about not in known and _introduces(e)]
        pins = [
            e.body.lists
            for e in batch
            if isinstance(e.body, Upgraded) or (isinstance(e.body, Opened) and e.id == first)
        ]
        known.update(event.about for event in new)
        held = loaded.setdefault(pins[-1], _loaded(pins[-1], lists)) if pins else held
        units += tuple(_unit(e, _first([e], e.about), dropped=False) for e in new if e.about.startswith(UNIT))
        scope = tuple(dict.fromkeys(e.about.removeprefix(SCOPE) for e in new if e.about.startswith(SCOPE)))
        agreed = tuple(e.about for e in new if e.kind == "agreed")
        if new or pins:
            made.append(Stage(held, units, scope, agreed))
    return tuple(made)


def _introduces(event: Event) -> bool:
    """Whether an event can bring items with it that there were not before."""
    if isinstance(event.body, Agreed):
        return not event.body.drops and event.about.startswith(f"{AGREED}/")
    return isinstance(event.body, Planned) and event.about.startswith((UNIT, SCOPE))


def _batches(events: list[Event]) -> list[list[Event]]:
    """The events that can change what a job consists of, by the command they came from."""
    batches: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind in {"opened", "planned", "agreed", "upgraded"}:
            batches[event.batch].append(event)
    return list(batches.values())


def _loaded(pins: tuple[Pin, ...], lists: Mapping[str, Checklist]) -> tuple[Checklist, ...]:
    return tuple(lists[pin.digest] for pin in pins if pin.digest in lists)


def _questions(pins: tuple[Pin, ...], lists: Mapping[str, Checklist]) -> tuple[Question, ...]:
    """What the lists ask, a fact that several ask for once."""
    asked = {q.id: q for checklist in reversed(_loaded(pins, lists)) for q in reversed(checklist.ask)}
    return tuple(reversed(asked.values()))


def _kinds(pins: tuple[Pin, ...], lists: Mapping[str, Checklist]) -> tuple[Reference, ...]:
    """The kinds of units that items are repeated for, each with the place of the first such item."""
    kinds: dict[str, Reference] = {}
    for checklist in _loaded(pins, lists):
        for section in checklist.sections:
            for item in section.items:
                if item.repeat:
                    kinds.setdefault(item.repeat, Reference(item.repeat, item.place))
    return tuple(kinds.values())


def _value(event: Event) -> str | tuple[str, ...]:
    return event.body.value if isinstance(event.body, Planned) else ""


def _one(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _first(events: list[Event], about: str) -> str:
    return next((_one(v) for e in events if e.about == about and (v := _value(e))), "")


def _named(events: list[Event], prefix: str) -> dict[str, Event]:
    """The registers under a prefix, in the order they were first set, each with the event that did."""
    first: dict[str, Event] = {}
    for event in events:
        if event.about.startswith(prefix) and isinstance(event.body, Planned):
            first.setdefault(event.about, event)
    return first


def _scope(
    events: list[Event], values: dict[str, str | tuple[str, ...]], heads: dict[str, list[Event]]
) -> tuple[ScopeLine, ...]:
    """Promises in the order they were first made; one that was taken away keeps its text and its number."""
    return tuple(
        ScopeLine(
            id=about.removeprefix(SCOPE),
            text=_one(values.get(about, "")) or _first(events, about),
            place=heads[about][-1].place if about in heads else event.place,
            dropped=not values.get(about),
        )
        for about, event in _named(events, SCOPE).items()
    )


def _units(
    events: list[Event], values: dict[str, str | tuple[str, ...]], heads: dict[str, list[Event]]
) -> tuple[Unit, ...]:
    """Units in the order they were first named; one that was taken away keeps its name and its numbers."""
    return tuple(
        _unit(
            heads[about][-1] if about in heads else event,
            _one(values.get(about, "")) or _first(events, about),
            dropped=not values.get(about),
        )
        for about, event in _named(events, UNIT).items()
    )


def _unit(event: Event, name: str, *, dropped: bool) -> Unit:
    kind, _, ident = event.about.removeprefix(UNIT).partition(".")
    return Unit(kind, ident, name, event.place, dropped)
