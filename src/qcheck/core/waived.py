"""Waived: which waivers of a job hold, for what, and who has yet to confirm them."""

from qcheck.core.lacking import lacking
from qcheck.core.meaning import excused
from qcheck.model.finding import Finding
from qcheck.model.settings import Settings
from qcheck.model.state import ItemState, JobState, Standing, Waiver

# What stands in the way of an item that is not settled, by what it comes to.
UNSETTLED: dict[Standing, tuple[str, ...]] = {
    "open": ("item-missed",),
    "fail": ("item-failed",),
    "pass": ("evidence-missing",),
    "stale": ("answer-stale",),
    "na": ("na-without-reason", "na-not-allowed"),
}


class Waived:
    """The waivers of a job on a day (`today`, in the workspace's zone), looked up by item."""

    def __init__(self, state: JobState, settings: Settings, today: str) -> None:
        self.state = state
        self.settings = settings
        self.today = today
        self.items = {i.item.subject: i for i in state.items} if state.waivers else {}

    def holds(self, waiver: Waiver) -> bool:
        """Whether a waiver has not ended, was recorded by its approver, and they may approve it."""
        return waiver.until >= self.today and not pending(waiver) and self.independent(waiver)

    def independent(self, waiver: Waiver) -> bool:
        """Whether the approver may approve waivers, and gave none of the answers that it excuses."""
        policy = self.settings.policy
        if policy.crew_of_one:
            return True
        held = next((p.roles for p in self.settings.people if p.id == waiver.approver), ())
        allowed = not policy.waiver_roles or bool(set(held) & set(policy.waiver_roles))
        item = self.items.get(waiver.subject)
        return allowed and all(waiver.approver not in (a.by, a.did) for a in (item.heads if item else ()))

    def over(self, waiver: Waiver, finding: Finding) -> bool:
        """Whether a waiver was given over what is found now: the rule, the answers, and what exactly is excused.

        One of before the last was noted ends with the first upgrade.
        """
        if (waiver.rule, waiver.subject) != (finding.code, finding.subject) or not self.current(waiver):
            return False
        if not waiver.over:
            return not any(event.kind == "upgraded" for event in self.state.events)
        item = self.items.get(finding.subject)
        return waiver.over == excused(item.item.fingerprint if item else "", finding.args)

    def current(self, waiver: Waiver) -> bool:
        """Whether the answers are those that a waiver was given over."""
        item = self.items.get(waiver.subject)
        return waiver.heads == (tuple(answer.event for answer in item.heads) if item else ())

    def spared(self) -> set[str]:
        """The items that a waiver which holds excuses from what keeps them from being settled."""
        held = (w for w in self.state.waivers if w.subject in self.items and self.holds(w) and self.current(w))
        return {w.subject for w in held if self._unsettled(w, self.items[w.subject])}

    @staticmethod
    def _unsettled(waiver: Waiver, state: ItemState) -> bool:
        item = state.item.fingerprint
        overs = ("", excused(item, {}), excused(item, {"missing": lacking(state)}))
        return waiver.rule in UNSETTLED.get(state.standing, ()) and waiver.over in overs


def pending(waiver: Waiver) -> bool:
    """Whether a waiver was recorded by someone else than its approver, who has yet to confirm it."""
    return waiver.by != waiver.approver
