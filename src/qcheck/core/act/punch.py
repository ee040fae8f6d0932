"""Punch items: said to be done by whoever had them, confirmed by someone else."""

import re

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.punch import name
from qcheck.model.event import Completed, Draft, Verified
from qcheck.model.state import JobState, PunchItem

NAME = re.compile(r"p?([0-9]{1,6})(?:-([0-9a-z]+))?", re.IGNORECASE)


def done(state: JobState, words: tuple[str, ...], note: str, actor: Actor) -> list[Draft] | Refusal:
    """Whoever had these punch items says that they are done; someone else has to confirm it."""
    items = select(state, words)
    if isinstance(items, Refusal):
        return items
    closed = [i for i in items if i.standing != "open"]
    if closed:
        return Refusal(_said(closed, state, "done already"))
    return [actor.draft(i.subject, "completed", Completed(note)) for i in items]


def verify(state: JobState, words: tuple[str, ...], note: str, actor: Actor) -> list[Draft] | Refusal:
    """Someone other than its doer confirms that these punch items are done."""
    items = select(state, words)
    if isinstance(items, Refusal):
        return items
    alone = actor.settings.policy.crew_of_one
    unfinished = [i for i in items if i.standing != "completed" and (alone or not i.self_verified)]
    if unfinished:
        return Refusal(_said(unfinished, state, "nothing to confirm: it is not done, or confirmed already"))
    own = [i for i in items if i.completed_by in {actor.by, actor.did}]
    if own and not alone:
        return Refusal(
            _said(own, state, f"{actor.name(actor.by)} did it, so someone else confirms it"),
            "A firm of one sets crew_of_one: true in qcheck.yaml.",
        )
    return [actor.draft(i.subject, "verified", Verified(note)) for i in items]


def select(state: JobState, words: tuple[str, ...]) -> list[PunchItem] | Refusal:
    """The punch items that words such as `P7` or `P7-k3f` name."""
    chosen: dict[str, PunchItem] = {}
    wrong: list[str] = []
    for word in words:
        found = _named(state, word)
        chosen.update((i.subject, i) for i in found)
        if len(found) != 1:
            wrong.append(f"{word}: {'that could be several' if found else 'there is no such punch item'}.")
    if wrong:
        known = ", ".join(name(i, state.punch) for i in state.punch) or "none"
        return Refusal("\n".join(wrong), f"There are: {known}.")
    return list(chosen.values())


def _named(state: JobState, word: str) -> list[PunchItem]:
    match = NAME.fullmatch(word.strip())
    if not match:
        return []
    tag = (match[2] or "").lower()
    return [i for i in state.punch if i.number == int(match[1]) and (not tag or i.tag == tag)]


def _said(items: list[PunchItem], state: JobState, what: str) -> str:
    return "\n".join(f"{name(i, state.punch)} {i.text}: {what}." for i in items)
