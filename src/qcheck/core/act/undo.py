"""Taking back: what someone's last command said, whole."""

from datetime import UTC, tzinfo

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.planned import SCOPE, UNIT
from qcheck.core.punch import PREFIX
from qcheck.core.scoped import SCOPE as SCOPED
from qcheck.model.event import Draft, Event, Released, Retracted, Signed, Waived
from qcheck.model.punchevent import Raised, Verified
from qcheck.model.state import JobState

UNDOABLE = (
    "answered", "noted", "planned", "waived", "found", "agreed", "attached", "released", "witnessed", "raised",
    "assigned", "promised", "waiting", "completed", "verified", "rejected", "disputed", "voided", "reopened",
    "diagnosed", "contacted", "rated",
)  # fmt: skip


def last_batch(state: JobState, by: str) -> tuple[Event, ...]:
    """What a person's last command that still stands recorded in the job; what was taken back does not count."""
    mine = [e for e in state.events if e.by == by and e.kind != "retracted" and e.id not in state.retracted]
    return tuple(e for e in mine if e.batch == mine[-1].batch)


def undo(state: JobState, actor: Actor, shown: str = "", zone: tzinfo = UTC) -> list[Draft] | Refusal:
    """Retractions of the actor's last command, whole; refused when something that stands builds on it, or when the
    command that was `shown` to them is no longer their last.
    """
    batch = last_batch(state, actor.by)
    if shown and (not batch or batch[-1].batch != shown):
        return Refusal(
            f"Meanwhile {actor.name(actor.by)} has said or taken back something else. Nothing was undone.",
            "Look at what is last now: qcheck undo",
        )
    if not batch:
        return Refusal(f"{actor.name(actor.by)} has said nothing in this job that could be undone.")
    if any(isinstance(e.body, Raised) and e.body.complaint for e in batch):
        return Refusal("Only the client takes a complaint back.", "qcheck punch void P1 --as client --why REASON")
    fixed = next((e for e in batch if e.kind not in UNDOABLE), None)
    if fixed:
        return Refusal(_fixed(fixed), "Nothing in a record is removed; say what holds now instead.")
    built = _built_on(state, batch)
    if built:
        from qcheck.core.wording import when  # 10 ms, only where a time is told: a tick loads this module

        return Refusal(
            f"{actor.name(built.by)} has built on it since ({built.kind} {when(built.at, zone)}).",
            "Say how it is now instead, such as qcheck punch reopen or reject."
            if built.about.startswith(PREFIX)
            else "Answer again instead: tick, fail or na.",
        )
    return [actor.draft(e.about, "retracted", Retracted(e.id), (e.id,)) for e in batch]


def _fixed(event: Event) -> str:
    return {
        "opened": "Opening a job cannot be undone.",
        "signed": "A sign-off cannot be undone.",
        "forgotten": "What was removed on request cannot be brought back.",
        "upgraded": "An upgrade cannot be undone; upgrade to the lists that are wanted instead.",
    }.get(event.kind, f"A line of kind {event.kind} cannot be undone by this version of qcheck.")


def _built_on(state: JobState, batch: tuple[Event, ...]) -> Event | None:
    """A statement that stands and refers to one of these, or is about a punch item that one of these raised."""
    ids = {event.id for event in batch}
    raised = {event.about for event in batch if event.kind == "raised"}
    brought = _brought(state, batch)
    done = {event.about for event in batch if event.kind == "completed"}
    tried = {event.about for event in batch if event.kind == "contacted"}
    seen = max(event.seq for event in batch)
    for event in state.events:
        if event.id in ids or event.id in state.retracted or event.kind == "retracted":
            continue
        signed = isinstance(event.body, Signed) and event.seq > seen
        given_over = isinstance(event.body, Waived | Released) and ids & set(event.body.heads)
        if (
            signed
            or given_over
            or event.about in raised
            or (event.seq > seen and event.about in brought)
            or ids & set(event.replaces)
            or (isinstance(event.body, Verified) and event.seq > seen and _rests(event, event.body, done, tried))
        ):
            return event
    return None


def _rests(event: Event, body: Verified, done: set[str], tried: set[str]) -> bool:
    """Whether a confirmation rests on what was done, where it is of a version that named nothing it replaced; or, where
    it closed a complaint without the client, on the attempts to reach them.
    """
    return event.about in tried if body.unconfirmed else event.about in done and not event.replaces


def _brought(state: JobState, batch: tuple[Event, ...]) -> set[str]:
    """The items that are there by these statements: what is said of them afterwards is built on these."""
    agreed = {event.about for event in batch if event.kind == "agreed"}
    planned = {event.about for event in batch if event.kind == "planned"}
    units = {about.rpartition(".")[2] for about in planned if about.startswith(UNIT)}
    promises = {f"{SCOPED}/promise.{about.removeprefix(SCOPE)}" for about in planned if about.startswith(SCOPE)}
    return agreed | promises | {i.item.subject for i in state.items if i.item.unit in units}
