"""References: which items a name means that stands in another item, such as `worktops.level`."""

from collections import defaultdict
from collections.abc import Iterable

from qcheck.model.checklist import Checklist, Item

SHOWN = 10


class Index:
    """Items by every ending of their full id `list/section.item`, so that looking one up does not search them all.

    Those of one id that are repeated over units, `list/section.item@unit`, are found together.
    """

    def __init__(self, subjects: Iterable[str]) -> None:
        self._subjects: dict[str, list[str]] = defaultdict(list)
        for subject in subjects:
            self._subjects[subject.partition("@")[0]].append(subject)
        self._endings: dict[str, list[str]] = defaultdict(list)
        for full in self._subjects:
            inside = full.partition("/")[2] or full
            self._endings[inside].append(full)
            item = inside.rpartition(".")[2]
            if item != inside:
                self._endings[item].append(full)

    def find(self, name: str, own_list: str) -> tuple[str, ...]:
        """The items that a name means in a list: none where it means nothing, or could mean two of them."""
        bare, at, unit = name.partition("@")
        meant = self.meant(bare, own_list)
        if len(meant) != 1:
            return ()
        found = self._subjects[meant[0]]
        return tuple(s for s in found if s == f"{meant[0]}@{unit}") if at else tuple(found)

    def meant(self, name: str, own_list: str) -> tuple[str, ...]:
        """The full ids that a name without a unit could mean; those of its own list come before all others."""
        if name in self._subjects:
            return (name,)
        if f"{own_list}/{name}" in self._subjects:
            return (f"{own_list}/{name}",)
        fitting = () if "/" in name else tuple(self._endings.get(name, ()))
        own = tuple(full for full in fitting if full.startswith(f"{own_list}/"))
        return own or fitting


def catalogue(lists: Iterable[Checklist]) -> dict[str, Item]:
    """The items of lists by full id; of two with one id the first."""
    items: dict[str, Item] = {}
    for checklist in lists:
        for section in checklist.sections:
            for item in section.items:
                items.setdefault(f"{checklist.id}/{section.id}.{item.id}", item)
    return items


def some(names: tuple[str, ...]) -> tuple[str, ...]:
    """As many names as are worth showing."""
    return names if len(names) <= SHOWN else (*names[:SHOWN], "…")
