"""Taking in: statements about someone's punch items into events; theirs only, and never a confirmation."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.act import moves, owing
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.moves import Terms
from qcheck.core.act.note import remark
from qcheck.core.act.pick import select
from qcheck.core.answerwords import WHY, split
from qcheck.core.meaning import tidy
from qcheck.core.takein import NAME
from qcheck.core.verbs import SAID
from qcheck.model.event import Draft, Kept
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Waiting
from qcheck.model.state import JobState
from qcheck.model.takein import Understood

DONE = frozenset({"completed", "verified"})
Photos = Mapping[tuple[int, str], tuple[Kept, ...]]


class Outcome(Struct, frozen=True):
    """What comes of a statement: events; none where it stands as said already; or `why` it is not taken."""

    said: Understood
    subject: str = ""
    drafts: tuple[Draft, ...] = ()
    why: str = ""


def take(state: JobState, said: tuple[Understood, ...], photos: Photos, actor: Actor) -> tuple[Outcome, ...]:
    """What comes of each statement of one person (`actor.did`). `photos` are kept ones by line and name.

    Of statements that contradict each other none is taken; one that is made twice counts once.
    """
    firsts = [_first(state, each, photos.get((each.line, each.name), ()), actor) for each in said]
    against = _contradicted(firsts)
    once: set[tuple[str, ...]] = set()
    outcomes: list[Outcome] = []
    for outcome in firsts:
        same = (outcome.subject, *_meaning(outcome.said))
        if outcome.drafts and outcome.said.what != "note" and outcome.subject in against:
            outcomes.append(replace(outcome, drafts=(), why=against[outcome.subject]))
        elif outcome.drafts and same in once:
            outcomes.append(replace(outcome, drafts=_besides(state, outcome, actor)))
        else:
            once.add(same)
            outcomes.append(outcome)
    return tuple(outcomes)


def _besides(state: JobState, again: Outcome, actor: Actor) -> tuple[Draft, ...]:
    """What a statement that is made twice says besides: the words that go with `done`."""
    said = again.said
    words = remark(state, (said.name,), said.note, actor) if said.what == "done" and said.note else []
    return () if isinstance(words, Refusal) else tuple(words)


def _meaning(said: Understood) -> tuple[str, ...]:
    """What makes two statements the same; `done` is done, whatever is said besides."""
    return ("done",) if said.what == "done" else (said.what, said.note, said.due, said.awaited, said.until)


def _contradicted(outcomes: list[Outcome]) -> dict[str, str]:
    """Why statements are not taken of punch items of which things are said that cannot all hold: only a day and what
    is waited for go together.
    """
    found: dict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
    for outcome in outcomes:
        if outcome.drafts and outcome.said.what != "note":
            found[outcome.subject].setdefault(_meaning(outcome.said), outcome.said.line)
    return {
        subject: f"lines {' and '.join(str(n) for n in sorted(set(every.values())))} do not agree about it"
        for subject, every in found.items()
        if len(every) > 1 and sorted(what for what, *_ in every) != ["promise", "wait"]
    }


def _first(state: JobState, said: Understood, kept: tuple[Kept, ...], actor: Actor) -> Outcome:
    """What comes of a statement by itself."""
    chosen = select(state, (said.name,))
    if isinstance(chosen, Refusal):
        return Outcome(said, why=chosen.message.removeprefix(f"{said.name}: ").rstrip("."))
    item = chosen[0]
    if why := _barred(item, said, kept, state.plan.lead, actor):
        return Outcome(said, item.subject, why=why)
    if _stands(state, item, said):
        return Outcome(said, item.subject)
    if said.what != "note" and item.standing != "open" and not (said.what == "done" and item.standing in DONE):
        return Outcome(said, item.subject, why=SAID[item.standing])
    decided = _decide(state, item, said, kept, actor)
    if isinstance(decided, Refusal):
        return Outcome(said, item.subject, why=decided.message.rstrip("."))
    return Outcome(said, item.subject, tuple(decided))


def _barred(item: PunchItem, said: Understood, kept: tuple[Kept, ...], lead: str, actor: Actor) -> str:
    """Why someone may not say that of a punch item; nothing where they may."""
    owner = item.owner or lead
    if owner != actor.did:
        return f"it is {actor.name(owner) or 'nobody'}'s, not {actor.name(actor.did)}'s"
    if _quoted(item, said.text):
        return "that is its own text, and no answer"
    held = {each.digest for step in item.steps for each in step.kept}
    if item.standing != "open" and any(each.digest not in held for each in kept):
        return f"{SAID[item.standing]}, so its photo comes too late: qcheck punch reject sends it back first"
    moved = said.what == "promise" and item.due and item.due != said.due and item.standing == "open"
    if moved and not said.reason:
        before = item.due[:16].replace("T", " ")
        return f"it was promised for {before}; say why it moves: {WHY}"
    return ""


def _quoted(item: PunchItem, text: str) -> bool:
    """Whether a line only repeats the punch item's own words after its number."""
    own = split(item.text)
    named = (match for match in NAME.finditer(text) if int(match[1]) == item.number)
    return len(own) > 1 and any(split(text[match.end() :])[: len(own)] == own for match in named)


def _stands(state: JobState, item: PunchItem, said: Understood) -> bool:
    """Whether a punch item stands as it is said to already."""
    match said.what:
        case "done":
            told = {step.text for step in item.steps} | _remarks(state, item)
            return item.standing in DONE and (not said.note or said.note in told)
        case "promise":
            return item.due == said.due
        case "wait":
            return item.awaited is not None and (item.awaited.text, item.awaited.until) == (said.awaited, said.until)
        case "arrived":
            return item.awaited is None
        case "dispute":
            return item.standing == "disputed"
        case "note":
            return tidy(said.note) in _remarks(state, item)


def _remarks(state: JobState, item: PunchItem) -> set[str]:
    return {n.text for n in state.notes if n.subject == item.subject}


def _decide(
    state: JobState, item: PunchItem, said: Understood, kept: tuple[Kept, ...], actor: Actor
) -> list[Draft] | Refusal:
    named = (f"P{item.number}-{item.tag}",)
    match said.what:
        case "done" if item.standing == "open":
            return moves.done(state, named, Terms(said.note, kept), actor)
        case "dispute":
            return moves.dispute(state, named, Terms(said.note, kept), actor)
        case "promise":
            return owing.promise(state, named, said.due, said.reason, said.note, actor)
        case "wait" | "arrived":
            return owing.wait(state, named, Waiting(said.awaited, "", said.until), actor)
        case "note" | "done":
            return remark(state, named, said.note, actor)
