"""Sign-off: a person's statement over an exact state of the record."""

import hashlib

from msgspec import Struct

from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.plan import values
from qcheck.core.events import canonical
from qcheck.core.gates import awaited
from qcheck.core.punch import PREFIX, names
from qcheck.core.revisions import following
from qcheck.core.roles import CLIENT, roles
from qcheck.model.event import Draft, Outcome, Reservation, Seal, Signed
from qcheck.model.finding import Finding
from qcheck.model.punchevent import Raised
from qcheck.model.state import JobState, SignOff

ALWAYS = ("refused", "unsigned")
PUT_OFF = " (to be put right)"
# What is still to be put right, or to be found good by the client, when they accept the rest.
OPEN = frozenset({"punch-open", "punch-unverified", "complaint-unconfirmed"})


class Statement(Struct, frozen=True):
    """What a client says at a gate: an outcome, who they are, and reservations and a comment in their own words;
    `units` are those that they accept, the whole job if none.
    """

    outcome: Outcome
    person: str = ""
    role: str = "client"
    units: tuple[str, ...] = ()
    reservations: tuple[str, ...] = ()
    comment: str = ""


def sign(
    state: JobState, findings: list[Finding], gate: str, said: Statement, seal: Seal, actor: Actor
) -> list[Draft] | Refusal:
    """The signature at a gate whose findings are given and do not stand in the way.

    What was waived becomes a reservation by itself: the client agreed to it. What they say in their own words becomes a
    punch item: somebody has it, and it ends when they or someone else confirm it.
    """
    waived = (*_waived(state, findings), *_deferred(state, findings))
    refusal = _no_signer(state, said, actor) or _refused(state, gate, said, waived)
    if refusal:
        return refusal
    raised = _raised(state, said.reservations, actor) if said.outcome == "accepted_with_reservations" else []
    reserved = (*waived, *(Reservation(text, d.about) for text, d in zip(said.reservations, raised, strict=False)))
    body = Signed(
        gate=gate,
        outcome=said.outcome,
        person=said.person,
        role=said.role,
        revision=following(state, gate),
        seal=seal,
        digest=seal_digest(seal),
        reservations=reserved if said.outcome == "accepted_with_reservations" else (),
        comment=said.comment,
        units=",".join(f"@{unit}" for unit in said.units) or "all",
    )
    replaces = tuple(
        s.event
        for s in state.signoffs
        if s.gate == gate and s.current and _same_part(s, said, state.signing) and _ended(s, said)
    )
    return [*raised, actor.draft(f"gate/{gate}", "signed", body, replaces)]


def _no_signer(state: JobState, said: Statement, actor: Actor) -> Refusal | None:
    """Why that person cannot sign in that role, where the policy names the roles: it is none of them, or it is one of
    the firm's and they do not have it.
    """
    wanted, settings, lead = state.signing, actor.settings, state.plan.lead
    if not wanted or said.outcome == "unsigned":
        return None
    if said.role not in wanted:
        return Refusal(
            f"{said.role}: this role signs nothing here; those that do are {', '.join(wanted)}.",
            f"Say which it is: --role {wanted[0]}",
        )
    holders = [p.name for p in settings.people if said.role in roles(p.id, settings, lead)]
    if said.role == CLIENT or not said.person or not holders or said.person in holders:
        return None
    return Refusal(
        f"{said.person} is not a {said.role} of this job.", f"It is for {' or '.join(holders)} to sign as {said.role}."
    )


def _same_part(signoff: SignOff, said: Statement, signing: tuple[str, ...]) -> bool:
    """Whether a statement is about what another was about; one about the whole job takes the place of all. Where
    several roles sign, none of these takes the place of another's.
    """
    if signoff.role in signing and signoff.role != said.role:
        return False
    return not said.units or set(signoff.units) == set(said.units)


def _ended(signoff: SignOff, said: Statement) -> bool:
    """Whether a statement takes the place of one before: that nobody was there to sign ends no acceptance."""
    return said.outcome != "unsigned" or signoff.outcome in ALWAYS


def _refused(state: JobState, gate: str, said: Statement, waived: tuple[Reservation, ...]) -> Refusal | None:
    if said.outcome == "accepted" and (waived or said.reservations):
        what = "\n".join(f"  {r.text}" for r in waived) or "  the client's reservations"
        return Refusal(
            f"It goes out with exceptions, so it cannot be accepted without reservation:\n{what}",
            "Record it as accepted-with-reservations.",
        )
    before = (s for s in state.signoffs if s.gate == gate and s.current and s.outcome not in ALWAYS)
    own = (s for s in before if not state.signing or s.role == said.role)
    accepted = next((s for s in own if not s.units or set(s.units) == set(said.units)), None)
    if said.outcome != "refused" and accepted and not accepted.stale_by:
        return Refusal(
            f"{accepted.person} has accepted it already, and nothing was changed since.",
            still_to_sign(awaited(state, gate)) or "Nothing was recorded.",
        )
    if said.outcome in ALWAYS and said.reservations:
        return Refusal("Reservations go with an acceptance.", 'What the client says otherwise: --comment "…"')
    if said.outcome == "accepted_with_reservations" and not waived and not said.reservations:
        return Refusal("No reservation was given.", 'Say which: --reservation "scratch on the plinth, to be replaced"')
    if said.outcome != "unsigned" and not said.person:
        return Refusal(
            "A sign-off needs the name of the person who gives it.", 'For example: --name "Ann Client" --role client'
        )
    return None


def still_to_sign(roles_: tuple[str, ...]) -> str:
    """Whose signatures are missing, and how the next is given; empty if none is."""
    return f"Not yet signed by the {' and the '.join(roles_)}: qcheck handover --role {roles_[0]}" if roles_ else ""


def _raised(state: JobState, reservations: tuple[str, ...], actor: Actor) -> list[Draft]:
    """A punch item for each reservation in the client's own words: somebody puts it right, after the handover."""
    return [
        actor.draft(
            f"{PREFIX}{actor.batch}-{count}",
            "raised",
            Raised(text, "B", client=True, number=state.punch_numbers + count),
        )
        for count, text in enumerate(reservations, 1)
    ]


def seal(state: JobState, policy: str, view: bytes, made: str = "") -> Seal:
    """The seal over a state: the ends of every log, and digests of the plan, the settings and the view, which a version
    of qcheck made.
    """
    following = {event.prev for event in state.events}
    heads: dict[str, tuple[str, ...]] = {}
    for event in sorted(state.events, key=lambda e: e.id):
        if event.id not in following:
            heads[event.log] = (*heads.get(event.log, ()), event.id)
    return Seal(
        heads=heads,
        plan=hashlib.sha256(canonical(values(state.plan))).hexdigest(),
        pins=tuple(pin.digest for pin in state.plan.lists),
        policy=policy,
        view=hashlib.sha256(view).hexdigest(),
        made=made,
    )


def seal_digest(of: Seal) -> str:
    """The one digest that names a seal; the report prints it."""
    return hashlib.sha256(canonical(of)).hexdigest()


def _waived(state: JobState, findings: list[Finding]) -> tuple[Reservation, ...]:
    items = {i.item.subject: i.item for i in state.items}
    reasons = {w.event: w.reason for w in state.waivers}
    return tuple(
        Reservation(f"{items[f.subject].text} (waived: {reasons[f.waived]})", f.subject)
        for f in findings
        if f.waived and f.subject in items
    )


def _deferred(state: JobState, findings: list[Finding]) -> tuple[Reservation, ...]:
    """What is put right after the handover: the client accepts it with that reservation."""
    open_ = {f.subject for f in findings if f.code in OPEN and f.severity == "warn"}
    every = names(state.punch) if open_ else {}
    return tuple(
        Reservation(f"{every[p.subject]} {p.text}{PUT_OFF}", p.subject) for p in state.punch if p.subject in open_
    )
