"""Place: where in a file a thing stands."""

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """A position in a text file; `line` and `column` count from 1, and 0 means the whole file or line.

    It always names a file, so that whatever has a place can be shown at one.
    """

    file: str
    line: int = 0
    column: int = 0

    def __post_init__(self) -> None:
        """Raises `ValueError` where no file is named."""
        if not self.file:
            raise ValueError("a place names a file")

    def __str__(self) -> str:
        """`file:line:column`, as editors and CI systems read it."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
