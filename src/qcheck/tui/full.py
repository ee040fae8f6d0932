"""A full screen: one question at a time over it, and a bug of ours ends it as it ends any command."""

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen


class Full(App[str]):
    """A screen that gives back what comes next; `broken` is what went wrong, if it ended by a mistake of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: Exception | None = None
        self.waiting: list[tuple[Screen[Any], Callable[[Any], None]]] = []

    @property
    def alone(self) -> bool:
        """Whether nothing lies over the screen."""
        return len(self.screen_stack) == 1

    def over(self, screen: Screen[Any], then: Callable[[Any], None]) -> None:
        """Shows a screen over this one, once whatever lies over it is gone; `then` takes what it gives back."""
        self.waiting.append((screen, then))
        self._next_over()

    def _next_over(self) -> None:
        if self.waiting and self.alone:
            screen, then = self.waiting.pop(0)

            def back(result: Any) -> None:
                then(result)
                self.call_later(self._next_over)  # what is left now is still there until this returns

            self.push_screen(screen, back)

    def _handle_exception(self, error: Exception) -> None:
        """Nothing of it is drawn: the boundary of the program writes it to a file and says so."""
        if self.is_headless:
            super()._handle_exception(error)  # tests see it where it happened
            return
        self.broken = self.broken or error
        self.exit()
