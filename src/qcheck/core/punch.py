"""Punch items: raised, owned, promised and moved through their life, folded from their events."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.exact import is_canonical
from qcheck.core.life import CLOSED, MOVES, Life, independent, is_clients, life
from qcheck.model.checklist import Category
from qcheck.model.event import Event
from qcheck.model.punch import Awaited, Diagnosis, Promise, PunchItem, PunchStanding, Step
from qcheck.model.punchevent import (
    Assigned,
    Completed,
    Diagnosed,
    Disputed,
    Promised,
    Raised,
    Rejected,
    Reopened,
    Verified,
    Voided,
    Waiting,
)
from qcheck.model.state import ItemState

TAG_LENGTH = 3
PREFIX = "punch/"
MOST = 10**6

# What is said of a punch item that is no move: each kind is a register, whose last statement holds.
ABOUT = frozenset({"assigned", "promised", "waiting", "diagnosed", *MOVES})


class _Said(Struct):
    """What was said of one punch item, in the order of the record; `gone` if it was taken back, `differs` if two
    devices raised it in other words.
    """

    raised: Event
    body: Raised
    number: int
    later: list[Event]
    gone: bool = False
    differs: bool = False


def punch(
    events: list[Event], retracted: frozenset[str], replaced: frozenset[str], moved: Mapping[str, str]
) -> tuple[tuple[PunchItem, ...], int]:
    """The punch items of a job, in the order they were raised, and the highest number ever given. `moved` gives for a
    former item the one it is now.

    A number comes with the line; in the first versions it was the place among those of the log. One that was taken back
    on one device and worked on by someone stays, and says so.
    """
    counts: Counter[str] = Counter()
    highest = 0
    items: dict[str, _Said] = {}
    later: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        body = event.body
        if isinstance(body, Raised):
            counts[event.log] += 1
            number = body.number if 0 < body.number <= MOST else counts[event.log]
            highest = max(highest, number)
            about = moved.get(body.item, body.item)
            new = _Said(event, replace(body, item=about), number, [], event.id in retracted)
            before = items.get(event.about)
            items[event.about] = _both(before, new) if before else new
        elif event.kind in ABOUT and body is not None:
            later[event.about].append(event)
    kept = ((said, later.get(subject, [])) for subject, said in items.items())
    return tuple(
        _item(replace(said, later=moves), retracted, replaced)
        for said, moves in kept
        if not said.gone or _worked_on(said, moves, retracted)
    ), highest


def _both(one: _Said, other: _Said) -> _Said:
    """One item that was raised twice under one subject: the first that stands speaks, the worse category counts."""
    if one.gone or other.gone:
        return other if one.gone else one
    worse = min(one.body.category, other.body.category)
    kept = tuple(dict.fromkeys((*one.body.kept, *other.body.kept)))
    same = (one.body.text, one.body.owner, one.body.category) == (
        other.body.text,
        other.body.owner,
        other.body.category,
    )
    return replace(one, body=replace(one.body, category=worse, kept=kept), differs=one.differs or not same)


def _worked_on(said: _Said, later: list[Event], retracted: frozenset[str]) -> bool:
    """Whether someone said something of an item that was taken back elsewhere: it is not lost with that."""
    return any(e.id not in retracted and e.batch != said.raised.batch for e in later)


def name(item: PunchItem, every: tuple[PunchItem, ...]) -> str:
    """What people call a punch item: `P7`, or `P7-k3f` where two devices gave the number."""
    return names(every)[item.subject]


def names(every: tuple[PunchItem, ...]) -> dict[str, str]:
    """What people call each of them, by subject."""
    counts = Counter(item.number for item in every)
    return {i.subject: f"P{i.number}-{i.tag}" if counts[i.number] > 1 else f"P{i.number}" for i in every}


def closed(item: PunchItem) -> bool:
    """Whether nothing more is to be done about it: confirmed, by the client if they complained, or none at all."""
    return item.standing in CLOSED and not unanswered(item)


def theirs(item: PunchItem, lead: str) -> set[str]:
    """Whose a punch item is or ever was: nobody of them says that it is none."""
    return {item.owner or lead, *item.owners, *item.doers}


def unanswered(item: PunchItem) -> bool:
    """Whether a complaint was made good and the client has not said so."""
    done = item.standing in {"completed", "verified"}
    return item.complaint and done and not item.confirmed and not item.unconfirmed


def _item(said: _Said, retracted: frozenset[str], replaced: frozenset[str]) -> PunchItem:
    event, body = said.raised, said.body
    item = PunchItem(
        subject=event.about,
        number=said.number,
        tag=event.log[:TAG_LENGTH],
        text=body.text,
        category=body.category,
        by=event.by,
        at=event.at,
        place=event.place,
        item=body.item,
        trade=body.trade,
        owner=body.owner,
        owners=(body.owner,) if body.owner else (),
        due=body.due,
        where=body.where,
        fix=body.fix,
        kept=body.kept,
        client=body.client or body.complaint,
        complaint=body.complaint,
        promises=(Promise(body.due, event.by, event.at),) if body.due else (),
    )
    if said.gone or said.differs:
        item = replace(item, contested=("raised",))
    if not said.later:
        return item
    stands = [e for e in said.later if e.id not in retracted]
    moves = [e for e in said.later if e.kind in MOVES]
    lived = life(moves, retracted)
    item = _registered(item, stands, [e for e in stands if e.id not in replaced])
    return _lived(item, lived, [e for e in moves if e.id not in retracted])


def _registered(item: PunchItem, every: list[Event], live: list[Event]) -> PunchItem:
    """An item with its owner, promises, what it waits for and why it failed; `live` were not replaced."""
    owners = [e.body.owner for e in live if isinstance(e.body, Assigned)]
    promises = [
        Promise(e.body.due, e.did, e.at, e.body.reason, e.body.note) for e in every if isinstance(e.body, Promised)
    ]
    dues = [e.body.due for e in live if isinstance(e.body, Promised)]
    awaited = [e.body for e in live if isinstance(e.body, Waiting)]
    diagnosed = [(e, e.body) for e in live if isinstance(e.body, Diagnosed)]
    return replace(
        item,
        owner=owners[-1] if owners else item.owner,
        owners=tuple(dict.fromkeys((*item.owners, *(e.body.owner for e in every if isinstance(e.body, Assigned))))),
        due=min(dues) if dues else item.due,
        promises=(*item.promises, *promises),
        awaited=_awaited(awaited[-1]) if awaited else None,
        diagnosis=_diagnosis(*diagnosed[-1]) if diagnosed else None,
        contested=(
            *item.contested,
            *(("owner",) if len(set(owners)) > 1 else ()),
            *(("due",) if len(set(dues)) > 1 else ()),
        ),
    )


def _awaited(body: Waiting) -> Awaited | None:
    return Awaited(body.text, body.reference, body.until) if body.text else None


def _diagnosis(event: Event, body: Diagnosed) -> Diagnosis:
    return Diagnosis(body.cause, body.prevention, body.internal, body.external, event.by, event.at)


def _lived(item: PunchItem, lived: Life, moves: list[Event]) -> PunchItem:
    """An item after its moves. One that is not possible is kept in the record and changes nothing."""
    points = list(lived.points.values())
    standing = lived.standing
    doers = tuple(dict.fromkeys(who for point in points for who in point.doers))
    done = [point.done for point in points if point.done]
    seen = [e for point in points if point.standing == standing for e in point.seen_by]
    sound = [e for e in seen if independent(e, doers)]
    last = (sound or seen)[-1] if seen else None
    given = [e.body for e in moves if isinstance(e.body, Completed) and e.id not in lived.ignored]
    return replace(
        item,
        standing=standing,
        heads=tuple(sorted(ident for ident in lived.points if ident)),
        sides=tuple(dict.fromkeys(point.standing for point in points)),
        contested=_contested(lived, standing, item.contested),
        steps=tuple(_step(e, ignored=e.id in lived.ignored) for e in moves),
        doers=doers,
        completed_at=done[-1].at if done else "",
        completed_seq=done[-1].seq if done else 0,
        verified_by=last.by if last else "",
        verified_at=last.at if last else "",
        verified_seq=last.seq if last else 0,
        self_verified=bool(seen) and not sound,
        confirmed=any(is_clients(e) for e in seen),
        unconfirmed=next(
            (e.body.unconfirmed for e in sound if isinstance(e.body, Verified) and e.body.unconfirmed), ""
        ),
        extra="; ".join(dict.fromkeys(body.extra for body in given if body.extra)),
        extra_cost=_sum([body.cost for body in given if body.cost]),
    )


def _contested(lived: Life, standing: PunchStanding, registers: tuple[str, ...]) -> tuple[str, ...]:
    """What devices left different; of one that is closed, whose it was and by when matter no more."""
    if lived.contested:
        return ("standing", *registers)
    return () if standing in CLOSED else registers


def _sum(costs: list[str]) -> str:
    """Costs together, as decimal text; one alone as it was written."""
    if len(costs) < 2:  # noqa: PLR2004 (nothing to add up)
        return costs[0] if costs else ""
    return str(sum((Decimal(cost) for cost in costs if is_canonical(cost)), Decimal()))


def _step(event: Event, *, ignored: bool) -> Step:
    body = event.body
    note = body.note or body.unconfirmed if isinstance(body, Verified) else ""
    note = body.note if isinstance(body, Completed) else note
    text = body.reason if isinstance(body, Rejected | Disputed | Voided | Reopened) else note
    kept = body.kept if isinstance(body, Completed | Verified | Rejected | Disputed | Reopened) else ()
    return Step(
        event.id, event.kind, event.by, event.did, event.at, event.place, text, kept, is_clients(event), ignored
    )


def category(item: PunchItem, failed: ItemState | None) -> Category:
    """How much a punch item may wait: no longer than the item whose failure raised it says in the list that holds now.

    One whose item raises nothing by itself, or does so no more, is put right before the handover.
    """
    if failed is None or failed.standing != "fail":
        return item.category
    listed = failed.item.on_fail.category if failed.item.on_fail else "A"
    return min(item.category, listed)
