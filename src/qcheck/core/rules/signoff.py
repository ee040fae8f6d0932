"""Rules about sign-offs. A signature is asked for by the gate after the one it signs."""

from collections.abc import Iterator

from qcheck.core.gates import RELEASING, order
from qcheck.core.phrase import listed, phrase
from qcheck.core.revisions import Namer, also, begun
from qcheck.core.roles import KNOWN
from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState, SignOff


def signoff_missing(state: JobState, context: Context) -> Iterator[Finding]:
    """Nobody has accepted the handover of the whole job, and a later gate is judged. Where `policy.signatures` names
    roles, each of them has to.

    What was not accepted can be disputed for ever. Go through it with the client: `qcheck handover`.
    """
    gates = context.settings.gates
    accepted = [s.role for s in _current(state) if s.outcome in RELEASING and not s.units]
    missing = [role for role in state.signing if role not in accepted]
    if order(context.gate, gates) > order(HANDOVER, gates) and (missing or not accepted):
        by = (
            phrase(" by the {roles}", roles=listed(" and the ", (KNOWN.get(role, role) for role in missing)))
            if missing
            else ""
        )
        how = f" --role {missing[0]}" if missing else ""
        yield found("signoff-missing", state.place, f"gate/{HANDOVER}", gate=HANDOVER, whom=by, how=how)


def signoff_stale(state: JobState, context: Context) -> Iterator[Finding]:
    """Something that was signed for has changed since.

    The signature stays on record, over the state it was given for. Show the client what changed and sign again.
    """
    for signoff in _current(state):
        if signoff.stale_by and signoff.outcome in RELEASING and _bears(signoff, context):
            began = begun(state)[signoff.event]
            first = began.events[0]
            yield found(
                "signoff-stale",
                signoff.place,
                f"gate/{signoff.gate}",
                person=signoff.person,
                at=signoff.at,
                revision=signoff.revision,
                next=began.revision,
                what=Namer(state).what(first),
                by=first.by,
                since=first.at,
                also=also(state, began),
            )


def handover_refused(state: JobState, context: Context) -> Iterator[Finding]:
    """The client refused the handover.

    Put right what they named, then hand over again: the refusal stays on record.
    """
    for signoff in _current(state):
        if signoff.outcome == "refused" and _bears(signoff, context):
            yield found(
                "handover-refused",
                signoff.place,
                f"gate/{signoff.gate}",
                person=signoff.person,
                at=signoff.at,
                comment=signoff.comment,
            )


def _bears(signoff: SignOff, context: Context) -> bool:
    """Whether a signature is looked at: by its own gate and later ones, and not when the next is about to be given."""
    gates = context.settings.gates
    return not context.signing and order(context.gate, gates) >= order(signoff.gate, gates)


def _current(state: JobState) -> list[SignOff]:
    return [s for s in state.signoffs if s.current and s.gate == HANDOVER]
