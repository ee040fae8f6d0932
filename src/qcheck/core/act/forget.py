"""Forgetting: personal data named by digest as removed on request."""

from qcheck.core import removed
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.meaning import tidy
from qcheck.model.event import JOB, Draft, Forgotten
from qcheck.model.state import JobState


def named(state: JobState, *, photos: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The digests of private data, and of photos if those are meant, that the record names and does not yet call
    removed.
    """
    gone = removed.private(state.events)
    private = tuple(digest for digest in removed.clients(state.events) if digest not in gone)
    gone = removed.evidence(state.events)
    every = (kept.digest for kept in removed.kept(state.events) if kept.kind == "photo") if photos else ()
    return private, tuple(dict.fromkeys(digest for digest in every if digest not in gone))


def forget(state: JobState, reason: str, actor: Actor, *, photos: bool) -> list[Draft] | Refusal:
    """The statement that what the record names is removed; none where all of it was called so before."""
    private, evidence = named(state, photos=photos)
    if not (private or evidence):
        return []
    if not tidy(reason):
        return Refusal("It needs a reason, which stays in the record.", 'Say why, without names: --why "client asked"')
    return [actor.draft(JOB, "forgotten", Forgotten(tidy(reason), private, evidence))]
