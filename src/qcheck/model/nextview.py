"""The view of what comes next in a job."""

from typing import Literal

from msgspec import Struct

from qcheck.model.view import FindingView

Step = Literal["check", "release", "problems", "handover", "gate", "done"]


class NextItemView(Struct, frozen=True):
    """The item to be checked next. `asks` is all that it asks for, in words: a value, a photo, someone of a role."""

    number: int
    id: str
    section: str
    text: str
    why: str
    accept: str
    critical: bool
    gate: str
    asks: tuple[str, ...]


class HeldView(Struct, frozen=True):
    """Checks that cannot be answered before something else is: so many of them wait for one item.

    `waits_for` is that item in words, `command` what lets them go on; `hold` if it is a hold point.
    """

    number: int
    waits_for: str
    hold: bool
    checks: int
    command: str


class NextView(Struct, frozen=True):
    """What comes next in a job: the stable shape behind `qcheck next --json`.

    `step` is `check` (an `item` is to be checked), `release` (what is left waits for a hold point), `problems`
    (findings stand), `handover`, `gate` (a later gate can be released) or `done`. `command` is what does it; `left` are
    the checks that are not answered yet. `format` is raised when a member changes its meaning.
    """

    job: str
    name: str
    gate: str
    step: Step
    command: str
    left: int
    item: NextItemView | None = None
    held: tuple[HeldView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    format: int = 1
