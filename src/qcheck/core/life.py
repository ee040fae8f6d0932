"""The life of a punch item: which moves there are, and where those that were made leave it, on however many devices."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from qcheck.model.event import Event
from qcheck.model.punch import PunchStanding
from qcheck.model.punchevent import Completed, Rejected, Reopened, Verified, Voided


class Move(Struct, frozen=True):
    """From which standings a move is possible, and where it leads."""

    start: tuple[PunchStanding, ...]
    end: PunchStanding


MOVES: dict[str, Move] = {
    "completed": Move(("open",), "completed"),
    "verified": Move(("completed", "verified"), "verified"),  # again: by the client, or by someone who did not do it
    "rejected": Move(("completed", "disputed"), "open"),
    "disputed": Move(("open",), "disputed"),
    "voided": Move(("open", "disputed", "completed"), "voided"),
    "reopened": Move(("verified", "voided", "disputed"), "open"),
}
# Where two devices left it differently, the first of these is how it stands.
OPENNESS: tuple[PunchStanding, ...] = ("open", "disputed", "completed", "verified", "voided")
CLOSED: frozenset[PunchStanding] = frozenset({"verified", "voided"})


class Point(Struct, frozen=True):
    """Where a move leads: how it stands, who did it, who has looked at it since it was done."""

    standing: PunchStanding = "open"
    doers: tuple[str, ...] = ()
    done: Event | None = None
    seen_by: tuple[Event, ...] = ()


class Life(Struct, frozen=True):
    """What the moves of a punch item come to: the points that stand, by the event that led there, and the events that
    changed nothing, since they were not possible from what their author saw.
    """

    points: dict[str, Point]
    ignored: frozenset[str]

    @property
    def standing(self) -> PunchStanding:
        """The most open of those that stand."""
        return most_open(point.standing for point in self.points.values())

    @property
    def contested(self) -> bool:
        """Whether devices that had not seen each other left it differently."""
        return len({point.standing for point in self.points.values()}) > 1


ROOT = ""
MOST_SEEN = 50


def life(moves: list[Event], retracted: frozenset[str]) -> Life:
    """The life that moves make, given in the order of the record; what was taken back is looked through.

    A move starts from where those lead that it `replaces`. A confirmation without any comes from an older version,
    which named none: it starts from all that stood.
    """
    through: dict[str, frozenset[str]] = {}
    made: dict[str, Point] = {ROOT: Point()}
    standing: dict[str, Point] = {ROOT: Point()}
    ignored: set[str] = set()
    for event in moves:
        old = event.kind == "verified" and not event.replaces
        seen = frozenset(standing) if old else _seen(event, made, through)
        if event.id in retracted or not possible(event.kind, {made[ident].standing for ident in seen}):
            through[event.id] = seen
            if event.id not in retracted:
                ignored.add(event.id)
            continue
        made[event.id] = _moved(_together(made[ident] for ident in seen), event)
        for ident in seen:
            standing.pop(ident, None)
        standing[event.id] = made[event.id]
    return Life(standing, frozenset(ignored))


def possible(kind: str, sides: Iterable[PunchStanding]) -> bool:
    """Whether a move can be made from what someone sees: from the most open of it, or where two devices differ, to say
    again what one of them said. Who says "done" of what is done already did it as well.
    """
    seen = set(sides)
    start = most_open(seen)
    again = len(seen) > 1 and MOVES[kind].end in seen
    return start in MOVES[kind].start or again or (kind == "completed" and start == "completed")


def most_open(standings: Iterable[PunchStanding]) -> PunchStanding:
    """The first of them in the order of openness."""
    return min(standings, key=OPENNESS.index)


def _seen(event: Event, made: Mapping[str, Point], through: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The points that an author saw: through moves that were taken back or changed nothing to those before them."""
    points = (frozenset({ident}) if ident in made else through.get(ident, frozenset()) for ident in event.replaces)
    return frozenset().union(*points) or frozenset({ROOT})


def _together(points: Iterable[Point]) -> Point:
    """One point for several: the most open standing, all who did it, all who looked."""
    every = list(points)
    if len(every) == 1:
        return every[0]
    done = [point.done for point in every if point.done]
    return Point(
        most_open(point.standing for point in every),
        tuple(dict.fromkeys(who for point in every for who in point.doers)),
        done[-1] if done else None,
        tuple(dict.fromkeys(event for point in every for event in point.seen_by)),
    )


def _moved(start: Point, event: Event) -> Point:
    end = MOVES[event.kind].end
    if isinstance(event.body, Completed):
        before = start.doers if start.standing == end else ()
        return Point(end, tuple(dict.fromkeys((*before, event.did))), event)
    if isinstance(event.body, Verified):
        return Point(end, start.doers, start.done, (*start.seen_by, event)[-MOST_SEEN:])
    return Point(end)


def is_clients(event: Event) -> bool:
    """Whether a move was the client's, recorded by one of ours."""
    return isinstance(event.body, Verified | Rejected | Voided | Reopened) and event.body.client


def independent(event: Event, doers: Iterable[str]) -> bool:
    """Whether a confirmation is by someone who did not do it: the client always may."""
    return is_clients(event) or not {event.by, event.did} & set(doers)
