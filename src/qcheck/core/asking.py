"""What an item asks for beside its answer: evidence, readings, someone of a role, a time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from qcheck.core.duration import spoken
from qcheck.core.phrase import counted, phrase
from qcheck.core.roles import named
from qcheck.model.checklist import Evidence, Item

WHEN: dict[str, Callable[[str], str]] = {
    "answer": lambda asked: asked,
    "pass": lambda asked: phrase("{asked} if it passes", asked=asked),
    "fail": lambda asked: phrase("{asked} if it fails", asked=asked),
}


def asks(item: Item) -> tuple[str, ...]:
    """What else is to be given, in words: `photo`, `note if it fails`, `a reading every 30 minutes`, `by fitter`."""
    said = [words for evidence in item.evidence for words in _evidence(evidence)]
    if item.every:
        every, span = spoken(item.every.interval), spoken(item.every.span) if item.every.span else ""
        said.append(
            phrase("a reading every {every} for {span}", every=every, span=span)
            if span
            else phrase("a reading every {every}", every=every)
        )
    return (*said, phrase("by {role}", role=named(item.role))) if item.role else tuple(said)


def due_at(item: Item, handover: str) -> str:
    """When an item is due that is due some time before the handover: UTC as the record holds it, or empty.

    `handover` is as the plan has it: a bare date, or nothing, gives no time to count from.
    """
    if not item.due or "T" not in handover:
        return ""
    try:
        moment = datetime.fromisoformat(handover) - timedelta(seconds=item.due)
        return (moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta())).isoformat(timespec="seconds") + "Z"
    except (ValueError, OverflowError):
        return ""


def _evidence(of: Evidence) -> Iterator[str]:
    when = WHEN[of.on]
    if of.photos:
        yield when(counted("photo", "{count} photos", of.photos))
    if of.files:
        yield when(counted("file", "{count} files", of.files))
    if of.note:
        yield when(phrase("note"))
