"""Between: two states of a job with what was said from one to the other, and who said last what about a thing."""

from collections.abc import Container

from qcheck.core.clean import line
from qcheck.core.resolve import TAKEN_BACK
from qcheck.core.views.parts import Told
from qcheck.model.diffview import How, MoveView
from qcheck.model.event import Event, Retracted


class Between:
    """What is needed to tell how two states differ, looked up once. `new` are the statements that the first state
    lacks, in the order of the record; `moved` gives for a former subject the one it has now.
    """

    def __init__(self, before: Told, after: Told) -> None:
        self.before = before
        self.after = after
        held = {event.id for event in before.state.events}
        self.new = tuple(event for event in after.state.events if event.id not in held)
        self.moved = after.state.moved
        self.events = {event.id: event for event in after.state.events}

    def present(self, subject: str) -> str:
        """The subject that a former one has in the later state."""
        return self.moved.get(subject, subject)

    def last(self, subject: str, kinds: Container[str]) -> Event | None:
        """The last new statement of some kinds about a subject, or that took one of them back."""
        return next(
            (e for e in reversed(self.new) if self.present(e.about) == subject and self._kind(e) in kinds), None
        )

    def _kind(self, event: Event) -> str:
        target = self.events.get(event.body.event) if isinstance(event.body, Retracted) else None
        return target.kind if target else event.kind

    def move(
        self,
        about: tuple[str, str, str],
        before: str,
        after: str,
        cause: Event | None,
        note: str = "",
        how: How | None = None,
    ) -> MoveView:
        """A move of something: its id, name and text; how it stood and stands; the statement that moved it."""
        ident, name, text = about
        speaker = self.after.speaker
        back = cause and isinstance(cause.body, Retracted) and TAKEN_BACK not in note
        said = (speaker.say(TAKEN_BACK) if back else "", line(speaker.say(note)))
        return MoveView(
            id=line(ident),
            name=name,
            text=line(speaker.say(text)),
            how=how or ("new" if not before else "gone" if not after else "changed"),
            before=speaker.say(before),
            after=speaker.say(after),
            by=speaker.name(cause.by) if cause else "",
            at=speaker.when(cause.at) if cause else "",
            note="; ".join(filter(None, said)),
        )
