"""Context: what a rule may know besides the job: the time, the gate that is judged, and the settings."""

from collections.abc import Iterator

from msgspec import Struct

from qcheck.core.gates import due
from qcheck.model.settings import Settings
from qcheck.model.state import ItemState, JobState


class Context(Struct, frozen=True):
    """`now` is UTC as in the record; `today` is the date in the workspace's zone; `signing` leaves out the findings
    about the very signature that is about to be given; `units` are those that are judged, the whole job if none.
    """

    now: str
    today: str
    gate: str
    settings: Settings
    signing: bool = False
    units: tuple[str, ...] = ()

    def due(self, state: JobState) -> Iterator[ItemState]:
        """The items that are due by the gate and needed."""
        gates = self.settings.gates
        return (i for i in state.items if i.standing != "hidden" and due(i.item.gate, self.gate, gates))

    def name(self, person: str) -> str:
        """A person's full name, or what was typed where the settings do not know them."""
        return next((p.name for p in self.settings.people if p.id == person), person)
