"""A full screen: one question at a time over it, and a bug of ours ends it as it ends any command."""

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import ModalScreen

from qcheck.app.text import clean

Then = Callable[[Any], None]


class Over(ModalScreen[None]):
    """What lies over a full screen and gives something back when it is left."""

    def take(self, event: Key) -> bool:  # noqa: ARG002 (what takes no keys itself leaves them to its widgets)
        """Whether a key was taken."""
        return False

    def leave(self, result: Any) -> None:
        """Gone, at once: the next key that was typed is meant for what is below, or for what comes after it."""
        if isinstance(self.app, Full):
            self.app.done_with(result)


class Full(App[str]):
    """A screen that gives back what comes next; `broken` is what went wrong, if it ended by a mistake of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: Exception | None = None
        self.waiting: list[tuple[Over, Then]] = []
        self.then: Then | None = None

    @property
    def alone(self) -> bool:
        """Whether nothing lies over the screen."""
        return len(self.screen_stack) == 1

    def take(self, event: Key) -> bool:  # noqa: ARG002 (likewise)
        """Whether a key was taken by the screen itself, with nothing over it."""
        return False

    async def on_event(self, event: Event) -> None:
        """Keys in the order they were typed: what a key opens is there before the next one is looked at."""
        if isinstance(event, Key) and not event.is_forwarded:
            top = self.screen
            if top.take(event) if isinstance(top, Over) else self.alone and self.take(event):
                return
        await super().on_event(Paste(clean(event.text)) if isinstance(event, Paste) else event)

    def over(self, screen: Over, then: Then) -> None:
        """Shows a screen over this one, once whatever lies over it is gone; `then` takes what it gives back."""
        self.waiting.append((screen, then))
        if self.then is None:
            self._next_over()

    def done_with(self, result: Any) -> None:
        """What lay over the screen is gone, and gave this back."""
        then = self.then
        self.pop_screen()
        if then:
            then(result)
        self.then = None
        self._next_over()

    def _next_over(self) -> None:
        if self.waiting:
            screen, self.then = self.waiting.pop(0)
            self.push_screen(screen)

    def _handle_exception(self, error: Exception) -> None:
        """Nothing of it is drawn: the boundary of the program writes it to a file and says so."""
        if self.is_headless:
            super()._handle_exception(error)  # tests see it where it happened
            return
        self.broken = self.broken or error
        self.exit()
