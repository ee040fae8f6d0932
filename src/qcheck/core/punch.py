"""Punch items: raised, owned, promised and moved through their life, folded from their events."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.life import CLOSED, MOVES, Life, independent, is_clients, life
from qcheck.model.checklist import Category
from qcheck.model.event import Event
from qcheck.model.punch import Awaited, Diagnosis, Promise, PunchItem, Step
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

# What is said of a punch item that is no move: each kind is a register, whose last statement holds.
ABOUT = frozenset({"assigned", "promised", "waiting", "diagnosed", *MOVES})


class _Said(Struct):
    """What was said of one punch item, in the order of the record."""

    raised: Event
    body: Raised
    number: int
    later: list[Event]


def punch(
    events: list[Event], retracted: frozenset[str], replaced: frozenset[str], moved: Mapping[str, str]
) -> tuple[PunchItem, ...]:
    """The punch items of a job, in the order they were raised. `moved` gives for a former item the one it is now.

    One is numbered by its place among those of its log, those taken back counted, so that no number ever moves.
    """
    counts: Counter[str] = Counter()
    items: dict[str, _Said] = {}
    later: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        body = event.body
        if isinstance(body, Raised):
            counts[event.log] += 1
            if event.id not in retracted:
                about = moved.get(body.item, body.item)
                items.setdefault(event.about, _Said(event, replace(body, item=about), counts[event.log], []))
        elif event.kind in ABOUT and body is not None:
            later[event.about].append(event)
    return tuple(
        _item(replace(said, later=later.get(subject, [])), retracted, replaced) for subject, said in items.items()
    )


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
        due=body.due,
        where=body.where,
        fix=body.fix,
        kept=body.kept,
        client=body.client or body.complaint,
        complaint=body.complaint,
        promises=(Promise(body.due, event.by, event.at),) if body.due else (),
    )
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
    standing = [e.body.due for e in live if isinstance(e.body, Promised)]
    awaited = [e.body for e in live if isinstance(e.body, Waiting)]
    diagnosed = [(e, e.body) for e in live if isinstance(e.body, Diagnosed)]
    return replace(
        item,
        owner=owners[-1] if owners else item.owner,
        due=standing[-1] if standing else item.due,
        promises=(*item.promises, *promises),
        awaited=_awaited(awaited[-1]) if awaited else None,
        diagnosis=_diagnosis(*diagnosed[-1]) if diagnosed else None,
        contested=("owner",) if len(set(owners)) > 1 else (),
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
    completed = done[-1].body if done and isinstance(done[-1].body, Completed) else Completed()
    return replace(
        item,
        standing=standing,
        heads=tuple(sorted(ident for ident in lived.points if ident)),
        contested=(*(("standing",) if lived.contested else ()), *item.contested),
        steps=tuple(_step(e, ignored=e.id in lived.ignored) for e in moves),
        doers=doers,
        completed_at=done[-1].at if done else "",
        verified_by=last.by if last else "",
        verified_at=last.at if last else "",
        self_verified=bool(seen) and not sound,
        confirmed=any(is_clients(e) for e in seen),
        unconfirmed=next(
            (e.body.unconfirmed for e in sound if isinstance(e.body, Verified) and e.body.unconfirmed), ""
        ),
        extra=completed.extra,
        extra_cost=completed.cost,
    )


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
