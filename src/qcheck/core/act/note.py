"""Notes: remarks about items or the job."""

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.pick import select as select_punch
from qcheck.core.act.select import select
from qcheck.core.meaning import tidy
from qcheck.model.event import JOB, Draft, Noted
from qcheck.model.state import JobState


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


def remark(state: JobState, words: tuple[str, ...], text: str, actor: Actor) -> list[Draft] | Refusal:
    """A remark about the punch items named; it moves none of them."""
    if not tidy(text):
        return Refusal("The note is empty.")
    items = select_punch(state, words)
    if isinstance(items, Refusal):
        return items
    return [actor.draft(item.subject, "noted", Noted(tidy(text))) for item in items]
