"""A job's items: the pinned lists one after the other, then what the client was promised, all numbered."""

from qcheck.core.meaning import fingerprint
from qcheck.model.checklist import Checklist
from qcheck.model.place import Place
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobItem, ScopeLine

SCOPE = "scope"
READ_BACK = f"{SCOPE}/promise.read-back"
SCOPE_TITLE = "What was promised"


def items(lists: tuple[Checklist, ...], scope: tuple[ScopeLine, ...], start: str) -> tuple[JobItem, ...]:
    """The items of a job, numbered from 1. Numbers never move: lists are pinned and promises are only added.

    `start` is the first gate, by which the promises are read back.
    """
    planned: list[JobItem] = []
    for checklist in lists:
        for section in checklist.sections:
            planned += [
                JobItem(
                    number=len(planned) + n,
                    subject=f"{checklist.id}/{section.id}.{item.id}",
                    section=section.title,
                    text=item.text,
                    gate=item.gate,
                    place=item.place,
                    fingerprint=item.fingerprint,
                    why=item.why,
                    accept=item.accept,
                    critical=item.critical,
                    na=item.na,
                )
                for n, item in enumerate(section.items, 1)
            ]
    return (*planned, *_promised(scope, len(planned), start))


def promised(scope: tuple[ScopeLine, ...]) -> set[str]:
    """The subjects of all promises ever made, dropped ones too: answers about them are no strays."""
    return {READ_BACK, *(f"{SCOPE}/promise.{line.id}" for line in scope)} if scope else set()


def _promised(scope: tuple[ScopeLine, ...], before: int, start: str) -> list[JobItem]:
    """One item to read all promises back by the first gate, and one for each, to be kept by handover."""
    if not scope:
        return []
    kept = [promise for promise in scope if not promise.dropped]
    read_back = "; ".join(promise.text for promise in kept) or "nothing is left of it"
    numbered = [(before + 2 + n, promise) for n, promise in enumerate(scope) if not promise.dropped]
    return [
        _item(before + 1, READ_BACK, f"Read back to the client: {read_back}", start, scope[0].place),
        *(
            _item(number, f"{SCOPE}/promise.{p.id}", f"As promised: {p.text}", HANDOVER, p.place)
            for number, p in numbered
        ),
    ]


def _item(number: int, subject: str, text: str, gate: str, place: Place) -> JobItem:
    return JobItem(
        number=number,
        subject=subject,
        section=SCOPE_TITLE,
        text=text,
        gate=gate,
        place=place,
        fingerprint=fingerprint(text, ""),
        na="never",
    )
