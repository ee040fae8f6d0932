"""The difference between two states of a job, in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from qcheck.core import cut, verdict
from qcheck.core.clean import line
from qcheck.core.cut import Cut
from qcheck.core.heads import effective
from qcheck.core.phrase import counted, phrase
from qcheck.core.views import items, log, moves, parts, terms
from qcheck.core.views.between import Between
from qcheck.core.views.parts import Told
from qcheck.core.views.signoff import signoff
from qcheck.model.diffview import DiffView, LateView, Moved, MovesView, MoveView, PointView
from qcheck.model.event import Event, Signed
from qcheck.model.state import SignOff
from qcheck.model.view import RevisionView

NOW, OPENING = phrase("now"), phrase("the opening")

KINDS: dict[Moved, tuple[str, Callable[[Between], Iterator[MoveView]]]] = {
    "items": (phrase("Checks"), moves.answered),
    "releases": (phrase("Released, and witnessed"), moves.released),
    "punch": (phrase("Punch list"), moves.punched),
    "promises": (phrase("Promises"), moves.promised),
    "plan": (phrase("Plan"), terms.planned),
    "agreed": (phrase("Agreed changes"), terms.agreed),
    "lists": (phrase("What is asked"), terms.listed),
    "waivers": (phrase("Waivers"), terms.waived),
    "evidence": (phrase("Photos and files added"), moves.shown),
    "signoffs": (phrase("Sign-offs"), terms.signed),
}
# What is said besides, and moves nothing.
OTHERS: dict[str, Callable[[int], str]] = {
    "noted": lambda count: counted("{count} note", "{count} notes", count),
    "found": lambda count: counted("{count} condition found", "{count} conditions found", count),
    "contacted": lambda count: counted("{count} contact with the client", "{count} contacts with the client", count),
    "rated": lambda count: counted("{count} rating", "{count} ratings", count),
    "diagnosed": lambda count: counted("{count} cause recorded", "{count} causes recorded", count),
    "forgotten": lambda count: counted("{count} removal of personal data", "{count} removals of personal data", count),
}


class Point(Struct, frozen=True):
    """One of the two states that are compared: as it was told, and as which words name it (empty for a moment, which
    its time names); with the signature, if it is the state of one, and what that covers.
    """

    told: Told
    said: str = ""
    signoff: SignOff | None = None
    cut: Cut | None = None


def diff(before: Point, after: Point) -> DiffView:
    """All that moved from one state to the other."""
    between = Between(before.told, after.told)
    told = after.told
    groups = ((kind, title, tuple(found(between))) for kind, (title, found) in KINDS.items())
    was, now = _point(before), _point(after)
    return DiffView(
        job=parts.job(told),
        gate=told.context.gate,
        before=was,
        after=now,
        groups=tuple(MovesView(kind, _title(kind, title, told), moved) for kind, title, moved in groups if moved),
        units=parts.units(told.context.units, told),
        begins=_begins(before, told),
        late=tuple(_late(before, between)),
        others=tuple(told.speaker.say(each) for each in _others(between.new)),
        remarks=tuple(
            dict.fromkeys(told.speaker.say(each) for each in (*_remarks(before, told), *_remarks(after, told)))
        ),
        as_of=now.when,
        terms={term: line(word) for term, word in told.context.settings.terminology.items()},
    )


def _title(kind: Moved, title: str, told: Told) -> str:
    """The heading of a kind, in the trade's own word for its punch items."""
    word = line(told.context.settings.terminology.get("punch item", ""))
    own = phrase("{word} list", word=f"{word[:1].upper()}{word[1:]}")
    return told.speaker.say(own if kind == "punch" and word else title)


def _point(of: Point) -> PointView:
    told = of.told
    when = told.speaker.when(told.context.now)
    return PointView(
        said=told.speaker.say(of.said or when),
        at=told.context.now,
        when=when,
        verdict=verdict.verdict(told.findings),
        problems=sum(verdict.stands(f) for f in told.findings),
        count=items.count(items.sections(told)),
        revision=line(of.signoff.revision) if of.signoff else "",
        seal=of.signoff.digest if of.signoff else "",
        exact=not _doubts(of),
    )


def _begins(before: Point, told: Told) -> RevisionView | None:
    """Why the next revision begins, as it is known in the later state."""
    if before.signoff is None:
        return None
    known = next((s for s in told.state.signoffs if s.event == before.signoff.event), before.signoff)
    return signoff(known, told, ()).begins


def _late(before: Point, between: Between) -> Iterator[LateView]:
    """What the signature of the first state had not seen, though it bears an earlier time."""
    if before.signoff is None:
        return
    new = {event.id for event in between.new}
    late = cut.unseen(between.events[before.signoff.event], between.after.state.events)
    told = between.after
    known = [event for event in late if event.id in new]
    for event, what in zip(known, log.what(told, (e.id for e in known)), strict=True):
        yield LateView(what, told.speaker.name(event.by), told.speaker.when(event.at))


def _others(new: Iterable[Event]) -> tuple[str, ...]:
    """How much was said besides, by kind."""
    counts = Counter(event.kind if event.body else "" for event in new)
    unknown = counted(
        "{count} statement that is not understood", "{count} statements that are not understood", counts[""]
    )
    said = (of(counts[kind]) for kind, of in OTHERS.items() if counts[kind])
    return (*said, *([unknown] if counts[""] else []))


def _remarks(of: Point, told: Told) -> Iterator[str]:
    yield from _doubts(of)
    if of.signoff or of.said in {NOW, OPENING}:
        return
    since, now = effective(told.state.events), of.told.context.now
    held = sum(event.at <= now < since[event.id] for event in told.state.events)
    if held:
        yield counted(
            "{count} statement bears an earlier time than {point} and follows a later one: not counted before that",
            "{count} statements bear an earlier time than {point} and follow later ones: not counted before that",
            held,
            point=_point_said(of),
        )


def _doubts(of: Point) -> list[str]:
    """Why it cannot be told for certain what a state was."""
    said = _point_said(of)
    found: list[str] = []
    if of.cut and of.cut.absent:
        found.append(
            counted(
                "{count} line that was signed with {point} cannot be found in the record: it is not whole here",
                "{count} lines that were signed with {point} cannot be found in the record: it is not whole here",
                of.cut.absent,
                point=said,
            )
        )
    signatures = [e for e in of.told.state.events if isinstance(e.body, Signed)]
    if of.signoff:
        body = next(e.body for e in signatures if e.id == of.signoff.event)
        if isinstance(body, Signed) and body.seal.policy != of.told.context.settings.digest:
            found.append(
                phrase("qcheck.yaml was changed since {point} was signed: it is judged by the rules of now", point=said)
            )
        return found
    return found if of.said in {NOW, OPENING} else [*found, *_unseen(signatures, of)]


def _unseen(signatures: list[Event], of: Point) -> Iterator[str]:
    """Of each signature by that moment, what counts by its time and had not come to where it was recorded."""
    for signature in signatures:
        count = len(cut.unseen(signature, of.told.state.events))
        if count and isinstance(signature.body, Signed):
            revision = line(signature.body.revision)
            yield counted(
                "{count} statement bears an earlier time than revision {revision} and had not come from another device "
                "when it was signed: what was known by {point} was less",
                "{count} statements bear an earlier time than revision {revision} and had not come from another device "
                "when it was signed: what was known by {point} was less",
                count,
                revision=revision,
                point=_point_said(of),
            )


def _point_said(of: Point) -> str:
    return of.said or of.told.speaker.when(of.told.context.now)
