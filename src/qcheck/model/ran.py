"""Ran: what running a program came to."""

from typing import Literal

from msgspec import Struct

Ended = Literal["exited", "timed-out", "flooded", "not-started", "killed"]


class Ran(Struct, frozen=True):
    """A program ended after so many `seconds`.

    `code` is its exit code, or minus the number of the signal that ended it; `output` is what it printed, or the
    head of it where that was too much (`flooded`); `reason` says why it could not be started.
    """

    code: int
    output: bytes
    ended: Ended
    seconds: float
    reason: str = ""
