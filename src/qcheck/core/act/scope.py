"""Scope: how something was before we came, and what the client agreed to add or drop."""

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.select import select
from qcheck.core.meaning import tidy
from qcheck.core.names import suggest_id
from qcheck.core.scoped import AGREED
from qcheck.model.event import Agreed, Draft, Found, Kept
from qcheck.model.state import JobState

LONGEST, LONGEST_TERM = 500, 200
TAG_LENGTH = 4


def found(text: str, kept: tuple[Kept, ...], actor: Actor) -> list[Draft] | Refusal:
    """How something was before we came: reported, never in the way."""
    said = tidy(text)
    refusal = _unsayable(said, 'qcheck found "Scratch on the parquet by the window" --photo')
    return refusal or [actor.draft(f"found/{actor.batch}", "found", Found(said, kept))]


def agree(state: JobState, text: str, terms: tuple[str, str], drop: str, actor: Actor) -> list[Draft] | Refusal:
    """A change that the client agreed to; `terms` are their name and the price. With `drop` an item ends, else one
    more is to be checked by handover.
    """
    said = tidy(text)
    client, price = (tidy(term) for term in terms)
    refusal = _unsayable(said, 'qcheck agree "Lights under the wall units" --price "240 EUR" --client "Ann Client"')
    if refusal:
        return refusal
    long = next((term for term in (client, price) if len(term) > LONGEST_TERM), "")
    if long:
        return Refusal(f"{long[:40]}…: a name and a price have at most {LONGEST_TERM} characters.")
    if not client:
        return Refusal("Who of the client's side agreed to it?", 'For example: --client "Ann Client"')
    if not drop:
        return [actor.draft(_subject(said, actor), "agreed", Agreed(said, client, price))]
    selection = select(state, (drop,))
    if isinstance(selection, Refusal):
        return selection
    gone = [i for i in selection.items if i.standing == "hidden"]
    if gone:
        return Refusal(f"{gone[0].item.number} {gone[0].item.text}: not needed already ({gone[0].hidden}).")
    return [
        actor.draft(f"{AGREED}/drop.{i.item.subject}", "agreed", Agreed(said, client, price, i.item.subject))
        for i in selection.items
    ]


def _unsayable(text: str, example: str) -> Refusal | None:
    if not text:
        return Refusal("The text is empty.", f"For example: {example}")
    if len(text) > LONGEST:
        return Refusal(f"{text[:40]}…: at most {LONGEST} characters.", "Say it shorter, and the rest in a note.")
    return None


def _subject(text: str, actor: Actor) -> str:
    """A subject of its own for each change: two devices may agree the same without having seen each other."""
    return f"{AGREED}/change.{suggest_id(text)}-{actor.batch[:TAG_LENGTH]}"
