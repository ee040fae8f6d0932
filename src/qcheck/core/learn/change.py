"""Changes: what each comes to in a checklist, as a value and as YAML."""

from collections.abc import Callable

from msgspec.structs import replace

from qcheck.core.meaning import fingerprint
from qcheck.model.checklist import Checklist, Evidence, Item, Raise, Section
from qcheck.model.proposal import Change, Key, NewItem, Sharpened, Version

# What each key is set to, as it is written.
WRITTEN: dict[Key, str] = {
    "critical": "true",
    "evidence": "{photos: 1}",
    "on_fail": "{raise: {category: A}}",
}
_SET: dict[Key, Callable[[Item], Item]] = {
    "critical": lambda item: replace(item, critical=True),
    "evidence": lambda item: replace(item, evidence=(Evidence(photos=1),)),
    "on_fail": lambda item: replace(item, on_fail=Raise("A")),
}


def changed(checklist: Checklist, change: Change) -> Checklist:
    """A list with a change made; one that names a section or item it does not have leaves it as it is."""
    if isinstance(change, Version):
        return replace(checklist, version=change.number)
    sections = (s if s.id != change.section else _section(s, change, checklist) for s in checklist.sections)
    return replace(checklist, sections=tuple(sections))


def _section(section: Section, change: NewItem | Sharpened, checklist: Checklist) -> Section:
    if isinstance(change, NewItem):
        new = Item(
            id=change.id,
            text=change.text,
            gate=checklist.gate.name,
            place=section.place,
            fingerprint=fingerprint(change.text, ""),
            why=change.why,
        )
        return replace(section, items=(*section.items, new))
    items = (_SET[change.key](item) if item.id == change.item else item for item in section.items)
    return replace(section, items=tuple(items))
