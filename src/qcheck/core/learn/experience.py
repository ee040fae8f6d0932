"""Experience: the lessons of all jobs, held against the lists of today."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from qcheck.core.learn.lessons import Lesson, Seen, Snag, together, without_unit
from qcheck.model.checklist import Checklist, Item, Section


class Listed(Struct, frozen=True):
    """An item of today's list with its section; `key` is its full id."""

    key: str
    section: Section
    item: Item


class Experience:
    """What jobs showed, by the items that there are today: former ids are followed to those that took their place."""

    def __init__(self, lessons: Iterable[Lesson], lists: Mapping[str, Checklist]) -> None:
        every = list(lessons)
        self.lists = lists
        self.items = {listed.key: listed for checklist in lists.values() for listed in _listed(checklist)}
        self._steps = {former: now for each in every for former, now in each.moved.items()}
        self._steps |= _moved(self.items)
        self.lessons = tuple(self._followed(each) for each in every)

    def of_list(self, checklist: str) -> list[Lesson]:
        """The jobs that are pinned to a list, in any version."""
        return [each for each in self.lessons if checklist in each.lists]

    def snags(self) -> Iterator[tuple[Lesson, Snag]]:
        """Every punch item with its job."""
        return ((each, snag) for each in self.lessons for snag in each.snags)

    def home(self, of: Lesson) -> str:
        """The list that a job is mainly about: the first one that no other of its lists includes. Empty if none."""
        included = {i.name for name in of.lists if name in self.lists for i in self.lists[name].include}
        return next((name for name in of.lists if name not in included), "")

    def _followed(self, of: Lesson) -> Lesson:
        items: dict[str, Seen] = {}
        for key, seen in of.items.items():
            now = self._now(key)
            items[now] = together(items[now], seen) if now in items else seen
        snags = tuple(
            Snag(s.text, self._now(s.item) if s.item else "", s.cause, s.prevention, s.cost) for s in of.snags
        )
        return Lesson(of.job, of.lists, items, snags, of.moved)

    def _now(self, key: str) -> str:
        """The id that an item has today; the last one known where it is gone."""
        passed = {key}
        while key not in self.items and key in self._steps and self._steps[key] not in passed:
            key = self._steps[key]
            passed.add(key)
        return key


def _listed(checklist: Checklist) -> Iterator[Listed]:
    for section in checklist.sections:
        for item in section.items:
            yield Listed(f"{checklist.id}/{section.id}.{item.id}", section, item)


def _moved(items: Mapping[str, Listed]) -> dict[str, str]:
    """For the former ids of today's items, those they have now."""
    return {
        without_unit(former.name if "/" in former.name else f"{key.partition('/')[0]}/{former.name}"): key
        for key, listed in items.items()
        for former in listed.item.moved_from
    }
