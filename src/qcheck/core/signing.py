"""What a key signs of a sign-off, and under whose names the key may be known."""

from msgspec import UNSET, Struct
from msgspec.structs import replace

from qcheck.core.events import canonical
from qcheck.model.event import Signed
from qcheck.model.settings import Person

NAMESPACE = "qcheck-signoff"


class Covered(Struct, frozen=True):
    """All that a key vouches for: the statement with its seal, who recorded it, and when."""

    at: str
    body: Signed
    by: str


def message(at: str, by: str, signed: Signed) -> bytes:
    """The bytes that are signed."""
    return canonical(Covered(at, replace(signed, signature=UNSET), by))


def identities(person: str, people: tuple[Person, ...]) -> tuple[str, ...]:
    """The names under which a list of allowed signers may know someone: as they sign, or their short name if they are
    of the firm.
    """
    return (person, *(p.id for p in people if p.name == person and p.id != person)) if person else ()
