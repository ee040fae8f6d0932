"""The hand: what an act of the walk may use of the screen, and the screen of it."""

from typing import Protocol

from qcheck.app.answer import Said
from qcheck.app.desk import Desk
from qcheck.model.walkview import WalkView
from qcheck.tui.form import Form


class Hand(Protocol):
    """The walk as its acts see it: the job in view, a desk for each statement, and the ways to tell and to ask."""

    view: WalkView
    job: str
    inbox: str

    def desk(self) -> Desk:
        """A desk for a statement that is made now; all that is said at one desk is one statement to undo."""

    def say(self, text: str, *, bad: bool = False) -> None:
        """Tells what came of it; `bad` if nothing did."""

    def ask(self, form: Form, *, on: bool = False) -> None:
        """Asks; once something was recorded the job is looked at anew, and `on` goes to the next that is missing."""

    def answered(self, said: Said) -> None:
        """Shows at once what was just recorded of items, and goes on to the next that is missing."""

    def reload(self) -> None:
        """Looks at the job anew."""
