"""Rules about what is unlikely: about the list and the job, never a ranking of people."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.state import Answer, ItemState, JobState

LEAST_SECTION = 3
BURST, WITHIN = 10, timedelta(seconds=60)


def photo_reused(state: JobState, _: Context) -> Iterator[Finding]:
    """One photo stands with two items.

    A photo shows one thing from near. If it does show both, say so in a note; else take the one that is missing and
    answer the item again with it.
    """
    first: dict[str, ItemState] = {}
    for item, answer in _heads(state):
        for digest in {k.digest: k for k in answer.kept if k.kind == "photo"}:
            before = first.setdefault(digest, item)
            if before is not item:
                yield found(
                    "photo-reused",
                    answer.place,
                    item.item.subject,
                    number=item.item.number,
                    text=item.item.text,
                    other=f"{before.item.number} {before.item.text}",
                )
                break


def photo_older_than_job(state: JobState, _: Context) -> Iterator[Finding]:
    """A photo was taken before the job was opened, by its camera's clock.

    It shows how something was, not how it is: `qcheck found` keeps such photos. Or the camera's clock is wrong: set it.
    """
    opened = state.opened[:10]
    for item, answer in _heads(state):
        old = [k for k in answer.kept if k.kind == "photo" and opened and _day_before(k.taken[:10], opened)]
        if old:
            yield found(
                "photo-older-than-job",
                answer.place,
                item.item.subject,
                number=item.item.number,
                text=item.item.text,
                file=old[0].name,
                taken=old[0].taken[:10],
            )


def section_all_na(state: JobState, _: Context) -> Iterator[Finding]:
    """Every item of a section was said not to apply.

    Then a question could spare everyone that: ask for the fact once (`ask:`) and put `when: {fact.gas: yes}` on the
    items, so that they show only where they are needed.
    """
    sections: dict[tuple[str, str], list[ItemState]] = defaultdict(list)
    for item in state.items:
        if item.standing != "hidden":
            sections[item.item.subject.rpartition(".")[0], item.item.unit].append(item)
    for (section, unit), items in sections.items():
        if len(items) >= LEAST_SECTION and all(i.standing == "na" for i in items):
            subject = f"{section}@{unit}" if unit else section
            yield found("section-all-na", items[0].item.place, subject, text=items[0].item.section, count=len(items))


def ticks_in_a_burst(state: JobState, _: Context) -> Iterator[Finding]:
    """Ten commands or more ticked items within a minute, which is faster than anyone can look.

    Off unless `rules:` in `qcheck.yaml` says otherwise: some crews look first and tick in the van. A list that is
    ticked like that is too long, or is asked for at the wrong moment.
    """
    batches: dict[str, dict[str, str]] = defaultdict(dict)
    for event in state.events:
        if event.kind == "answered" and event.id not in state.retracted:
            batches[event.by][event.batch] = event.at
    for by, moments in batches.items():
        times = sorted(datetime.fromisoformat(at) for at in moments.values())
        quick = next((t for t, later in zip(times, times[BURST - 1 :], strict=False) if later - t < WITHIN), None)
        if quick:
            yield found("ticks-in-a-burst", state.place, f"person/{by}", by=by, count=BURST, at=_utc(quick))


def _heads(state: JobState) -> Iterator[tuple[ItemState, Answer]]:
    """The answers that stand and have evidence; repeated readings share one item, not one photo."""
    return ((i, a) for i in state.items if i.standing != "hidden" for a in i.heads if a.kept)


def _day_before(taken: str, opened: str) -> bool:
    """Whether a day lies before another by more than zones can explain."""
    try:
        return date.fromisoformat(taken) < date.fromisoformat(opened) - timedelta(days=1)
    except (ValueError, OverflowError):
        return False


def _utc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
