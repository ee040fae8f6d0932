"""The fold: a job's events and pinned lists into what they come to. Total, free of order, proof against doubles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from qcheck.core import nouns, planned, resolve
from qcheck.core.applies import applied
from qcheck.core.heads import retractions, superseded
from qcheck.core.punch import punch
from qcheck.core.resolve import Rostered
from qcheck.core.signoffs import signoffs
from qcheck.model.checklist import Checklist
from qcheck.model.event import (
    Agreed,
    Answered,
    Attached,
    Event,
    Forgotten,
    Found,
    Noted,
    Opened,
    Released,
    Waived,
    Witnessed,
)
from qcheck.model.place import Place
from qcheck.model.punchevent import Contacted, Rated
from qcheck.model.settings import DEFAULT_GATES
from qcheck.model.state import (
    Answer,
    Change,
    ItemState,
    JobItem,
    JobState,
    Note,
    Release,
    Standing,
    Witness,
)

ABOUT_ITEMS = Answered | Waived | Attached | Witnessed | Released
GATE = "gate/"


def fold(
    job: str,
    place: Place,
    lists: Mapping[str, Checklist],
    said: Iterable[Event],
    gates: tuple[str, ...] = DEFAULT_GATES,
    signing: tuple[str, ...] = (),
) -> JobState:
    """What a record comes to. `lists` are the pinned checklists by digest; `place` is where the job as a whole stands;
    `signing` are the roles whose signatures release a gate.
    """
    events = _ordered(said)
    retracted = retractions(events)
    replaced = superseded(events, retracted)
    live = _live(events, retracted, replaced)
    opened = [e for e in live if isinstance(e.body, Opened)]
    plan = planned.plan(events, live, retracted, lists)
    stages = planned.stages(events, lists)
    moved = resolve.moves(stages, plan.units)
    if moved:
        replaced = superseded(events, retracted, moved)
        live = _live(events, retracted, replaced)
    every = _changes(events, retracted, moved)
    changes = tuple(change for change in every if not change.retracted)
    rostered = resolve.roster(stages, plan.units, plan.scope, every, gates[0])
    items = _item_states(_dropped(rostered, changes), events, live, retracted, moved)
    items_to_fix, highest = punch(events, retracted, replaced, moved)
    subjects = {i.item.subject for i in items} | resolve.promised(plan.scope) | moved.keys()
    return JobState(
        job=job,
        place=place,
        opened=opened[0].at if opened else "",
        plan=plan,
        items=applied(items, plan.facts),
        waivers=tuple(nouns.waiver(e, e.body, moved) for e in live if isinstance(e.body, Waived)),
        signoffs=signoffs(items, events, {e.id for e in live}, retracted, gates, moved),
        notes=tuple(nouns.note(e, e.body) for e in live if isinstance(e.body, Noted)),
        events=tuple(events),
        retracted=retracted,
        superseded=replaced,
        strays=tuple(e for e in live if _is_stray(e, subjects)),
        gates=tuple(
            nouns.release(e, e.body) for e in live if isinstance(e.body, Released) and e.about.startswith(GATE)
        ),
        found=tuple(nouns.as_found(e, e.body) for e in live if isinstance(e.body, Found)),
        changes=changes,
        punch=items_to_fix,
        punch_numbers=highest,
        contacts=tuple(nouns.contact(e, e.body) for e in live if isinstance(e.body, Contacted)),
        ratings=tuple(nouns.rating(e, e.body) for e in live if isinstance(e.body, Rated)),
        moved=moved,
        signing=signing,
        removals=tuple(nouns.removal(e, e.body) for e in events if isinstance(e.body, Forgotten)),  # for good
    )


def _is_stray(event: Event, subjects: set[str]) -> bool:
    """Whether a statement about an item is about one that the job does not have."""
    return isinstance(event.body, ABOUT_ITEMS) and event.about not in subjects and not _is_gate(event)


def _is_gate(event: Event) -> bool:
    return event.about.startswith(GATE)


def _ordered(said: Iterable[Event]) -> list[Event]:
    """Each event once, in the order of (seq, at, id); of a doubled line the first in reading order of places."""
    unique: dict[str, Event] = {}
    for event in said:
        known = unique.get(event.id)
        if known is None or event.place < known.place:
            unique[event.id] = event
    return sorted(unique.values(), key=lambda e: (e.seq, e.at, e.id))


def _live(events: list[Event], retracted: frozenset[str], replaced: frozenset[str]) -> list[Event]:
    return [e for e in events if e.id not in retracted and e.id not in replaced]


def _changes(events: list[Event], retracted: frozenset[str], moved: dict[str, str]) -> tuple[Change, ...]:
    """The agreed changes, those that were taken back among them."""
    agreed = (e for e in events if isinstance(e.body, Agreed))
    made = {
        e.about: nouns.change(e, e.body, moved, retracted=e.id in retracted)
        for e in agreed
        if isinstance(e.body, Agreed)
    }
    return tuple(made.values())


def _dropped(rostered: tuple[Rostered, ...], changes: tuple[Change, ...]) -> list[Rostered]:
    """The items, those marked that the client no longer wants."""
    dropped = {change.drops: change for change in changes if change.drops}
    return [
        replace(r, gone=f"dropped as agreed with {dropped[r.item.subject].client}: {dropped[r.item.subject].text}")
        if r.item.subject in dropped and not r.gone
        else r
        for r in rostered
    ]


class _Said:
    """What was said of items, by subject; what was said of a former subject counts for the one it moved to."""

    def __init__(self, moved: dict[str, str]) -> None:
        self.moved = moved
        self.history: dict[str, list[tuple[Event, Answered]]] = defaultdict(list)
        self.attached: dict[str, list[Attached]] = defaultdict(list)
        self.notes: dict[str, list[Note]] = defaultdict(list)
        self.releases: dict[str, list[Release]] = defaultdict(list)
        self.witnesses: dict[str, list[Witness]] = defaultdict(list)

    def take(self, event: Event, *, live: bool, retracted: bool) -> None:
        """Files an event under its subject: every answer, every release that was not taken back, of anything else
        only what still stands.
        """
        about = self.moved.get(event.about, event.about) if self.moved else event.about
        body = event.body
        if isinstance(body, Answered):
            self.history[about].append((event, body))
        elif isinstance(body, Released) and not retracted:
            self.releases[about].append(nouns.release(event, body))
        elif not live:
            return
        elif isinstance(body, Attached):
            self.attached[about].append(body)
        elif isinstance(body, Noted):
            self.notes[about].append(nouns.note(event, body))
        elif isinstance(body, Witnessed):
            self.witnesses[about].append(nouns.witness(event, body))


def _item_states(
    rostered: list[Rostered], events: list[Event], live: list[Event], retracted: frozenset[str], moved: dict[str, str]
) -> list[ItemState]:
    ids = {event.id for event in live}
    said = _Said(moved)
    for event in events:
        said.take(event, live=event.id in ids, retracted=event.id in retracted)
    return [_item_state(r, said, ids, retracted) for r in rostered]


def _item_state(rostered: Rostered, said: _Said, live: set[str], retracted: frozenset[str]) -> ItemState:
    item, subject = rostered.item, rostered.item.subject
    attached = said.attached.get(subject, ())
    history = tuple(
        nouns.answered(event, body, attached, retracted=event.id in retracted)
        for event, body in said.history.get(subject, ())
    )
    live_ = [answer for answer in history if answer.event in live]
    heads = tuple(sorted(live_, key=lambda a: a.fingerprint == item.fingerprint))  # the last of those that fit speaks
    return ItemState(
        item=item,
        standing="hidden" if rostered.gone else standing(item, heads),
        heads=heads,
        history=history,
        notes=tuple(said.notes.get(subject, ())),
        releases=tuple(said.releases.get(subject, ())),
        witnesses=tuple(said.witnesses.get(subject, ())),
        hidden=rostered.gone,
        waiting=tuple(k for a in attached if not a.heads for k in a.kept) if not heads else (),
    )


def standing(item: JobItem, heads: tuple[Answer, ...]) -> Standing:
    """What the live answers of an item come to."""
    if not heads:
        return "open"
    if len({answer.result for answer in heads}) > 1:
        return "contested"
    if all(answer.fingerprint != item.fingerprint for answer in heads):
        return "stale"
    return heads[-1].result
