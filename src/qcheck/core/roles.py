"""Roles: who may do what, by the settings and the plan."""

from qcheck.core.phrase import listed, phrase
from qcheck.model.settings import Settings

LEAD = "lead"
CLIENT = "client"
# Those that are known whatever the settings say, in words.
KNOWN = {LEAD: phrase("lead"), CLIENT: phrase("client")}


def roles(person: str, settings: Settings, lead: str) -> tuple[str, ...]:
    """The roles that someone has in a job; its lead is a lead there, whatever the settings say."""
    held = next((p.roles for p in settings.people if p.id == person), ())
    return (*held, LEAD) if person == lead and LEAD not in held else held


def may(person: str, wanted: tuple[str, ...], settings: Settings, lead: str) -> bool:
    """Whether someone has one of the roles that are wanted; in a firm of one, one person has them all."""
    return not wanted or settings.policy.crew_of_one or bool(set(roles(person, settings, lead)) & set(wanted))


def named(wanted: tuple[str, ...]) -> str:
    """`lead or fitter`, as a message names those who may."""
    return listed(" or ", (KNOWN.get(role, role) for role in wanted))
