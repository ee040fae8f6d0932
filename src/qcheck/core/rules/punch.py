"""Rules about punch items."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from qcheck.core import punch
from qcheck.core.gates import due
from qcheck.core.phrase import phrase
from qcheck.core.promises import REASONS, passed
from qcheck.core.rules.context import Context
from qcheck.core.rules.items import reading
from qcheck.core.rules.table import found
from qcheck.core.settle import may_wait
from qcheck.model.checklist import Category
from qcheck.model.finding import Arg, Finding, Severity
from qcheck.model.punch import PunchItem
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState

# While they may wait; what may wait no longer blocks.
SEVERITIES: dict[Category, Severity] = {"A": "block", "B": "warn", "C": "info"}
# Words that name nothing: a text of these alone cannot be put right by someone who was not there.
VAGUE = frozenset({
    "bad", "broken", "check", "damage", "damaged", "defect", "dirty", "fix", "issue", "item", "ok", "not", "problem",
    "see", "todo", "wrong", "tbd",
})  # fmt: skip
CONTESTED = {
    "standing": phrase("how it stands"),
    "owner": phrase("whose it is"),
    "due": phrase("by when it is promised"),
    "raised": phrase("what it is, or whether it is one"),
}
WORD = re.compile(r"[^\W\d_]{2,}")


def punch_open(state: JobState, context: Context) -> Iterator[Finding]:
    """Something is incomplete or not to specification, and not done yet, or its owner disputes it.

    Category A is done before handover and blocks it; B is done after it, if the client accepts it so, and blocks what
    follows; C is cosmetic. Put it right, then `qcheck punch done P1`. What is disputed the lead settles: `qcheck punch
    reject`, `assign` or `void`.
    """
    known = Known(state, context)
    for item in known.due("open", "disputed"):
        failed = known.items.get(item.item)
        measured = reading(failed, context) if failed and failed.standing == "fail" else ""
        yield known.found("punch-open", item, how=_how(item), reading=measured)


def _how(item: PunchItem) -> str:
    if item.standing == "disputed":
        why = next((s.text for s in reversed(item.steps) if s.kind == "disputed" and not s.ignored), "")
        return phrase("disputed: {why}", why=why) if why else phrase("disputed")
    if item.awaited:
        reference = f" ({item.awaited.reference})" if item.awaited.reference else ""
        return phrase("waiting for {what}", what=f"{item.awaited.text}{reference}")
    last = item.steps[-1] if item.steps else None
    return phrase("rejected: {why}", why=last.text) if last and last.kind == "rejected" else phrase("not done")


def punch_unverified(state: JobState, context: Context) -> Iterator[Finding]:
    """A punch item is said to be done, and nobody but its doer has looked.

    Whoever did it never confirms it: someone else looks, then `qcheck punch verify P1`. As severe as its category.
    """
    known = Known(state, context)
    for item in known.due("completed"):
        if not item.complaint:  # the client confirms that, and another rule asks for it
            yield known.found("punch-unverified", item)


def self_verified(state: JobState, context: Context) -> Iterator[Finding]:
    """A punch item was confirmed by whoever did it, or voided by whoever had it.

    Nobody confirms their own work. Have someone else look, then `qcheck punch verify P1` under their name, or `qcheck
    punch reopen` what was voided; a firm of one sets `crew_of_one`.
    """
    if context.settings.policy.crew_of_one:
        return
    known = Known(state, context)
    for item in known.due("verified"):
        if item.self_verified:
            yield known.found("self-verified", item, how=phrase("confirmed"), who=phrase("who did it"), do="verify")
    for item in known.due("voided"):
        last = next((s for s in reversed(item.steps) if s.kind == "voided" and not s.ignored), None)
        own = punch.theirs(item, state.plan.lead)
        if last and not last.client and {last.by, last.did} & own:
            finding = known.found("self-verified", item, how=phrase("voided"), who=phrase("whose it was"), do="reopen")
            yield replace(finding, args={**finding.args, "by": last.by})


def punch_contested(state: JobState, context: Context) -> Iterator[Finding]:
    """Two devices that had not seen each other left a punch item differently, or gave it to different people.

    Neither wins by being later: the more open of the two counts. Talk to each other, then say once more how it is:
    that sees both.
    """
    known = Known(state, context)
    for item in known.due("open", "disputed", "completed", "verified", "voided"):
        if item.contested:
            what = tuple(CONTESTED[each] for each in item.contested)
            yield replace(known.found("punch-contested", item, what=what), severity="block")


def punch_no_owner(state: JobState, context: Context) -> Iterator[Finding]:
    """Nobody has a punch item: no owner, no lead, or someone who is not among the people in `qcheck.yaml`.

    Everything open is waiting on one person. `qcheck punch assign P1 WHO`.
    """
    known = Known(state, context)
    people = {p.id for p in context.settings.people}
    for item in known.due("open", "disputed", "completed"):
        owner = item.owner or state.plan.lead
        if not owner or (item.owner and item.owner not in people):
            yield replace(known.found("punch-no-owner", item, owner=item.owner or phrase("nobody")), severity="block")


def punch_no_date(state: JobState, context: Context) -> Iterator[Finding]:
    """A punch item has an owner and no date.

    A promise is a date. Ask for one: `qcheck punch promise P1 --due fri`.
    """
    known = Known(state, context)
    for item in known.due("open"):
        if not item.due and not (item.category == "C" and not item.complaint):
            yield replace(known.found("punch-no-date", item), severity="warn")


def promise_overdue(state: JobState, context: Context) -> Iterator[Finding]:
    """The day that a punch item was promised for has passed, and it is not done.

    Tell whoever counts on it, then promise anew, with the reason: `qcheck punch promise P1 --due 2d --why materials`.
    The first date stays on record. As severe as its category, and never less than a warning.
    """
    known = Known(state, context)
    for item in known.due("open", "disputed"):
        if passed(item.due, context.now, context.today):
            finding = known.found("promise-overdue", item, date=item.due)
            yield replace(finding, severity="block" if finding.severity == "block" else "warn")


def promise_moved(state: JobState, context: Context) -> Iterator[Finding]:
    """The date of a punch item was moved; the first one stays on record.

    Nothing to mend: it is shown so that nobody is surprised by it, and it counts among promises not kept.
    """
    known = Known(state, context)
    for item in known.due("open", "disputed", "completed"):
        first, last = (item.promises[0], item.promises[-1]) if item.promises else (None, None)
        if first and last and first.due != item.due:
            yield replace(
                known.found(
                    "promise-moved",
                    item,
                    first=first.due,
                    date=item.due,
                    why=REASONS.get(last.reason) or phrase("no reason given"),
                ),
                severity="info",
            )


def punch_vague(state: JobState, context: Context) -> Iterator[Finding]:
    """The text of a punch item does not say what is wrong where.

    Whoever puts it right was not there. Void it and raise it anew with what is seen and where: `Scratch on the left
    door`.
    """
    known = Known(state, context)
    for item in known.due("open"):
        words = [word.casefold() for word in WORD.findall(item.text)]
        if len([word for word in words if word not in VAGUE]) + bool(item.where or item.item) < 2:  # noqa: PLR2004
            yield replace(known.found("punch-vague", item), severity="warn")


def punch_reopened(state: JobState, context: Context) -> Iterator[Finding]:
    """A punch item was confirmed once and came back.

    What comes back was not understood: say why it failed, `qcheck punch diagnose P1 --cause …`.
    """
    known = Known(state, context)
    for item in known.due("open", "completed", "disputed"):
        count = sum(s.kind == "reopened" and not s.ignored for s in item.steps)
        if count:
            yield replace(known.found("punch-reopened", item, count=count), severity="info")


class Known:
    """The punch items of a job with the items they came from, looked up once."""

    def __init__(self, state: JobState, context: Context) -> None:
        self.state = state
        self.punch = state.punch
        self.context = context
        self.items = {i.item.subject: i for i in state.items} if state.punch else {}
        self.names = punch.names(state.punch)

    def due(self, *standings: str) -> list[PunchItem]:
        """Those that stand so, of items that are due by the gate; one of no item is due by the handover."""
        return [p for p in self.punch if p.standing in standings and self._is_due(p)]

    def _is_due(self, item: PunchItem) -> bool:
        about = self.items.get(item.item)
        return due(about.item.gate if about else HANDOVER, self.context.gate, self.context.settings.gates)

    def severity(self, item: PunchItem) -> Severity:
        """As severe as its category while it may wait, and as it gets when it may wait no longer."""
        wanted = punch.category(item, self.items.get(item.item))
        wanted = min(wanted, "B") if item.complaint else wanted  # no complaint is cosmetic
        late = not may_wait(wanted, self.context.gate, self.context.settings.gates)
        return "block" if late else SEVERITIES[wanted]

    def found(self, code: str, item: PunchItem, **args: Arg) -> Finding:
        """A finding about one of them, as severe as it may wait."""
        held = item.doers[-1] if item.doers and item.standing not in {"open", "disputed"} else item.owner or item.by
        finding = found(
            code,
            item.place,
            item.subject,
            name=self.names[item.subject],
            text=item.text,
            by=held,
            **args,
        )
        return replace(finding, severity=self.severity(item))
