"""Actor: who speaks, for whom, when, in which command; and what comes of it if it may not be recorded."""

from collections.abc import Callable

from msgspec import Struct

from qcheck.core.waived import Waived
from qcheck.model.event import Body, Draft, Event
from qcheck.model.settings import Settings
from qcheck.model.state import JobState


class Refusal(Struct, frozen=True):
    """Why nothing was recorded, and what to do instead."""

    message: str
    hint: str = ""


class Actor(Struct, frozen=True):
    """`by` speaks, `did` did the work, `at` is the clock, `done_at` what is claimed; `batch` names the command. `day`
    gives the date in the workspace's zone, for those who need it; the date of `at` if there is none.
    """

    by: str
    did: str
    at: str
    batch: str
    settings: Settings
    done_at: str = ""
    day: Callable[[], str] | None = None

    def draft(self, about: str, kind: str, body: Body, replaces: tuple[str, ...] = ()) -> Draft:
        return Draft(
            about=about,
            at=self.at,
            batch=self.batch,
            body=body,
            by=self.by,
            did=self.did,
            kind=kind,
            done_at=self.done_at,
            replaces=replaces,
        )

    def waived(self, state: JobState) -> set[str]:
        """The items that a waiver which holds today excuses."""
        if not state.waivers:
            return set()
        return Waived(state, self.settings, self.day() if self.day else self.at[:10]).spared()

    def name(self, person: str) -> str:
        return next((p.name for p in self.settings.people if p.id == person), person)


def live(state: JobState, about: str, kind: str) -> tuple[Event, ...]:
    """The live heads of one kind about a subject, oldest first."""
    gone = state.retracted | state.superseded
    return tuple(e for e in state.events if e.about == about and e.kind == kind and e.id not in gone)


def live_of(state: JobState, kind: str) -> dict[str, tuple[str, ...]]:
    """The ids of the live heads of one kind by subject, where those of many subjects are needed."""
    gone = state.retracted | state.superseded
    found: dict[str, tuple[str, ...]] = {}
    for event in state.events:
        if event.kind == kind and event.id not in gone:
            found[event.about] = (*found.get(event.about, ()), event.id)
    return found


def live_ids(state: JobState, about: str, kind: str) -> tuple[str, ...]:
    """Their ids, as `replaces` holds them."""
    return tuple(event.id for event in live(state, about, kind))
