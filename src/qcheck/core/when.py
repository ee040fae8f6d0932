"""Conditions, decided by what is known: they hold, do not hold, or wait for an answer."""

from collections.abc import Callable, Iterator

from qcheck.core.compare import RESULTS, Said, holds
from qcheck.core.phrase import listed, phrase
from qcheck.model.checklist import AllOf, AnyOf, Condition, Not, Test

__all__ = ["Look", "Said", "decide", "spoken", "tests", "waiting"]

SPOKEN: dict[str, Callable[..., str]] = {
    "is": lambda **of: phrase("{name} is {value}", **of),
    "at_least": lambda **of: phrase("{name} is at least {value}", **of),
    "at_most": lambda **of: phrase("{name} is at most {value}", **of),
    "over": lambda **of: phrase("{name} is over {value}", **of),
    "under": lambda **of: phrase("{name} is under {value}", **of),
    "before": lambda **of: phrase("{name} is {value} or earlier", **of),
    "after": lambda **of: phrase("{name} is {value} or later", **of),
}

Look = Callable[[str], tuple[Said, ...]]


def decide(condition: Condition, look: Look) -> bool | None:
    """Whether a condition holds; None while that hangs on something that is open or that nobody knows of.

    `look` tells what is known about `fact.NAME` or `item.SECTION.ITEM`: several where an item is repeated, of which
    one is enough, and nothing where there is no such thing. What is absent, or cannot be compared, is not so.
    """
    return _decided(condition, look)[id(condition)]


def waiting(condition: Condition, look: Look) -> tuple[str, ...]:
    """The subjects that a condition waits for; none once it is decided."""
    decided = _decided(condition, look)
    subjects: dict[str, None] = {}
    stack = [condition]
    while stack:
        part = stack.pop()
        if decided[id(part)] is not None:
            continue
        if isinstance(part, Test):
            subjects[part.subject] = None
        stack.extend(reversed(_parts(part)))
    return tuple(subjects)


def tests(condition: Condition) -> Iterator[Test]:
    """The comparisons of a condition, as written."""
    return (part for part in _nested(condition) if isinstance(part, Test))


def spoken(condition: Condition) -> str:
    """A condition in words: `worktop is granite or quartz, and size.area is at least 50`."""
    words: dict[int, str] = {}
    for part in reversed(_nested(condition)):
        match part:
            case Test():
                words[id(part)] = _told(part)
            case Not(inner):
                words[id(part)] = phrase("not ({condition})", condition=words[id(inner)])
            case AllOf(parts):
                words[id(part)] = listed(", and ", (_bracketed(p, words) for p in parts)) or phrase("always")
            case AnyOf(parts):
                words[id(part)] = listed(", or ", (_bracketed(p, words) for p in parts)) or phrase("never")
    return words[id(condition)]


def _parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return parts
        case Not(part):
            return (part,)
        case Test():
            return ()


def _nested(condition: Condition) -> list[Condition]:
    """A condition and all its parts, each before its own parts. Keeps its own stack, so no depth is too deep."""
    if isinstance(condition, Test):
        return [condition]
    nested: list[Condition] = []
    stack: list[Condition] = [condition]
    while stack:
        part = stack.pop()
        nested.append(part)
        stack.extend(reversed(_parts(part)))
    return nested


def _decided(condition: Condition, look: Look) -> dict[int, bool | None]:
    """What a condition and its parts come to, by identity."""
    decided: dict[int, bool | None] = {}
    for part in reversed(_nested(condition)):
        match part:
            case Test():
                decided[id(part)] = _one_of([holds(part, said) for said in look(part.subject)] or [None])
            case Not(inner):
                found = decided[id(inner)]
                decided[id(part)] = None if found is None else not found
            case AllOf(parts):
                decided[id(part)] = _each_of([decided[id(p)] for p in parts])
            case AnyOf(parts):
                decided[id(part)] = _one_of([decided[id(p)] for p in parts])
    return decided


def _one_of(found: list[bool | None]) -> bool | None:
    return True if True in found else None if None in found else False


def _each_of(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _told(test: Test) -> str:
    kind, _, name = test.subject.partition(".")
    if kind == "item" and test.relation == "is" and all(value in RESULTS for value in test.values):
        return listed(" ", (name, listed(" or ", (RESULTS[value] for value in test.values))))
    return SPOKEN[test.relation](name=name, value=listed(" or ", test.values))


def _bracketed(part: Condition, words: dict[int, str]) -> str:
    said = words[id(part)]
    return phrase("({condition})", condition=said) if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 else said
