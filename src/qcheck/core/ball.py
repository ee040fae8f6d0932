"""The ball: whose response a punch item is waiting on now. Never nobody while it is open, never two."""

from msgspec import Struct

from qcheck.core.punch import unanswered
from qcheck.core.roles import CLIENT
from qcheck.model.punch import PunchItem
from qcheck.model.settings import Settings


class Ball(Struct, frozen=True):
    """One person, by id or `client`, and what they are to do: fix, settle, confirm, agree; neither if it is closed."""

    person: str = ""
    to: str = ""


def ball(item: PunchItem, lead: str, settings: Settings) -> Ball:
    """Who has a punch item: its owner while it is to be put right, then someone who did not do it."""
    owner = item.owner or lead
    if item.contested:
        return Ball(lead or owner, "settle")
    if item.standing == "open":
        return Ball(owner, "fix")
    if item.standing == "disputed":
        said = next((s.did for s in reversed(item.steps) if s.kind == "disputed" and not s.ignored), owner)
        return Ball(_other(item, lead, settings, {said}) or lead, "settle")
    if unanswered(item):
        return Ball(CLIENT, "agree")
    if item.standing == "completed" or (item.self_verified and not settings.policy.crew_of_one):
        return Ball(_other(item, lead, settings, {*item.doers, item.owner}) or owner, "confirm")
    return Ball()


def _other(item: PunchItem, lead: str, settings: Settings, but: set[str]) -> str:
    """Someone else: whoever raised it, the lead, then whoever leads or sits in the office, then anyone."""
    people = [p.id for p in sorted(settings.people, key=lambda p: not {"lead", "office"} & set(p.roles))]
    known = {lead, *people}
    return next((who for who in (item.by, lead, *people) if who in known and who and who not in but), "")
