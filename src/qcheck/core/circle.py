"""Circles: ways that lead back to where they began."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

# Each costs a search; someone with more circles has another problem.
MOST = 100

Ways = Mapping[str, Sequence[str]]


def circles(starts: Iterable[str], ways: Ways) -> Iterator[list[str]]:
    """The shortest way back to each start, as `[a, b, a]`; of starts on one and the same circle only the first."""
    knotted = _knotted(ways)
    told: set[str] = set()
    searched = 0
    for start in starts:
        if start in knotted and start not in told and searched < MOST:
            searched += 1
            path = _back(start, ways, knotted)
            told.update(path)
            if path:
                yield path


def _knotted(ways: Ways) -> set[str]:
    """What is left when everything that leads nowhere is taken away, again and again."""
    left = {name: len(set(ways[name])) for name in ways}
    before: dict[str, list[str]] = {}
    for name in ways:
        for other in set(ways[name]):
            before.setdefault(other, []).append(name)
    ends = [other for other in before if not left.get(other)]
    while ends:
        for name in before.get(ends.pop(), ()):
            left[name] -= 1
            if not left[name]:
                ends.append(name)
    return {name for name, count in left.items() if count}


def _back(start: str, ways: Ways, within: set[str]) -> list[str]:
    """The shortest way from a start back to it; empty if there is none."""
    came: dict[str, str] = {}
    edge = [start]
    while edge and start not in came:
        further: list[str] = []
        for name in edge:
            for other in ways[name]:
                if other in within and other not in came:
                    came[other] = name
                    further.append(other)
        edge = further
    if start not in came:
        return []
    path = [start, came[start]]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]
