"""The fold: a job's events and pinned lists into what they come to. Total, free of order, proof against doubles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from qcheck.core import planned, resolve
from qcheck.core.applies import applied
from qcheck.core.gates import due
from qcheck.core.heads import ancestors, retractions, superseded
from qcheck.core.punch import punch
from qcheck.core.resolve import Rostered
from qcheck.model.checklist import Checklist
from qcheck.model.event import (
    Agreed,
    Answered,
    Attached,
    Event,
    Found,
    Noted,
    Opened,
    Released,
    Retracted,
    Signed,
    Waived,
    Witnessed,
)
from qcheck.model.place import Place
from qcheck.model.settings import DEFAULT_GATES
from qcheck.model.state import (
    Answer,
    AsFound,
    Change,
    ItemState,
    JobItem,
    JobState,
    Note,
    Release,
    SignOff,
    Standing,
    Waiver,
    Witness,
)

REOPENING = ("answered", "planned", "opened", "agreed", "upgraded", "raised")
ABOUT_ITEMS = Answered | Waived | Attached | Witnessed
GATE = "gate/"


def fold(
    job: str,
    place: Place,
    lists: Mapping[str, Checklist],
    said: Iterable[Event],
    gates: tuple[str, ...] = DEFAULT_GATES,
) -> JobState:
    """What a record comes to. `lists` are the pinned checklists by digest; `place` is the job's folder."""
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
    changes = tuple({e.about: _change(e, e.body, moved) for e in live if isinstance(e.body, Agreed)}.values())
    rostered = resolve.roster(stages, plan.units, plan.scope, changes, gates[0])
    items = _item_states(_dropped(rostered, changes), events, live, retracted, moved)
    subjects = {i.item.subject for i in items} | resolve.promised(plan.scope) | moved.keys()
    return JobState(
        job=job,
        place=place,
        opened=opened[0].at if opened else "",
        plan=plan,
        items=applied(items, plan.facts),
        waivers=tuple(_waiver(e, e.body, moved) for e in live if isinstance(e.body, Waived)),
        signoffs=_signoffs(items, events, {e.id for e in live}, retracted, gates, moved),
        notes=tuple(_note(e, e.body) for e in live if isinstance(e.body, Noted)),
        events=tuple(events),
        retracted=retracted,
        superseded=replaced,
        strays=tuple(e for e in live if isinstance(e.body, ABOUT_ITEMS) and e.about not in subjects),
        gates=tuple(_release(e, e.body) for e in live if isinstance(e.body, Released) and e.about.startswith(GATE)),
        found=tuple(
            AsFound(e.id, e.body.text, e.by, e.at, e.place, e.body.kept) for e in live if isinstance(e.body, Found)
        ),
        changes=changes,
        punch=punch(events, retracted, moved),
    )


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
            self.releases[about].append(_release(event, body))
        elif not live:
            return
        elif isinstance(body, Attached):
            self.attached[about].append(body)
        elif isinstance(body, Noted):
            self.notes[about].append(_note(event, body))
        elif isinstance(body, Witnessed):
            self.witnesses[about].append(_witness(event, body))


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
        answered(event, body, attached, retracted=event.id in retracted)
        for event, body in said.history.get(subject, ())
    )
    heads = tuple(answer for answer in history if answer.event in live)
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


def _signoffs(
    items: list[ItemState],
    events: list[Event],
    live: set[str],
    retracted: frozenset[str],
    gates: tuple[str, ...],
    moved: dict[str, str],
) -> tuple[SignOff, ...]:
    by_id = {event.id: event for event in events}
    known = {i.item.subject: i.item for i in items}
    signoffs = []
    for event in events:
        if isinstance(event.body, Signed) and event.id not in retracted:
            stale = _reopened(event, event.body, by_id, known, gates, moved)
            signoffs.append(_signoff(event, event.body, stale, current=event.id in live))
    return tuple(signoffs)


def _reopened(
    event: Event,
    signed: Signed,
    events: dict[str, Event],
    known: dict[str, JobItem],
    gates: tuple[str, ...],
    moved: dict[str, str],
) -> tuple[str, ...]:
    """The events that a signature did not see and that touch what it was given for."""
    covered = ancestors((i for ids in signed.seal.heads.values() for i in ids), events)
    reserved = {moved.get(r.subject, r.subject) for r in signed.reservations}
    undone = {e.body.event for e in events.values() if isinstance(e.body, Retracted)} - covered
    part = units(signed)
    return tuple(
        later.id
        for later in events.values()
        if later.id not in covered
        and _target(later, events).kind in REOPENING
        and _target(later, events).id not in undone
        and moved.get(later.about, later.about)
        not in {*reserved, "plan/client"}  # personal data is corrected, not agreed anew
        and _touches(moved.get(later.about, later.about), signed.gate, part, known, gates)
        and later.id != event.id
    )


def _touches(about: str, gate: str, part: tuple[str, ...], known: dict[str, JobItem], gates: tuple[str, ...]) -> bool:
    """Whether something is about what was signed for: due by that gate, and of one of the units if only some were."""
    item = known.get(about)
    unit = item.unit if item else about.rpartition(".")[2] if about.startswith(planned.UNIT) else ""
    if part and (item or unit) and unit not in part:
        return False
    return due(item.gate if item else gates[0], gate, gates)


def units(signed: Signed) -> tuple[str, ...]:
    """The units that were signed for; none means the whole job."""
    return () if signed.units == "all" else tuple(signed.units.split(","))


def _target(event: Event, events: dict[str, Event]) -> Event:
    """The event that a retraction takes back; any other event itself."""
    return events.get(event.body.event, event) if isinstance(event.body, Retracted) else event


def answered(event: Event, body: Answered, attached: Iterable[Attached] = (), *, retracted: bool = False) -> Answer:
    """An answer with its evidence: what was attached to it later, or before any answer was given, among it."""
    first = not event.replaces
    later = [a.kept for a in attached if event.id in a.heads or (first and not a.heads)] if attached else []
    return Answer(
        event=event.id,
        result=body.result,
        by=event.by,
        did=event.did,
        at=event.at,
        fingerprint=body.item,
        place=event.place,
        seq=event.seq,
        note=body.note,
        done_at=event.done_at,
        value=body.value,
        kept=(*body.kept, *(kept for each in later for kept in each)) if later else body.kept,
        forced=body.forced,
        retracted=retracted,
    )


def _as_found(event: Event, body: Found) -> AsFound:
    return AsFound(event.id, body.text, event.by, event.at, event.place, body.kept)


def _release(event: Event, body: Released) -> Release:
    return Release(
        event=event.id,
        subject=event.about,
        by=event.by,
        at=event.at,
        seq=event.seq,
        place=event.place,
        heads=body.heads,
        role=body.role,
        note=body.note,
        forced=body.forced,
    )


def _witness(event: Event, body: Witnessed) -> Witness:
    return Witness(event.id, event.about, body.outcome, body.person, event.by, event.at, event.place, body.time)


def _change(event: Event, body: Agreed, moved: dict[str, str]) -> Change:
    drops = moved.get(body.drops, body.drops)
    return Change(event.about, body.text, body.client, event.by, event.at, event.place, body.price, drops)


def _waiver(event: Event, body: Waived, moved: dict[str, str]) -> Waiver:
    return Waiver(
        event=event.id,
        subject=moved.get(event.about, event.about),
        rule=body.rule,
        heads=body.heads,
        reason=body.reason,
        approver=body.approver,
        by=event.by,
        at=event.at,
        until=body.until,
        place=event.place,
    )


def _note(event: Event, body: Noted) -> Note:
    return Note(event.id, event.about, body.text, event.by, event.at, event.place)


def _signoff(event: Event, body: Signed, stale: tuple[str, ...], *, current: bool) -> SignOff:
    return SignOff(
        event=event.id,
        gate=body.gate,
        outcome=body.outcome,
        person=body.person,
        role=body.role,
        by=event.by,
        at=event.at,
        revision=body.revision,
        digest=body.digest,
        place=event.place,
        reservations=body.reservations,
        comment=body.comment,
        current=current,
        stale_by=stale,
        units=units(body),
    )
