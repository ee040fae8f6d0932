"""What an item asks for beside its answer: evidence, readings, someone of a role, a time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from qcheck.core.duration import spoken
from qcheck.model.checklist import Evidence, Item

WHEN = {"answer": "", "pass": " if it passes", "fail": " if it fails"}


def asks(item: Item) -> tuple[str, ...]:
    """What else is to be given, in words: `photo`, `note if it fails`, `a reading every 30 minutes`, `by fitter`."""
    said = [words for evidence in item.evidence for words in _evidence(evidence)]
    if item.every:
        span = f" for {spoken(item.every.span)}" if item.every.span else ""
        said.append(f"a reading every {spoken(item.every.interval)}{span}")
    return (*said, f"by {' or '.join(item.role)}") if item.role else tuple(said)


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
    for count, noun in ((of.photos, "photo"), (of.files, "file")):
        if count:
            yield f"{noun if count == 1 else f'{count} {noun}s'}{when}"
    if of.note:
        yield f"note{when}"
