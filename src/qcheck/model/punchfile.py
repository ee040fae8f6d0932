"""A punch list as a file holds it, before anything in it is understood: lines of cells, each with its place."""

from msgspec import Struct

from qcheck.model.place import Place


class Cell(Struct, frozen=True):
    """What stands in one place of a file."""

    text: str
    place: Place


class Line(Struct, frozen=True):
    """One punch item as it was written: its cells by the keys of a punch list, and the names of its photos."""

    place: Place
    cells: dict[str, Cell]
    photos: tuple[Cell, ...] = ()

    def text(self, key: str) -> str:
        """What stands under a key; empty if nothing does."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def where(self, key: str) -> Place:
        """Where that stands, or else the line itself."""
        cell = self.cells.get(key)
        return cell.place if cell else self.place


class PunchFile(Struct, frozen=True):
    """A punch list by its title. `passed` are the places of lines that hold something and are no item: those above
    the names of the columns, these themselves, and lines with nothing but a running number.
    """

    file: str
    title: str = ""
    lines: tuple[Line, ...] = ()
    passed: tuple[Place, ...] = ()
