"""What came in, in words: the difference between what was known of a job and what is known now."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from qcheck.core.clean import line
from qcheck.core.wording import Speaker
from qcheck.model.event import Answered, Event, Kept, Opened

# By kind, what one and what several are called; answers by their result.
WORDS: dict[str, tuple[str, str]] = {
    "pass": ("item ticked", "items ticked"),
    "fail": ("item failed", "items failed"),
    "na": ("item not applicable", "items not applicable"),
    "raised": ("punch item raised", "punch items raised"),
    "completed": ("punch item done", "punch items done"),
    "verified": ("punch item confirmed", "punch items confirmed"),
    "rejected": ("punch item sent back", "punch items sent back"),
    "disputed": ("punch item disputed", "punch items disputed"),
    "voided": ("punch item voided", "punch items voided"),
    "reopened": ("punch item reopened", "punch items reopened"),
    "assigned": ("punch item given to someone", "punch items given to someone"),
    "promised": ("promise", "promises"),
    "waiting": ("word of what is waited for", "words of what is waited for"),
    "diagnosed": ("cause", "causes"),
    "noted": ("note", "notes"),
    "found": ("condition found", "conditions found"),
    "agreed": ("agreed change", "agreed changes"),
    "released": ("release", "releases"),
    "witnessed": ("word of a witness point", "words of witness points"),
    "waived": ("waiver", "waivers"),
    "contacted": ("contact with the client", "contacts with the client"),
    "rated": ("rating", "ratings"),
    "signed": ("sign-off", "sign-offs"),
    "upgraded": ("upgrade of its lists", "upgrades of its lists"),
    "planned": ("change of the plan", "changes of the plan"),
    "forgotten": ("removal on request", "removals on request"),
    "retracted": ("statement taken back", "statements taken back"),
}
PHOTOS, FILES = ("photo", "photos"), ("file", "files")
OTHER = ("other statement", "other statements")
UNCOUNTED = {"opened", "attached"}


class News(Struct, frozen=True):
    """What came into a job: its id, its name, what it was in words, and who said so; what it led to here: how much
    is contested since, which sign-offs (by revision) it made stale, and how many files of what was removed on request
    are here still.
    """

    job: str
    name: str
    words: tuple[str, ...]
    by: tuple[str, ...]
    contested: int = 0
    stale: tuple[str, ...] = ()
    still_here: int = 0


def news(job: str, known: Iterable[Event], now: Iterable[Event], speaker: Speaker) -> News | None:
    """What a job's record has now that it had not; None if that is nothing."""
    every = {event.id: event for event in now}
    seen = {event.id for event in known}
    came = [event for ident, event in every.items() if ident not in seen]
    if not came:
        return None
    by = dict.fromkeys(event.by for event in came)
    return News(job, titled(job, every.values()), _words(came), tuple(speaker.name(each) for each in by))


def titled(job: str, events: Iterable[Event]) -> str:
    """A job's name; its id where its record does not say it."""
    return line(next((event.body.name for event in events if isinstance(event.body, Opened)), "") or job)


def _words(came: list[Event]) -> tuple[str, ...]:
    opening = {event.batch for event in came if event.kind == "opened"}
    counts = Counter(_kind(event) for event in came if not (event.kind == "planned" and event.batch in opening))
    kept: list[Kept] = [each for event in came for each in getattr(event.body, "kept", ())]
    photos = sum(each.kind == "photo" for each in kept)
    told = [_counted(counts[kind], words) for kind, words in WORDS.items() if counts[kind]]
    others = sum(count for kind, count in counts.items() if kind not in WORDS and kind not in UNCOUNTED)
    ends = ((photos, PHOTOS), (len(kept) - photos, FILES), (others, OTHER))
    told += [_counted(count, words) for count, words in ends if count]
    return (*(["opened"] if opening else []), *told)


def _kind(event: Event) -> str:
    return event.body.result if isinstance(event.body, Answered) else event.kind


def _counted(count: int, words: tuple[str, str]) -> str:
    return f"{count} {words[count != 1]}"
