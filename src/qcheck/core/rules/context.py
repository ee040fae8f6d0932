"""Context: what a rule may know besides the job: the time, the gate that is judged, and the settings."""

from msgspec import Struct

from qcheck.model.settings import Settings


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

    def name(self, person: str) -> str:
        """A person's full name, or what was typed where the settings do not know them."""
        return next((p.name for p in self.settings.people if p.id == person), person)
