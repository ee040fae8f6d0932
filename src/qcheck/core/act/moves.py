"""Moves of punch items: done, confirmed, sent back, disputed, voided, reopened; of many at once, all or none."""

from collections.abc import Callable

from msgspec import Struct

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.pick import select
from qcheck.core.life import MOVES, possible
from qcheck.core.meaning import tidy
from qcheck.core.punch import names, theirs, unanswered
from qcheck.core.silence import ATTEMPTS, attempts, tries
from qcheck.core.verbs import DOES, SAID
from qcheck.model.event import Body, Draft, Kept
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Completed, Disputed, Rejected, Reopened, Verified, Voided
from qcheck.model.state import JobState


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
        said = set() if terms.client or actor.settings.policy.crew_of_one else {actor.by, actor.did}
        if said & set(item.doers):
            return f"{actor.name(actor.by)} did it, so someone else confirms it"
        if said & {item.owner}:
            return f"it is {actor.name(actor.by)}'s to put right, so someone else confirms it"
        if item.complaint and not terms.client:
            closed_ = item.unconfirmed and "standing" not in item.contested
            return "closed already" if closed_ else _unconfirmable(state, item, terms.unconfirmed, actor)
        if terms.unconfirmed:
            return "only a complaint is closed unconfirmed"
        told = item.complaint and (unanswered(item) or (terms.client and not item.confirmed))
        again = item.self_verified or told or item.standing == "completed" or "standing" in item.contested
        return "" if again else SAID[item.standing]

    body = Verified(terms.text, terms.kept, terms.client, tidy(terms.unconfirmed))
    return _move(state, words, "verified", lambda _: body, actor, wrong)


def _unconfirmable(state: JobState, item: PunchItem, why: str, actor: Actor) -> str:
    """Why a complaint may not be closed without the client, or nothing."""
    if not why:
        return "the client confirms it: --as client; if they cannot be reached: --unconfirmed REASON"
    tried = attempts(state, item)
    alone = actor.settings.policy.crew_of_one
    if tried >= ATTEMPTS and not alone and {c.by for c in tries(state, item)} <= {actor.by}:
        return f"{actor.name(actor.by)} made all attempts, so someone else closes it"
    if tried < ATTEMPTS:
        return (
            f"{tried} of {ATTEMPTS} attempts to reach the client, in different hours, are recorded: "
            f"qcheck contact call --missed --about {names(state.punch)[item.subject]}"
        )
    allowed = actor.settings.policy.waiver_roles
    held = next((p.roles for p in actor.settings.people if p.id == actor.by), ())
    if allowed and not set(allowed) & set(held) and not actor.settings.policy.crew_of_one:
        return f"only {' or '.join(allowed)} may close it unconfirmed"
    return ""


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
        own = theirs(item, state.plan.lead) & {actor.by, actor.did}
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
    against = [(i, _impossible(kind, i) or wrong(i)) for i in items]
    refused = [f"{every[i.subject]} {i.text}: {why}." for i, why in against if why]
    if refused:
        left = [every[i.subject] for i, why in against if not why]
        hints = (f"Nothing was recorded. Without these: {' '.join(left)}" if left else "", _hint(kind, against))
        return Refusal("\n".join(refused), "\n".join(filter(None, hints)))
    return [actor.draft(i.subject, kind, body(i), i.heads) for i in items]


def _impossible(kind: str, item: PunchItem) -> str:
    """Why a move cannot be made from how an item stands; what two devices left differently may be said again."""
    start = MOVES[kind].start
    if item.standing in start or (len(set(item.sides)) > 1 and possible(kind, item.sides)):
        return ""
    return DOES[kind][item.standing]


def _hint(kind: str, against: list[tuple[PunchItem, str]]) -> str:
    alone = kind in {"verified", "voided"} and any("someone else" in why for _, why in against)
    return "A firm of one sets crew_of_one: true in qcheck.yaml." if alone else ""
