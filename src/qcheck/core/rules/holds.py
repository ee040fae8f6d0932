"""Rules about hold points, witness points and the order of work."""

from collections.abc import Iterator

from qcheck.core import holds, roles
from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.core.settle import settled
from qcheck.core.waived import Waived
from qcheck.model.finding import Finding
from qcheck.model.state import ItemState, JobState, Release


def hold_not_released(state: JobState, context: Context) -> Iterator[Finding]:
    """A hold point was checked, and nobody who may has released it.

    Work may not go on past it: what follows would hide what was to be seen. Have it looked at by someone of the role
    that the list names: `qcheck release ITEM --as WHO`. A new answer asks for a new release.
    """
    waived = _waived(state, context)
    for hold in context.due(state):
        if holds.is_hold(hold) and settled(hold) and not holds.released(hold, state, context.settings, waived):
            item = hold.item
            yield _about("hold-not-released", hold, role=roles.named(item.hold.release if item.hold else ()))


def hold_passed(state: JobState, context: Context) -> Iterator[Finding]:
    """Work went on past a hold point that was not released at the time.

    What the hold was for can no longer be seen, or has to be opened up again. Have the hold point released, look at
    this item again and answer it once more; or `qcheck waive` it, with a reason and an approver.
    """
    guards, waived = holds.Guards(state), _waived(state, context)
    for passed in context.due(state):
        before = guards.before(passed.item.subject)
        shut = [h for h in before if _went_past(passed, h, holds.valid(h, state, context.settings), waived)]
        if shut:
            hold = shut[0].item
            yield _about(
                "hold-passed",
                passed,
                hold=f"{hold.number} {hold.text}",
                by=passed.heads[-1].did,
                note=passed.heads[-1].forced,
            )


def witness_missing(state: JobState, context: Context) -> Iterator[Finding]:
    """A witness point was checked, and it is not recorded whether the party that was invited came.

    Work may go on without them, but not without having asked: `qcheck witness ITEM --invite WHO --for TIME`, then
    `--came` or `--absent`.
    """
    for seen in context.due(state):
        hold = seen.item.hold
        if hold and hold.witness and settled(seen) and not _witnessed(seen):
            yield _about("witness-missing", seen, who=roles.named(hold.witness))


def wrong_role(state: JobState, context: Context) -> Iterator[Finding]:
    """An item was answered by someone who is not of the role that its list asks for.

    Have someone of that role look and answer again; the lead may override it with a reason (`--force`).
    """
    lead = state.plan.lead
    for answered in context.due(state):
        answer = answered.heads[-1] if answered.heads else None
        if not answer or answer.result == "fail" or not answered.item.role:
            continue
        overridden = answer.forced and answer.by == lead
        if not overridden and not roles.may(answer.did, answered.item.role, context.settings, lead):
            item = answered.item
            yield _about("wrong-role", answered, by=answer.did, role=roles.named(item.role))


def role_overridden(state: JobState, context: Context) -> Iterator[Finding]:
    """The lead let an item be answered by someone who is not of the role that its list asks for.

    It counts, and shows, with the reason. Have someone of that role look and answer again, and it is gone.
    """
    lead = state.plan.lead
    for answered in context.due(state):
        answer = answered.heads[-1] if answered.heads else None
        if not answer or answer.result == "fail" or not (answer.forced and answer.by == lead):
            continue
        item = answered.item
        if not roles.may(answer.did, item.role, context.settings, lead):
            yield _about("role-overridden", answered, by=answer.did, role=roles.named(item.role), note=answer.forced)


def answered_out_of_order(state: JobState, context: Context) -> Iterator[Finding]:
    """An item was answered before the items that it needs.

    What comes first may change what comes after. Look at it again now and answer it once more.
    """
    by_subject = {i.item.subject: i for i in state.items}
    waived = _waived(state, context)
    wanted = holds.needs(state)
    for answered in context.due(state):
        needs = [by_subject[s] for s in wanted.get(answered.item.subject, ()) if s not in waived]
        first = next((need for need in needs if _came_later(answered, need)), None)
        if first:
            yield _about(
                "answered-out-of-order",
                answered,
                before=f"{first.item.number} {first.item.text}",
                note=answered.heads[-1].forced,
            )


def _witnessed(state: ItemState) -> bool:
    """Whether a party came, or was invited and did not, since the item last failed: then it is done again."""
    failed = max((a.seq for a in state.history if a.result == "fail" and not a.retracted), default=0)
    invited = any(w.outcome == "invited" for w in state.witnesses)
    since = [w.outcome for w in state.witnesses if w.seq > failed]
    return "attended" in since or ("absent" in since and invited)


def _about(code: str, state: ItemState, **args: str) -> Finding:
    """A finding about an item as it was answered last."""
    item = state.item
    return found(code, state.heads[-1].place, item.subject, number=item.number, text=item.text, **args)


def _waived(state: JobState, context: Context) -> set[str]:
    """The items that a waiver which holds excuses."""
    return Waived(state, context.settings, context.today).spared()


def _went_past(state: ItemState, hold: ItemState, releases: list[Release], waived: set[str]) -> bool:
    """Whether an item was said to be right or not needed while the hold point, as it stood then, was not released."""
    spared = hold.item.subject in waived
    return state.standing in {"pass", "na"} and holds.shut(hold, state.heads[-1].seq, releases, spared=spared)


def _came_later(state: ItemState, need: ItemState) -> bool:
    """Whether an item passed before one that it needs had; what one command said has no order."""
    if state.standing not in {"pass", "na"} or need.standing == "hidden":
        return False
    answer = state.heads[-1]
    done = [a for a in need.history if a.result != "fail" and not a.retracted]
    return not done or (done[0].seq > answer.seq and done[0].at > answer.at)
