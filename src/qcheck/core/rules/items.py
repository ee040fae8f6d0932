"""Rules about the items of a job and their answers."""

from collections.abc import Iterator

from qcheck.core import value
from qcheck.core.gates import due
from qcheck.core.lacking import lacking
from qcheck.core.life import CLOSED
from qcheck.core.phrase import phrase
from qcheck.core.refer import Index
from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.core.standings import STANDINGS
from qcheck.model.checklist import Check, Command
from qcheck.model.finding import Arg, Finding
from qcheck.model.state import Answer, ItemState, JobItem, JobState, Standing

NOT_RIGHT = {"never": ", or fail", "reason": ", or fail, or na", "free": ", or fail, or na"}


def item_missed(state: JobState, context: Context) -> Iterator[Finding]:
    """An item that is due by this gate has no answer.

    What nobody looked at is what comes back as a complaint. Check it, then `qcheck tick`, `fail` or `na` it; if it
    cannot be done now and the client can live with that, `qcheck waive` it with a reason.
    """
    for due_item in _due(state, context, "open"):
        item = due_item.item
        yield found(
            "item-missed",
            item.place,
            item.subject,
            number=item.number,
            text=item.text,
            how=_how(item) + NOT_RIGHT[item.na],
        )


def item_failed(state: JobState, context: Context) -> Iterator[Finding]:
    """An item that is due by this gate was checked and is not right.

    Put it right and answer again with `qcheck tick`; the failure stays on record. If it must go out as it is,
    `qcheck waive` it with a reason and an approver.
    """
    raised = {p.item for p in state.punch if p.standing not in CLOSED}
    for failed in _due(state, context, "fail"):
        if failed.item.subject not in raised:  # its punch item's category decides instead
            yield _answered("item-failed", failed, reading=reading(failed, context))


def na_without_reason(state: JobState, context: Context) -> Iterator[Finding]:
    """An item was answered "not applicable" without saying why, though its list asks for a reason.

    "n/a" is the easiest way to skip a check. Answer again: `qcheck na ITEM --note "why"`.
    """
    for skipped in _due(state, context, "na"):
        if skipped.item.na == "reason" and not skipped.heads[-1].note:
            yield _answered("na-without-reason", skipped)


def na_not_allowed(state: JobState, context: Context) -> Iterator[Finding]:
    """An item was answered "not applicable", and its list says that it always applies.

    Check it and answer with `qcheck tick` or `qcheck fail`.
    """
    for skipped in _due(state, context, "na"):
        if skipped.item.na == "never":
            yield _answered("na-not-allowed", skipped)


def answer_stale(state: JobState, context: Context) -> Iterator[Finding]:
    """An item was reworded after it was answered.

    The answer was given to another question. Read the item as it is now and answer again.
    """
    for stale in _due(state, context, "stale"):
        yield _answered("answer-stale", stale)


def answer_contested(state: JobState, context: Context) -> Iterator[Finding]:
    """Two devices gave different answers without having seen each other.

    Neither wins by being later. Talk to each other, then answer once more: that answer sees and replaces both.
    """
    for contested in _due(state, context, "contested"):
        item = contested.item
        said = tuple(_told(answer, context) for answer in contested.heads)
        yield found(
            "answer-contested",
            _last(contested).place,
            item.subject,
            number=item.number,
            text=item.text,
            said=said,
        )


def _told(answer: Answer, context: Context) -> str:
    how, by = STANDINGS[answer.result], context.name(answer.by)
    if answer.note:
        return phrase("{how} by {by}: {note}", how=how, by=by, note=answer.note)
    return phrase("{how} by {by}", how=how, by=by)


def value_amiss(state: JobState, context: Context) -> Iterator[Finding]:
    """The record says that an item passed, and its value says otherwise: it is missing, is none, or breaks a limit.

    The line came from elsewhere, or the handover that a date was judged by has moved. Answer again with what holds now.
    """
    for passed in _due(state, context, "pass"):
        if not value.allows(passed.item.answer, _last(passed).value, state.plan.handover):
            yield _answered("value-amiss", passed, reading=reading(passed, context) or phrase(": no value"))


def evidence_missing(state: JobState, context: Context) -> Iterator[Finding]:
    """An answer stands without the photos, files or note that its list asks for.

    A tick says that someone looked; a photo shows what they saw. `qcheck attach ITEM --photo` adds it to the answer; a
    failure's photo never serves the answer that comes after it.
    """
    answered: tuple[Standing, ...] = ("pass", "fail")
    for result in answered:
        for bare in _due(state, context, result):
            missing = lacking(bare)
            if missing:
                attach = "file FILE" if any("file" in words for words in missing) else "photo FILE"
                yield _answered("evidence-missing", bare, missing=missing, attach=attach)


def condition_unknown(state: JobState, context: Context) -> Iterator[Finding]:
    """It cannot be told whether an item is needed, since what its condition speaks of is not known.

    It counts as needed until then. Answer what it waits for, or set the fact: `qcheck plan FACT=ANSWER`.
    """
    waiting = [i for i in state.items if i.undecided and due(i.item.gate, context.gate, context.settings.gates)]
    if not waiting:
        return
    missing = {f"fact.{q.id}" for q in state.plan.questions if not state.plan.facts.get(q.id)}
    standing = {i.item.subject: i for i in state.items}
    index = Index(standing)
    for undecided in waiting:
        item = undecided.item
        own = item.subject.partition("/")[0]
        unknown = [
            name
            for name in undecided.undecided
            if name not in missing  # a fact without an answer is a finding of its own, and so is an item not checked
            and not any(
                standing[s].standing != "hidden" and due(standing[s].item.gate, context.gate, context.settings.gates)
                for s in index.find(name.removeprefix("item."), own)
            )
        ]
        if unknown and undecided.standing != "hidden":
            yield found(
                "condition-unknown",
                item.place,
                item.subject,
                number=item.number,
                text=item.text,
                waits=tuple(unknown),
            )


def failure_hidden(state: JobState, _: Context) -> Iterator[Finding]:
    """An item failed, and then it was no longer needed: another fact, a dropped unit, an agreed change, another list.

    Nothing hides a failure: it stands in the report. See that what failed really no longer matters.
    """
    for hidden in state.items:
        if hidden.standing == "hidden" and any(answer.result == "fail" for answer in hidden.heads):
            yield _answered("failure-hidden", hidden, why=hidden.hidden)


def subject_unknown(state: JobState, _: Context) -> Iterator[Finding]:
    """The record speaks of an item that is in none of the job's lists.

    It makes nothing ready, and nothing of it is lost. Mostly a line merged from another job, or from a newer qcheck.
    """
    for event in state.strays:
        yield found("subject-unknown", event.place, event.about, kind=event.kind)


def _due(state: JobState, context: Context, standing: Standing) -> Iterator[ItemState]:
    return (i for i in context.due(state) if i.standing == standing)


def _last(item: ItemState) -> Answer:
    return item.heads[-1]


def _how(item: JobItem) -> str:
    """The command that answers an item."""
    if isinstance(item.answer, Command):
        return f"qcheck run {item.number}"
    return f"qcheck tick {item.number}{'' if isinstance(item.answer, Check) else '=…'}"


def reading(state: ItemState, context: Context) -> str:
    """What was measured or chosen, beside its limit."""
    answer, settings = state.item.answer, context.settings
    if not _last(state).value:
        return ""
    limit = value.limit(answer, settings)
    read = value.shown(answer, _last(state).value, settings)
    return phrase(": {value}, {limit}", value=read, limit=limit) if limit else phrase(": {value}", value=read)


def _answered(code: str, state: ItemState, **args: Arg) -> Finding:
    item, answer = state.item, _last(state)
    return found(
        code,
        answer.place,
        item.subject,
        number=item.number,
        text=item.text,
        how=_how(item),
        by=answer.did,
        at=answer.at,
        note=answer.note,
        **args,
    )
