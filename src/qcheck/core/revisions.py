"""Revisions of a handover: the letter of the next one, and which statements made it begin."""

from msgspec import Struct

from qcheck.core.gates import RELEASING
from qcheck.core.phrase import counted, listed, phrase
from qcheck.core.planned import UNIT
from qcheck.core.punch import names
from qcheck.core.scoped import scoped
from qcheck.model.event import Agreed, Answered, Event, Found, Opened, Planned, Retracted, Upgraded
from qcheck.model.punchevent import Raised
from qcheck.model.state import JobState, SignOff

NAMED = 4


class Beginning(Struct, frozen=True):
    """Revision `revision` began because `events`, in the order of the record, reopened what `signoff` was given for."""

    revision: str
    signoff: SignOff
    events: tuple[Event, ...]


def following(state: JobState, gate: str) -> str:
    """A, B, … Z, AA …: the next letter for a gate."""
    number = sum(s.gate == gate for s in state.signoffs)
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


def begun(state: JobState) -> dict[str, Beginning]:
    """By the event of each acceptance that was reopened: the revision that began then."""
    found = {}
    for signoff in state.signoffs:
        if signoff.reopened_by and signoff.outcome in RELEASING:
            since = set(signoff.reopened_by)
            events = tuple(event for event in state.events if event.id in since)
            revision = signoff.superseded_by or following(state, signoff.gate)
            found[signoff.event] = Beginning(revision, signoff, events)
    return found


def also(state: JobState, began: Beginning) -> tuple[str, ...]:
    """What else reopened what was signed for, by name; no more than a few. What a failure raised goes with it."""
    namer, abouts = Namer(state), {event.about for event in began.events}
    apart = (e for e in began.events if not (isinstance(e.body, Raised) and e.body.item in abouts))
    first = namer.about(began.events[0])
    others = [name for name in dict.fromkeys(namer.about(event) for event in apart) if name != first]
    more = [counted("{count} more", "{count} more", len(others) - NAMED)] if len(others) > NAMED else []
    return (*others[:NAMED], *more)


class Namer:
    """What people call the things that a job's statements are about."""

    def __init__(self, state: JobState) -> None:
        self.events = {event.id: event for event in state.events}
        self.moved = state.moved
        self.punch = every = names(state.punch)
        self.names: dict[str, str] = {
            i.item.subject: listed(" ", (str(i.item.number), scoped(i.item.subject, i.item.text))) for i in state.items
        }
        self.names |= {p.subject: f"{every[p.subject]} {p.text}" for p in state.punch}
        self.names |= {f"{UNIT}{unit.kind}.{unit.id}": f"{unit.kind}: {unit.name}" for unit in state.plan.units}

    def about(self, event: Event) -> str:
        """What a statement is about; an agreed change by its words."""
        if isinstance(event.body, Agreed):
            return event.body.text
        if isinstance(event.body, Found):
            return phrase("as found: {text}", text=event.body.text)
        about = self.moved.get(event.about, event.about)
        return self.names.get(about, about.removeprefix("plan/"))

    def what(self, event: Event) -> str:
        """What a statement that reopens a signature came to: `25 Worktop set level answered again`."""
        body, about = event.body, self.about(event)
        if isinstance(body, Retracted):
            target = self.events.get(body.event)
            return phrase("{what} taken back", what=self.about(target) if target else about)
        if isinstance(body, Upgraded | Opened):
            return phrase("the lists upgraded") if isinstance(body, Upgraded) else phrase("the job opened anew")
        if isinstance(body, Answered):
            again = bool(event.replaces)
            return phrase("{what} answered again", what=about) if again else phrase("{what} answered", what=about)
        if isinstance(body, Planned):
            return phrase("plan changed ({what})", what=about)
        if isinstance(body, Raised):
            return phrase("{what} raised", what=about)
        return phrase("agreed: {what}", what=about)
