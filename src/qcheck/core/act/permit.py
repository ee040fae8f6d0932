"""Permission: whether someone may answer an item now, by its role, what it needs, and the hold points before it."""

from functools import cached_property

from msgspec import Struct

from qcheck.core import holds, roles
from qcheck.core.act.actor import Actor
from qcheck.core.settle import settled
from qcheck.model.event import Result
from qcheck.model.state import ItemState, JobItem, JobState


class Permit:
    """What a job permits. `answered` are the subjects that the same command answers: they count as done."""

    def __init__(self, state: JobState, actor: Actor) -> None:
        self.state = state
        self.actor = actor
        self.answered: set[str] = set()
        self.items = {i.item.subject: i for i in state.items}
        self.waived = actor.waived(state)

    @cached_property
    def guards(self) -> holds.Guards:
        """The hold points that each item lies behind."""
        return holds.Guards(self.state)

    @cached_property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """The items that each item needs."""
        return holds.needs(self.state)

    def objection(self, state: ItemState, result: Result) -> "Objection | None":
        """Why an item may not be answered now, or None. That something failed may always be said."""
        item = state.item
        if state.standing == "hidden":
            return Objection(
                f"not needed: {state.hidden}", "If that is wrong: qcheck plan FACT=ANSWER", forceable=False
            )
        if result == "fail":
            return None
        return self._time(state) or self._role(state) or self._hold(item.subject) or self._order(item)

    def _time(self, state: ItemState) -> "Objection | None":
        """What was seen before an answer was given does not take that answer back."""
        last = state.heads[-1] if state.heads else None
        if not last or not self.actor.done_at or self.actor.done_at >= (last.done_at or last.at):
            return None
        return Objection(
            "it was answered for a later time than that",
            "Look again, then answer without --at, or with the time when you looked.",
            forceable=False,
        )

    def _role(self, state: ItemState) -> "Objection | None":
        wanted, lead = state.item.role, self.state.plan.lead
        if roles.may(self.actor.did, wanted, self.actor.settings, lead):
            return None
        why = f"{self.actor.name(self.actor.did)} has no such role"
        hint = "--did WHO names who did it."
        if not any(roles.may(p.id, wanted, self.actor.settings, lead) for p in self.actor.settings.people):
            why = "nobody in qcheck.yaml has that role"
            hint = f"Give someone the role there: roles: [{wanted[0]}]."
        return Objection(
            f"it is for {roles.named(wanted)} to answer, and {why}",
            f"{hint} The lead may override it: --force REASON",
            forceable=self.actor.by == lead,
        )

    def shut(self, subject: str) -> list[ItemState]:
        """The hold points that an item lies behind and nobody who may has released."""
        settings, waived = self.actor.settings, self.waived
        return [h for h in self.guards.before(subject) if not holds.released(h, self.state, settings, waived)]

    def before(self, item: JobItem) -> list[ItemState]:
        """The items that have to be done before this one and are not."""
        if not item.needs:
            return []
        return [self.items[s] for s in self.needs.get(item.subject, ()) if not self._done(s)]

    def _hold(self, subject: str) -> "Objection | None":
        shut = self.shut(subject)
        if not shut:
            return None
        hold = shut[0].item
        by = roles.named(hold.hold.release) if hold.hold else ""
        return Objection(
            f"behind the hold point {hold.number} {hold.text}, not released by {by}",
            f"qcheck release {hold.number}, or go on and leave a finding: --force REASON",
        )

    def _order(self, item: JobItem) -> "Objection | None":
        missing = self.before(item)
        if not missing:
            return None
        first = missing[0].item
        return Objection(
            f"{first.number} {first.text} comes first", f"qcheck tick {first.number}, or go on anyway: --force REASON"
        )

    def _done(self, subject: str) -> bool:
        state = self.items[subject]
        return settled(state) or state.standing == "hidden" or subject in self.waived or subject in self.answered


class Objection(Struct, frozen=True):
    """Why an item may not be answered now, and what to do; `forceable` if a reason overrides it."""

    message: str
    hint: str
    forceable: bool = True
