"""Completing: the words that could come next on a command line, each with what it means."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from qcheck.app import jobs, standing
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.core import offers
from qcheck.core.clean import line
from qcheck.core.fitting import Fits, fitting, movable, releasable
from qcheck.core.offers import Offer
from qcheck.core.punch import names
from qcheck.model.finding import Finding
from qcheck.model.settings import HANDOVER
from qcheck.model.state import JobState
from qcheck.store import workspace

LONGEST = 100
# What stands in a word that is offered: no shell takes any of these for more than itself.
SIGNS = frozenset("-._/@=:+,%")


class Ask(Struct, frozen=True):
    """A place on a command line: the command's full name, what was typed of the word, the words given before it for
    the same parameter, and the job that was named.
    """

    command: str
    typed: str
    given: tuple[str, ...] = ()
    job: str = ""


def words(caller: Caller, kind: str, ask: Ask) -> tuple[Offer, ...]:
    """The words of a kind that could stand there; none that was given already. Raises what opening a workspace does."""
    found = KINDS[kind](caller, ask)
    begun = ask.typed.casefold()
    taken = {word.casefold() for word in ask.given}
    offered: dict[str, str] = {}
    for word, text in found:
        folded = word.casefold()
        if folded.startswith(begun) and folded not in taken and _plain(word):
            offered.setdefault(ask.typed + word[len(ask.typed) :], _described(text))
    return tuple(offered.items())


def _plain(word: str) -> bool:
    """Whether a word can be typed as it is, in every shell."""
    return word[:1] not in {"-", "=", ":", "%", ","} and all(c.isalnum() or c in SIGNS for c in word)


def _described(text: str) -> str:
    """A description on one line, cut to a length that can be read at a glance."""
    said = " ".join(line(text).split())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def _state(desk: Desk, job: str) -> JobState:
    """A job as it stands; of a large one, what was kept of it is used, as a tick does."""
    return standing.load(desk, jobs.which(desk, job)).state


def _findings(desk: Desk, job: str) -> tuple[Finding, ...]:
    from qcheck.app.judge import context, judge  # 15 ms, only where findings are what is completed

    held = jobs.load(desk, jobs.which(desk, job))
    return judge(desk, held, context(desk, held)).findings


def _jobs(caller: Caller, _: Ask) -> Iterable[Offer]:
    desk = open_desk(caller)
    last = workspace.last_job(desk.root)
    return ((job, "the last one used" if job == last else "") for job in workspace.jobs(desk.root))


def _items(caller: Caller, ask: Ask) -> Iterable[Offer]:
    desk = open_desk(caller)
    state = _state(desk, ask.job)
    taken = offers.named(state, ask.given)
    fits = _fits(desk, state, ask)
    left = [i for i in state.items if i.item.number not in taken and fits(i)]
    return offers.offers(state, left, ask.typed, values=ask.command == "tick")


def _fits(desk: Desk, state: JobState, ask: Ask) -> Fits:
    """Whether a command can do something with an item."""
    if ask.command == "waive":
        return _waivable(desk, ask.job)
    if ask.command == "release":
        from qcheck.core.waived import Waived  # 3 ms, only where something is released

        spared = Waived(state, desk.settings, jobs.today(desk)).spared() if state.waivers else set()
        return releasable(state, desk.settings, spared)
    return fitting(ask.command)


def _waivable(desk: Desk, job: str) -> Fits:
    from qcheck.core.rules.table import RULES  # 5 ms, only where something is waived

    about = {f.subject for f in _findings(desk, job) if RULES[f.code].waivable and not f.waived}
    return lambda item: item.item.subject in about


def _gates(caller: Caller, _: Ask) -> Iterable[Offer]:
    return ((gate, "a gate") for gate in open_desk(caller).settings.gates)


def _releases(caller: Caller, ask: Ask) -> Iterator[Offer]:
    """Hold points; a gate, which is released by itself; not the handover, which is the client's."""
    yield from _items(caller, ask)
    if not ask.given:
        yield from ((gate, text) for gate, text in _gates(caller, ask) if gate != HANDOVER)


def _people(caller: Caller, _: Ask) -> Iterable[Offer]:
    people = open_desk(caller).settings.people
    return ((p.id, f"{p.name}, {', '.join(p.roles)}" if p.roles else p.name) for p in people)


def _speakers(caller: Caller, ask: Ask) -> Iterator[Offer]:
    yield from _people(caller, ask)
    yield ("client", "the client says so, you record it")


def _punch(caller: Caller, ask: Ask) -> Iterator[Offer]:
    """Punch items that a command can do something with, by the names that the list gives them."""
    every = _state(open_desk(caller), ask.job).punch
    called = names(every)
    before, comma, _ = ask.typed.rpartition(",")
    taken = {word.strip().casefold() for typed in (*ask.given, before) for word in typed.split(",")}
    for item in every:
        if movable(item, ask.command) and called[item.subject].casefold() not in taken:
            yield (f"{before}{comma}{called[item.subject]}", item.text)


def _assigned(caller: Caller, ask: Ask) -> Iterator[Offer]:
    yield from _punch(caller, ask)
    yield from _people(caller, ask)


def _lists(caller: Caller, _: Ask) -> Iterable[Offer]:
    """Checklists by name; their titles would have to be read from each."""
    from qcheck.store import sources  # 2 ms, only where a list is named

    found = sources.sources(workspace.find(caller.folder))
    return ((name, "comes with qcheck" if each.shipped else "your own") for name, each in found.items())


def _templates(caller: Caller, _: Ask) -> Iterable[Offer]:
    from qcheck.app import templates  # 5 ms, only where a template is named

    return ((name, "your own" if own else "") for name, own in templates.names(workspace.find(caller.folder)))


def _rules(caller: Caller, _: Ask) -> Iterator[Offer]:
    """The rules of the findings that stand in the job in hand, then all others."""
    from qcheck.core.rules.table import RULES  # 5 ms, only where a rule is named

    desk = open_desk(caller) if workspace.find(caller.folder) else None
    changed = desk.settings.rules if desk else {}
    standing_ = Counter(f.code for f in _findings(desk, "") if not f.waived) if desk and _has_job(desk) else Counter()
    for code in (*standing_, *RULES):
        severity = changed.get(code, RULES[code].severity)
        yield (code, f"{severity}, {standing_[code]} in the job in hand" if standing_[code] else severity)


def _has_job(desk: Desk) -> bool:
    """Whether it is clear which job is in hand."""
    every = workspace.jobs(desk.root)
    return len(every) == 1 or workspace.last_job(desk.root) in every


def _planned(caller: Caller, ask: Ask) -> Iterator[Offer]:
    """A job, unless one was named; then the facts that its lists ask for, with their answers."""
    named = [word for word in ask.given if "=" not in word]
    if not named:
        yield from _jobs(caller, ask)
    answered = {word.partition("=")[0] for word in ask.given}
    for question in _state(open_desk(caller), "".join(named[:1]) or ask.job).plan.questions:
        if question.id not in answered:
            yield from ((f"{question.id}={choice}", question.text) for choice in question.choice)


def _units(caller: Caller, ask: Ask) -> Iterable[Offer]:
    units = _state(open_desk(caller), ask.job).plan.units
    return ((unit.id, unit.name) for unit in units if not unit.dropped)


def _trades(caller: Caller, _: Ask) -> Iterable[Offer]:
    return open_desk(caller).settings.trades.items()


KINDS: dict[str, Callable[[Caller, Ask], Iterable[Offer]]] = {
    "job": _jobs,
    "item": _items,
    "gate or item": _releases,
    "gate": _gates,
    "person": _people,
    "person or client": _speakers,
    "punch item": _punch,
    "punch item or person": _assigned,
    "list": _lists,
    "template": _templates,
    "rule": _rules,
    "job or fact": _planned,
    "unit": _units,
    "trade": _trades,
}
