"""Settings: what `qcheck.yaml` says of a company, its people and its policy."""

from typing import Literal

from msgspec import Struct

from qcheck.model.place import Place

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
    `reading_tolerance`: minutes that a repeated reading may be late before it is one. `acknowledge_within`: hours in
    which a complaint is acknowledged. In days, each 0 for never: `client_silence`, how long a client may hear nothing,
    and `seller_silence`, nothing of the person who sold the job; `follow_up` and `feedback`, when they are called and
    asked for a rating after the handover. `low_rating`: a rating up to this one asks for an answer. `signatures`:
    roles that each have to sign a handover; if empty, one signature releases it, whatever its role.
    """

    crew_of_one: bool = False
    waiver_roles: tuple[str, ...] = ()
    clock_tolerance: int = 5
    reading_tolerance: int = 5
    acknowledge_within: int = 24
    client_silence: int = 7
    seller_silence: int = 14
    follow_up: int = 7
    feedback: int = 14
    low_rating: int = 6
    signatures: tuple[str, ...] = ()
    hidden_names: tuple[str, ...] = ()


class Photos(Struct, frozen=True):
    """How photos are kept: `inbox` is the folder where phones drop them, `longest` the pixels of a copy's longer side,
    `originals` keeps the file itself, with everything the camera wrote into it.
    """

    inbox: str = "inbox"
    longest: int = 2000
    originals: bool = False


class Calendar(Struct, frozen=True):
    """When the firm works: `workdays` count from 0 for Monday, `holidays` are ISO dates."""

    workdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    holidays: tuple[str, ...] = ()


class Brand(Struct, frozen=True):
    """The firm's look on pages: one colour (`#rrggbb`), and a picture in the workspace, which was named at `place`."""

    accent: str = ""
    logo: str = ""
    place: Place | None = None


class Settings(Struct, frozen=True):
    """A workspace's settings. `rules` maps a rule's code to a severity or `off`; `terminology` changes what is read.

    `decimal` is the sign between the whole and the parts of a number that is typed or shown. `trades` gives for a
    trade the person whose punch items are; `currency` is what costs are in; `mail` is where clients write to. `keys`
    are those of the walk that differ from the usual, by what they do. `language` is that of the pages for clients.
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
    trades: dict[str, str] = {}
    calendar: Calendar = Calendar()
    currency: str = ""
    mail: str = ""
    keys: dict[str, tuple[str, ...]] = {}
    language: str = "en"
    brand: Brand = Brand()
    digest: str = ""
