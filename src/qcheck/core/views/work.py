"""Who did what: the people of a job, each with what they recorded."""

from collections.abc import Iterator

from qcheck.core.phrase import Phrase, counted
from qcheck.core.roles import LEAD
from qcheck.core.views.parts import Told, person
from qcheck.model.event import Agreed, Answered, Event, Found, Released, Waived, Witnessed
from qcheck.model.punchevent import Completed, Promised, Raised, Verified
from qcheck.model.view import WorkView


def work(told: Told) -> tuple[WorkView, ...]:
    """Everyone who worked on the job and recorded it, in the order in which they began.

    What was taken back is left out. Who did a thing counts, not who wrote it down.
    Those who are called by one role are one.
    """
    by: dict[str, list[Event]] = {}
    people: dict[str, str] = {}
    for event in told.state.events:
        who = event.did or event.by
        if event.body is not None and event.id not in told.state.retracted and who:
            name = told.speaker.name(who)
            people.setdefault(name, who)
            by.setdefault(name, []).append(event)
    every = (_work(told, name, people[name], events) for name, events in by.items())
    return tuple(each for each in every if each.did)


def _work(told: Told, name: str, who: str, events: list[Event]) -> WorkView:
    speaker, lead = told.speaker, told.state.plan.lead
    held = next((p.roles for p in told.context.settings.people if p.id == who), ())
    roles = (*held, LEAD) if who == lead and LEAD not in held and name not in held else held
    times = sorted(event.at for event in events)
    return WorkView(
        name=name,
        roles=person(name, roles).roles,
        did=tuple(speaker.say(words) for words in _did(events)),
        first=speaker.when(times[0]),
        last=speaker.when(times[-1]),
    )


def _did(events: list[Event]) -> Iterator[Phrase]:
    def of(*kinds: type) -> int:
        return sum(isinstance(event.body, kinds) for event in events)

    photos = sum(kept.kind == "photo" for event in events for kept in getattr(event.body, "kept", ()))
    told = (
        counted("{count} answer", "{count} answers", of(Answered)),
        counted("{count} photo", "{count} photos", photos),
        counted("{count} thing as found", "{count} things as found", of(Found)),
        counted("{count} change agreed", "{count} changes agreed", of(Agreed)),
        counted("{count} release", "{count} releases", of(Released, Witnessed)),
        counted("{count} waiver", "{count} waivers", of(Waived)),
        counted("{count} thing raised", "{count} things raised", of(Raised)),
        counted("{count} promise", "{count} promises", of(Promised)),
        counted("{count} thing put right", "{count} things put right", of(Completed)),
        counted("{count} thing confirmed", "{count} things confirmed", of(Verified)),
    )
    yield from (words for words in told if words.number)
