"""Due: what somebody has to do about a job, whoever it is, and by when."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.asking import due_at
from qcheck.core.ball import Ball, ball
from qcheck.core.gates import closed_out, released
from qcheck.core.life import CLOSED
from qcheck.core.promises import passed
from qcheck.core.punch import category, names
from qcheck.core.rules.context import Context
from qcheck.core.settle import settled
from qcheck.core.silence import (
    Limit,
    to_acknowledge,
    to_answer,
    to_contact,
    to_contact_by_seller,
    to_follow_up,
    to_rate,
)
from qcheck.core.waived import Waived
from qcheck.model.checklist import Category
from qcheck.model.event import Opened
from qcheck.model.punch import PunchItem
from qcheck.model.settings import HANDOVER
from qcheck.model.state import ItemState, JobState

Kind = Literal[
    "fix", "settle", "confirm", "agree", "chase", "acknowledge", "handover", "contact", "seller", "follow-up",
    "feedback", "rating", "waiver", "item",
]  # fmt: skip
UID_DIGITS = 32
# Whose turn it is with a punch item passes from one to the next: one duty, whatever it is now.
TURN = frozenset({"fix", "settle", "confirm", "agree"})


class Duty(Struct, frozen=True):
    """What one person has to do. `day` is by when, on the clocks of the workspace, empty without a date; `time` of
    that day if one was given; `late` if that lies behind.

    `about` is what it is about, a subject; `called` what people call that: `P3`, or an item's number. `text` are its
    words, `detail` what else is to be said: why it is disputed, what is waited for, since when. `uid` stays the same
    while the duty does, on every device.
    """

    kind: Kind
    person: str
    job: str
    name: str
    uid: str
    about: str = ""
    day: str = ""
    time: str = ""
    late: bool = False
    called: str = ""
    text: str = ""
    detail: str = ""
    where: str = ""
    category: Category | Literal[""] = ""
    critical: bool = False
    complaint: bool = False


def duties(state: JobState, context: Context, zone: tzinfo) -> tuple[Duty, ...]:
    """What everybody has to do about a job, as its state is at the context's moment; days are those of the zone."""
    of = _Job(state, context, zone)
    return (*_punch(of), *_running(of), *_client(of))


class _Job:
    """A job whose duties are told."""

    def __init__(self, state: JobState, context: Context, zone: tzinfo) -> None:
        self.state, self.context, self.zone = state, context, zone
        self.policy = context.settings.policy
        self.root = next((e.id for e in state.events if isinstance(e.body, Opened)), state.job)
        self.items = {i.item.subject: i for i in state.items}
        self.done = closed_out(state, context.settings.gates)

    def duty(self, kind: Kind, person: str, about: str) -> Duty:
        """A duty without a day."""
        turn = "turn" if kind in TURN else kind
        uid = hashlib.sha256(f"{self.root}\0{turn}\0{about}".encode(errors="replace")).hexdigest()[:UID_DIGITS]
        return Duty(kind, person, self.state.job, self.state.plan.name or self.state.job, uid, about)

    def by(self, duty: Duty, due: str) -> Duty:
        """The duty by a date, or a date and time, that was given; without a day if that is none."""
        day, time = _local(due, self.zone)
        return replace(duty, day=day, time=time, late=passed(due, self.context.now, self.context.today))

    def within(self, duty: Duty, limit: Limit) -> Duty:
        """The duty by the day on which a limit runs out."""
        return replace(duty, day=_local(limit.until, self.zone)[0], late=limit.over(self.context.now))

    def at_once(self, duty: Duty) -> Duty:
        """The duty as one of today: nothing is waited for."""
        return replace(duty, day=self.context.today)


def _local(due: str, zone: tzinfo) -> tuple[str, str]:
    """The day on the clocks of a zone, and the time if there is one; neither of what is no date."""
    try:
        if "T" not in due:
            return date.fromisoformat(due).isoformat(), ""
        moment = datetime.fromisoformat(due)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
        return moment.date().isoformat(), moment.strftime("%H:%M")
    except (ValueError, OverflowError):
        return "", ""


def _punch(of: _Job) -> Iterator[Duty]:
    """What is to be done about punch items and complaints; a cosmetic one goes with the job that is closed out."""
    every = names(of.state.punch)
    for item in of.state.punch:
        about = of.items.get(item.item)
        wanted = category(item, about)
        if of.done and wanted == "C" and not item.complaint:
            continue
        for duty in _about(of, item):
            yield replace(
                duty,
                called=every[item.subject],
                text=item.text,
                where=item.where,
                category=wanted,
                critical=bool(about and about.item.critical),
                complaint=item.complaint,
            )


def _about(of: _Job, item: PunchItem) -> Iterator[Duty]:
    lead = of.state.plan.lead
    owner, has = item.owner or lead, ball(item, lead, of.context.settings)
    limit = to_acknowledge(of.state, item, of.policy)
    if limit:
        yield of.by(of.duty("acknowledge", owner, item.subject), limit)
    if has.to == "fix":
        yield of.by(of.duty("fix", has.person, item.subject), item.due)
    elif has.to:
        yield of.at_once(_turn(of, item, has, owner))
    if item.awaited and item.awaited.until and item.standing == "open":
        reference = f" ({item.awaited.reference})" if item.awaited.reference else ""
        awaited = replace(of.duty("chase", has.person, item.subject), detail=f"{item.awaited.text}{reference}")
        yield of.by(awaited, item.awaited.until)


def _turn(of: _Job, item: PunchItem, has: Ball, owner: str) -> Duty:
    """What one person has to do before it goes on; where it is the client's turn, the owner asks them."""
    if has.to == "agree":
        return of.duty("agree", owner, item.subject)
    if has.to == "confirm":
        return of.duty("confirm", has.person, item.subject)
    why = next((s.text for s in reversed(item.steps) if s.kind == "disputed" and not s.ignored), "")
    detail = "said differently on two devices" if item.contested else why
    return replace(of.duty("settle", has.person, item.subject), detail=detail)


def _running(of: _Job) -> Iterator[Duty]:
    """What is to be done while a job runs: to hand it over, what is due before that, and what is excused for a time."""
    if of.done:
        return
    plan = of.state.plan
    if not released(of.state, HANDOVER):
        yield from _items(of)
        if plan.handover:
            late = passed(plan.handover[:10], of.context.now, of.context.today)  # by the day, as the rule has it
            yield replace(of.by(of.duty("handover", plan.lead, f"gate/{HANDOVER}"), plan.handover), late=late)
    excused = Waived(of.state, of.context.settings, "")  # those that have ended, too
    spared = excused.spared()
    for waiver in of.state.waivers:
        if waiver.subject in spared and excused.holds(waiver) and excused.current(waiver):
            duty = of.by(of.duty("waiver", waiver.approver, waiver.event), waiver.until)
            yield replace(_named(duty, of.items[waiver.subject]), detail=waiver.reason)


def _items(of: _Job) -> Iterator[Duty]:
    """The items that are due some time before the handover; what is on the punch list is done from there."""
    spared = Waived(of.state, of.context.settings, of.context.today).spared()
    raised = {p.item for p in of.state.punch if p.standing not in CLOSED}
    for item in of.context.due(of.state):
        limit = due_at(item.item, of.state.plan.handover)
        if limit and not settled(item) and item.item.subject not in spared | raised:
            duty = of.by(of.duty("item", of.state.plan.lead, item.item.subject), limit)
            yield _named(duty, item)


def _named(duty: Duty, about: ItemState) -> Duty:
    item = about.item
    return replace(duty, called=str(item.number), text=item.text, critical=item.critical)


def _client(of: _Job) -> Iterator[Duty]:
    """What the client is to hear from us, and what they are to be asked."""
    lead, seller = of.state.plan.lead, of.state.plan.seller
    limits: tuple[tuple[Kind, str, Limit | None], ...] = (
        ("contact", lead, to_contact(of.state, of.policy)),
        ("seller", seller, to_contact_by_seller(of.state, of.policy)),
        ("follow-up", lead, to_follow_up(of.state, of.policy)),
        ("feedback", lead, to_rate(of.state, of.policy)),
    )
    for kind, person, limit in limits:
        if limit:
            since = _local(limit.since, of.zone)[0]
            yield replace(of.within(of.duty(kind, person, "client"), limit), detail=since)
    rating = to_answer(of.state, of.policy)
    if rating:
        duty = of.at_once(of.duty("rating", lead, rating.event))
        yield replace(duty, text=rating.text, detail=str(rating.score))
