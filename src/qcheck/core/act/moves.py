"""Moves of punch items: done, confirmed, sent back, disputed, voided, reopened; of many at once, all or none."""

from collections.abc import Callable

from msgspec import Struct

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.pick import select
from qcheck.core.life import MOVES
from qcheck.core.meaning import tidy
from qcheck.core.punch import names, unanswered
from qcheck.core.verbs import DOES, SAID
from qcheck.model.event import Body, Draft, Kept
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Completed, Disputed, Rejected, Reopened, Verified, Voided
from qcheck.model.state import JobState

ATTEMPTS = 3


class Terms(Struct, frozen=True):
    """What goes with a move: words, evidence, whether the client makes it, and what one kind of move needs besides."""

    text: str = ""
    kept: tuple[Kept, ...] = ()
    client: bool = False
    extra: str = ""
    cost: str = ""
    unconfirmed: str = ""


def done(state: JobState, words: tuple[str, ...], terms: Terms, actor: Actor) -> list[Draft] | Refusal:
    """Whoever had these punch items says that they are done; someone else has to confirm it."""
    body = Completed(terms.text, terms.kept, tidy(terms.extra), terms.cost)
    return _move(state, words, "completed", lambda _: body, actor)


def verify(state: JobState, words: tuple[str, ...], terms: Terms, actor: Actor) -> list[Draft] | Refusal:
    """Someone other than its doer confirms that these punch items are done; what a client complained of, the client.

    With `unconfirmed` a complaint is closed without them, once they could not be reached three times since.
    """

    def wrong(item: PunchItem) -> str:
        own = not terms.client and {actor.by, actor.did} & set(item.doers)
        if own and not actor.settings.policy.crew_of_one:
            return f"{actor.name(actor.by)} did it, so someone else confirms it"
        if item.complaint and not terms.client:
            return _unconfirmable(state, item, terms.unconfirmed, actor)
        if terms.unconfirmed:
            return "only a complaint is closed unconfirmed"
        again = item.self_verified or (item.complaint and unanswered(item)) or item.standing == "completed"
        return "" if again else SAID[item.standing]

    body = Verified(terms.text, terms.kept, terms.client, tidy(terms.unconfirmed))
    return _move(state, words, "verified", lambda _: body, actor, wrong)


def _unconfirmable(state: JobState, item: PunchItem, why: str, actor: Actor) -> str:
    """Why a complaint may not be closed without the client, or nothing."""
    if not why:
        return "the client confirms it: --as client; if they cannot be reached: --unconfirmed REASON"
    tried = attempts(state, item)
    if tried < ATTEMPTS:
        return (
            f"{tried} of {ATTEMPTS} attempts to reach the client are recorded: qcheck contact call --missed --about …"
        )
    allowed = actor.settings.policy.waiver_roles
    held = next((p.roles for p in actor.settings.people if p.id == actor.by), ())
    if allowed and not set(allowed) & set(held) and not actor.settings.policy.crew_of_one:
        return f"only {' or '.join(allowed)} may close it unconfirmed"
    return ""


def attempts(state: JobState, item: PunchItem) -> int:
    """How often the client could not be reached about a punch item since it was done."""
    since = item.completed_at
    return sum(c.missed and c.at >= since for c in state.contacts if c.subject == item.subject) if since else 0


def reject(state: JobState, words: tuple[str, ...], terms: Terms, actor: Actor) -> list[Draft] | Refusal:
    """What was said to be done, or was disputed, goes back to whoever has it, with the reason."""
    body = Rejected(tidy(terms.text), terms.kept, terms.client)
    return _reasoned(terms) or _move(state, words, "rejected", lambda _: body, actor)


def dispute(state: JobState, words: tuple[str, ...], terms: Terms, actor: Actor) -> list[Draft] | Refusal:
    """Whoever has a punch item says that it is not theirs, or none; the lead then settles it."""
    body = Disputed(tidy(terms.text), terms.kept)
    return _reasoned(terms) or _move(state, words, "disputed", lambda _: body, actor)


def void(state: JobState, words: tuple[str, ...], terms: Terms, actor: Actor) -> list[Draft] | Refusal:
    """A punch item is none. Nobody voids what is their own to put right; what the client complained of, only they."""

    def wrong(item: PunchItem) -> str:
        if item.complaint and not terms.client:
            return "only the client takes a complaint back: --as client"
        own = {item.owner or state.plan.lead, *item.doers} & {actor.by, actor.did}
        if own and not terms.client and not actor.settings.policy.crew_of_one:
            return f"it is {actor.name(actor.by)}'s to put right, so someone else voids it"
        return ""

    body = Voided(tidy(terms.text), terms.client)
    return _reasoned(terms) or _move(state, words, "voided", lambda _: body, actor, wrong)


def reopen(state: JobState, words: tuple[str, ...], terms: Terms, actor: Actor) -> list[Draft] | Refusal:
    """What was confirmed, voided or disputed is open again, with the reason."""
    body = Reopened(tidy(terms.text), terms.kept, terms.client)
    return _reasoned(terms) or _move(state, words, "reopened", lambda _: body, actor)


def _reasoned(terms: Terms) -> Refusal | None:
    return None if tidy(terms.text) else Refusal("Why?", 'Say it with --why "…".')


def _move(
    state: JobState,
    words: tuple[str, ...],
    kind: str,
    body: Callable[[PunchItem], Body],
    actor: Actor,
    wrong: Callable[[PunchItem], str] = lambda _: "",
) -> list[Draft] | Refusal:
    """One move of each of these punch items, from how it stands on this device; refused where one cannot make it."""
    items = select(state, words)
    if isinstance(items, Refusal):
        return items
    every = names(state.punch)
    start = MOVES[kind].start
    against = [(i, DOES[kind][i.standing] if i.standing not in start else wrong(i)) for i in items]
    refused = [f"{every[i.subject]} {i.text}: {why}." for i, why in against if why]
    if refused:
        return Refusal("\n".join(refused), _hint(kind, [why for _, why in against if why]))
    return [actor.draft(i.subject, kind, body(i), i.heads) for i in items]


def _hint(kind: str, why: list[str]) -> str:
    alone = kind in {"verified", "voided"} and any("someone else" in each for each in why)
    return "A firm of one sets crew_of_one: true in qcheck.yaml." if alone else ""
