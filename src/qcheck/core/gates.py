"""Gates: their order, and which one a job stands before."""

from qcheck.core.phrase import phrase
from qcheck.core.roles import CLIENT
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState, SignOff

RELEASING = ("accepted", "accepted_with_reservations")
# The gates that there are by default, in words.
NAMED = {"start": phrase("start"), HANDOVER: phrase("handover"), "closeout": phrase("closeout")}


def order(gate: str, gates: tuple[str, ...]) -> int:
    """A gate's place in the order; one that the settings no longer know is due first, never overlooked."""
    return gates.index(gate) if gate in gates else 0


def due(item_gate: str, gate: str, gates: tuple[str, ...]) -> bool:
    """Whether an item of `item_gate` is due by `gate`."""
    return order(item_gate, gates) <= order(gate, gates)


def released(state: JobState, gate: str) -> bool:
    """Whether the signatures that it takes have released a gate to the client, and still hold."""
    return bool(holding(state, gate)) and not awaited(state, gate)


def holding(state: JobState, gate: str) -> list[SignOff]:
    """The signatures that release a gate for the whole job and still hold, oldest first."""
    held = (s for s in state.signoffs if s.gate == gate and s.current and not s.stale_by and not s.units)
    return [s for s in held if s.outcome in RELEASING]


def awaited(state: JobState, gate: str) -> tuple[str, ...]:
    """The roles that have not signed for a gate as it stands; none if no role is named that has to."""
    signed = {s.role for s in holding(state, gate)}
    return tuple(role for role in state.signing if role not in signed)


def of_client(role: str, signing: tuple[str, ...]) -> bool:
    """Whether a signature of that role is the client's word: any is, unless the policy tells theirs from others."""
    return CLIENT not in signing or role == CLIENT


def current(state: JobState, gates: tuple[str, ...]) -> str:
    """The first gate from handover on that is not released; earlier gates are due along with it."""
    ahead = gates[order(HANDOVER, gates) :]
    return next((gate for gate in ahead if not released(state, gate)), ahead[-1])


def closed_out(state: JobState, gates: tuple[str, ...]) -> bool:
    """Whether a job is done with: the client's acceptance holds, and a last gate after it was signed for, or released
    when it was ready.
    """
    last = gates[-1]
    gone = any(r.subject == f"gate/{last}" and not r.forced for r in state.gates)
    return last != HANDOVER and released(state, HANDOVER) and (gone or released(state, last))
