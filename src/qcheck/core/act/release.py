"""Releases of hold points and gates, and who came to witness points."""

from typing import Literal

from qcheck.core import holds, roles
from qcheck.core.act.actor import Actor, Refusal, live_ids
from qcheck.core.act.select import select
from qcheck.core.settle import settled
from qcheck.model.event import Draft, Released, Witnessed
from qcheck.model.settings import HANDOVER
from qcheck.model.state import ItemState, JobState

Outcome = Literal["invited", "attended", "absent"]
GATE = "gate/"


def release(state: JobState, words: tuple[str, ...], note: str, actor: Actor) -> list[Draft] | Refusal:
    """Lets work go on past hold points: each has to be checked, and released by one of its roles."""
    selection = select(state, words)
    if isinstance(selection, Refusal):
        return selection
    refusals = [r for i in selection.items if (r := _shut(i, state, actor))]
    if refusals:
        hints = dict.fromkeys(r.hint for r in refusals if r.hint)
        return Refusal("\n".join(r.message for r in refusals), "\n".join(hints))
    return [
        actor.draft(
            i.item.subject,
            "released",
            Released(tuple(sorted(a.event for a in i.heads)), _role(i, state, actor), note),
            tuple(r.event for r in i.releases),
        )
        for i in selection.items
    ]


def release_gate(
    state: JobState, gate: str, problems: int, terms: tuple[str, str], actor: Actor
) -> list[Draft] | Refusal:
    """Records who let the job go past a gate; `problems` stand in the way, `terms` are a note and the reason to do it
    all the same.
    """
    note, force = terms
    if gate == HANDOVER:
        return Refusal("The handover is released by the client.", "qcheck handover")
    if problems and not force:
        count = f"{problems} problem{'s' if problems != 1 else ''}"
        return Refusal(
            f"{gate}: NOT READY, {count}. Nothing released.", f"qcheck check --gate {gate}, or --force REASON"
        )
    if not problems and force:
        force = ""
    about = f"{GATE}{gate}"
    role = next(iter(roles.roles(actor.by, actor.settings, state.plan.lead)), "")
    return [actor.draft(about, "released", Released((), role, note, force), live_ids(state, about, "released"))]


def witness(
    state: JobState, words: tuple[str, ...], outcome: Outcome, terms: tuple[str, str], actor: Actor
) -> list[Draft] | Refusal:
    """Records that a party was invited to a witness point, came, or did not; `terms` are who, and the time."""
    selection = select(state, words)
    if isinstance(selection, Refusal):
        return selection
    drafts: list[Draft] = []
    for i in selection.items:
        refusal = _unwitnessed(i, outcome, terms, actor)
        if refusal:
            return refusal
        invited = next((w for w in reversed(i.witnesses) if w.outcome == "invited"), None)
        person = terms[0] or (invited.person if invited else "")
        time = terms[1] or (invited.time if invited else "")
        drafts.append(actor.draft(i.item.subject, "witnessed", Witnessed(outcome, person, time)))
    return drafts


def _shut(state: ItemState, job: JobState, actor: Actor) -> Refusal | None:
    item = state.item
    named = f"{item.number} {item.text}"
    if not holds.is_hold(state) or not item.hold:
        return Refusal(f"{named}: this is no hold point.", "qcheck status --all marks those that are.")
    if not roles.may(actor.by, item.hold.release, actor.settings, job.plan.lead):
        may = roles.named(item.hold.release)
        return Refusal(
            f"{named}: it is for {may} to release, and {actor.name(actor.by)} has no such role.",
            "Whoever may release it says so with --as WHO; roles stand in qcheck.yaml.",
        )
    waived = actor.waived(job)
    if not settled(state) and item.subject not in waived:
        return Refusal(f"{named}: it has to be right before it is released.", f"qcheck tick {item.number}")
    if holds.released(state, job, actor.settings, waived):
        return Refusal(f"{named}: released already, by {actor.name(state.releases[-1].by)}.")
    return None


def _role(state: ItemState, job: JobState, actor: Actor) -> str:
    """The role in which someone releases: the first of those that may which they have."""
    held = roles.roles(actor.by, actor.settings, job.plan.lead)
    wanted = state.item.hold.release if state.item.hold else ()
    return next((role for role in wanted if role in held), next(iter(wanted), ""))


def _unwitnessed(state: ItemState, outcome: Outcome, terms: tuple[str, str], actor: Actor) -> Refusal | None:
    item, (person, time) = state.item, terms
    named = f"{item.number} {item.text}"
    if not item.hold or not item.hold.witness:
        return Refusal(f"{named}: this is no witness point.", "qcheck status --all marks those that are.")
    if state.standing == "hidden":
        return Refusal(f"{named}: not needed ({state.hidden}).")
    if outcome == "invited" and not (person and time):
        return Refusal(
            f"{named}: who is invited, and for when?",
            f'For example: qcheck witness {item.number} --invite "Ann Client" --for "fri 9:00"',
        )
    invited = [w for w in state.witnesses if w.outcome == "invited"]
    if outcome == "absent" and not invited:
        return Refusal(
            f"{named}: nobody was invited, so nobody can be absent.",
            f'Invite first: qcheck witness {item.number} --invite "Ann Client" --for "fri 9:00"',
        )
    if outcome == "absent" and invited[-1].time > actor.at:
        return Refusal(f"{named}: they are invited for a time that has not come.", "Wait for it.")
    own = next((p for p in actor.settings.people if person.casefold() in {p.id.casefold(), p.name.casefold()}), None)
    if own and not set(own.roles) & set(item.hold.witness):
        return Refusal(f"{named}: {own.name} is one of us, not the {' or '.join(item.hold.witness)}.")
    if outcome == "attended" and not (person or invited):
        return Refusal(f"{named}: who came?", f'For example: qcheck witness {item.number} --came "Ann Client"')
    return None
