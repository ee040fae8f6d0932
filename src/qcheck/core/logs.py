"""One log: its bytes read into events, with every line that does not fit the chain."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from qcheck.core import events, sides
from qcheck.model.event import Event, Signed, Waived
from qcheck.model.place import Place
from qcheck.model.problem import Problem, ProblemKind

LAST_MEMBER = b'"v":1}'
_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


class _Bad(Struct):
    """A line that could not be read: where, why, whether its end is missing, whether the file ends with it."""

    place: Place
    reason: str
    cut: bool
    last: bool


def read(source: bytes, log: str, file: str) -> tuple[list[Event], list[Problem]]:
    """The events of a log's bytes, in the order of the lines, and its problems. Never raises, whatever the bytes."""
    found: list[Event] = []
    bad: list[_Bad] = []
    problems: list[Problem] = []
    altered: set[str] = set()
    lines = source.split(b"\n")
    for number, raw in enumerate(lines, 1):
        place, text = Place(file, number), raw.rstrip(b"\r")
        if not text.strip():
            continue
        if text.startswith(_CONFLICT):
            problems.append(Problem("merge-conflict", place, text[:7].decode()))
            continue
        try:
            found.append(events.decode(text, log, place))
        except events.Altered as error:
            problems.append(Problem("chain-broken", place, str(error)))
            altered.add(_claimed(text))
        except events.Unreadable as error:
            bad.append(_Bad(place, str(error), cut=_is_cut(text), last=number == len(lines)))
    gaps = _gaps(found, altered)
    problems += gaps
    problems += [_judged(line, found, broken=bool(gaps)) for line in bad]
    problems += _forks(found)
    problems += _unknown(found)
    return found, sorted(problems, key=lambda p: (p.place, p.kind))


def unsound(source: bytes, known: bytes, log: str, file: str) -> list[Problem]:
    """The lines of a log that nobody can have written like that, and that are not among those which were known: spoilt
    or changed ones. A line that was torn off is none of them: the chain does without it.
    """
    held = {raw.rstrip(b"\r") for raw in known.split(b"\n")}
    new = ((n, raw.rstrip(b"\r")) for n, raw in enumerate(source.split(b"\n"), 1))
    bad: dict[bytes, Problem] = {}
    for number, text in new:
        place = Place(file, number)
        try:
            if text.strip() and text not in held:
                events.decode(text, log, place)
        except events.Altered as error:
            bad[text] = Problem("chain-broken", place, str(error))
        except events.Unreadable as error:
            bad[text] = Problem("line-unreadable", place, str(error))
    torn = _torn(source, known, file) if bad else set()
    return [problem for text, problem in bad.items() if text not in torn]


def _torn(source: bytes, known: bytes, file: str) -> set[bytes]:
    """What was torn off of a log, judged with all the lines that were known beside it."""
    whole = sides.union(source, known) if sides.lacks(source, known) else source
    lines, last = whole.split(b"\n"), source.rpartition(b"\n")[2]
    torn = {lines[p.place.line - 1].rstrip(b"\r") for p in read(whole, "", file)[1] if p.kind == "line-torn"}
    return torn | ({last} if last and _is_cut(last) else set())


def missing_links(found: Iterable[Event]) -> list[Problem]:
    """Statements that answer others which are nowhere in the record: lines or whole logs are lost."""
    every = list(found)
    ids = {event.id for event in every}
    problems = []
    for event in every:
        named = {*event.replaces, *_seen(event)}
        if named - ids:
            problems.append(Problem("chain-broken", event.place, "it answers a statement that is not in the record"))
    return problems


def _seen(event: Event) -> Iterable[str]:
    """The statements that a waiver or a signature was given over."""
    if isinstance(event.body, Waived):
        return event.body.heads
    return (i for ids in event.body.seal.heads.values() for i in ids) if isinstance(event.body, Signed) else ()


def _claimed(text: bytes) -> str:
    _, _, rest = text.partition(b'"id":"')
    return rest[:64].decode("ascii", "replace")


def _is_cut(text: bytes) -> bool:
    """Whether a fragment can be the beginning of a line: what was spoilt and still has its end cannot."""
    if text.endswith(LAST_MEMBER):
        return False
    _, seq, rest = text.rpartition(b',"seq":')
    number, comma, last = rest.partition(b",")
    return not seq or ((number.isdigit() or not number) and (not comma or LAST_MEMBER.startswith(last)))


def _gaps(found: list[Event], altered: set[str]) -> list[Problem]:
    known = {event.id for event in found} | altered
    detail = "the line before it is missing"
    return [Problem("chain-broken", e.place, detail) for e in found if e.prev and e.prev not in known]


def _judged(line: _Bad, found: list[Event], *, broken: bool) -> Problem:
    """Torn if it was cut off and the chain does without it: it was never confirmed. Anything else may have said that
    something failed.
    """
    continued = any(event.place.line > line.place.line for event in found)
    kind: ProblemKind = "line-torn" if line.cut and (line.last or (continued and not broken)) else "line-unreadable"
    return Problem(kind, line.place, line.reason)


def _forks(found: list[Event]) -> list[Problem]:
    unique = {event.id: event for event in found}
    ways = Counter(event.prev for event in unique.values())
    forked = [event for event in unique.values() if ways[event.prev] > 1]
    firsts = {event.prev: event.id for event in reversed(forked)}
    return [
        Problem("log-forked", e.place, "it and another line both follow the same one")
        for e in forked
        if firsts[e.prev] != e.id
    ]


def _unknown(found: list[Event]) -> list[Problem]:
    return [Problem("kind-unknown", e.place, e.kind) for e in found if e.body is None and not e.optional]
