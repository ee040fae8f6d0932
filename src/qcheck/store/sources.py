"""Sources: the files of all checklists by name, a workspace's own before the shipped ones."""

from pathlib import Path

from msgspec import Struct

from qcheck.core.parts import is_loser
from qcheck.store import files, shipped

SUFFIXES = (".yaml", ".yml")


class Source(Struct, frozen=True):
    """A checklist's file: its name, the path, how it is shown in places, and whether it came with qcheck."""

    name: str
    path: Path
    shown: str
    shipped: bool

    def read(self) -> bytes:
        return files.read(self.path) if self.shipped else files.read_plain(self.path)


def sources(root: Path | None) -> dict[str, Source]:
    """Every checklist by name; a workspace's own shadows a shipped one of the same name."""
    found: dict[str, Source] = {}
    for path in files.names(shipped.folder("checklists"), *SUFFIXES):
        found[path.stem] = Source(path.stem, path, f"shipped/{path.name}", shipped=True)
    for path in files.names(root / "checklists", *SUFFIXES) if root else ():
        if is_loser(path.name):  # a side that was not chosen is no list of its own
            continue
        found[path.stem] = Source(path.stem, path, f"checklists/{path.name}", shipped=False)
    return dict(sorted(found.items()))
