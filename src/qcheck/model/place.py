"""Place: where in a file a thing stands."""

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """A position in a text file; `line` and `column` count from 1, and 0 means the whole file or line."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, as editors and CI systems read it."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
