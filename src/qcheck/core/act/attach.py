"""Attaching: evidence that comes after the answer it belongs to, or before the first one."""

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.select import select
from qcheck.model.event import Attached, Draft, Kept
from qcheck.model.state import JobState


def attach(state: JobState, word: str, kept: tuple[Kept, ...], actor: Actor) -> list[Draft] | Refusal:
    """Evidence for the answers that an item has now; a later answer needs its own."""
    selection = select(state, (word,))
    if isinstance(selection, Refusal):
        return selection
    if len(selection.items) > 1:
        return Refusal(f"{word}: photos and files go with one item.", "Name it by its number.")
    if not kept:
        return Refusal("Nothing was attached.", f"For example: qcheck attach {word} --photo door.jpg")
    state_ = selection.items[0]
    if state_.standing == "hidden":
        return Refusal(f"{state_.item.number} {state_.item.text}: not needed ({state_.hidden}).")
    heads = tuple(sorted(answer.event for answer in state_.heads))
    return [actor.draft(state_.item.subject, "attached", Attached(kept, heads))]
