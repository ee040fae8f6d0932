"""Settings: what `qcheck.yaml` says of a company, its people and its policy."""

from typing import Literal

from msgspec import Struct

DEFAULT_GATES = ("start", "handover", "closeout")
HANDOVER = "handover"


class Person(Struct, frozen=True):
    """Someone who speaks or works in a job; `id` is what is typed, `name` what is read."""

    id: str
    name: str
    roles: tuple[str, ...] = ()


class Policy(Struct, frozen=True):
    """The firm's own rules of the gate.

    `crew_of_one`: one person may answer and approve. `waiver_roles`: who may approve a waiver; empty means anyone
    but the one who answered. `clock_tolerance`: minutes that a device's clock may run ahead before it is a finding.
    `reading_tolerance`: minutes that a repeated reading may be late before it is one.
    """

    crew_of_one: bool = False
    waiver_roles: tuple[str, ...] = ()
    clock_tolerance: int = 5
    reading_tolerance: int = 5


class Photos(Struct, frozen=True):
    """How photos are kept: `inbox` is the folder where phones drop them, `longest` the pixels of a copy's longer side,
    `originals` keeps the file itself, with everything the camera wrote into it.
    """

    inbox: str = "inbox"
    longest: int = 2000
    originals: bool = False


class Settings(Struct, frozen=True):
    """A workspace's settings. `rules` maps a rule's code to a severity or `off`; `terminology` changes what is read.

    `decimal` is the sign between the whole and the parts of a number that is typed or shown.
    """

    company: str = ""
    zone: str = "UTC"
    people: tuple[Person, ...] = ()
    gates: tuple[str, ...] = DEFAULT_GATES
    policy: Policy = Policy()
    terminology: dict[str, str] = {}
    rules: dict[str, str] = {}
    decimal: Literal[".", ","] = "."
    photos: Photos = Photos()
    digest: str = ""
