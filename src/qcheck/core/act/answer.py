"""Answers, notes and taking them back."""

from qcheck.core.act.actor import Actor, Refusal, live_ids
from qcheck.core.act.select import Selection, select
from qcheck.model.event import JOB, Answered, Draft, Event, Noted, Result, Retracted, Signed, Waived
from qcheck.model.state import ItemState, JobState

STANDS = {"fail": "failed", "na": "not applicable", "contested": "contested", "stale": "reworded since"}
UNDOABLE = ("answered", "noted", "planned", "waived")


def answer(state: JobState, words: tuple[str, ...], result: Result, note: str, actor: Actor) -> list[Draft] | Refusal:
    """Pass, fail or n/a of every item that is named, or a refusal of all of them.

    A range or a section means what is not answered yet: nobody takes back a failure without naming it.
    """
    selection = select(state, words)
    if isinstance(selection, Refusal):
        return selection
    kept = {i.item.number for i in passed_over(state, selection)}
    items = tuple(i for i in selection.items if i.item.number not in kept)
    if not items:
        kept_ = (i for i in selection.items if i.standing not in {"pass", "open"})
        named = "".join(f"\n  {i.item.number} {i.item.text}: {STANDS[i.standing]}" for i in kept_)
        return Refusal(f"All of these are answered already.{named}", "To answer one again, name it by its number.")
    refusal = _not_applicable(items, note) if result == "na" else None
    if refusal:
        return refusal
    return [
        actor.draft(
            i.item.subject,
            "answered",
            Answered(item=i.item.fingerprint, result=result, note=note),
            live_ids(state, i.item.subject, "answered"),
        )
        for i in items
    ]


def passed_over(state: JobState, selection: Selection) -> tuple[ItemState, ...]:
    """The items of ranges and sections that were answered or waived already."""
    waived = {waiver.subject for waiver in state.waivers}
    grouped = (i for i in selection.items if i.item.number in selection.grouped)
    return tuple(i for i in grouped if i.standing not in {"open", "stale"} or i.item.subject in waived)


def _not_applicable(items: tuple[ItemState, ...], note: str) -> Refusal | None:
    never = [i.item for i in items if i.item.na == "never"]
    if never:
        named = "\n".join(f"{item.number} {item.text}: its list says that it always applies." for item in never)
        return Refusal(named, "Check it and answer with tick or fail.")
    unexplained = [i.item for i in items if i.item.na == "reason"]
    if unexplained and not note:
        numbers = " ".join(str(item.number) for item in unexplained)
        named = "\n".join(f"{item.number} {item.text}: not applicable, but why?" for item in unexplained)
        return Refusal(named, f'Say why: qcheck na {numbers} --note "no gas in this flat"')
    return None


def note(state: JobState, words: tuple[str, ...], text: str, actor: Actor) -> list[Draft] | Refusal:
    """A remark about the items named, or about the job if none is."""
    if not text.strip():
        return Refusal("The note is empty.", 'Say something: qcheck note "client asked for oak handles"')
    if text.replace("-", "").isdigit():
        return Refusal(
            f"{text}: is that an item, and where is the note?", f'The note comes first: qcheck note "…" {text}'
        )
    if not words:
        return [actor.draft(JOB, "noted", Noted(text))]
    selection = select(state, words)
    if isinstance(selection, Refusal):
        return selection
    return [actor.draft(i.item.subject, "noted", Noted(text)) for i in selection.items]


def last_batch(state: JobState, by: str) -> tuple[Event, ...]:
    """What a person's last command that still stands recorded in the job; what was taken back does not count."""
    mine = [e for e in state.events if e.by == by and e.kind != "retracted" and e.id not in state.retracted]
    return tuple(e for e in mine if e.batch == mine[-1].batch)


def undo(state: JobState, actor: Actor) -> list[Draft] | Refusal:
    """Retractions of the actor's last command, whole; refused when something that stands builds on it."""
    batch = last_batch(state, actor.by)
    if not batch:
        return Refusal(f"{actor.name(actor.by)} has said nothing in this job that could be undone.")
    fixed = next((e for e in batch if e.kind not in UNDOABLE), None)
    if fixed:
        return Refusal(_fixed(fixed), "Nothing in a record is removed; say what holds now instead.")
    built = _built_on(state, batch)
    if built:
        return Refusal(
            f"{actor.name(built.by)} has built on it since ({built.kind} {built.at[:16].replace('T', ' ')} UTC).",
            "Answer again instead: tick, fail or na.",
        )
    return [actor.draft(e.about, "retracted", Retracted(e.id), (e.id,)) for e in batch]


def _fixed(event: Event) -> str:
    return {
        "opened": "Opening a job cannot be undone.",
        "signed": "A sign-off cannot be undone.",
    }.get(event.kind, f"A line of kind {event.kind} cannot be undone by this version of qcheck.")


def _built_on(state: JobState, batch: tuple[Event, ...]) -> Event | None:
    ids = {event.id for event in batch}
    seen = max(event.seq for event in batch)
    for event in state.events:
        if event.id in ids or event.id in state.retracted or event.kind == "retracted":
            continue
        signed = isinstance(event.body, Signed) and event.seq > seen
        waived = isinstance(event.body, Waived) and ids & set(event.body.heads)
        if signed or waived or ids & set(event.replaces):
            return event
    return None
