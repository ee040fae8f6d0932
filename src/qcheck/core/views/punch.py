"""Punch items in words: how each stands, who has it, by when, and how it came there."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from qcheck.core.ball import ball
from qcheck.core.clean import clean, line
from qcheck.core.phrase import phrase
from qcheck.core.promises import REASONS, passed
from qcheck.core.punch import category, closed, names, unanswered
from qcheck.core.roles import CLIENT
from qcheck.core.views.course import course
from qcheck.core.views.parts import WHEN, Told, evidence, who
from qcheck.model.event import Event, Kept
from qcheck.model.punch import Awaited, Promise, PunchItem, Step
from qcheck.model.punchevent import Assigned, Waiting
from qcheck.model.punchview import PunchView, StepView
from qcheck.model.state import Answer, ItemState, Note

STANDS = {
    "open": phrase("to be put right"),
    "disputed": phrase("disputed"),
    "completed": phrase("done, to be confirmed"),
    "verified": phrase("put right and confirmed"),
    "voided": phrase("not one"),
}
TO = {
    "": "",
    "fix": phrase("put it right"),
    "settle": phrase("settle it"),
    "confirm": phrase("confirm it"),
    "agree": phrase("say that it is good"),
}
MOVED = {
    "completed": phrase("done"),
    "verified": phrase("confirmed"),
    "rejected": phrase("rejected"),
    "disputed": phrase("disputed"),
    "voided": phrase("voided"),
    "reopened": phrase("reopened"),
}
RETURNED = {"rejected": phrase("rejected, to be put right"), "reopened": phrase("reopened, to be put right")}
# Whose reason it is that one stands as it does.
BECAUSE = {"open": {"rejected", "reopened"}, "disputed": {"disputed"}, "voided": {"voided"}}
Day = Callable[[str], str]


def punch(told: Told, *, year: bool = False) -> tuple[PunchView, ...]:
    """The punch items in words, in the order they were raised; with `year` dates have theirs, as on a page."""
    items = {i.item.subject: i for i in told.state.items}
    every = names(told.state.punch)
    day = partial(said_day, told, year=year)
    said: dict[str, list[tuple[str, StepView]]] = defaultdict(list)
    for note in told.state.notes:
        said[note.subject].append((note.at, _remark(note, told)))
    for event in told.state.events:
        if isinstance(event.body, Assigned | Waiting) and event.id not in told.state.retracted:
            said[event.about].append((event.at, _given(event, event.body, told, day)))
    for punch_ in told.state.punch:
        said[punch_.subject] += _failures(items.get(punch_.item), told)
    return tuple(_item(p, every[p.subject], items.get(p.item), said[p.subject], told, day) for p in told.state.punch)


def _failures(about: ItemState | None, told: Told) -> Iterator[tuple[str, StepView]]:
    """What was said to be wrong with the item that raised it, with each failure."""
    speaker = told.speaker
    for failed in (a for a in about.history if a.result == "fail" and not a.retracted) if about else ():
        words = wrong(about, failed)
        if words:
            did = speaker.name(failed.did) if failed.did != failed.by else ""
            said = speaker.say(phrase("failed: {what}", what=words))
            step = StepView(speaker.when(failed.at), speaker.name(failed.by), did, said, ignored=False)
            yield failed.at, step


def wrong(about: ItemState | None, failed: Answer | None = None) -> str:
    """What was said to be wrong with an item when it failed, the last time if none is named: with the failure, or of
    the item at the same moment.
    """
    failures = [a for a in about.history if a.result == "fail" and not a.retracted] if about else []
    if not about or not failures:
        return ""
    last = failed or failures[-1]
    after = min((a.at for a in about.history if a.seq > last.seq), default="9999")
    said = (note.text for note in about.notes if last.at <= note.at <= after)
    return line(last.note or next(said, ""))


def _item(
    of: PunchItem, name: str, about: ItemState | None, said: list[tuple[str, StepView]], told: Told, day: Day
) -> PunchView:
    wanted = category(of, about)
    has = ball(of, told.state.plan.lead, told.context.settings)
    done = of.standing in {"completed", "verified"}
    seen = of.standing == "verified" and of.verified_at
    return PunchView(
        name=name,
        text=line(of.text),
        category=wanted,
        when=told.speaker.say(WHEN[wanted]),
        standing=of.standing,
        spoken=told.speaker.say(_spoken(of)),
        number=about.item.number if about else 0,
        trade=line(of.trade),
        waiting_on=who(has.person, told) if has.person else "",
        id=line(of.subject),
        where=line(of.where),
        fix=line(of.fix),
        owner=told.speaker.name(of.owner or told.state.plan.lead),
        to=told.speaker.say(TO[has.to]),
        due=day(of.due) if of.due else "",
        due_date=line(of.due[:10]),
        first_due=day(of.promises[0].due) if of.promises and of.promises[0].due != of.due else "",
        overdue=of.standing in {"open", "disputed"} and passed(of.due, told.context.now, told.context.today),
        awaits=awaits(of.awaited, day) if of.awaited and of.standing == "open" else "",
        raised_by=told.speaker.name(of.by),
        raised_at=told.speaker.when(of.at),
        client=of.client,
        complaint=of.complaint,
        closed=closed(of) and not has.person,
        contested=bool(of.contested),
        cause=line(of.diagnosis.cause) if of.diagnosis else "",
        prevention=line(of.diagnosis.prevention) if of.diagnosis else "",
        extra=line(of.extra),
        because=because(of),
        done_by=", ".join(told.speaker.name(who_) for who_ in of.doers) if done else "",
        done_at=told.speaker.when(of.completed_at) if done and of.completed_at else "",
        verified_by=who(CLIENT if of.confirmed else of.verified_by, told) if seen else "",
        verified_at=told.speaker.when(of.verified_at) if seen else "",
        course=course(of, told, day) if of.complaint else (),
        evidence=evidence(of.kept, told.speaker),
        done_evidence=evidence(_of_the_work(of), told.speaker),
        history=tuple(_history(of, said, told, day)),
    )


def _spoken(of: PunchItem) -> str:
    """How it stands, in a few words."""
    if of.contested:
        return phrase("contested")
    if unanswered(of):
        return phrase("made good, the client has not said so")
    if of.unconfirmed:
        return phrase("closed, not confirmed by the client")
    if of.standing == "verified" and of.self_verified:
        return phrase("confirmed by whoever did it")
    if of.standing == "verified" and of.complaint:
        return phrase("made good, confirmed by the client")
    last = next((s for s in reversed(of.steps) if not s.ignored), None)
    if of.standing == "open" and last and last.kind in RETURNED:
        return RETURNED[last.kind]
    return STANDS[of.standing]


def _of_the_work(of: PunchItem) -> tuple[Kept, ...]:
    """The evidence of how it was put right: of the work that stands, not of what was sent back."""
    kept: tuple[Kept, ...] = ()
    for step in of.steps:
        if not step.ignored and step.kind in {"completed", "rejected", "reopened"}:
            kept = (*kept, *step.kept) if step.kind == "completed" else ()
    return kept


def because(of: PunchItem) -> str:
    """The reason for which it stands as it does, if someone gave one."""
    last = next((s for s in reversed(of.steps) if not s.ignored), None)
    return clean(last.text) if last and last.kind in BECAUSE.get(of.standing, ()) else ""


def said_day(told: Told, due: str, *, year: bool = False) -> str:
    """A date as it is said: without the year while it is this one, unless it is asked for."""
    return told.speaker.when(due, year=year or due[:4] != told.context.today[:4])


def awaits(of: Awaited, day: Day) -> str:
    reference = f" ({line(of.reference)})" if of.reference else ""
    until = f", {day(of.until)}" if of.until else ""
    return f"{line(of.text)}{reference}{until}"


def _history(of: PunchItem, said: list[tuple[str, StepView]], told: Told, day: Day) -> Iterator[StepView]:
    """Moves, promises and whatever else was `said`, with its time, in the order in which it happened."""
    every = [(p.at, _promise(p, told, day)) for p in of.promises]
    every += [*said, *((s.at, _step(s, told)) for s in of.steps)]
    yield from (view for _, view in sorted(every, key=lambda pair: pair[0]))


def _step(of: Step, told: Told) -> StepView:
    speaker = told.speaker
    moved: str = MOVED[of.kind]
    moved = phrase("{what} by {who}", what=moved, who=who(CLIENT, told)) if of.client else moved
    moved = phrase("{what}: {why}", what=moved, why=clean(of.text)) if of.text else moved
    did = speaker.name(of.did) if of.did != of.by else ""
    kept = evidence(of.kept, speaker)
    return StepView(speaker.when(of.at), speaker.name(of.by), did, speaker.say(moved), of.ignored, kept)


def _remark(of: Note, told: Told) -> StepView:
    return _told(of.at, of.by, phrase("noted: {text}", text=line(of.text)), told)


def _given(event: Event, body: Assigned | Waiting, told: Told, day: Day) -> StepView:
    """To whom it was given, or what it waits for from then on."""
    if isinstance(body, Assigned):
        words = phrase("given to {who}", who=told.speaker.name(body.owner))
        words = phrase("{what}: {why}", what=words, why=line(body.note)) if body.note else words
    elif body.text:
        words = phrase("waiting for {what}", what=awaits(Awaited(body.text, body.reference, body.until), day))
    else:
        words = phrase("waiting for nothing any more")
    return _told(event.at, event.by, words, told)


def _promise(of: Promise, told: Told, day: Day) -> StepView:
    why = ", ".join(filter(None, (told.speaker.say(REASONS.get(of.reason, "")), line(of.note))))
    words = phrase("promised for {day}", day=day(of.due))
    return _told(of.at, of.by, phrase("{what} ({why})", what=words, why=why) if why else words, told)


def _told(at: str, by: str, words: str, told: Told) -> StepView:
    """What somebody said at a time."""
    speaker = told.speaker
    return StepView(speaker.when(at), speaker.name(by), "", speaker.say(words), ignored=False)
