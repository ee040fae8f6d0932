"""Basis: what every figure is taken over: the moment, the settings, and what counts as a punch item at all."""

from datetime import tzinfo

from msgspec import Struct

from qcheck.core.dates import local
from qcheck.model.punch import PunchItem
from qcheck.model.settings import Settings
from qcheck.model.state import JobState


class Basis(Struct, frozen=True):
    """`now` is UTC as in the record; the days of promises are those of `zone`."""

    now: str
    zone: tzinfo
    settings: Settings

    @property
    def today(self) -> str:
        """The date in the zone."""
        return local(self.now, self.zone).date().isoformat()


def counted(state: JobState) -> tuple[PunchItem, ...]:
    """The punch items of a job; one that was voided is none."""
    return tuple(item for item in state.punch if item.standing != "voided")
